"""The columns of a table are told and read in its reader's language."""

import json
from argparse import Namespace
from datetime import date

import pytest
from django.utils import translation

from mobilink.cli import exchange
from mobilink.imports import tables
from mobilink.imports.kinds import TABLES
from mobilink.imports.sheets import BadFile
from mobilink.places.models import Venue

pytestmark = pytest.mark.django_db
DAY = date(2019, 8, 18)


@pytest.fixture
def read(tmp_path):
    def import_venues(text):
        file = tmp_path / "venues.csv"
        file.write_text(text)
        return tables.read(TABLES["venues"], file, as_at=DAY)

    return import_venues


@pytest.mark.parametrize(
    "heads", ["name,regency", "Nama,Kabupaten atau kota", "Name,Regency or city"]
)
def test_a_table_may_be_headed_in_either_language(read, heads):
    assert read(f"{heads}\nPasar Contoh,21.72\n").problems == []
    assert Venue.objects.filter(name="Pasar Contoh").exists()


def test_a_missing_column_is_told_among_all_in_the_reader_s_language(read):
    with pytest.raises(BadFile, match="“Nama”") as refused, translation.override("id"):
        read("alamat\nJalan Contoh 1\n")

    assert "Kabupaten atau kota" in str(refused.value)
    assert "regency" not in str(refused.value)


def test_a_problem_names_the_column_as_the_file_heads_it(read):
    outcome = read("Nama,Kabupaten atau kota,LINTANG\nPasar Contoh,21.72,atas\n")

    assert outcome.problems[0].startswith("baris 2, kolom LINTANG:")


@pytest.mark.parametrize("kind", TABLES)
@pytest.mark.parametrize("language", ["id", "en"])
def test_every_column_of_every_table_has_a_name_of_its_own(kind, language):
    table = TABLES[kind]

    with translation.override(language):
        labels = table.labels
        meant = {name: tables.meant_by(table, label) for name, label in labels.items()}
    assert meant == {name: name for name in labels}
    assert not {name for name, label in labels.items() if label == name}


@pytest.mark.parametrize("kind", exchange.KINDS)
def test_the_columns_of_every_table_are_told_to_scripts_too(kind, capsys):
    exchange.run_import(Namespace(kind=kind, columns=True, json=True))

    columns = json.loads(capsys.readouterr().out)
    assert all(set(column) == {"name", "holds", "required", "also"} for column in columns)
