"""Receipts of machines that never meet."""

from uuid import UUID, uuid5

import pytest

from mobilink.goods.receipts import number

pytestmark = pytest.mark.pure
SPACE = UUID(int=1)


def test_receipts_of_two_thousand_machines_never_collide():
    machines = [uuid5(SPACE, str(name)) for name in range(2_000)]

    numbers = {number(machine, SPACE, seq) for machine in machines for seq in (1, 2, 9_999_999)}

    assert len(numbers) == 6_000
    assert max(map(len, numbers)) == 16


def test_a_machine_that_begins_anew_gives_none_of_its_numbers_again():
    assert number(SPACE, UUID(int=2), 7) != number(SPACE, UUID(int=3), 7)
    assert number(SPACE, UUID(int=2), 7).endswith("-7")
