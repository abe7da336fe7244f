"""What falls due with time is done beside the requests, each task whatever becomes of the others."""

import pytest

from mobilink.basics.errors import Refused
from mobilink.cases.arrivals import carry_out_due
from mobilink.config import housekeeping

pytestmark = pytest.mark.django_db


def test_each_task_has_its_turn_again_and_again_whatever_is_wrong_with_another(monkeypatch, caplog):
    done, pauses = [], []

    def refused() -> None:
        done.append("refused")
        raise Refused("Not now.")

    def broken() -> None:
        done.append("broken")
        raise ZeroDivisionError

    def wait(seconds: float) -> bool:
        pauses.append(seconds)
        return len(pauses) == 3

    monkeypatch.setattr(housekeeping, "TASKS", (refused, broken, lambda: done.append("well")))
    monkeypatch.setattr(housekeeping.connection, "close", lambda: None)
    housekeeping.keep_going(wait)

    assert done == ["refused", "broken", "well"] * 2
    assert pauses == [housekeeping.SOON, housekeeping.PAUSE, housekeeping.PAUSE]
    assert "Not now." in caplog.text
    assert "ZeroDivisionError" in caplog.text


def test_what_was_taken_back_is_among_them():
    assert carry_out_due in housekeeping.TASKS
