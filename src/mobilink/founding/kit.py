"""What a kit says: the words and lists of one kind of office, as its files tell them.

    kit.toml                    name, version, languages; when its texts were read against their sources
    lists/topics.csv            what people ask about
    lists/programmes.csv        the lines of work that an outing serves
    lists/outing_kinds.csv      where the service goes; and, where the office has them, what it hands
                                out (handouts), what is open when officers change (open_matters), what
                                happened to somebody (harms), permits of goods, skills, languages
    checklists.csv, survey.csv  what is seen to at a booth, and what its visitors are asked
    consent.toml                what is read aloud before anything is asked, each text from a day on
    release.toml                the sentences of a press release
    content/                    cards and particulars, as `import content` takes them

A column with words is called after its language.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any, Final

from django.db import models
from django.utils.translation import gettext as _

from mobilink.basics import clock
from mobilink.booth.models import ChecklistItem, SurveyQuestion
from mobilink.cases.models import Purpose
from mobilink.founding.reading import Fields, Reading, in_words
from mobilink.guidance.models import Topic
from mobilink.imports import content
from mobilink.imports.content import CARD, Completed
from mobilink.lists.models import (
    HANDOUT,
    HARM,
    LANGUAGE,
    OPEN_MATTER,
    OUTING_KIND,
    PERMIT,
    SKILL,
    ListItem,
)
from mobilink.outreach.models import Programme
from mobilink.publishing.consents import BEFORE as CONSENT
from mobilink.publishing.models import Wording
from mobilink.publishing.release import SENTENCES

_TOPICS: Final = "lists/topics.csv"
_PROGRAMMES: Final = "lists/programmes.csv"
RELEASE: Final = "release."
# The list that each file fills, and its columns beside code and words.
_LISTS: Final[dict[str, tuple[str, ...]]] = {
    "lists/outing_kinds.csv": (OUTING_KIND,),
    "lists/handouts.csv": (HANDOUT,),
    "lists/open_matters.csv": (OPEN_MATTER,),
    "lists/harms.csv": (HARM,),
    "lists/permits.csv": (PERMIT,),
    "lists/skills.csv": (SKILL, "group"),
    "lists/languages.csv": (LANGUAGE,),
}
LIST_FILES: Final = [name.removeprefix("lists/") for name in (_TOPICS, _PROGRAMMES, *_LISTS)]
_HEAD: Final[dict[str, type]] = {
    "name": str,
    "version": str,
    "licence": str,
    "checked_on": date,
    "review_by": date,
}


@dataclass(frozen=True)
class Kit:
    """What the files of a kit say: the fields of its rows, and its texts by their code.

    `head` is what `kit.toml` says. Cards and particulars stay in the folder `content`.
    """

    head: Fields
    topics: list[Fields]
    programmes: list[Fields]
    lists: list[Fields]
    checklist: list[Fields]
    survey: list[Fields]
    wordings: dict[str, str]
    content: Path

    def completed(self, owner: str) -> Completed:
        """What a card or a particular does not say itself: whose it is, and who checked it when."""

        def complete(kind: str, fields: Fields) -> Fields:
            kit = f"{self.head['name']} {self.head['version']}"
            days = {name: self.head[name] for name in ("checked_on", "review_by")}
            if kind != CARD:
                return {**days, "checked_by": kit, **fields}
            card = {"owner": owner, "licence": self.head["licence"], "written_by": kit}
            return {**days, **card, **fields}

        return complete


def read(reading: Reading) -> Kit:
    """What the folder says; what is wrong stands in the reading's faults."""
    head = _head(reading)
    words = _Words(reading, head["languages"])
    before = len(reading.faults)
    topics = words.rows(_TOPICS, Topic, "name")
    if len(reading.faults) == before:
        _expect_topics(reading, {topic["code"] for topic in topics})
    return Kit(
        head,
        topics=topics,
        programmes=words.rows(_PROGRAMMES, Programme, "name"),
        lists=_lists(words),
        checklist=words.rows("checklists.csv", ChecklistItem, "name", "phase"),
        survey=words.rows(
            "survey.csv", SurveyQuestion, "text", "scale", valid_from=clock.FIRST_DAY
        ),
        wordings=words.consents() | words.release(),
        content=reading.folder / "content",
    )


def _head(reading: Reading) -> Fields:
    head = reading.toml("kit.toml")
    for name, kind in _HEAD.items():
        if type(head.get(name)) is not kind or not head[name]:
            reading.fault(
                "kit.toml", _("%(name)s is missing, or is no such thing.") % {"name": name}
            )
            head[name] = clock.FIRST_DAY if kind is date else ""
    if len(f"{head['name']} {head['version']}") > 60:
        reading.fault("kit.toml", _("name and version have more than 60 letters together."))
    if head["review_by"] < head["checked_on"]:
        reading.fault("kit.toml", _("review_by is before checked_on."))
    return {**head, "languages": reading.languages("kit.toml", head.get("languages"))}


def _lists(words: "_Words") -> list[Fields]:
    """The items of all lists; one that an office has no use for may be left out."""
    for file in sorted(words.reading.folder.glob("lists/*")):
        if file.name not in LIST_FILES:
            problem = _("there is no such list; there are %(files)s.")
            words.reading.fault(f"lists/{file.name}", problem % {"files": ", ".join(LIST_FILES)})
    return [
        row
        for name, (list_code, *others) in _LISTS.items()
        if list_code == OUTING_KIND or (words.reading.folder / name).exists()
        for row in words.rows(name, ListItem, "name", *others, list_code=list_code)
    ]


def _expect_topics(reading: Reading, known: set[str]) -> None:
    """Cards name topics of this kit, whatever the installation has that checks it."""
    for where, fields in content.read_texts(reading.folder / "content"):
        topic = fields.get("topic")
        if topic and topic not in known:
            reading.fault(
                f"content/{where}",
                _("its topic “%(topic)s” is none of lists/topics.csv.") % {"topic": topic},
            )


class _Words:
    """The words of a kit, each in its languages."""

    def __init__(self, reading: Reading, languages: list[str]) -> None:
        self.reading, self.languages = reading, languages

    def rows(
        self, file: str, model: type[models.Model], text: str, *others: str, **given: Any
    ) -> list[Fields]:
        """Rows whose field `text` has words, and `text_en` the same in English."""
        columns = {name: (name,) for name in ("code", *others)} | in_words(self.languages, text)
        rows = self.reading.rows(file, model, columns, of_list=True, **given)
        return [{**row, "position": number} for number, row in enumerate(rows, start=1)]

    def consents(self) -> dict[str, str]:
        """The sentences by which consent is asked, by purpose and the day from which each is read."""
        wordings: dict[str, str] = {}
        written = self.reading.toml("consent.toml")
        if not written:
            return {}
        for purpose in written.keys() - {*Purpose.values}:
            self.reading.fault(
                "consent.toml",
                _("“%(purpose)s” is none of: %(purposes)s.")
                % {"purpose": purpose, "purposes": ", ".join(Purpose.values)},
            )
        for purpose in Purpose.values:
            versions = written.get(purpose)
            if not isinstance(versions, list) or not versions:
                self.reading.fault(
                    "consent.toml", _("[[%(name)s]] is missing.") % {"name": purpose}
                )
                continue
            for number, version in enumerate(versions, start=1):
                place = f"consent.toml, {purpose} {number}"
                for code, text in self._consent(place, purpose, version):
                    if code in wordings:
                        self.reading.fault(place, _("its day stands there twice."))
                    wordings |= self._wording(place, code, text)
        return wordings

    def _consent(self, place: str, purpose: str, version: Any) -> Iterator[tuple[str, Any]]:
        since = version.get("since") if isinstance(version, dict) else None
        if type(since) is not date:
            self.reading.fault(place, _("since must be a day, written like 2026-07-01."))
            return
        for name in version.keys() - {"since", *self.languages}:
            self.reading.fault(
                f"{place}, {name}",
                _("there is no such field; there are %(fields)s.")
                % {
                    "fields": ", ".join(["since", *self.languages]),
                },
            )
        for language in self.languages:
            ending = "" if language == self.languages[0] else f".{language}"
            yield f"{CONSENT}{purpose}@{since}{ending}", version.get(language)

    def release(self) -> dict[str, str]:
        """The sentences of a press release, which is written in the office's own language."""
        wordings: dict[str, str] = {}
        written = self.reading.toml("release.toml")
        if not written:
            return {}
        for name in written.keys() - {*SENTENCES}:
            problem = _("“%(name)s” is no sentence of a release.") % {"name": name}
            self.reading.fault("release.toml", problem)
        for name in SENTENCES:
            wordings |= self._wording("release.toml", RELEASE + name, written.get(name))
        return wordings

    def _wording(self, place: str, code: str, text: Any) -> dict[str, str]:
        if not isinstance(text, str) or not text.strip():
            self.reading.fault(f"{place}, {code}", _("its words are missing."))
            return {}
        self.reading.kept(place, Wording, {"code": code, "text": text}, {})
        return {code: text}
