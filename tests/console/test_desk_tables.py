"""Tables of the desk: searched, filtered, put in order, kept as a view, handed out, acted on in bulk."""

import csv
import io
import json
import re
from collections import Counter
from datetime import date
from uuid import uuid4

import pytest
from django.urls import reverse
from python_calamine import CalamineWorkbook

from mobilink.console.tables.catalogue import TABLES
from mobilink.outreach import actions
from mobilink.outreach.models import Outing
from mobilink.people.models import SavedView
from mobilink.places.actions import add_venue
from mobilink.places.models import Venue

ADDRESS = "/console/outings/"


def titles(page):
    return [line.first.text for line in page.context["shown"].lines]


@pytest.mark.both
@pytest.mark.parametrize("name", TABLES)
def test_every_table_has_a_page_of_its_name_and_every_column_can_be_shown_and_sorted_by(
    signed_in, name
):
    desk, table, page = signed_in("kepala"), TABLES[name], reverse(f"console:{name}")
    every = [("column", column.name) for column in table.columns]

    for column in table.columns:
        for sign in ("", "-"):
            asked = {"sort": f"{sign}{column.name}", "column": [each for _, each in every]}
            answer = desk.get(page, asked)
            assert answer.status_code == 200, column.name
            assert len(answer.context["shown"].choice.columns) == len(table.columns)


@pytest.mark.both
def test_rows_stand_in_the_order_that_was_asked_for_and_the_unknown_last(signed_in):
    desk = signed_in("kepala")

    by_day = titles(desk.get(ADDRESS, {"sort": "day"}))
    by_start = desk.get(ADDRESS, {"sort": "-start"}).context["shown"].lines

    assert by_day == list(Outing.objects.order_by("day").values_list("title", flat=True))
    assert [line.rest[1].text for line in by_start] == ["06.00", "", "", "", ""]


@pytest.mark.both
def test_filters_hold_together_with_words_and_days(signed_in):
    desk = signed_in("kepala")

    july = {"day_from": "2019-07-01", "day_to": "2019-07-31"}
    assert len(titles(desk.get(ADDRESS, july))) == 3
    assert titles(desk.get(ADDRESS, july | {"kind": "market"})) == ["Sosialisasi Pasar Baru"]
    assert titles(desk.get(ADDRESS, july | {"q": "kebun SOSIAL"})) == ["Sosialisasi Kebun Raya"]
    assert titles(desk.get(ADDRESS, {"executing_unit": "BATAM", "q": "pasar"})) == []


def test_a_question_that_makes_no_sense_is_named_and_the_rest_of_it_holds(signed_in, words):
    desk = signed_in("kepala")

    page = desk.get(ADDRESS, {"day_from": "soon", "kind": "market", "sort": "nothing", "page": "x"})

    assert page.status_code == 422
    assert titles(page) == ["Sosialisasi Pasar Baru"]


def test_what_nobody_lists_says_so_and_leads_back(signed_in, words):
    page = signed_in("kepala").get(ADDRESS, {"q": "qwertyuiop"})

    assert "Tidak ada yang cocok." in words(page)
    assert "Tampilkan semua" in words(page)


def test_a_view_is_kept_by_whoever_made_it_and_forgotten_again(signed_in, words):
    desk = signed_in("kepala")
    keep, query = reverse("console:table_keep", args=["outings"]), "kind=market&sort=-day"

    for _twice in range(2):
        page = desk.post(keep, {"name": "Pasar saja", "query": query}, follow=True)
    assert titles(page) == ["Sosialisasi Pasar Baru"]
    assert SavedView.objects.count() == 1
    assert f'href="?{query.replace("&", "&amp;")}"' in desk.get(ADDRESS).content.decode()
    assert "Pasar saja" not in words(signed_in("petugas").get(ADDRESS))

    desk = signed_in("kepala")
    desk.post(reverse("console:table_forget", args=["outings"]), {"name": "Pasar saja"})
    assert not SavedView.objects.exists()


def test_a_view_without_a_name_is_not_kept(signed_in, words):
    keep = reverse("console:table_keep", args=["outings"])

    page = signed_in("kepala").post(keep, {"name": "", "query": "kind=market"}, follow=True)

    assert "Beri nama tampilan" in page.content.decode()
    assert not SavedView.objects.exists()


def test_a_workbook_has_the_chosen_columns_with_their_types(signed_in):
    address = reverse("console:table_file", args=["outings", "xlsx"])

    answer = signed_in("kepala").get(
        address, {"column": ["day", "start", "is_announced"], "sort": "day"}
    )

    assert "outings-2019-08-18.xlsx" in answer["Content-Disposition"]
    head, first, *rest = (
        CalamineWorkbook.from_filelike(io.BytesIO(answer.content)).get_sheet_by_index(0).to_python()
    )
    assert head == ["Nama kegiatan", "Hari", "Mulai", "Diumumkan kepada warga"]
    assert first == ["Car Free Day Kijang", date(2019, 4, 27), "", True]
    assert len(rest) == 4


def test_what_a_spreadsheet_would_reckon_with_stays_text(signed_in):
    add_venue(name="=1+1", regency_code="21.72", by=None)
    desk = signed_in("kepala")

    sheet = desk.get(reverse("console:table_file", args=["venues", "xlsx"])).content
    text = desk.get(reverse("console:table_file", args=["venues", "csv"])).content.decode(
        "utf-8-sig"
    )

    rows = CalamineWorkbook.from_filelike(io.BytesIO(sheet)).get_sheet_by_index(0).to_python()
    assert [row[0] for row in rows if str(row[0]).endswith("1+1")] == ["=1+1"]
    assert "'=1+1" in [row[0] for row in csv.reader(io.StringIO(text), delimiter=";")]


def test_scripts_get_codes_and_days_as_iso(signed_in):
    address = reverse("console:table_file", args=["outings", "json"])

    rows = json.loads(signed_in("kepala").get(address, {"q": "Kebun"}).content)

    assert rows[0]["state"] == "reported"
    assert rows[0]["day"] == "2019-07-21"
    assert rows[0]["executing_unit"] == "BATAM"


def test_csv_is_parted_as_a_spreadsheet_of_the_reader_expects(signed_in):
    venue = Venue.objects.get(name="Kebun Raya Batam")
    desk, address = signed_in("kepala"), reverse("console:table_file", args=["venues", "csv"])

    def lines():
        answer = desk.get(address, {"q": "Kebun Raya", "column": "lat"})
        return answer.content.decode("utf-8-sig").splitlines()

    assert lines() == ["Nama;Lintang", f"{venue.name};{str(venue.lat).replace('.', ',')}"]
    desk.post("/appearance/", {"language": "en", "next": "/"})
    assert lines() == ["Name,Latitude", f"{venue.name},{venue.lat}"]


def test_a_file_of_none_is_not_found(signed_in):
    desk = signed_in("kepala")

    assert desk.get("/console/tables/outings.doc").status_code == 404
    assert desk.get("/console/tables/nothing.csv").status_code == 404
    assert desk.post("/console/tables/nothing/do", {"row": "1"}).status_code == 404


def test_several_proposals_are_approved_at_once_and_who_is_refused_is_named(
    signed_in, draft, words
):
    ready, also = draft("Pasar Satu"), draft("Pasar Dua", day=date(2019, 8, 25))
    unready = draft("Pasar Tiga", day=date(2019, 8, 31))
    for outing in (ready, also):
        actions.propose(outing, by=None)
    chosen = {"deed": "approve", "row": [str(each.pk) for each in (ready, also, unready)]}

    page = signed_in("kepala").post(
        reverse("console:table_deed", args=["outings"]), chosen, follow=True
    )

    said = page.content.decode()
    assert "Dikerjakan: 2." in said
    assert "Pasar Tiga" in said.partition("Tidak dikerjakan:")[2][:200]
    states = Outing.objects.filter(title__startswith="Pasar ").values_list("title", "state")
    assert dict(states)["Pasar Satu"] == dict(states)["Pasar Dua"] == "approved"
    assert dict(states)["Pasar Tiga"] == "draft"


def test_a_deed_without_rows_or_right_changes_nothing(signed_in, proposal):
    address = reverse("console:table_deed", args=["outings"])

    page = signed_in("kepala").post(address, {"deed": "approve"}, follow=True)
    assert "Pilih dulu paling sedikit satu baris." in page.content.decode()
    signed_in("petugas").post(address, {"deed": "approve", "row": str(proposal.pk)})

    proposal.refresh_from_db()
    assert proposal.state == "proposed"


def test_what_is_no_row_is_passed_over(signed_in):
    desk = signed_in("kepala")
    rows = {"row": ["x", "", str(uuid4()), "x.1"]}

    done = desk.post(reverse("console:table_deed", args=["outings"]), {"deed": "approve"} | rows)
    file = desk.post(reverse("console:table_file", args=["outings", "json"]), rows)

    assert done.status_code == 302
    assert json.loads(file.content) == []


def test_a_row_that_changed_after_it_was_chosen_is_not_acted_on(signed_in, proposal):
    desk = signed_in("kepala")
    page = desk.get(ADDRESS, {"state": "proposed"}).content.decode()
    [chosen] = re.findall(r'name="row" value="([^"]+)"', page)
    actions.revise_outing(proposal, by=None, purpose="Sesuatu yang lain")

    answer = desk.post(
        reverse("console:table_deed", args=["outings"]),
        {"deed": "approve", "row": chosen},
        follow=True,
    )

    proposal.refresh_from_db()
    assert proposal.state == "proposed"
    assert "notice-warning" in answer.content.decode()


def test_a_deed_is_offered_only_where_its_reader_may_do_it(signed_in, proposal):
    def offered(username):
        return re.findall(
            r'name="deed" value="(\w+)"', signed_in(username).get(ADDRESS).content.decode()
        )

    assert "approve" in offered("kepala")
    assert offered("petugas") == []
    actions.approve(proposal, by=None)
    assert offered("kepala") == []


@pytest.mark.parametrize("query", ["a=1\r\nSet-Cookie: x=1", "//elsewhere.example", "x" * 3000])
def test_a_view_is_a_question_of_the_table_and_nothing_else(signed_in, query):
    keep = reverse("console:table_keep", args=["outings"])

    answer = signed_in("kepala").post(keep, {"name": "Aneh", "query": query})

    assert answer.status_code == 302
    assert answer["Location"].partition("?")[0] == ADDRESS
    assert "\n" not in answer["Location"]


def test_no_two_things_on_a_page_of_a_table_have_one_id(signed_in):
    desk = signed_in("kepala")
    for name in TABLES:
        ids = re.findall(r' id="([^"]+)"', desk.get(reverse(f"console:{name}")).content.decode())
        assert [one for one, many in Counter(ids).items() if many > 1] == [], name


def test_chosen_rows_alone_become_a_file(signed_in):
    chosen = Outing.objects.get(title="Sosialisasi Kebun Raya")
    address = reverse("console:table_file", args=["outings", "json"])

    answer = signed_in("kepala").post(address, {"row": [str(chosen.pk)]})

    assert [row["title"] for row in json.loads(answer.content)] == [chosen.title]


def test_nobody_reads_a_table_without_signing_in(client):
    address = reverse("console:table_file", args=["team", "csv"])

    assert client.get(address).status_code == 302
