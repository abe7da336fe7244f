"""The command that tests: what runs where a program is missing, and what all of it cost."""

import argparse
import subprocess
import sys

import pytest

from mobilink.cli import effort, testing

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
        # The workers of this very run are nobody to wait for.
        monkeypatch.setattr(effort, "PATIENCE", 0)
        usual = {"core": False, "fast": False, "all": False, "pytest": []}
        code = testing.test(argparse.Namespace(**usual | options))
        return code, [_said(words) for words in ran]

    return test


def _said(words: tuple[str, ...]) -> str:
    """Where a session ran, and which marks it asked for."""
    where = "server" if "pg_virtualenv" in words else "file"
    return f"{where}: {words[words.index('-m') + 1]}" if "-m" in words else where


NO_SERVER = "file: not browser and not thorough"
USUAL = ["file: not thorough", "server: both and not browser and not embedded and not thorough"]


def test_usually_what_guards_the_depth_is_left_out_and_with_all_nothing(command):
    assert command() == (0, USUAL)
    assert command(all=True) == (0, ["file", "server: not browser and not embedded"])
    assert command(fast=True) == (0, [NO_SERVER])


def test_of_what_is_named_nothing_is_left_out(command):
    named = {"pytest": ["tests/booth"]}

    assert command(**named) == (0, ["file", "server: both and not browser and not embedded"])
    assert command(fast=True, **named) == (0, ["file: not browser"])


def test_without_its_program_a_part_is_left_out_and_in_ci_that_is_a_failure(command, monkeypatch):
    monkeypatch.delenv("CI", raising=False)
    assert command("Chromium", testing.POSTGRESQL.name) == (0, [NO_SERVER])
    assert command("strace") == (0, USUAL)
    monkeypatch.setenv("CI", "true")
    assert command("Chromium") == (1, [NO_SERVER, USUAL[1]])
    assert command(testing.POSTGRESQL.name) == (1, USUAL[:1])


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere nobody adopts orphans")
def test_what_a_process_spends_whose_parent_is_gone_is_counted():
    done = subprocess.run(
        [sys.executable, "-c", ORPHAN], capture_output=True, text=True, check=True
    )
    spent, _, summary = done.stdout.partition(" ")
    assert float(spent) >= 0.3
    assert "not counted" not in summary
