"""Laying a kit and a country into the journal of an office that begins, all of it or nothing."""

from collections.abc import Iterable
from datetime import date
from pathlib import Path
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from mobilink.basics import clock
from mobilink.booth.models import ChecklistItem, SurveyQuestion
from mobilink.founding import acts, country, kit, maps
from mobilink.founding.folders import opened
from mobilink.founding.reading import Faulty, Fields, Reading
from mobilink.guidance.models import Topic
from mobilink.imports import content
from mobilink.imports.content import Completed
from mobilink.imports.sheets import BadFile
from mobilink.journal.actions import commit
from mobilink.journal.acts import Act
from mobilink.journal.storage.rows import SharedRow
from mobilink.lists.models import ListItem
from mobilink.lists.queries import forget
from mobilink.outreach.models import Programme
from mobilink.places.models import Coast, Country, Holiday, Map, Region, TimeToAvoid
from mobilink.publishing.models import Wording

ROWS_PER_ENTRY = 250


def lay_in_country(path: Path, province: str) -> None:
    """What a country says, of its villages those of one province; raises BadFile."""
    with opened(path) as folder, transaction.atomic():
        reading = Reading(folder)
        here = country.read(reading, province)
        _refuse(_("This country cannot be laid in:"), reading.faults)
        if Country.objects.exists():
            raise BadFile(_("A country is laid in here already."))
        add_all(acts.COUNTRY, Country, [here.row])
        add_all(acts.REGIONS, Region, here.regions)
        add_all(acts.HOLIDAYS, Holiday, here.holidays)
        add_all(acts.TIMES_TO_AVOID, TimeToAvoid, here.times_to_avoid)


def lay_in_map(path: Path) -> None:
    """The coast and the towns of an office's home waters; raises BadFile."""
    with opened(path) as folder, transaction.atomic():
        reading = Reading(folder)
        what = maps.read(reading)
        _refuse(_("This map cannot be laid in:"), reading.faults)
        if Map.objects.exists():
            raise BadFile(_("A map is laid in here already."))
        with commit(acts.MAP) as draft:
            row = draft.add(Map, **what.row)
            for position, rings in enumerate(what.parts, start=1):
                draft.add(Coast, map=row, position=position, rings=rings)


def lay_in_kit(
    path: Path,
    *,
    since: date,
    owner: str,
    own: Path | None = None,
    completed: Completed | None = None,
) -> None:
    """The words and lists of a kit, which hold from a day on, and the office's `own` texts beside
    its; raises BadFile.

    The cards are the `owner`'s, and drafts that wait for two of its people, unless `completed` says
    otherwise.
    """
    with opened(path) as folder, transaction.atomic():
        reading = Reading(folder)
        what = kit.read(reading)
        _refuse(_("This kit cannot be laid in:"), reading.faults)
        says = completed or what.completed(owner)
        faults = _lay_in(what, since, says)
        faults += _enter_texts(own, says) if own and not faults else []
        _refuse(_("This kit cannot be laid in:"), faults)


def lay_in_lists(path: Path) -> int:
    """What the lists of a kit offer and the office's do not; returns how many. Raises BadFile."""
    with opened(path) as folder, transaction.atomic():
        reading = Reading(folder)
        offered = kit.read(reading).lists
        _refuse(_("This kit cannot be laid in:"), reading.faults)
        here = {*ListItem.objects.values_list("list_code", "code")}
        return _add_items(item for item in offered if (item["list_code"], item["code"]) not in here)


def lay_in_wordings(texts: dict[str, str]) -> None:
    """The office's own sentences, each by its code."""
    rows = [{"code": code, "text": text} for code, text in texts.items()]
    add_all(acts.WORDINGS, Wording, rows)


def faults_of(path: Path) -> list[str]:
    """What is wrong with a kit, a country or a map, by file and place; nothing is kept.

    The cards of a kit are entered, and taken away again, once all else of it is right.
    """
    with opened(path) as folder, transaction.atomic():
        reading = Reading(folder)
        if (folder / country.COUNTRY).is_file():
            country.read(reading, *country.provinces(reading))
            return reading.faults
        if (folder / maps.MAP).is_file():
            maps.read(reading)
            return reading.faults
        what = kit.read(reading)
        faults = reading.faults or _lay_in(what, clock.FIRST_DAY, what.completed("$office"))
        transaction.set_rollback(True)
    return faults


def add_all(act: Act, model: type[SharedRow], rows: Iterable[Fields]) -> list[Any]:
    """Add rows of one kind, in entries of a size that an exchange carries; returns them."""
    made: list[Any] = []
    rows = list(rows)
    for begin in range(0, len(rows), ROWS_PER_ENTRY):
        with commit(act) as draft:
            made += [draft.add(model, **row) for row in rows[begin : begin + ROWS_PER_ENTRY]]
    return made


def _lay_in(what: kit.Kit, since: date, completed: Completed) -> list[str]:
    """Lay in all that a kit says; what is wrong with its cards and particulars."""
    asked = [{**row, "valid_from": since} for row in what.survey]
    add_all(acts.TOPICS, Topic, what.topics)
    add_all(acts.PROGRAMMES, Programme, what.programmes)
    _add_items(what.lists)
    add_all(acts.SURVEY_QUESTIONS, SurveyQuestion, asked)
    add_all(acts.CHECKLISTS, ChecklistItem, what.checklist)
    lay_in_wordings(what.wordings)
    return _enter_texts(what.content, completed)


def _add_items(items: Iterable[Fields]) -> int:
    made = add_all(acts.LISTS, ListItem, items)
    forget()
    return len(made)


def _enter_texts(folder: Path, completed: Completed) -> list[str]:
    """Enter cards and particulars; what is wrong with them."""
    try:
        outcome = content.read(folder, completed=completed)
    except (BadFile, OSError) as error:
        return [f"{folder.name}: {error}"]
    return [f"{folder.name}/{problem}" for problem in outcome.problems]


def _refuse(words: str, faults: list[str]) -> None:
    if faults:
        raise Faulty(words, faults)
