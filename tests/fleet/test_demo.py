"""The demo's vans are kept, so that no page is empty; whatever could be taken for real is not."""

import re
from datetime import date

import pytest

from mobilink.fleet.fitness import Upkeep
from mobilink.fleet.models import Equipment, Van
from mobilink.insight.driving import van_figures
from mobilink.scenarios import fleet
from mobilink.scenarios.stories import SCENARIOS

pytestmark = pytest.mark.django_db


def test_the_demo_shows_each_thing_that_the_pages_can_tell():
    fleet.load("kepri-2019")

    vans = {van.name: van for van in Van.objects.all()}
    upkeep = Upkeep(vans.values())
    day = date(2019, 8, 18)
    assert upkeep.on(vans["Gonggong"], day).open_defects
    assert upkeep.on(vans["Ayo Batam"], day).lapsed
    assert upkeep.on(vans["Ayo Batam"], day).unrecorded
    figures = {each.van.name: each for each in van_figures(date(2019, 7, 1), date(2019, 7, 31))}
    assert [drive.verdict for drive in figures["Ayo Batam"].drives] == ["plausible"]
    assert figures["Ayo Batam"].proofs
    assert Equipment.objects.get(label="TND-01").wind_limit_kmh == 40


def test_numbers_of_the_demo_are_visibly_made_up():
    text = (SCENARIOS / "kepri_2019" / "fleet.toml").read_text("utf-8")

    for number in re.findall(r'(?:asset|serial)_number = "(.*)"', text):
        assert number.startswith("CONTOH")
    for phone in re.findall(r'phone = "(.*)"', text):
        assert "-0000-" in phone
