"""Extend the frozen list by what the program declares now: `python -m tests.corpus.freeze`.

What is in it stays: where something is missing or says something else, nothing is written.
"""

import json
import os
import sys
import tempfile
from pathlib import Path
from typing import Any

FILE = Path(__file__).with_name("frozen.json")


def frozen() -> dict[str, Any]:
    return dict(json.loads(FILE.read_text("utf-8"))) if FILE.exists() else {}


def broken(before: Any, now: Any, place: str = "") -> list[str]:
    """What `now` lacks or says otherwise, each with its place."""
    if type(before) is not type(now) or not isinstance(before, dict | list):
        return [] if before == now else [f"{place}was {before}, and is {now}"]
    lost = [f"{place}{name} is not declared any more" for name in sorted({*before} - {*now})]
    return lost + [line for within in _shared(before, now, place) for line in broken(*within)]


def added(before: Any, now: Any, place: str = "") -> list[str]:
    """What `now` has beyond it, each by its place."""
    if type(before) is not type(now) or not isinstance(before, dict | list):
        return []
    more = [f"{place}{name}" for name in sorted({*now} - {*before})]
    return more + [line for within in _shared(before, now, place) for line in added(*within)]


def _shared(before: Any, now: Any, place: str) -> list[tuple[Any, Any, str]]:
    """What is under the same names; a list holds names and nothing under them."""
    if isinstance(before, list):
        return []
    names = sorted({*before} & {*now})
    return [(before[name], now[name], f"{place}{name}: ") for name in names]


def main() -> int:
    with tempfile.TemporaryDirectory(prefix="mobilink-freeze-") as path:
        os.environ |= {"MOBILINK_DATA": path, "DJANGO_SETTINGS_MODULE": "mobilink.config.settings"}
        from mobilink.config import folder

        folder.create(Path(path))
        import django

        django.setup()
        from tests.corpus import declared

        before, now = frozen(), declared.everything(frozen().get("acts", {}))
    for line in broken(before, now):
        sys.stderr.write(f"{line}\n")
    if broken(before, now):
        return 1
    FILE.write_text(json.dumps(now, indent=1, ensure_ascii=False) + "\n", "utf-8")
    sys.stdout.write("".join(f"+ {line}\n" for line in added(before, now)))
    return 0


if __name__ == "__main__":
    sys.exit(main())
