"""One partner's way in, tried on every address of the program and every object of another partner.

The addresses come from the resolver, so a new one is tried by itself. What comes of each attempt is
written down as a matrix; every cell must be nothing.
"""

import io
import itertools
import re
from collections import Counter
from datetime import date

import pytest
from django.apps import apps
from django.urls import URLResolver, get_resolver
from pypdf import PdfReader

from mobilink.booth import actions as booth
from mobilink.outreach import actions as outings
from mobilink.partners import access, actions, letters
from mobilink.partners.models import Access, Invitation, ObjectionWords, Organisation
from mobilink.places.models import Region
from mobilink.portal import door
from tests.partners.letting_in import come_in, let_in

pytestmark = pytest.mark.django_db
SECRET = "RAHASIA-MITRA-LAIN"
METHODS = ("GET", "POST", "HEAD", "PUT", "PATCH", "DELETE", "OPTIONS")
WORDS = {"slug": ["revise", "contact", "agreement", "access", "open", "left", "objection", "vacancy", "csv"],
         "int": ["1"], "str": ["id", "x"], "path": ["x"]}  # fmt: skip
ANYTHING = {"state": "declined", "words": "x", "reason": "x", "answer": "x", "name": "x", "seen": "",
            "noted": "1", "kind": "other", "duty": "x", "title": "x", "country": "MY", "to": "x",
            "sip2mi": "x", "closes_on": "2019-09-01", "ends_on": "2019-09-01"}  # fmt: skip


def routes(resolver=None, before=""):
    for each in (resolver or get_resolver()).url_patterns:
        place = before + str(each.pattern)
        if isinstance(each, URLResolver):
            yield from routes(each, place)
        else:
            yield place


ROUTES = sorted(routes())


def addresses(route, ids):
    """Every address of a partner's pages that an object of the other partner can stand in; of what
    asks everybody else to sign in first, addresses in which each object stands in each place.
    """
    kinds = re.findall(r"<(\w+):\w+>", route)
    values = [ids if kind == "uuid" else WORDS[kind] for kind in kinds]
    pattern = re.sub(r"<\w+:\w+>", "{}", route)
    if route.startswith("partner/"):
        return [f"/{pattern.format(*each)}" for each in itertools.product(*values)]
    times = max(map(len, values), default=1)
    return [f"/{pattern.format(*(each[n % len(each)] for each in values))}" for n in range(times)]


@pytest.fixture
def other(partner, outing):
    """Another partner, with something of everything that is kept of a partner."""
    organisation = partner(f"PT {SECRET}", sip3mi=f"SIP {SECRET}", brings=SECRET)
    partner(f"Bagian {SECRET}", "other", parent=organisation)
    actions.add_contact(organisation, by=None, name=SECRET, phone=SECRET, personal=SECRET)
    actions.file_agreement(organisation, by=None, kind="mou", number=SECRET, since=date(2019, 1, 1))
    day = outing(title=f"Kegiatan {SECRET}", day=date(2019, 8, 26))
    actions.answer_for_itself(
        actions.invite(day, organisation, by=None, duty=SECRET, brings=SECRET),
        "changed",
        words=SECRET,
    )
    letters.object_to_entry(organisation, words=SECRET)
    letters.propose_vacancy(
        organisation, title=SECRET, country="MY", sip2mi=SECRET, closes_on=date(2019, 9, 1)
    )
    way, _code = let_in(organisation, name=SECRET)
    access.open_feed(way)
    return organisation


@pytest.fixture
def kind():
    """What the reader's partner is."""
    return "recruiter"


@pytest.fixture
def shared(outing, other, partner, kind):
    """An announced outing at which both partners are, held and counted, and the partner of the reader."""
    mine = partner("PT Pembaca Contoh", kind, regency_code="21.72")
    day = outing(title="Bersama", day=date(2019, 8, 18))
    for organisation, duty in ((mine, "Jobs info"), (other, SECRET)):
        actions.answer(actions.invite(day, organisation, by=None, duty=duty), "comes", by=None)
    outings.propose(day, by=None)
    outings.approve(day, by=None)
    booth.close_session(booth.open_session(day, by=None), by=None)
    return mine, day


@pytest.fixture
def reader(client, shared):
    mine, _day = shared
    come_in(client, mine)
    access.open_feed(mine.accesses.get())
    return client


def said_by(response):
    """What an answer says, a paper's words included."""
    body = b"".join(response) if response.streaming else response.content
    if response.get("Content-Type") == "application/pdf" and body:
        return " ".join(page.extract_text() for page in PdfReader(io.BytesIO(body)).pages)
    return body.decode(errors="replace")


def of_other(other):
    """The ids of every row that names the other partner, found by the models themselves."""
    ids = {other.pk}
    for model in apps.get_app_config("partners").get_models():
        links = [f.name for f in model._meta.fields if f.related_model is Organisation]
        for name in links:
            ids.update(model.objects.filter(**{name: other}).values_list("pk", flat=True))
    ids.update(Invitation.objects.filter(organisation=other).values_list("outing", flat=True))
    words = ObjectionWords.objects.filter(objection__organisation=other)
    ids.update(words.values_list("pk", flat=True))
    return sorted(map(str, ids))


def state_of(ids):
    """Every row of the room, but for the reader's own, as it stands."""
    rows = []
    for model in apps.get_app_config("partners").get_models():
        rows += [
            (model.__name__, *map(str, row))
            for row in model.objects.filter(pk__in=ids).values_list()
        ]
    return sorted(rows)


def test_the_other_partner_has_something_of_every_kind(other, shared):
    held = {type_ for type_, *_ in state_of(of_other(other))}
    every = {model.__name__ for model in apps.get_app_config("partners").get_models()}

    assert every - held == {"ContactOpening"}  # which names no partner


def test_the_reader_sees_what_is_its_own(reader, shared):
    mine, day = shared
    asked = Invitation.objects.get(organisation=mine)

    assert "Bersama" in reader.get("/partner/").content.decode()
    assert "Jobs info" in reader.get(f"/partner/invitations/{asked.pk}/").content.decode()
    assert reader.get(f"/partner/outings/{day.pk}/thanks.pdf").status_code == 200


@pytest.mark.parametrize("kind", ["recruiter", "government"])
def test_nothing_of_another_partner_comes_from_any_address(reader, other, shared, tmp_path):
    _mine, _day = shared
    ids = of_other(other)
    before, tried, matrix = state_of(ids), 0, Counter()
    for route in ROUTES:
        for number, address in enumerate(addresses(route, ids)):
            for method in METHODS if number == 0 else METHODS[:2]:
                if address in ("/partner/leave/", "/sign-in/") and method == "POST":
                    continue
                door.LIMIT._let_in.clear()
                send = reader.post if method == "POST" else reader.generic
                arguments = (address, ANYTHING) if method == "POST" else (method, address)
                response = send(*arguments)
                body = said_by(response)
                tried += 1
                matrix[route, method, response.status_code] += 1
                assert SECRET not in body, (method, address)
                assert SECRET not in str(response.headers), (method, address)

    assert state_of(ids) == before
    assert {route for route, _method, _status in matrix} == set(ROUTES)
    private = [key for key in matrix if key[0].startswith("partner/") and "<uuid:" in key[0]]
    own = {200, 302} & {status for route, _m, status in private if "thanks" not in route}
    assert own == set()
    assert not any(status == 200 for route, _m, status in matrix if route.startswith("console/"))
    assert tried > 1_500


def test_a_reader_without_a_code_gets_no_private_page(client, shared):
    for route in ROUTES:
        if route.startswith("partner/") and route not in ("partner/", "partner/leave/"):
            for mine_or_none in addresses(route, [str(shared[1].pk)]):
                assert client.get(mine_or_none).status_code in (403, 405)


@pytest.mark.parametrize("kind", ["government"])
def test_a_local_government_reads_of_no_district_but_its_own(reader, outing):
    away = Region.objects.filter(level="district").exclude(parent_code="21.72")
    names = {*away.values_list("name", flat=True)} - {*own_districts()}
    assert len(names) > 60

    for route in ROUTES:
        if route.startswith("partner/") and "<" not in route:
            body = said_by(reader.get(f"/{route}"))
            assert not [name for name in names if re.search(rf"\b{name}\b", body)], route
    assert all(name in said_by(reader.get("/partner/districts/")) for name in own_districts())


def own_districts():
    return Region.objects.filter(parent_code="21.72").values_list("name", flat=True)


def test_the_code_of_the_other_is_not_in_the_reader_s_session(reader, other):
    kept = reader.session[door.SESSION]

    assert kept not in [str(way.pk) for way in Access.objects.filter(organisation=other)]
