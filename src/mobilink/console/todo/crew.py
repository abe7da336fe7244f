"""People missing from an outing licences and access that end, told on the calendar to who can do something."""

from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext as _

from mobilink.console.todo.machines import Notice
from mobilink.outreach.crew import away_between
from mobilink.outreach.models import Assignment, Outing
from mobilink.people.models import Person, Role
from mobilink.people.queries import Rights
from mobilink.people.reader import language
from mobilink.people.skills import Skills, end_words

SOON = timedelta(days=14)


def crew_notices(rights: Rights, ahead: Sequence[Outing], today: date) -> Iterator[Notice]:
    """For who plans: outings to come whose crew is away or may not drive, licences that end."""
    if among := rights.units(Role.Function.PLANNER):
        yield from _away(among, ahead)
        yield from _licences(among, ahead, today)


def access_notices(rights: Rights, today: date) -> Iterator[Notice]:
    """For who lets people in: guests whose roles end within two weeks."""
    if not (among := rights.units(Role.Function.APPROVER)):
        return
    ending = Role.objects.filter(until__range=(today, today + SOON), person__is_active=True)
    guests = ending.exclude(person__engaged_as=Person.Engagement.STAFF).select_related("person")
    for role in guests.order_by("until", "pk"):
        if role.unit_id in among and role.until:
            words = _("%(person)s, %(role)s: access ends on %(day)s. Prolong it, or let it end.")
            values = {"person": role.person, "role": role, "day": language().day(role.until)}
            yield Notice(words % values, reverse("console:person", args=[role.person_id]))


def _away(among: set[UUID], ahead: Sequence[Outing]) -> Iterator[Notice]:
    for missing in away_between(ahead).values():
        for each in missing:
            if _is_among(each.outing, among):
                yield _of(each.outing, each.words)


def _licences(among: set[UUID], ahead: Sequence[Outing], today: date) -> Iterator[Notice]:
    """Of who works in the units, and of who drives for them; asked for only where one ends."""
    skills = Skills()
    for skill in skills.ending(today):
        if skill.person.unit_id in among:
            page = reverse("console:person", args=[skill.person_id])
            yield Notice(f"{skill.person}: {end_words(skill, today)}", page)
    by_id = {outing.pk: outing for outing in ahead if _is_among(outing, among)}
    last = max((outing.day for outing in by_id.values()), default=today)
    if not any(skills.ending(last)):
        return
    drivers = Assignment.objects.filter(
        outing__in=by_id, is_released=False, duty=Assignment.Duty.DRIVER, person__isnull=False
    )
    for row in drivers.select_related("person").order_by("outing__day", "pk"):
        outing = by_id[row.outing_id]
        if words := skills.licence_words(row.person_id, outing.day):
            yield _of(outing, f"{row.person}: {words}")


def _is_among(outing: Outing, among: set[UUID]) -> bool:
    return bool({outing.owner_unit_id, outing.executing_unit_id} & among)


def _of(outing: Outing, words: str) -> Notice:
    values = {"outing": outing.title, "day": language().day(outing.day)}
    heading = _("“%(outing)s” on %(day)s:") % values
    return Notice(f"{heading} {words}", reverse("console:outing", args=[outing.pk]))
