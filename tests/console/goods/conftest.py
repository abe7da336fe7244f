"""A maker, a product and a lot of it, and who keeps them."""

import pytest

from mobilink.goods import actions, balance
from mobilink.people.models import Unit


@pytest.fixture
def unit(db):
    return Unit.objects.get(code="KEPRI-KPP")


@pytest.fixture
def maker(unit):
    return actions.register_maker(by=None, unit=unit, name="Dapur Yuni", origin_code="18")


@pytest.fixture
def bag(maker):
    return actions.list_product(maker, by=None, name="Tas pandan", kind="craft", price=50_000)


@pytest.fixture
def lot(bag, unit):
    return actions.take_in(bag, by=None, unit=unit, quantity=10)


@pytest.fixture
def store(unit):
    return balance.store_of(unit.code)


@pytest.fixture
def sold(lot, held, store):
    """Two of the ten, at the outing on Batam."""
    return actions.sell(held, [(lot, 2)], by=None, origin=store)


@pytest.fixture
def custodian(signed_in):
    return signed_in("perencana")
