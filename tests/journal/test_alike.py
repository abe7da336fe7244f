"""What is asked once of many facts is never answered otherwise than one by one."""

import random
from uuid import UUID

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from mobilink.journal.core.merge import RowState
from mobilink.journal.core.salts import salt_of
from mobilink.journal.core.segment import pack, unpack
from mobilink.journal.core.sequence import AS_IT_IS, QUARANTINED, Member, Verdict, are_plain, judge
from mobilink.journal.core.wire import ABSENT, Link, Op, Payload
from mobilink.journal.simulation.memory import MemoryStore
from mobilink.journal.storage.fields import do_fit, misfit_of

pytestmark = pytest.mark.pure
SEED, OUTING, ELSEWHERE = b"s" * 16, str(UUID(int=5)), str(UUID(int=6))
OF_BATAM, OF_BINTAN = str(UUID(int=7)), str(UUID(int=8))
BATAM = frozenset({"unit/BATAM"})
VAN = Member(UUID(int=1), b"", BATAM)
visit_fields = st.fixed_dictionaries(
    {},
    optional={
        "outing": st.sampled_from([OUTING, "", 7, None]),
        "at": st.sampled_from([1_563_055_200_000, -1, "x", None]),
        "sex": st.sampled_from(["f", "x", "", None]),
        "topics": st.sampled_from([["cost"], [], None]),
        "note": st.sampled_from(["sehat", "n" * 301, 3, None]),
        "later": st.integers(),
    },
)


def segment_of(fields, *, kind="visit"):
    link, entries = Link(VAN.id, UUID(int=2), "unit/BATAM", 1, b""), []
    for each in fields:
        said = Payload("record", "", "", [Op(kind, None, each)])
        entries.append(link.entry(1_563_055_200_000, salt_of(SEED, link.seq), said))
        link = entries[-1].after
    return unpack(pack(entries, SEED).data)


@given(st.lists(visit_fields, min_size=1, max_size=6))
def test_columns_fit_exactly_where_each_fact_fits(facts):
    names = {name for fields in facts for name in fields}
    columns = {name: [fields.get(name, ABSENT) for fields in facts] for name in names}

    fit_alone = [misfit_of(Op("visit", None, fields)) == "" for fields in facts]

    assert do_fit("visit", columns) == all(fit_alone)


def two_units():
    """A store with an outing of Batam, one of Bintan, and one of which no unit is known."""
    store = MemoryStore(UUID(int=9), {}, random.Random(1))
    store.rows["outing", UUID(OUTING)] = RowState({}, 1, {})
    for place, (outing, code) in enumerate(((OF_BATAM, "BATAM"), (OF_BINTAN, "BINTAN"))):
        unit = UUID(int=20 + place)
        store.rows["unit", unit] = RowState({"code": code}, 1, {})
        store.rows["outing", UUID(outing)] = RowState({"unit": str(unit)}, 1, {})
    return store


@pytest.mark.parametrize(
    ("outing", "verdict"),
    [(OUTING, AS_IT_IS), (OF_BATAM, AS_IT_IS), (OF_BINTAN, Verdict(QUARANTINED, "scope"))],
)
def test_a_fact_is_taken_in_the_stream_of_the_unit_to_which_it_leads(outing, verdict):
    entries = segment_of([{"outing": outing}] * 2).entries
    store = two_units()

    assert are_plain(entries[0].alike, "unit/BATAM", VAN, store, 10) == (verdict == AS_IT_IS)
    assert {judge(one, VAN, store, lambda *_: False, 10, 10) for one in entries} == {verdict}


@given(
    st.lists(st.sampled_from([OUTING, ELSEWHERE, OF_BATAM, OF_BINTAN, ""]), min_size=1, max_size=4),
    st.sampled_from(["visit", "outing", "licence", "unknown"]),
    st.sampled_from([BATAM, frozenset({"unit/BINTAN"})]),
    st.sampled_from([None, 5, 50]),
    st.booleans(),
)
@example([OUTING], "visit", BATAM, None, True)
@example([OUTING], "visit", BATAM, 5, False)
@example([OF_BATAM, OF_BINTAN], "visit", BATAM, None, False)
def test_plain_facts_are_those_in_which_the_judge_finds_nothing(
    outings, kind, streams, until, is_revoked
):
    cut = {} if is_revoked else None
    van = Member(VAN.id, b"", streams, cut=cut, until=until)
    store = two_units()
    entries = segment_of([{"outing": outing} for outing in outings], kind=kind).entries

    is_plain = are_plain(entries[0].alike, "unit/BATAM", van, store, 10)

    verdicts = [judge(e, van, store, lambda *_: False, 10, 10) for e in entries]
    assert is_plain == (kind == "visit" and verdicts == [AS_IT_IS] * len(entries))


def test_changes_are_looked_at_one_by_one():
    link = Link(VAN.id, UUID(int=2), "unit/BATAM", 1, b"")
    change = Op("outing", b"r" * 16, {"title": "x"}, {"title": b""})
    entry = link.entry(1, b"", Payload("rename", "", "", [change]))

    [unpacked] = unpack(pack([entry], SEED).data).entries

    assert unpacked.alike is None
    assert unpacked == entry
