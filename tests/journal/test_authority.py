"""Whether a machine is believed for what it says of a row, by the law of its kind."""

import itertools
import uuid

import pytest

from mobilink.journal.core import wire
from mobilink.journal.core.merge import RowState
from mobilink.journal.core.sequence import Member
from mobilink.journal.storage import authority
from mobilink.journal.storage.kinds import find

pytestmark = pytest.mark.lies
numbers = itertools.count(1)
VAN = Member(uuid.UUID(int=7), b"", frozenset({"team", "unit/BATAM"}))
PHONE = Member(uuid.UUID(int=8), b"", frozenset({"team", "unit/BATAM"}), is_phone=True)
OFFICE = Member(uuid.UUID(int=9), b"", frozenset(), is_office=True)


class Rows:
    """Rows that stand in a test, two units with a regency each among them."""

    def __init__(self):
        self.rows, self.past = {}, {}
        self.batam = self.add("unit", code="BATAM", regency_code="21.71")
        self.dewi = self.add("person", name="Dewi Contoh")
        self.kpp = self.add("unit", code="KPP", regency_code="21.72")

    def add(self, kind, **fields):
        row = uuid.UUID(int=1000 + next(numbers))
        self.rows[kind, row] = fields
        return str(row)

    def rule(self, kind):
        return find(kind).rule

    def row(self, kind, row):
        fields = self.rows.get((kind, row))
        return RowState(fields, 1) if fields is not None else None

    def history(self, row, name):
        return self.past.get((str(row), name), [])

    def regencies_of(self, units):
        return {
            f["regency_code"]
            for (kind, _), f in self.rows.items()
            if kind == "unit" and f["code"] in units
        }


@pytest.fixture
def rows():
    return Rows()


def says(rows, *ops, by=VAN, stream="team", person=""):
    """Why the office would not believe a machine that says all this in one entry."""
    link = wire.Link(by.id, uuid.UUID(int=1), stream, 1, b"")
    ops = [
        wire.Op(kind, uuid.UUID(row).bytes if row else None, fields) for kind, row, fields in ops
    ]
    return authority.distrust(
        link.entry(1, b"", wire.Payload("act", person or rows.dewi, "", ops)), by, rows
    )


def outing(rows, owner="batam", executing="batam", **more):
    units = {"owner_unit": getattr(rows, owner), "executing_unit": getattr(rows, executing)}
    return rows.add("outing", **units, **more)


@pytest.mark.parametrize(
    ("owner", "executing", "is_own"),
    [
        ("batam", "batam", True),
        ("kpp", "batam", True),
        ("batam", "kpp", True),
        ("kpp", "kpp", False),
    ],
)
def test_an_outing_is_its_owners_and_its_executing_units(rows, owner, executing, is_own):
    each = outing(rows, owner, executing)

    assert (says(rows, ("outing", each, {"title": "X"})) == "") is is_own
    assert (says(rows, ("trip", None, {"outing": each})) == "") is is_own
    assert says(rows, ("outing", each, {"title": "X"}), by=OFFICE) == ""


def test_a_hub_gives_an_outing_away_and_takes_none(rows):
    own, other = outing(rows), outing(rows, "kpp", "kpp")

    assert says(rows, ("outing", own, {"executing_unit": rows.kpp})) == ""
    elsewhere = {"owner_unit": rows.kpp, "executing_unit": rows.kpp}
    assert says(rows, ("outing", own, elsewhere)) == "scope: outing: is not of its unit"
    assert says(rows, ("outing", other, {"executing_unit": rows.batam})) != ""


def test_what_was_written_of_a_venue_before_it_moved_is_believed(rows):
    moved = rows.add("venue", regency_code="21.72")
    rows.past[moved, "regency_code"] = [(OFFICE.id, "21.71"), (OFFICE.id, "21.72")]

    assert says(rows, ("venue", moved, {"name": "X"})) == ""
    assert (
        says(rows, ("venue", moved, {"regency_code": "21.01"}))
        == "scope: venue: is not of its unit"
    )


def test_what_was_written_before_an_outing_moved_is_believed(rows):
    moved = outing(rows, "kpp", "kpp")
    rows.past[moved, "executing_unit"] = [(VAN.id, rows.batam), (OFFICE.id, rows.kpp)]

    assert says(rows, ("outing", moved, {"title": "X"})) == ""
    assert says(rows, ("trip", None, {"outing": moved})) == ""


def test_what_an_entry_makes_together_is_judged_together(rows):
    units = {"owner_unit": rows.batam, "executing_unit": rows.batam}
    link = wire.Link(VAN.id, uuid.UUID(int=1), "team", 1, b"")
    made = str(wire.row_id(link, 1, 0))

    assert says(rows, ("outing", None, units), ("trip", None, {"outing": made})) == ""


def test_a_booking_stays_with_its_outing(rows):
    own, another = outing(rows), outing(rows)
    booking = rows.add("assignment", outing=own, person="x")

    assert says(rows, ("assignment", booking, {"duty": "driver"})) == ""
    moved = says(rows, ("assignment", booking, {"outing": another}))
    assert moved == "scope: assignment: its outing never changes"


def test_what_any_machine_tells_and_what_the_office_alone_says(rows):
    assert says(rows, ("odometer", None, {"van": str(uuid.uuid4()), "km": 3})) == ""
    assert says(rows, ("organisation", None, {"name": "X"})) == "scope: organisation: makes none"
    assert says(rows, ("person", str(uuid.uuid4()), {"name": "X"})) == "scope: person: changes none"


def test_a_van_is_its_units_and_so_is_what_hangs_on_it(rows):
    own, other = (rows.add("van", unit=unit) for unit in (rows.batam, rows.kpp))
    looked = rows.add("inspection", van=other)

    assert says(rows, ("van", own, {"plate": "X"})) == ""
    assert says(rows, ("van", other, {"plate": "X"})) != ""
    assert says(rows, ("van_term", None, {"van": own})) == ""
    assert says(rows, ("mending", None, {"inspection": looked})) != ""


@pytest.mark.parametrize(("origin", "is_own"), [("unit/BATAM", True), ("unit/KPP", False)])
def test_goods_are_theirs_from_whose_place_they_go(rows, origin, is_own):
    lot = rows.add("consignment", unit=rows.kpp)
    move = {"consignment": lot, "origin": origin, "target": "buyer"}

    assert (says(rows, ("movement", None, move)) == "") is is_own


def test_goods_are_theirs_out_of_whose_van_they_go(rows):
    lot, van = rows.add("consignment", unit=rows.kpp), rows.add("van", unit=rows.batam)
    move = {"consignment": lot, "origin": f"van/{van}", "target": "buyer"}

    assert says(rows, ("movement", None, move)) == ""
    assert says(rows, ("movement", None, move | {"origin": "van/none", "target": "gone"})) != ""


def test_a_hub_adds_venues_anywhere_and_changes_those_of_its_regency(rows):
    near, far = (rows.add("venue", regency_code=code) for code in ("21.71", "21.72"))

    assert says(rows, ("venue", None, {"name": "X", "regency_code": "21.72"})) == ""
    assert says(rows, ("venue", near, {"name": "X"})) == ""
    assert says(rows, ("venue", far, {"name": "X"})) != ""
    assert says(rows, ("venue", near, {"merged_into": far})) != ""


def test_a_hub_answers_a_wish_of_its_regency_or_with_an_outing_of_its_own(rows):
    far = rows.add("visit_request", regency_code="21.72", state="new")
    units = {"owner_unit": rows.batam, "executing_unit": rows.batam}
    answer = ("visit_request", far, {"state": "planned"})

    assert says(rows, answer) != ""
    assert says(rows, answer, ("outing", None, units)) == ""
    assert says(rows, answer, ("outing", None, dict.fromkeys(units, rows.kpp))) != ""


def test_what_a_booth_counts_goes_in_the_stream_of_an_own_unit(rows):
    counted = ("tally", None, {"outing": outing(rows)})

    assert says(rows, counted, stream="unit/BATAM") == ""
    assert says(rows, counted, stream="unit/KPP") != ""


def test_a_phone_puts_a_state_back_that_its_own_last_change_replaced(rows):
    each = outing(rows, state="cancelled")
    rows.past[each, "state"] = [(OFFICE.id, "approved"), (PHONE.id, "cancelled")]

    assert says(rows, ("outing", each, {"state": "approved"}), by=PHONE) == ""
    assert says(rows, ("outing", each, {"state": "held"}), by=PHONE) != ""
    rows.past[each, "state"] = [(OFFICE.id, "approved"), (VAN.id, "cancelled")]
    assert says(rows, ("outing", each, {"state": "approved"}), by=PHONE) != ""


def test_a_phone_cancels_with_its_decision_in_one_entry(rows):
    each = outing(rows)
    decision = ("decision", None, {"outing": each, "verdict": "cancelled"})

    assert says(rows, decision, ("outing", each, {"state": "cancelled"}), by=PHONE) == ""
    assert says(rows, decision, by=PHONE) == "scope: decision: comes without its outing"


@pytest.mark.parametrize("person", ["x", str(uuid.UUID(int=9))])
def test_a_phone_changes_an_outing_in_the_name_of_somebody_known(rows, person):
    change = ("outing", outing(rows), {"reason": "hujan"})

    assert says(rows, change, by=PHONE) == ""
    refusal = says(rows, change, by=PHONE, person=person)
    assert refusal == "scope: outing: names nobody known who did it"
    assert says(rows, change, person=person) == ""


def test_a_phone_grants_a_pin_for_itself_alone(rows):
    grant = {"person": str(uuid.uuid4()), "way": "code"}

    assert says(rows, ("pin_grant", None, grant | {"phone": str(PHONE.id)}), by=PHONE) == ""
    assert says(rows, ("pin_grant", None, grant | {"phone": str(VAN.id)}), by=PHONE) != ""


def test_what_is_not_here_yet_is_not_judged(rows):
    assert says(rows, ("outing", str(uuid.uuid4()), {"title": "X"})) == ""
    assert says(rows, ("trip", None, {"outing": str(uuid.uuid4())})) == ""


@pytest.mark.parametrize("value", [None, "", "no id", 3, ["x"], {"a": 1}])
def test_a_link_of_any_shape_leads_nowhere(rows, value):
    assert says(rows, ("trip", None, {"outing": value})) == "scope: trip: is not of its unit"


@pytest.mark.parametrize(
    ("kind", "fields", "are_believed"),
    [
        ("tally", {"sex": "f"}, True),
        ("visit", {"topics": ["recruiter"]}, True),
        ("visit", {"topics": "recruiter"}, False),
        ("tally", {"programme": "no code"}, False),
        ("movement", {"quantity": 1}, False),  # whose it is, only its rows tell
        ("visit_wish", {"contact": "x"}, True),
        ("tally", {"outing": None}, False),
        ("settlement", {}, False),
        ("no kind", {}, False),
    ],
)
def test_plain_facts_of_a_hub_are_believed_together_or_asked_of_one_by_one(
    rows, kind, fields, are_believed
):
    columns = {name: [value] for name, value in {"outing": outing(rows), **fields}.items()}

    assert authority.are_believed(kind, columns) == are_believed
