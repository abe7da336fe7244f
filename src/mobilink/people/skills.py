"""What people can do and which languages they speak: taken down, and how it stands on a day."""

from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from typing import Final
from uuid import UUID

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from mobilink.basics import clock
from mobilink.journal.actions import alone, commit
from mobilink.journal.acts import Act
from mobilink.lists.fields import worded
from mobilink.lists.models import LANGUAGE, SKILL
from mobilink.lists.queries import codes, names
from mobilink.people.errors import BadSkill
from mobilink.people.models import Person, Role, Skill
from mobilink.people.reader import language

Kind = Skill.Kind
LICENCE: Final = "licence"
"""The group of the skills of which any is a licence for a van."""
SOON: Final = timedelta(days=30)


TAKE_DOWN = Act("take down skill", gettext_lazy("Skill noted"), by=Role.Function.PLANNER, at="unit")


def take_down_skill(
    person: Person, *, kind: str, by: Person | None, name: str = "", until: date | None = None
) -> Skill:
    """Take down what somebody can do; said again in the same words it is one."""
    TAKE_DOWN.require(by, person)
    name = name.strip() if kind in (Kind.LANGUAGE, Kind.OTHER) else ""
    _check(kind, name, until)
    return _tell(person, by=by, kind=kind, name=name, until=until, is_held=True)


def take_down_language(person: Person, *, by: Person | None, language: str) -> Skill:
    """Take down a language that somebody speaks with visitors."""
    return take_down_skill(person, kind=Kind.LANGUAGE, by=by, name=language)


def give_up_skill(skill: Skill, *, by: Person | None) -> Skill:
    """Say that somebody can do something no longer, or never could."""
    TAKE_DOWN.require(by, skill.person)
    values = {name: getattr(skill, name) for name in ("kind", "name", "until")}
    return _tell(skill.person, by=by, is_held=False, **values)


class Skills:
    """What people can do, by what was told last of each kind: one query."""

    def __init__(self, *people: UUID) -> None:
        rows = Skill.objects.filter(person__is_active=True).select_related("person")
        newest: dict[tuple[UUID, str, str], Skill] = {}
        for skill in rows.filter(person__in=people) if people else rows:
            newest[skill.person_id, skill.kind, skill.name] = skill
        # What only a newer version knows comes last, under its code.
        order = {code: place for place, (code, _words) in enumerate(worded(SKILL, Kind.choices))}
        self._held: dict[UUID, list[Skill]] = {}
        for skill in sorted(
            newest.values(), key=lambda each: (order.get(each.kind, len(order)), each.name)
        ):
            if skill.is_held:
                self._held.setdefault(skill.person_id, []).append(skill)

    def of(self, person: UUID) -> list[Skill]:
        """What somebody can do, licences first, ended ones included."""
        return self._held.get(person, [])

    def notes(self, day: date) -> dict[UUID, str]:
        """Person → what they can do on a day, in a few words."""
        notes = {}
        for person, held in self._held.items():
            good = [str(each) for each in held if not has_ended(each, day)]
            if good:
                notes[person] = ", ".join(good)
        return notes

    def languages(self, people: Iterable[UUID]) -> list[str]:
        """The languages that some people speak together, each once."""
        spoken = (each for person in people for each in self.of(person))
        return [*dict.fromkeys(str(each) for each in spoken if each.kind == Kind.LANGUAGE)]

    def licence_words(self, person: UUID | None, day: date) -> str:
        """That somebody has no licence for a van on a day, where one was taken down; or nothing."""
        last = _last_licence(self._held.get(person, ())) if person else None
        return end_words(last, day) if last and has_ended(last, day) else ""

    def licence_until(self, person: UUID) -> date | None:
        """The last day of the licence for a van that goes on longest, where one was taken down."""
        last = _last_licence(self._held.get(person, ()))
        return last.until if last else None

    def ending(self, day: date) -> Iterator[Skill]:
        """Licences that have ended on a day, or end within thirty, where no other goes on longer."""
        for held in self._held.values():
            last = _last_licence(held)
            if last and has_ended(last, day + SOON + timedelta(days=1)):
                yield last


def has_ended(skill: Skill, day: date) -> bool:
    """A licence is good on its last day still."""
    return skill.until is not None and skill.until < day


def end_words(skill: Skill, day: date) -> str:
    """“SIM A ended on 3 August 2019.”"""
    words = (
        _("%(what)s ended on %(until)s.")
        if has_ended(skill, day)
        else _("%(what)s ends on %(until)s.")
    )
    until = language().day(skill.until) if skill.until else ""
    return words % {"what": skill, "until": until}


def _last_licence(held: Iterable[Skill]) -> Skill | None:
    """The licence for a van that goes on longest."""
    licences = [each for each in held if each.kind in codes(SKILL, LICENCE) and each.until]
    return max(licences, key=lambda each: each.until or date.min, default=None)


def _tell(person: Person, *, by: Person | None, **values: object) -> Skill:
    with alone():
        same = {name: values[name] for name in ("kind", "name")}
        newest = Skill.objects.filter(person=person, **same).last()
        if newest and all(getattr(newest, field) == value for field, value in values.items()):
            return newest
        with commit(TAKE_DOWN, by=by) as draft:
            return draft.add(Skill, person=person, at=clock.now(), **values)


def _check(kind: str, name: str, until: date | None) -> None:
    if kind in codes(SKILL, LICENCE) and until is None:
        raise BadSkill(_("Write until which day the licence holds; it stands on the card."))
    if kind == Kind.LANGUAGE and name not in names(LANGUAGE):
        raise BadSkill(_("Choose one of the languages."))
    if kind == Kind.OTHER and not name:
        raise BadSkill(_("Write what it is, in a word or two."))
    if until and not clock.FIRST_DAY <= until <= clock.LAST_DAY:
        raise BadSkill(_("Choose a day from 2010 to 2099."))
