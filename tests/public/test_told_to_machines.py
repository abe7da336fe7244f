"""What pages tell search engines in JSON-LD: whole, absolute, with offsets, whatever is in a title."""

import json
import re
from collections.abc import Iterator
from datetime import date, datetime
from urllib.parse import urlsplit

import pytest
from django.db import connection

from mobilink.guidance.models import Particular, Vacancy
from mobilink.journal.storage.guards import writing
from mobilink.outreach import actions

pytestmark = pytest.mark.django_db
# Type → what schema.org's readers require of it; a dot leads into what it holds.
REQUIRED = {
    "Event": {
        "name", "startDate", "eventStatus", "location.name", "location.address.addressCountry",
        "organizer.name", "url",
    },
    "JobPosting": {
        "title", "description", "datePosted", "validThrough", "hiringOrganization.name",
        "jobLocation.address.addressCountry", "identifier.value", "url",
    },
    "GovernmentService": {"name", "provider.name", "areaServed.name", "availableChannel", "url"},
}  # fmt: skip
MOMENTS = {"startDate", "endDate", "previousStartDate", "datePosted", "validThrough"}
ADDRESSES = {"@id", "url", "@context", "eventStatus", "eventAttendanceMode", "availability"}
HOSTILE = [
    "Kata \"dalam\" kutip \\ dan 'satu'",
    "</script><script>alert(1)</script><!--",
    "\u202eterbalik\u202c مرحبا بكم",
    "Pasar 🎉👩🏽‍🏭 & <b>malam</b>",
    "baris\u2028lain\u2029lagi\x07 {{ nama }} {% raw %}",
]


@pytest.fixture
def json_ld(client):
    """`json_ld(address)`: each object of the page's JSON-LD."""

    def tell(address: str) -> list[dict]:
        page = client.get(address).content.decode()
        return [
            json.loads(script) for script in re.findall(r"ld\+json\">(.*?)</script>", page, re.S)
        ]

    return tell


def leaves(thing, name: str = "") -> Iterator[tuple[str, object]]:
    """Every value with the name that it has."""
    if isinstance(thing, dict):
        for inner, value in thing.items():
            yield from leaves(value, inner)
    elif isinstance(thing, list):
        for value in thing:
            yield from leaves(value, name)
    else:
        yield name, thing


def lacks(thing: dict) -> set[str]:
    """The required properties that have no value."""

    def value(path: str) -> object:
        value_at = thing
        for name in path.split("."):
            value_at = value_at.get(name, {})
        return value_at

    return {path for path in REQUIRED[thing["@type"]] if not value(path)}


def faults(thing: dict) -> list[str]:
    wrong = [f"{path} is missing" for path in lacks(thing)]
    for name, value in leaves(thing):
        if value in ("", None):
            wrong.append(f"{name} is empty")
        elif name in ADDRESSES and not (urlsplit(value).scheme and urlsplit(value).netloc):
            wrong.append(f"{name} {value} is not absolute")
        elif name in MOMENTS and not is_exact(value):
            wrong.append(f"{name} {value} has no offset")
    return wrong


def is_exact(value: str) -> bool:
    """A day, or a moment with its offset."""
    if "T" not in value:
        return bool(date.fromisoformat(value))
    return datetime.fromisoformat(value).utcoffset() is not None


@pytest.fixture
def events(announced, person) -> list[str]:
    """An outing of every kind that the public sees: without hours, called off, put off, moved, over."""
    planner = person("perencana")
    hours_unknown = announced("Tanpa jam", start=None, end=None)
    no_end = announced("Tanpa akhir", end=None)
    off, later = announced("Batal"), announced("Ditunda")
    actions.cancel(off, by=planner, reason="hujan")
    moved = actions.postpone(later, by=planner, reason="hujan", next_day=date(2019, 8, 25))
    actions.approve(moved, by=person("kepala"))
    over = announced("Tanpa laporan", day=date(2019, 8, 4))
    return [f"/outings/{outing.pk}/" for outing in (hours_unknown, no_end, off, later, moved, over)]


def test_every_page_tells_what_schema_org_requires(json_ld, events, take_vacancies) -> None:
    take_vacancies(
        {"title": "Tukang las"},
        {"title": "Perawat", "scheme": "g-to-g", "sip3mi": "", "recruiter": "", "wage": "1700.50",
         "currency": "MYR", "wage_period": "month", "city": "Johor Bahru"},
    )  # fmt: skip
    jobs = [f"/vacancies/{vacancy.pk}/" for vacancy in Vacancy.objects.all()]

    things_of = {address: json_ld(address) for address in [*events, *jobs, "/procedure/"]}

    kinds = [thing["@type"] for things in things_of.values() for thing in things]
    assert kinds == ["Event"] * 6 + ["JobPosting"] * 2 + ["GovernmentService"]
    assert {
        address: wrong for address, [thing] in things_of.items() if (wrong := faults(thing))
    } == {}


@pytest.mark.parametrize("title", HOSTILE)
def test_no_title_breaks_out_of_the_data(json_ld, announced, take_vacancies, title: str) -> None:
    outing = announced(title, place_text=title, purpose=title)
    take_vacancies({"title": title, "employer": title, "city": title, "sip2mi": title[:40]})
    job = Vacancy.objects.get()
    with writing(connection):
        Particular.objects.filter(kind="hotline").update(label=title, value=title)

    [event] = json_ld(f"/outings/{outing.pk}/")
    [posting] = json_ld(f"/vacancies/{job.pk}/")
    [service] = json_ld("/procedure/")

    assert event["name"] == outing.title
    assert posting["title"] == job.title
    assert posting["hiringOrganization"]["name"] == job.employer
    assert service["availableChannel"][0]["name"] == title
    assert not faults(event) + faults(posting) + faults(service)


def test_a_page_about_nothing_in_particular_tells_machines_nothing(json_ld) -> None:
    for address in ("/", "/past/", "/check/?q=karya", "/offer/", "/vacancies/", "/search/?q=biaya"):
        assert json_ld(address) == []
