"""What two machines that could not hear each other both did, and what only looks like it."""

from datetime import datetime, timedelta
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mobilink.goods.balance import BUYER, GONE, MAKER, store_of
from mobilink.goods.double_entries import (
    Earned,
    Paid,
    Record,
    moved_twice,
    paid_beyond,
    taken_back_twice,
)

pytestmark = pytest.mark.pure
LOT, STORE, VAN = UUID(int=1), store_of("KEPRI-KPP"), "van/x"
NOON = datetime.fromisoformat("2019-08-18T12:00:00+07:00")


def record(number, quantity, origin, target, receipt="", machine="A") -> Record:
    return Record(UUID(int=number), LOT, quantity, origin, target, receipt, machine)


SALE = record(1, 2, VAN, BUYER, "T-1", "A")


def test_one_piece_taken_back_on_two_phones_is_told_with_both_records():
    backs = [
        record(number, 2, BUYER, VAN, "T-1", machine) for number, machine in ((2, "A"), (3, "B"))
    ]

    [double] = taken_back_twice([SALE, *backs])

    assert (double.over, double.receipt, set(double.ids)) == (2, "T-1", {back.id for back in backs})
    assert taken_back_twice([SALE, backs[0]]) == []


def test_two_pieces_of_one_receipt_may_come_back_on_two_phones():
    backs = [
        record(number, 1, BUYER, GONE, "T-1", machine) for number, machine in ((2, "A"), (3, "B"))
    ]

    assert taken_back_twice([SALE, *backs]) == []


def test_a_sale_that_has_not_been_told_yet_is_no_double():
    backs = [record(n, 1, BUYER, VAN, "T-9", machine) for n, machine in ((2, "A"), (3, "B"))]

    assert taken_back_twice(backs) == []


def test_what_two_vans_both_gave_back_to_the_maker_is_told():
    taken = record(1, 10, MAKER, STORE)
    backs = [
        record(number, 10, STORE, MAKER, "", machine) for number, machine in ((2, "A"), (3, "B"))
    ]

    [double] = moved_twice([taken, *backs])

    assert (double.over, set(double.ids)) == (10, {back.id for back in backs})
    assert moved_twice([taken, backs[0]]) == []


def test_a_load_that_nobody_recorded_is_no_double():
    sales = [record(n, 3, VAN, BUYER, f"T-{n}", machine) for n, machine in ((2, "A"), (3, "B"))]
    much = [record(n, 3, VAN, STORE, "", machine) for n, machine in ((4, "A"), (5, "B"))]

    assert moved_twice(sales) == []
    # One of them less would not explain the place.
    assert moved_twice([*sales, *much]) == []


def earned(rupiah: int, minutes: int = 0, percent: int = 0) -> Earned:
    return Earned(LOT, percent, rupiah, NOON + timedelta(minutes=minutes))


def paid(number: int, rupiah: int, minutes: int, machine: str) -> Paid:
    return Paid(UUID(int=number), rupiah, NOON + timedelta(minutes=minutes), machine)


def test_a_maker_paid_by_two_machines_is_told_with_both_payments():
    first, second = paid(1, 90, 10, "office"), paid(2, 90, 30, "van")

    assert paid_beyond([earned(100, percent=10)], [second, first]) == [(first, second)]


def test_what_came_back_after_the_payment_is_no_double():
    payments = [paid(1, 50, 10, "office"), paid(2, 50, 20, "van")]

    assert paid_beyond([earned(100), earned(-20, 60)], payments) == []


def test_what_later_sales_made_up_for_is_told_no_more():
    payments = [paid(1, 90, 10, "office"), paid(2, 90, 20, "van")]

    assert paid_beyond([earned(90), earned(90, 600)], payments) == []


RECORDS = st.lists(
    st.builds(
        Record, st.uuids(), st.just(LOT), st.integers(1, 3), st.sampled_from([VAN, STORE, BUYER, MAKER]),
        st.sampled_from([VAN, STORE, BUYER, GONE]), st.sampled_from(["", "T-1", "T-2"]),
        st.sampled_from("ABC"),
    ), unique_by=lambda record: record.id, max_size=12,
)  # fmt: skip


@given(RECORDS, st.randoms())
def test_order_decides_nothing_and_one_machine_alone_is_never_told(records, chance):
    late = chance.sample(records, len(records))
    for rule in (taken_back_twice, moved_twice):
        doubles = {frozenset(double.ids): (double.over, double.receipt) for double in rule(records)}
        assert doubles == {
            frozenset(double.ids): (double.over, double.receipt) for double in rule(late)
        }
        machines = {record.id: record.machine for record in records}
        assert all(len({machines[key] for key in ids}) > 1 for ids in doubles)
        assert rule([record._replace(machine="A") for record in records]) == []


PAYMENTS = st.lists(
    st.builds(paid, st.integers(1, 10**6), st.integers(1, 99), st.integers(0, 50), st.sampled_from("AB")),
    unique_by=lambda payment: payment.id, max_size=6,
)  # fmt: skip
SALES = st.lists(
    st.builds(earned, st.integers(-50, 99), st.integers(0, 50), st.sampled_from([0, 10]))
)


@given(SALES, PAYMENTS)
def test_whoever_takes_back_what_is_told_comes_to_an_end_without_a_double(sales, payments):
    standing = list(payments)
    while pairs := paid_beyond(sales, standing):
        assert all(later.machine != other.machine for later, other in pairs)
        standing.remove(pairs[0][1])

    assert len(standing) <= len(payments)
    assert paid_beyond(sales, [payment for payment in standing if payment.machine == "A"]) == []
