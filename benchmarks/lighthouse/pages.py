"""Every kind of page that anyone may see, of an office that has something for each of them."""

from typing import Final

# Prints kind → address in JSON, once it has put on the calendar what the story lacks.
FILL: Final = """
import json
from datetime import date, time
import django
django.setup()
from mobilink.guidance import queries as desk
from mobilink.guidance.models import Vacancy
from mobilink.outreach import actions
from mobilink.outreach.models import Outing
from mobilink.outreach.queries import TOOK_PLACE
from mobilink.people.models import Unit
from mobilink.people.queries import office_day
from mobilink.places.models import Venue

def announced(title, day):
    outing = actions.draft_outing(actions.OutingPlan(
        title=title, kind="car_free_day", day=date(2019, 8, day), start=time(6), end=time(9),
        venue=Venue.objects.get(name="Kebun Raya Batam"), owner_unit=unit, executing_unit=unit,
        programmes=["institutional", "jobs_info"]), by=None)
    actions.propose(outing, by=None)
    actions.approve(outing, by=None)
    return outing

unit = Unit.objects.get(code="KEPRI-KPP")
scheduled = announced("Pagi Contoh di kebun", 18)
long = announced("Penyuluhan Contoh dengan nama yang panjang " * 2, 24)
off, late = announced("Batal Contoh", 19), announced("Tunda Contoh", 20)
actions.cancel(off, by=None, reason="hujan badai")
actions.postpone(late, by=None, reason="gedung dipakai", next_day=date(2019, 8, 27))
outings = {"scheduled": scheduled, "called off": off, "postponed": late,
           "held": Outing.objects.filter(state__in=TOOK_PLACE).first()}
jobs = {}
for one in Vacancy.objects.all():
    jobs.setdefault(desk.post(one.pk, office_day()).verdict.state, one)
print(json.dumps({f"outing {kind}": f"/outings/{one.pk}/" for kind, one in outings.items()}
                 | {f"vacancy {kind}": f"/vacancies/{one.pk}/" for kind, one in jobs.items()}))
"""
STANDING: Final = {
    "first page": "/",
    "nearest first": "/?near=21.71",
    "outings to come": "/upcoming/",
    "past outings": "/past/",
    "check": "/check/",
    "check: on the list": "/check/?q=PT+Karya+Contoh+Nusantara",
    "check: similar": "/check/?q=karya",
    "check: none": "/check/?q=zzqqxx",
    "check: too short": "/check/?q=a",
    "offer": "/offer/",
    "vacancies": "/vacancies/",
    "vacancies: one country": "/vacancies/?country=MY",
    "vacancies: none": "/vacancies/?q=zzqqxx",
    "products": "/products/",
    "procedure": "/procedure/",
    "procedure: one scheme": "/procedure/?scheme=p-to-p",
    "card": "/procedure/langkah/",
    "search": "/search/?q=biaya",
    "search: none": "/search/?q=zzqqxx",
    "ask": "/ask/",
    "asked": "/ask/?code=MK-7F3Q&sent=1",
    "accessibility": "/accessibility/",
    "report": "/report/",
    "reported": "/report/?code=MK-7F3Q&sent=1",
}
GONE: Final = "vacancy hidden"
"""Answers 410, and Lighthouse scores no page that is gone."""
