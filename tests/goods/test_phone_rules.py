"""The rules of goods on the office's machine and on a phone: the same answers to shared vectors."""

import json
import random
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from uuid import UUID

import pytest

from mobilink import journal
from mobilink.goods import balance, receipts, showable
from mobilink.goods.count_differences import Counted, Moved, differences
from mobilink.goods.showable import Papers, bar

pytestmark = pytest.mark.pure
VECTORS = json.loads((Path(__file__).parent / "showing_vectors.json").read_text("utf-8"))
ADDRESS = "https://phone.test/"  # where there is Web Crypto
STATIC = [Path(module.__file__).parent / "static" for module in (showable, journal)]
DAY = date(2019, 8, 18)
ENDS = [None, *(DAY + timedelta(days=days) for days in (-1, 0, 1))]


def day(text: str | None) -> date | None:
    return text and date.fromisoformat(text)


def here(case: dict) -> str:
    """What the office's rule says."""
    papers = [Papers(permit["kind"], day(permit["valid_until"])) for permit in case["permits"]]
    more = {name: case[name] for name in ("is_listed", "is_food")}
    verdict = bar(day(case["day"]), permits=papers, best_before=day(case["best_before"]), **more)
    return str(verdict or "")


@pytest.fixture(scope="module")
def carried(browser):
    """A page that has the modules of the goods, as a phone has them."""

    def serve(route) -> None:
        path = route.request.url.removeprefix(ADDRESS)
        files = [folder / path for folder in STATIC if path and (folder / path).exists()]
        if files:
            route.fulfill(path=files[0], content_type="text/javascript")
        else:
            route.fulfill(body="<!doctype html>", content_type="text/html")

    page = browser.new_page()
    page.route("**/*", serve)
    page.goto(ADDRESS)
    yield page
    page.close()


def answers_of(page, module: str, act: str, cases: list) -> list:
    """What a function of a module answers to each case; `act` calls it with `one`."""
    answered = page.evaluate(
        f"""async (given) => {{ const there = await import("/goods/{module}.js");
        const bytes = (hex) => Uint8Array.from(hex.match(/../g), (two) => parseInt(two, 16));
        return JSON.stringify(await Promise.all(JSON.parse(given).map((one) => {act}))); }}""",
        json.dumps(cases, default=str),
    )
    return json.loads(answered)


@pytest.mark.parametrize("case", VECTORS, ids=lambda case: case["why"])
def test_the_office_shows_what_the_vectors_say(case):
    assert here(case) == case["bar"]


@pytest.mark.browser
def test_a_phone_shows_what_the_vectors_say_and_so_in_three_thousand_other_cases(carried):
    chance = random.Random("showing")
    more = [
        {
            "day": str(DAY), "is_listed": chance.random() < 0.9, "is_food": chance.random() < 0.7,
            "permits": [{"kind": chance.choice(["pirt", "bpom", "halal", "nib"]),
                         "valid_until": (end := chance.choice(ENDS)) and str(end)} for _ in range(chance.randrange(4))],
            "best_before": (end := chance.choice(ENDS)) and str(end),
        }
        for _ in range(3_000)
    ]  # fmt: skip
    answers = answers_of(carried, "showing", "there.bar(one.day, one)", VECTORS + more)

    assert answers[: len(VECTORS)] == [case["bar"] for case in VECTORS]
    assert answers[len(VECTORS) :] == [here(case) for case in more]
    assert {*answers} == {"", "off", "lapsed", "no_permit", "stale"}


@pytest.mark.browser
def test_a_phone_numbers_receipts_like_the_office_and_five_of_them_never_alike(carried):
    chance = random.Random("receipts")
    phones = [
        (UUID(int=chance.getrandbits(128)), UUID(int=chance.getrandbits(128))) for _ in range(5)
    ]
    places = [(phone, seq) for phone in phones for seq in range(1, 1_001)]
    asked = [[author.hex, epoch.hex, seq] for (author, epoch), seq in places]

    answers = answers_of(
        carried, "receipts",
        "there.number({author: bytes(one[0]), epoch: bytes(one[1])}, one[2])", asked,
    )  # fmt: skip

    assert answers == [receipts.number(*phone, seq) for phone, seq in places]
    assert len({*answers}) == 5_000


@pytest.mark.browser
@pytest.mark.usual
def test_a_phone_sums_movements_like_the_office(carried):
    chance, lots = random.Random("balance"), [UUID(int=1), UUID(int=2)]
    places = ["maker", "buyer", "gone", "unit/KEPRI-KPP", f"van/{UUID(int=8)}"]
    cases = [
        [(chance.choice(lots), chance.randint(1, 9), *chance.sample(places, 2), chance.randint(-9, 9))
         for _ in range(chance.randrange(30))]
        for _ in range(200)
    ]  # fmt: skip
    names = ("consignment", "quantity", "origin", "target", "rupiah")
    wired = [[dict(zip(names, move, strict=True)) for move in moves] for moves in cases]
    act = "[['1', '2'].map((lot) => " + json.dumps(places) + (
        ".map((place) => there.held(one, `00000000-0000-0000-0000-00000000000${lot}`, place))), there.takings(one)]"
    )  # fmt: skip

    for moves, answer in zip(cases, answers_of(carried, "balance", act, wired), strict=True):
        sums = balance.held(balance.Move(*move) for move in moves)
        assert answer == [
            [[sums[lot, place] for place in places] for lot in lots], sum(move[4] for move in moves),
        ]  # fmt: skip


@pytest.mark.browser
def test_a_phone_sets_counts_beside_movements_like_the_office(carried):
    chance, lots = random.Random("counts"), [UUID(int=1), UUID(int=2)]
    places = ["buyer", "gone", "unit/KEPRI-KPP", f"van/{UUID(int=8)}"]
    moment = datetime(2019, 8, 18, tzinfo=UTC)
    cases, answers = [], []
    for _case in range(300):
        counts = [
            Counted(UUID(int=10 + number), chance.choice(lots), chance.choice(places[2:]),
                    moment + timedelta(minutes=chance.randrange(9)), chance.randrange(9), chance.randrange(9))
            for number in range(chance.randrange(6))
        ]  # fmt: skip
        moves = [
            Moved(chance.choice(lots), chance.randint(1, 9), *chance.sample(places, 2),
                  moment + timedelta(minutes=chance.randrange(9)))
            for _ in range(chance.randrange(20))
        ]  # fmt: skip
        cases.append([
            [{**fact._asdict(), "consignment": fact.lot, "at": ms(fact.at)} for fact in counts],
            [{**fact._asdict(), "consignment": fact.lot, "as_of": ms(fact.as_of)} for fact in moves],
        ])  # fmt: skip
        answers.append({str(key): more for key, more in differences(counts, moves).items()})

    act = "there.differences(...one).map((found) => [found.id, found.more])"
    assert [dict(answer) for answer in answers_of(carried, "balance", act, cases)] == answers
    assert sum(map(len, answers)) > 500


def ms(at: datetime) -> int:
    return int(at.timestamp() * 1000)
