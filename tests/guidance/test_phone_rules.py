"""The rules of days on the office's machine and on a phone: the same findings. All firms are made up."""

import itertools
import json
import random
from datetime import date, timedelta
from types import SimpleNamespace
from typing import Any

import pytest

from benchmarks.lookup.phone import Phone
from mobilink.guidance import board, offers, phone, standing, validity

pytestmark = [pytest.mark.pure, pytest.mark.browser]
DAY = date(2019, 8, 18)
ENDS = (None, DAY - timedelta(1), DAY, DAY + timedelta(1))
STATUSES = ("", "active", "partly-suspended", "suspended", "watched", "revoked")
FIELDS = ("status", "status_from", "status_to", "valid_from", "valid_to", "gone_on", "status_scope")


@pytest.fixture(scope="module")
def carried(browser):
    """A page that has the modules of the answer desk, as a phone has them."""
    return Phone(browser).page


def told(page, module: str, act: str, cases: list[Any]) -> list[Any]:
    """What a function of a module answers to each case; `act` calls it with `one`."""
    answered = page.evaluate(
        f"""async (given) => {{ const {{ rules, cases }} = JSON.parse(given);
        const there = await import("/guidance/{module}.js");
        const {{ Firms }} = await import("/guidance/firms.js");
        return JSON.stringify(cases.map((one) => {act})); }}""",
        json.dumps({"rules": phone.rules(), "cases": cases}, default=str),
    )
    return json.loads(answered)


def on_the_wire(row: dict[str, Any]) -> dict[str, Any]:
    """What of a row travels: nothing that is nothing."""
    return {name: value for name, value in row.items() if value not in (None, "")}


def test_every_way_a_licence_may_be_told_is_found_alike(carried):
    ways = itertools.product(STATUSES, ENDS, ENDS, ENDS, ENDS, (None, DAY), ("", "Taiwan"))
    rows = [dict(zip(FIELDS, each, strict=True)) for each in ways]
    answers = told(
        carried, "standing", f'[there.standing(one, "{DAY}"), there.isSerious(there.standing(one, "{DAY}"))]',
        [on_the_wire(row) for row in rows],
    )  # fmt: skip
    for row, answer in zip(rows, answers, strict=True):
        findings = standing.of(SimpleNamespace(**row), DAY)
        here = [
            {"code": finding.code, "day": str(finding.day or ""), "scope": finding.scope}
            for finding in findings
        ]
        assert answer == [here, standing.is_serious(findings)], row


def test_of_the_versions_of_a_thing_the_same_is_told(carried):
    chance = random.Random("versions")
    rows = [
        [
            {"code": chance.choice("ab"), "valid_from": chance.choice(ENDS), "valid_to": chance.choice(ENDS), "place": place}
            for place in range(chance.randrange(5))
        ]
        for _ in range(500)
    ]  # fmt: skip
    answers = told(
        carried, "validity", f'there.eachInForce(one, "{DAY}", (row) => row.code).map((row) => row.place)',
        [[on_the_wire(row) for row in each] for each in rows],
    )  # fmt: skip
    here = [
        [one.place for one in validity.each_in_force([SimpleNamespace(**row) for row in each], DAY, thing=lambda row: row.code)]
        for each in rows
    ]  # fmt: skip
    assert answers == here


def vacancy(chance: random.Random) -> dict[str, Any]:
    soon = chance.choice(ENDS[1:])
    left = {
        f"{kind}_{group}": chance.choice([None, None, 0, 3])
        for kind in ("places", "left")
        for group in ("women", "men", "any")
    }
    return left | {
        "title": chance.choice(["Tukang las", "Perawat"]), "sector": chance.choice(["", "Kapal las"]),
        "scheme": chance.choice(["p-to-p", "g-to-g"]), "country": chance.choice(["MY", "SG"]),
        "recruiter": chance.choice(["PT Karya Contoh", "karya conto", "PT Lain Misal"]),
        "sip3mi": chance.choice(["", "C-1"]), "permit_from": chance.choice([None, None, soon]),
        "permit_to": chance.choice(ENDS), "closes_on": soon, "gone_on": chance.choice([None, None, None, DAY]),
    }  # fmt: skip


def recruiter(chance: random.Random) -> dict[str, Any] | None:
    ends = {name: chance.choice((None, *ENDS)) for name in FIELDS[1:5]}
    row = ends | {"name": "PT Karya Contoh", "former_names": chance.choice([[], ["PT Lain Misal"]])}
    row |= {
        "status": chance.choice(STATUSES),
        "status_scope": "",
        "gone_on": chance.choice([None, None, DAY]),
    }
    return chance.choice([None, row, row, row])


def status(chance: random.Random) -> dict[str, Any]:
    return {
        "country": chance.choice(["MY", "SG"]), "scheme": chance.choice(["", "p-to-p", "g-to-g"]),
        "job": chance.choice(["", "Tukang las", "las", "PERAWAT", "kapal tukang"]),
        "status": chance.choice(["open", "open", "closed"]),
        "valid_from": chance.choice(ENDS[1:]), "valid_to": chance.choice(ENDS),
    }  # fmt: skip


@pytest.mark.usual
def test_the_board_hides_the_same_and_says_the_same_why(carried):
    chance = random.Random("board")
    cases = [
        (vacancy(chance), recruiter(chance), [status(chance) for _ in range(chance.randrange(4))])
        for _ in range(3_000)
    ]
    act = f'new there.Board(rules.board, new Firms(rules.firms)).judge(one[0], one[1] ?? undefined, one[2], "{DAY}")'
    wire = [
        (on_the_wire(post), by and on_the_wire(by), [on_the_wire(each) for each in told_of])
        for post, by, told_of in cases
    ]
    answers = told(carried, "board", act, wire)
    whys = set()
    for (post, by, told_of), answer in zip(cases, answers, strict=True):
        named = by and SimpleNamespace(**by)
        verdict = board.judge(
            SimpleNamespace(**post), named, [SimpleNamespace(**each) for each in told_of], DAY
        )
        assert answer == {"state": verdict.state, "why": verdict.why}, (post, by, told_of)
        whys.add(verdict.why or verdict.state)
    assert len(whys) > 12


CONTACTS = (
    "", "0812-3456-7890", "+62 812 3456 7890", "wa.me/6281234567890", "https://WA.me/6281200000000",
    "www.conto.example", "conto.example/lowongan", "info@conto.example", "tanya Budi", "0062 21 555 0100",
    "Hubungi info@conto.example atau (0778) 555-100.", "https://api.whatsapp.com/6281234567890",
)  # fmt: skip
JOBS = (
    "",
    "Tukang las",
    "las tukang",
    "tenaga kerja",
    "Perawat lansia",
    "staf untuk perawat lansia",
)


def case(chance: random.Random) -> tuple[dict[str, Any], dict[str, Any]]:
    offer = {
        "company": chance.choice(["", "PT Karya Contoh"]), "contact": chance.choice(CONTACTS),
        "job": chance.choice(JOBS), "country": chance.choice(["", "MY", "SG"]),
        "contract": chance.choice(["", "?", *offers.CONTRACT]), "visa": chance.choice(["", *offers.VISA]),
        "payment": chance.choice(["", *offers.PAYMENT]),
        "pressure": chance.sample([*offers.PRESSURE, "?"], chance.randrange(4)),
    }  # fmt: skip
    code = chance.choice(["valid", "listed", "revoked"])
    firm = {
        "standing": [{"code": code, "day": "", "scope": ""}],
        "phones": chance.sample(CONTACTS, chance.randrange(3)), "contacts": chance.sample(CONTACTS, chance.randrange(3)),
    }  # fmt: skip
    orders = [
        {"title": chance.choice(JOBS), "country": chance.choice(["MY", "SG"]),
         "verdict": {"state": chance.choice(["shown", "full", "hidden"]), "why": chance.choice(["", "closed"])}}
        for _ in range(chance.randrange(4))
    ]  # fmt: skip
    return offer, {
        "answer": chance.choice(["", "none", "similar", "match"]),
        "similar": chance.sample(["PT Satu Conto", "PT Dua Conto"], chance.randrange(3)),
        "firm": chance.choice([None, firm, firm]),
        "orders": chance.choice([None, orders, orders]),
        "isCountryClosed": chance.random() < 0.3,
    }


def known(told_of: dict[str, Any]) -> offers.Evidence:
    """The same evidence as the office has it."""
    firm, orders = told_of["firm"], told_of["orders"]
    return offers.Evidence(
        answer=told_of["answer"],
        similar=told_of["similar"],
        firm=firm and offers.Firm([standing.Finding(firm["standing"][0]["code"])], firm["phones"], firm["contacts"]),
        orders=None if orders is None else [
            offers.Order(one["title"], "", one["country"], board.Verdict(**one["verdict"])) for one in orders
        ],
        is_country_closed=told_of["isCountryClosed"],
    )  # fmt: skip


@pytest.mark.usual
def test_an_offer_is_compared_alike(carried):
    chance = random.Random("offers")
    cases = [case(chance) for _ in range(3_000)]
    act = "new there.Offers(rules.offers, new Firms(rules.firms)).examine(one[0], one[1])"
    for (asked, told_of), answer in zip(cases, told(carried, "offers", act, cases), strict=True):
        offer = offers.Offer(**asked | {"pressure": tuple(asked["pressure"])})
        findings = [finding._asdict() for finding in offers.examine(offer, known(told_of))]
        assert answer == findings, (asked, told_of)
