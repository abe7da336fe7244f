"""`doctor` tells the truth in one page, on figures that stand for each ailment."""

import json
from types import SimpleNamespace

import pytest

from mobilink.cli import doctor
from mobilink.cli.doctor import BAD, DAY, HOUR, LOOK, MINUTE, OK

NOW = 1_600_000_000_000


def machine(**more):
    usual = {
        "name": "Gonggong", "is_revoked": False, "last_contact": NOW, "clock_error": 0, "unsent": 0,
        "oldest_unsent": None, "until": None,
    }  # fmt: skip
    return SimpleNamespace(**(usual | more))


def state(**more):
    usual = {
        "now": NOW, "is_office": True, "last_contact": NOW, "clock_error": 0, "until": None,
        "unsent": 0, "oldest": None, "standings": [machine()], "strays": 0, "forks": 0,
        "waiting": 0, "conflicts": 0, "quarantined": 0, "ordered": 10, "uncovered": 0,
        "uncovered_since": None, "differs": [], "in_vain": 0, "refusal": "", "distrusted": 0, "distrust": "",
    }  # fmt: skip
    return SimpleNamespace(**(usual | more))


def office(**more):
    examined = state(**more)
    return {
        finding.name: finding
        for finding in (*doctor._office_lines(examined), *doctor._journal_lines(examined))
    }


def hub(**more):
    return {finding.name: finding for finding in doctor._hub_lines(state(is_office=False, **more))}


def test_a_healthy_office_and_a_healthy_hub_have_nothing_to_do():
    for findings in (office(), hub()):
        assert {finding.state for finding in findings.values()} == {OK}
        assert not any(finding.do for finding in findings.values())


@pytest.mark.parametrize(
    ("ailment", "name", "expected", "says"),
    [
        ({"standings": [machine(last_contact=NOW - 8 * DAY)]}, "contact", LOOK, "Gonggong"),
        ({"standings": [machine(clock_error=-7 * HOUR)]}, "clock Gonggong", LOOK, "7 hours"),
        (
            {"standings": [machine(unsent=4, oldest_unsent=NOW - 4 * DAY)]},
            "unsent Gonggong", BAD, "4 entries are not at the office, the oldest 4 days old.",
        ),
        ({"standings": [machine(until=NOW - DAY)]}, "certificates", BAD, "Ended for Gonggong"),
        ({"standings": [machine(until=NOW + 29 * DAY)]}, "certificates", LOOK, "within 30 days"),
        ({"uncovered": 3, "uncovered_since": NOW - 8 * DAY}, "backup", BAD, "3 of 10 entries"),
        ({"uncovered": 3, "uncovered_since": NOW - DAY}, "backup", LOOK, "3 of 10 entries"),
        ({"strays": 1}, "strays", LOOK, "1 segments"),
        ({"forks": 1}, "forks", LOOK, "was copied"),
        ({"waiting": 5}, "waiting", LOOK, "5 entries"),
        ({"conflicts": 2}, "conflicts", LOOK, "2 conflicts"),
        ({"quarantined": 2}, "quarantine", LOOK, "2 entries"),
    ],
)  # fmt: skip
def test_each_ailment_of_an_office_is_one_line_with_what_to_do(ailment, name, expected, says):
    finding = office(**ailment)[name]

    assert finding.state == expected
    assert says in finding.says
    assert finding.do


@pytest.mark.parametrize(
    ("ailment", "name", "expected"),
    [
        ({"last_contact": None}, "contact", LOOK),
        ({"last_contact": NOW - 8 * DAY}, "contact", LOOK),
        ({"clock_error": None}, "clock", LOOK),
        ({"clock_error": 6 * MINUTE}, "clock", LOOK),
        ({"unsent": 1, "oldest": 23 * HOUR}, "unsent", OK),
        ({"unsent": 1, "oldest": 25 * HOUR}, "unsent", LOOK),
        ({"unsent": 1, "oldest": 73 * HOUR}, "unsent", BAD),
        ({"differs": ["team"]}, "same rows", BAD),
        ({"until": NOW + 10 * DAY}, "certificates", LOOK),
        ({"until": NOW - 1}, "certificates", BAD),
        ({"in_vain": 1, "refusal": "It is not enrolled."}, "exchanges", LOOK),
        ({"in_vain": 5, "refusal": "It is not enrolled."}, "exchanges", BAD),
    ],
)
def test_each_ailment_of_a_hub_is_told(ailment, name, expected):
    assert hub(**ailment)[name].state == expected


def test_a_revoked_machine_worries_nobody():
    ill = machine(is_revoked=True, last_contact=1, clock_error=DAY, unsent=9, until=1)

    assert {finding.state for finding in office(standings=[ill]).values()} == {OK}


def test_the_story_is_examined_from_version_to_quarantine(story):
    result = story.run("doctor", "--json")
    findings = {finding["name"]: finding for finding in json.loads(result.stdout)["findings"]}

    assert result.returncode == 0
    assert {"version", "database", "disk", "proof", "contact", "clock", "backup"} <= set(findings)
    assert findings["database"]["says"] == "The file is sound (quick check)."
    assert "rows follow from" in findings["proof"]["says"]
    assert "SQLite 3." in findings["version"]["says"]


def test_a_table_that_does_not_follow_from_the_journal_is_bad(fresh_story):
    spoil = (
        "from django.db import connection, transaction\n"
        "from mobilink.journal.storage import guards\n"
        "with transaction.atomic(), guards.writing(connection), connection.cursor() as cursor:\n"
        "    cursor.execute(\"UPDATE places_venue SET notes = 'x'\")\n"
    )
    fresh_story.python(spoil)

    result = fresh_story.run("doctor")

    assert result.returncode == 1
    assert "bad   proof" in result.stdout
    assert "rebuild --verify" in result.stdout


def test_a_van_tells_of_what_it_has_not_sent_and_the_office_will_not_believe():
    finding = hub(distrusted=3, distrust="scope: outing: is not of its unit")["authority"]

    assert finding.state == LOOK
    assert "3 unsent entries; the last: scope: outing: is not of its unit" in finding.says
    assert "authority" not in hub()
