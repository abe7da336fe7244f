"""What a kit says: the words and lists of one kind of office, as its files tell them.

    kit.toml                    name, version, languages; when its texts were read against their sources
    lists/topics.csv            what people ask about
    lists/programmes.csv        the lines of work that an outing serves
    checklists.csv, survey.csv  what is seen to at a booth, and what its visitors are asked
    consent.toml                what is read aloud before anything is asked, each text from a day on
    release.toml                the sentences of a press release
    content/                    cards and particulars, as `import content` takes them

A column with words is called after its language. The first of a kit's languages is the office's
own; where English is none of them, the first stands in for it.
"""

from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any, Final

from django.db import models
from django.utils.translation import gettext as _

from mobilink.basics import clock
from mobilink.booth.models import ChecklistItem, SurveyQuestion
from mobilink.cases.models import Purpose
from mobilink.founding.reading import Fields, Reading, expect_open_code
from mobilink.guidance.models import Topic
from mobilink.imports.content import CARD, Completed
from mobilink.outreach.models import Programme
from mobilink.publishing.consents import BEFORE as CONSENT

ENGLISH: Final = "en"
RELEASE: Final = "release."
_HEAD: Final[dict[str, type]] = {
    "name": str,
    "version": str,
    "languages": list,
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
    words = _Words(reading, head.get("languages") or [ENGLISH])
    return Kit(
        head,
        topics=words.rows("lists/topics.csv", Topic, "name"),
        programmes=words.rows("lists/programmes.csv", Programme, "name"),
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
        if not (isinstance(head.get(name), kind) and head[name]):
            reading.fault(
                "kit.toml", _("%(name)s is missing, or is no such thing.") % {"name": name}
            )
    languages = head.get("languages")
    is_list = isinstance(languages, list) and all(isinstance(each, str) for each in languages)
    return head if is_list else {**head, "languages": [ENGLISH]}


class _Words:
    """The words of a kit, each in its languages."""

    def __init__(self, reading: Reading, languages: list[str]) -> None:
        self.reading, self.languages = reading, languages

    def rows(
        self, file: str, model: type[models.Model], text: str, *others: str, **given: Any
    ) -> list[Fields]:
        """Rows whose field `text` has words, and `text_en` the same in English."""
        english = ENGLISH if ENGLISH in self.languages else self.languages[0]
        columns: dict[str, tuple[str, ...]] = {name: (name,) for name in ("code", *others)}
        for language in self.languages:
            fields = [text] * (language == self.languages[0])
            fields += [f"{text}_{ENGLISH}"] * (language == english)
            columns[language] = tuple(fields)
        rows = self.reading.rows(file, model, columns, check=expect_open_code, **given)
        return [{**row, "position": number} for number, row in enumerate(rows, start=1)]

    def consents(self) -> dict[str, str]:
        """The sentences by which consent is asked, by purpose and the day from which each is read."""
        wordings: dict[str, str] = {}
        for purpose, versions in self.reading.toml("consent.toml").items():
            if purpose not in Purpose.values or not isinstance(versions, list):
                self.reading.fault(
                    "consent.toml",
                    _("“%(purpose)s” is none of: %(purposes)s.")
                    % {"purpose": purpose, "purposes": ", ".join(Purpose.values)},
                )
                continue
            for number, version in enumerate(versions, start=1):
                wordings |= self._consent(f"consent.toml, {purpose} {number}", purpose, version)
        return wordings

    def _consent(self, place: str, purpose: str, version: Any) -> dict[str, str]:
        since = version.get("since") if isinstance(version, dict) else None
        if type(since) is not date:
            self.reading.fault(place, _("since must be a day, written like 2026-07-01."))
            return {}
        wordings = {}
        for language in self.languages:
            text = version.get(language)
            if not isinstance(text, str) or not text.strip():
                self.reading.fault(
                    place,
                    _("its words in “%(language)s” are missing.")
                    % {
                        "language": language,
                    },
                )
                continue
            ending = "" if language == self.languages[0] else f".{language}"
            wordings[f"{CONSENT}{purpose}@{since}{ending}"] = text
        return wordings

    def release(self) -> dict[str, str]:
        """The sentences of a press release, which is written in the office's own language."""
        wordings = {}
        for name, text in self.reading.toml("release.toml").items():
            if isinstance(text, str) and text.strip():
                wordings[RELEASE + name] = text
            else:
                self.reading.fault("release.toml", _("%(name)s is no text.") % {"name": name})
        return wordings
