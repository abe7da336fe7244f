"""The command that tests: what runs where a program is missing, and what all of it cost."""

import argparse
import subprocess
import sys

import pytest

from mobilink.cli import testing

# A grandchild whose parent is gone works for a while; what is printed is the CPU that was counted.
ORPHAN = """
import os
from mobilink.cli.effort import Effort
effort = Effort()
if not (child := os.fork()):
    if not os.fork():
        while sum(os.times()[:2]) < 0.3:
            pass
    os._exit(0)
os.waitpid(child, 0)
summary = effort.summary()
print(effort.cpu, summary)
"""


@pytest.fixture
def command(monkeypatch, tmp_path):
    """`command(without, **options)`: run `test` where some programs are missing; its code and what
    it ran.
    """

    def test(*without: str, **options: object) -> tuple[int, list[str]]:
        ran = []
        monkeypatch.setattr(testing, "checkout", lambda: tmp_path)
        monkeypatch.setattr(testing, "check", lambda _arguments: 0)
        monkeypatch.setattr(testing, "obtain", lambda need: need.name not in without)
        monkeypatch.setattr(testing, "run", lambda *words: ran.append(words) or 0)
        usual = {"core": False, "fast": False, "database": None, "pytest": []}
        code = testing.test(argparse.Namespace(**usual | options))
        parts = {words: part for part, words in testing.PARTS.items()}
        return code, [parts[words] for words in ran]

    return test


def test_usually_everything_runs_on_sqlite_and_on_postgresql_what_may_show_something(command):
    assert command() == (0, ["sqlite and browser", "postgresql"])
    assert command(database="both") == (0, ["sqlite and browser", "all on postgresql"])
    assert command(fast=True) == (0, ["sqlite"])


def test_without_its_program_a_part_is_left_out_and_in_ci_that_is_a_failure(command, monkeypatch):
    monkeypatch.delenv("CI", raising=False)
    assert command("Chromium", testing.POSTGRESQL.name) == (0, ["sqlite"])
    assert command("strace") == (0, ["sqlite and browser", "postgresql"])
    monkeypatch.setenv("CI", "true")
    assert command("Chromium") == (1, ["sqlite", "postgresql"])
    assert command(testing.POSTGRESQL.name) == (1, ["sqlite and browser"])


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere nobody adopts orphans")
def test_what_a_process_spends_whose_parent_is_gone_is_counted():
    done = subprocess.run(
        [sys.executable, "-c", ORPHAN], capture_output=True, text=True, check=True
    )
    spent, _, summary = done.stdout.partition(" ")
    assert float(spent) >= 0.3
    assert "not counted" not in summary
