"""What a list says of a licence on a day."""

from datetime import date
from types import SimpleNamespace

import pytest

from mobilink.guidance import standing
from mobilink.guidance.standing import Finding

pytestmark = pytest.mark.pure

JUNE_30, JULY_1, AUGUST_1 = date(2026, 6, 30), date(2026, 7, 1), date(2026, 8, 1)


def listed(**fields):
    nothing = dict.fromkeys(("status_from", "status_to", "valid_from", "valid_to", "gone_on"))
    return SimpleNamespace(**nothing | {"status": "active", "status_scope": ""} | fields)


@pytest.mark.parametrize(
    ("fields", "findings"),
    [
        ({"valid_to": JUNE_30}, [Finding("lapsed", JUNE_30)]),
        ({"valid_to": JULY_1}, [Finding("valid", JULY_1)]),
        ({"valid_from": date(2026, 8, 1)}, [Finding("not-begun", date(2026, 8, 1))]),
        ({}, [Finding("listed")]),
        ({"status": ""}, [Finding("not-told")]),
        (
            {"status": "revoked", "status_from": JUNE_30, "valid_to": JULY_1},
            [Finding("revoked", JUNE_30)],
        ),
        (
            {"status": "partly-suspended", "status_to": JULY_1, "status_scope": "Taiwan"},
            [Finding("partly-suspended", JULY_1, "Taiwan")],
        ),
        (
            {"status": "suspended", "status_to": JUNE_30, "valid_to": JULY_1},
            [Finding("sanction-over", JUNE_30), Finding("valid", JULY_1)],
        ),
        ({"gone_on": JUNE_30, "valid_to": JULY_1}, [Finding("gone", JUNE_30)]),
        (
            {"gone_on": JUNE_30, "status": "revoked"},
            [Finding("gone", JUNE_30), Finding("revoked-before")],
        ),
        ({"status": "watched"}, [Finding("watched")]),
        ({"status": "suspended", "status_from": AUGUST_1}, [Finding("sanction-ahead", AUGUST_1)]),
    ],
)
def test_each_state_of_a_licence_has_a_finding_of_its_own(fields, findings):
    assert standing.of(listed(**fields), JULY_1) == findings
