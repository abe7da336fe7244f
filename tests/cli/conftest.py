"""Installations for the commands: one that tests share and only read, one for each that writes."""

import json
import os
from pathlib import Path
from typing import Any

import pytest

from tests import processes
from tests.installations import copy, load_story, once


class CommandLine:
    """`mobilink` on one data folder."""

    def __init__(self, data: Path) -> None:
        self.data = data
        self.environment = {**os.environ, "MOBILINK_DATA": str(data)}
        # Each installation here is its own, whatever database the suite as a whole runs on.
        self.environment.pop("MOBILINK_DATABASE_URL", None)

    def run(self, *words: str, input: str = "", check: bool = False, **more: Any) -> processes.Done:
        done = processes.command(*words, given=input, **{"env": self.environment, **more})
        if check:
            done.check_returncode()
        return done

    def json(self, *words: str) -> Any:
        return json.loads(self.run(*words, "--json", check=True).stdout)

    def python(self, code: str) -> str:
        """Run lines of Python inside this installation; returns what they print."""
        return processes.python(code, env=self.environment)


@pytest.fixture(scope="session")
def story_folder() -> Path:
    return once("story", load_story)


@pytest.fixture(scope="session")
def story(story_folder) -> CommandLine:
    """The story as loaded; only for reading."""
    return CommandLine(story_folder)


@pytest.fixture
def nothing_yet(tmp_path) -> CommandLine:
    """A data folder that does not exist."""
    return CommandLine(tmp_path / "data")


@pytest.fixture
def fresh_story(story_folder, tmp_path) -> CommandLine:
    """A copy of the story that one test may write to."""
    return CommandLine(copy(story_folder, tmp_path / "data"))
