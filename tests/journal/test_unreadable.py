"""Rows in 200 wrong shapes, applied by the version before: every page answers and says what it left out."""

import re
import uuid

import pytest
from django.db import connection
from django.urls import get_resolver

from mobilink.journal.core.wire import Op
from mobilink.journal.safety.rebuild import verify
from mobilink.journal.storage import fields, guards
from mobilink.journal.storage.shaped import Shaped, leniently
from mobilink.journal.storage.tables import TableStore
from mobilink.journal.storage.unreadable import unreadable, who_said
from mobilink.people.models import Unit
from mobilink.places import map
from mobilink.places.models import Venue
from tests.journal.matrix import World, row_of

pytestmark = pytest.mark.django_db
WRONG = [
    0, -1, 2**53, 1.5, True, "", "x", "21.71", [None], [1], [[]], [{}], [True], {"a": 1}, {"a": None},
    {"a": []}, {"a": {"yes": "x"}}, {"a": {"b": {"c": {}}}}, {"": ""}, ["x" * 5000], [["a", "b"]],
    [1.5, "a"], [2**40],
]  # fmt: skip
STANDS = ("unit", "unit_name", "installation", "region", "role", "person", "erasure")
ADDRESS = re.compile(r"<(\w+):\w+>")


class Tables:
    """One row of each kind, and of each kind with a JSON field one for each wrong shape of it; of each
    field whose list an office owns one with a code that only a newer version knows.
    """

    def __init__(self):
        self.world, self.rows, self.wrong = World(), {}, 0
        kinds = self.world.kinds
        self.first = {name: kind.model._default_manager.first() for name, kind in kinds.items()}
        self.first["unit"] = Unit.objects.get(code="BATAM")
        with guards.writing(connection):
            for kind in kinds.values():
                if kind.name not in STANDS:
                    self.rows[kind.name] = [self._put(kind)]
                    self._put_wrong(kind)

    def _put_wrong(self, kind):
        self.rows[kind.name] += [self._put(kind, **{name: "contoh_baru"}) for name in kind.open]
        for field in kind.fields:
            for value in WRONG if isinstance(field, Shaped) else ():
                if not field.has_its_shape(value):
                    self.rows[kind.name].append(self._put(kind, **{field.name: value}))
                    self.wrong += 1

    def _put(self, kind, /, **other):
        if not other and self.first[kind.name]:
            return self.first[kind.name].pk
        pk = uuid.uuid4() if other else row_of(kind.name, "own")
        right = {f.name: self.world.right[kind.name, f.name, "own"] for f in kind.fields}
        right |= {name: self._link(kind.name, to) for name, to in kind.rule.links.items()}
        said = {name: value for name, value in right.items() if value is not None}
        kind.model._default_manager.bulk_create(
            [kind.model(id=pk, **fields.row_from_wire(kind, said) | other)]
        )
        return pk

    def _link(self, of, to):
        stands = self.first[to].pk if self.first[to] else row_of(to, "own")
        return None if to == of else str(stands)


@pytest.fixture
def tables(db, monkeypatch):
    monkeypatch.setattr(map, "_read", [])  # a process reads its map once, and this one is wrong
    return Tables()


def addresses(patterns, before=""):
    """Every address without a choice, or with one id."""
    for each in patterns:
        path = before + str(each.pattern)
        if hasattr(each, "url_patterns"):
            yield from addresses(each.url_patterns, path)
        elif ADDRESS.findall(path) in ([], ["uuid"]):
            yield f"/{path}"


@pytest.mark.thorough
def test_every_page_answers_and_says_what_it_left_out(tables, signed_in, client):
    assert tables.wrong >= 200
    head, telling, broken = signed_in("kepala"), set(), []
    head.raise_request_exception = client.raise_request_exception = False
    for address in addresses(get_resolver().url_patterns):
        reader = head if address.startswith(("/console", "/field")) else client
        for path in paths(address, tables, reader):
            page = reader.get(path)
            if page.status_code >= 500:
                broken.append(path)
            elif not page.streaming and "tidak terbaca" in page.content.decode("utf-8", "replace"):
                telling.add(address)

    assert broken == []
    assert {"/", "/console/", "/console/venues/", "/console/fleet/", "/console/slots/"} <= telling


def paths(address, tables, reader):
    """An address with the ids of all rows of which it shows one; where any id does, with one."""
    if "<" not in address:
        yield address
        return
    reads_none = reader.get(ADDRESS.sub(str(uuid.uuid4()), address)).status_code == 200
    for pks in filter(lambda pks: len(pks) > 1, tables.rows.values()):
        each = [ADDRESS.sub(str(pk), address) for pk in pks]
        if reader.get(each[0]).status_code not in (404, 405):
            yield from each[:1] if reads_none else each


def test_what_is_left_out_is_listed_with_the_machine_that_said_it(machine, taken, monkeypatch):
    van = machine()
    said = Op("venue", None, {"name": "X", "regency_code": "21.71", "aliases": {"a": 1}})
    entry = van.entry(said, stream="team", at=1)
    with monkeypatch.context() as version_before:
        version_before.setattr(TableStore, "distrust", lambda *_: "")
        taken(van.signed_segment(entry))
    [(venue, _)] = entry.rows()

    [left_out] = unreadable()
    assert (left_out.row.pk, left_out.field.name, left_out.value) == (venue, "aliases", {"a": 1})
    assert who_said(left_out) == van.author
    with leniently() as unread:
        assert Venue.objects.get(pk=venue).aliases == []
    assert [field.name for field in unread] == ["aliases"]
    assert Venue.objects.get(pk=venue).aliases == {"a": 1}
    assert verify().is_equal
