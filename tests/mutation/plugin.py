"""A run on a mutant passes for a worker of the run that made the story, and runs on the copy."""

import os
from pathlib import Path

import pytest

import mobilink


def pytest_configure(config: pytest.Config) -> None:
    [copy, _home] = os.environ["PYTHONPATH"].split(os.pathsep)
    assert Path(mobilink.__file__).is_relative_to(copy), mobilink.__file__
    config.workeroutput = {}  # where a worker says what it cost
