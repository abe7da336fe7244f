"""Questions at the answer desk."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from functools import lru_cache
from typing import Any, NamedTuple
from uuid import UUID

from django.db.models import Max, QuerySet

from mobilink.guidance import lookup, standing
from mobilink.guidance.board import Verdict, judge
from mobilink.guidance.differences import Why
from mobilink.guidance.firms import licence_key
from mobilink.guidance.models import CountryStatus, Recruiter, Snapshot, Vacancy
from mobilink.guidance.standing import Finding


class Listing(NamedTuple):
    """The list that answers come from: its day, and how many days ago that was."""

    as_at: date
    age: int

    @property
    def is_old(self) -> bool:
        """Whether each answer must say that the list may be out of date."""
        return self.age > standing.FRESH_DAYS


class Answered(NamedTuple):
    """A recruiter that may be meant, what is different in its name, what the list says of it."""

    recruiter: Recruiter
    why: tuple[Why, ...]
    standing: list[Finding]


class Check(NamedTuple):
    """The answer about a name: `match`, `similar` or `none`, by a list."""

    query: str
    answer: str
    candidates: list[Answered]
    listing: Listing
    is_short: bool


def latest_snapshot(kind: Snapshot.Kind = Snapshot.Kind.RECRUITERS) -> Snapshot | None:
    """The list that answers come from: the latest of its kind that was not taken back."""
    return Snapshot.objects.filter(kind=kind, is_withdrawn=False).first()


def listing(day: date) -> Listing | None:
    """The latest list of recruiters, as on this day; nothing before the first."""
    latest = latest_snapshot()
    return _listing(latest, day) if latest else None


def _listing(latest: Snapshot, day: date) -> Listing:
    return Listing(latest.as_at, (day - latest.as_at).days)


def recruiters() -> QuerySet[Recruiter]:
    """Every recruiter that a list names or once named."""
    return Recruiter.objects.filter(is_withdrawn=False)


def vacancies() -> QuerySet[Vacancy]:
    """Every vacancy that a list names or once named."""
    return Vacancy.objects.filter(is_withdrawn=False)


def listed_recruiters() -> QuerySet[Recruiter]:
    """Every recruiter of the latest list."""
    return recruiters().filter(gone_on=None)


def listed_vacancies() -> QuerySet[Vacancy]:
    """Every vacancy of the latest list."""
    return vacancies().filter(gone_on=None)


def country_statuses() -> QuerySet[CountryStatus]:
    """Everything that a list tells of countries."""
    return CountryStatus.objects.filter(is_withdrawn=False)


def checks(texts: Sequence[str], day: date) -> list[Check]:
    """Look names up in the latest list, as on this day, in as many questions as for one.

    No name has an answer before the first list.
    """
    latest = latest_snapshot()
    if latest is None:
        return []
    by, register = _listing(latest, day), _register(latest.pk)
    results = [register.find(text) for text in texts]
    rows = Recruiter.objects.in_bulk(
        {candidate.name.key for each in results for candidate in each.candidates}
    )
    return [
        Check(text, each.answer, _answered(each, rows, day), by, each.is_short)
        for text, each in zip(texts, results, strict=True)
    ]


def _answered(result: lookup.Found, rows: Mapping[Any, Recruiter], day: date) -> list[Answered]:
    """Candidates with their rows, but for one that went between two questions to the database."""
    return [
        Answered(row, candidate.why, standing.of(row, day))
        for candidate in result.candidates
        if (row := rows.get(candidate.name.key))
    ]


@lru_cache(maxsize=1)
def _register(_latest: UUID) -> lookup.Register:
    """Every name of the register, prepared once for each list: the last entry of a list is its day."""
    names = []
    for pk, name, former in recruiters().values_list("pk", "name", "former_names"):
        names.append(lookup.Name(pk, name))
        names += [lookup.Name(pk, one, is_former=True) for one in former]
    return lookup.Register(names)


class Post(NamedTuple):
    """A vacancy, the recruiter that its licence number names, and what the board does with it."""

    vacancy: Vacancy
    recruiter: Recruiter | None
    verdict: Verdict


class Board(NamedTuple):
    """The vacancies of a day, those with places first; what is hidden is only counted, by reason."""

    posts: list[Post]
    hidden: Counter[str]


def board(day: date) -> Board:
    """What the latest lists let be shown on a day, in three questions however much there is."""
    posts = listed_posts(day)
    shown = [post for post in posts if post.verdict.state != "hidden"]
    hidden = Counter(post.verdict.why for post in posts if post.verdict.state == "hidden")
    return Board(sorted(shown, key=lambda post: post.verdict.state == "full"), hidden)


def listed_posts(day: date) -> list[Post]:
    """All vacancies of the latest list, shown or not, as the board has them on a day."""
    return posts_of(listed_vacancies(), day)


def vacancies_of() -> date | None:
    """The day of the latest list of vacancies; nothing before the first."""
    newest: date | None = vacancies().aggregate(day=Max("retrieved_on"))["day"]
    return newest


def post(vacancy: UUID, day: date) -> Post | None:
    """One vacancy, as the board has it on a day."""
    return next(iter(posts_of(vacancies().filter(pk=vacancy), day)), None)


def posts_of(chosen: Iterable[Vacancy], day: date) -> list[Post]:
    """Vacancies as the board has them on a day; as many queries for all as for one."""
    asked = list(chosen)
    licensed = _licensed({licence_key(vacancy.sip3mi) for vacancy in asked})
    statuses: dict[str, list[CountryStatus]] = {}
    for status in country_statuses().filter(country__in={vacancy.country for vacancy in asked}):
        statuses.setdefault(status.country, []).append(status)
    return [
        Post(vacancy, by, judge(vacancy, by, statuses.get(vacancy.country, ()), day))
        for vacancy in asked
        for by in [licensed.get(licence_key(vacancy.sip3mi))]
    ]


def _licensed(keys: set[str]) -> dict[str, Recruiter]:
    """Key of a licence → whom it names."""
    numbers = recruiters().exclude(sip3mi="").values_list("pk", "sip3mi")
    rows = recruiters().filter(pk__in=[pk for pk, number in numbers if licence_key(number) in keys])
    # Of two rows with one number, that of the latest list is the one that is meant.
    listed = sorted(rows, key=lambda row: row.gone_on is None)
    return {licence_key(row.sip3mi): row for row in listed}
