import csv
import tomllib
from collections.abc import Iterator
from functools import cache
from importlib.resources import files

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mobilink.places.naming import Gazetteer, Place, Resolution, Spelling

COUNTRY = "founding/countries/indonesia"
WRITTEN = tomllib.loads(files("mobilink").joinpath(COUNTRY, "spelling.toml").read_text("utf-8"))
INDONESIAN = Spelling(
    {short: word for word, others in WRITTEN["shorthand"].items() for short in others},
    WRITTEN["labels"],
)
ALIASES = {code: tuple(names) for code, names in WRITTEN["aliases"].items()}
KEPRI = "Kepulauan Riau"
BATAM = f"Kota Batam, {KEPRI}"
PINANG = f"Kota Tanjung Pinang, {KEPRI}"
KARIMUN = f"Kabupaten Karimun, {KEPRI}"

FEW = (
    Place("12", "Sumatera Utara", "province"),
    Place("12.74", "Kota Tanjungbalai", "regency", within="Sumatera Utara"),
    Place("19.71", "Kota Pangkal Pinang", "regency", within="Kepulauan Bangka Belitung"),
    Place("73.15", "Kabupaten Pinrang", "regency", within="Sulawesi Selatan"),
    Place("21", KEPRI, "province", ALIASES["21"]),
    Place("21.01", "Kabupaten Bintan", "regency", within=KEPRI),
    Place("21.02", "Kabupaten Karimun", "regency", ALIASES["21.02"], KEPRI),
    Place("21.02.03", "Karimun", "district", within=KARIMUN),
    Place("21.02.03.1001", "Tanjung Balai", "village", within=f"Karimun, {KARIMUN}"),
    Place("21.02.03.1007", "Tanjung Balai Kota", "village", within=f"Karimun, {KARIMUN}"),
    Place("21.71", "Kota Batam", "regency", within=KEPRI),
    Place("21.71.04", "Nongsa", "district", within=BATAM),
    Place("21.71.04.1009", "Nongsa", "village", within=f"Nongsa, {BATAM}"),
    Place("21.71.10", "Batam Kota", "district", within=BATAM),
    Place("21.72", "Kota Tanjung Pinang", "regency", ALIASES["21.72"], KEPRI),
    Place("21.72.01", "Tanjung Pinang Barat", "district", within=PINANG),
    Place("21.72.02", "Tanjung Pinang Timur", "district", within=PINANG),
    Place("21.72.04", "Bukit Bestari", "district", within=PINANG),
    Place("21.72.04.1001", "Tanjung Pinang Timur", "village", within=f"Bukit Bestari, {PINANG}"),
    Place("garden", "Kebun Raya Batam", "venue", ("Kebun Raya Nongsa",), BATAM),
    Place("market", "Pasar Baru Tanjungpinang", "venue", within=PINANG),
    Place("town", "Tanjung Pinang", "venue", within=PINANG),
)


def _rows(name: str, folder: str = "places/data") -> Iterator[dict[str, str]]:
    text = files("mobilink").joinpath(folder, name).read_text(encoding="utf-8")
    yield from csv.DictReader(text.splitlines())


@cache
def _register() -> tuple[Place, ...]:
    """All regions, venues and GeoNames towns that Mobilink ships."""
    rows = [*_rows("regions.csv", COUNTRY), *_rows("provinces/21.csv", COUNTRY)]
    names = {row["code"]: row["name"] for row in rows}
    # GeoNames numbers the regencies as the statistics office does, not as the ministry does.
    towns = {"2101": "21.02", "2102": "21.01", "": "21.71"}

    def within(code: str) -> str:
        parents = [code.rsplit(".", depth)[0] for depth in range(1, code.count(".") + 1)]
        return ", ".join(names[parent] for parent in parents)

    regions = [
        Place(
            row["code"],
            row["name"],
            row["level"],
            ALIASES.get(row["code"], ()),
            within(row["code"]),
        )
        for row in rows
    ]
    venues = [
        Place(row["id"], row["nama"], "venue", tuple(row["alias"].split("|")), within(code))
        for row in _rows("lokasi_bersumber.csv")
        for code in [f"{row['kab_kota_code']}.0"]
    ]
    geonames = [
        Place(row["geonames_id"], row["name"], "venue", (), within(f"{code}.0"))
        for row in _rows("tempat_kepri_geonames.csv")
        for code in [towns.get(row["admin2"], f"21.{row['admin2'][2:]}")]
    ]
    return (*regions, *venues, *geonames)


@cache
def _gazetteer(places: str) -> Gazetteer:
    return Gazetteer(FEW if places == "few" else _register(), home="21", spelling=INDONESIAN)


@pytest.fixture(params=["few", "register"])
def gazetteer(request: pytest.FixtureRequest) -> Gazetteer:
    return _gazetteer(request.param)


def _keys(resolution: Resolution) -> list[str]:
    return [candidate.place.key for candidate in resolution.candidates]


@pytest.mark.parametrize(
    "typed",
    [
        "Tanjunginang",
        "Tajungpinang",
        "Tj. Pinang",
        "TANJUNG PINANG",
        "Tanjungpinang",
        "Kota Tanjungpinang",
        "tg pinang",
        "tjpinang",
        "tanjung tanjung pinang",
        "\uff34anjung-Pinang!",
    ],
)
def test_each_way_people_write_tanjungpinang_means_the_city(
    gazetteer: Gazetteer, typed: str
) -> None:
    resolution = gazetteer.resolve(typed)
    assert resolution.answer == "one"
    assert resolution.place is not None
    assert resolution.place.key == "21.72"


@pytest.mark.parametrize(
    "typed", ["Kebun raya nongsa", "K. Raya Batam", "Kebun Raya Batam", "kebun raya batm"]
)
def test_the_botanic_garden_is_found_by_its_older_name_and_its_short_forms(
    gazetteer: Gazetteer, typed: str
) -> None:
    resolution = gazetteer.resolve(typed)
    assert resolution.place is not None
    assert resolution.place.name == "Kebun Raya Batam"


@pytest.mark.parametrize(
    ("typed", "key"),
    [
        ("Batam", "21.71"),
        ("Kota Batam", "21.71"),
        ("Batam Kota", "21.71.10"),
        ("Bintan", "21.01"),
        ("Kab. Bintan", "21.01"),
        ("Karimun", "21.02"),
        ("Karimon", "21.02"),
        ("Tj. Balai Karimun", "21.02"),
        ("Nongsa", "21.71.04"),
        ("Kepri", "21"),
        ("Prov. Kep. Riau", "21"),
    ],
)
def test_a_bare_name_means_the_largest_place_that_bears_it(
    gazetteer: Gazetteer, typed: str, key: str
) -> None:
    assert _keys(gazetteer.resolve(typed)) == [key]


def test_a_label_typed_before_the_name_chooses_among_namesakes(gazetteer: Gazetteer) -> None:
    assert _keys(gazetteer.resolve("Kec. Karimun")) == ["21.02.03"]
    assert _keys(gazetteer.resolve("Kel. Tanjung Pinang Timur")) == ["21.72.04.1001"]


def test_a_label_that_fits_no_namesake_is_asked_about(gazetteer: Gazetteer) -> None:
    resolution = gazetteer.resolve("Kec. Bintan")
    assert resolution.answer == "ask"
    assert _keys(resolution)[0] == "21.01"


def test_part_of_a_name_is_asked_about_even_when_a_whole_name_is_a_letter_away(
    gazetteer: Gazetteer,
) -> None:
    resolution = gazetteer.resolve("Pinang")
    assert resolution.answer == "ask"
    assert resolution.place is None
    assert _keys(resolution)[0] == "21.72"
    assert resolution.candidates[0].why == "part of its name"


@pytest.mark.parametrize("typed", ["Tanjung Balai", "tj. balai", "Kota Tanjung Balai"])
def test_tanjung_balai_is_asked_about_with_home_before_sumatera(
    gazetteer: Gazetteer, typed: str
) -> None:
    resolution = gazetteer.resolve(typed)
    assert resolution.answer == "ask"
    assert _keys(resolution) == ["21.02.03.1001", "12.74", "21.02", "21.02.03.1007"]


def test_elsewhere_the_label_of_a_city_is_enough() -> None:
    abroad = Gazetteer(
        (place for place in FEW if not place.key.startswith("21")), home="21", spelling=INDONESIAN
    )
    assert _keys(abroad.resolve("Kota Tanjung Balai")) == ["12.74"]


def test_a_district_and_a_village_elsewhere_of_one_name_are_asked_about(
    gazetteer: Gazetteer,
) -> None:
    resolution = gazetteer.resolve("Tanjung Pinang Timur")
    assert resolution.answer == "ask"
    assert _keys(resolution) == ["21.72.02", "21.72.04.1001"]


def test_two_villages_of_one_name_are_asked_about() -> None:
    resolution = _gazetteer("register").resolve("Sei Raya")
    assert resolution.answer == "ask"
    assert {candidate.place.name for candidate in resolution.candidates} == {"Sungai Raya"}
    assert len({candidate.place.within for candidate in resolution.candidates}) == 2


@pytest.mark.parametrize(
    ("typed", "key"),
    [
        ("area Pasar Baru Kota Tanjungpinang", "L03"),
        ("taman tepi laut sekitar pelabuhan Internasional Sri Bintan Pura", "L02"),
        ("Batam Centre", "L13"),
        ("pel. telaga punggur", "L06"),
    ],
)
def test_a_place_as_the_news_names_it_is_the_first_choice(typed: str, key: str) -> None:
    resolution = _gazetteer("register").resolve(typed)
    assert resolution.answer == "ask"
    assert _keys(resolution)[0] == key


@pytest.mark.parametrize("typed", ["Xyzzy", "", " . ", "\u2603", "\ud800"])
def test_what_is_like_no_place_finds_none(gazetteer: Gazetteer, typed: str) -> None:
    assert gazetteer.resolve(typed) == Resolution("none")


def test_every_official_name_finds_its_place_or_is_asked_about() -> None:
    register = _gazetteer("register")
    for place in _register():
        resolution = register.resolve(place.name)
        alike = [candidate.place for candidate in resolution.candidates if candidate.score == 100]
        assert place in alike or any(namesake.speaks_for(place) for namesake in alike)


def test_a_place_without_a_name_is_never_found() -> None:
    assert Gazetteer([]).resolve("Batam").answer == "none"
    assert Gazetteer([Place("1", " - ", "venue", ("",))]).resolve("").answer == "none"


def test_another_country_brings_its_own_short_forms() -> None:
    malay = Spelling({"kg": "kampung"}, {"daerah": "district"})
    places = [Place("1", "Daerah Muar", "district"), Place("2", "Kampung Muar", "village")]
    gazetteer = Gazetteer(places, spelling=malay)
    assert _keys(gazetteer.resolve("kg. muar")) == ["2"]
    assert _keys(gazetteer.resolve("Muar"))[0] == "1"


_WORDS = ["kota", "kec", "tj", "k.", "raya", "pinang", "batam", "balai", "kebun", "x"]
_TYPED = st.one_of(
    st.text(),
    st.text(st.characters(exclude_categories=())),
    st.text("tanjugpibmkor .", max_size=24),
    st.lists(st.sampled_from(_WORDS)).map(" ".join),
)


# Ten thousand strings, by forties: an example of Hypothesis costs more than an answer.
@given(st.lists(_TYPED, min_size=40, max_size=40))
@settings(max_examples=250, deadline=None)
def test_whatever_is_typed_gets_an_answer_that_keeps_its_promise(typings: list[str]) -> None:
    for typed in typings:
        resolution = _gazetteer("few").resolve(typed)
        sizes = {"one": {1}, "ask": set(range(1, 9)), "none": {0}}
        assert len(resolution.candidates) in sizes[resolution.answer]
        assert all(0 <= candidate.score <= 100 for candidate in resolution.candidates)
        assert (resolution.place is None) == (resolution.answer != "one")


def test_very_long_and_very_odd_typings_get_an_answer_over_the_whole_register() -> None:
    register = Gazetteer(_register(), home="21", spelling=INDONESIAN)

    answers = [register.resolve(typed).answer for typed in ("x" * 5000, "tanjung " * 60)]

    assert answers[0] == "none"
