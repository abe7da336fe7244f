"""Score every kind of public page with Lighthouse, as a phone, and judge the worst of them.

python -m benchmarks.lighthouse.run                  every page; fails where a target is missed
python -m benchmarks.lighthouse.run offer card       these only, nothing judged
"""

import argparse
import json
import os
import shutil
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import Any, Final

from benchmarks.judging import Name, Result, Target, columns, exit_code, judge, judged
from benchmarks.lighthouse.pages import FILL, GONE, STANDING
from benchmarks.ports import free_port
from benchmarks.progress import say
from benchmarks.serving.load import obtain, serving
from benchmarks.serving.run import CACHE
from benchmarks.sync import packages
from benchmarks.sync.run import conditions
from mobilink import __version__
from mobilink.cli import needs

NOW: Final = "2019-08-18T05:30:00+07:00"
PROGRAMS: Final = Path(__file__).parent / "programs"
PAGES, OURS = "pages", "mobilink"
CATEGORIES: Final = ("performance", "accessibility", "best-practices", "seo")
TARGETS: Final = tuple(
    Target(f"{name} of the worst page", Name(PAGES, OURS, name), 95, is_least=True)
    for name in CATEGORIES
)
Reports = dict[str, dict[str, Any]]


def main(argv: Sequence[str]) -> int:
    """0 where every target holds, or where nothing is judged and every page was scored."""
    arguments = _parse(argv)
    with tempfile.TemporaryDirectory(prefix="mobilink-lighthouse-") as work:
        reports = score(Path(work), arguments)
    results = None if arguments.pages else judge(figures(reports), {PAGES}, TARGETS)
    tell = _as_json if arguments.json else _as_text
    sys.stdout.write(tell(reports, results) + "\n")
    if results is None:
        return 1 if any("failure" in report for report in reports.values()) else 0
    return exit_code(results)


def figures(reports: Reports) -> dict[Name, float]:
    """The lowest score of each category; none where a page has no score, for nothing is proved."""
    scores = [report.get("scores", {}) for report in reports.values()]
    return {
        Name(PAGES, OURS, name): min(each[name] for each in scores)
        for name in CATEGORIES
        if scores and all(name in each for each in scores)
    }


def score(work: Path, arguments: argparse.Namespace) -> Reports:
    """Kind of page → its scores and what lowers them, or why it has none."""
    tool = arguments.cache / "lighthouse"
    packages.prepare_node(tool, PROGRAMS / "package.json")
    shutil.copy(PROGRAMS / "score.js", tool)
    environment = _environment(work)
    python = [sys.executable, "-m", "mobilink"]
    say("filling our data …")
    packages.run([*python, "init", "--scenario", "kepri-2019"], environment=environment)
    made = json.loads(packages.run([sys.executable, "-c", FILL], environment=environment))
    pages = STANDING | {kind: address for kind, address in made.items() if kind != GONE}
    chosen = {kind: pages[kind] for kind in arguments.pages or pages}
    port = free_port()
    base = f"http://127.0.0.1:{port}"
    command = [*python, "serve", "--port", str(port)]
    with serving(command, f"{base}/healthz", work / "serve.log", environment):
        say(f"scoring {len(chosen)} pages …")
        asked = [base + address for address in chosen.values()]
        lines = packages.run(["node", tool / "score.js", _chromium(), *asked]).splitlines()
    return dict(zip(chosen, map(json.loads, lines), strict=True))


def _chromium() -> str:
    obtain(needs.CHROMIUM)
    return needs.CHROMIUM.program() or ""


def _environment(work: Path) -> dict[str, str]:
    own = {"MOBILINK_DATA": str(work / "office"), "MOBILINK_NOW": NOW}
    django = {"DJANGO_SETTINGS_MODULE": "mobilink.config.settings", "MOBILINK_DATABASE_URL": ""}
    return {**os.environ, **own, **django}


def _as_json(reports: Reports, results: list[Result] | None) -> str:
    return json.dumps(
        {
            "conditions": conditions() | {"mobilink": __version__, "tool": _tool()},
            "pages": reports,
            "targets": None if results is None else [result.as_json() for result in results],
            "held": results is not None and exit_code(results) == 0,
        }
    )


def _as_text(reports: Reports, results: list[Result] | None) -> str:
    table = [["", *CATEGORIES]]
    for kind, report in reports.items():
        scores = report.get("scores", {})
        table.append([kind, *(str(scores.get(name, "–")) for name in CATEGORIES)])
    faults = [f"{kind}: {why}" for kind, report in reports.items() for why in _wrong(report)]
    verdicts = ["", judged(results)] if results is not None else []
    facts = ", ".join(f"{name}: {fact}" for name, fact in conditions().items())
    return "\n".join([f"{_tool()}, {facts}", *columns(table), "", *faults, *verdicts])


def _wrong(report: dict[str, Any]) -> list[str]:
    return [f"not scored: {report['failure']}"] if "failure" in report else report["faults"]


def _tool() -> str:
    return packages.pinned(PROGRAMS / "package.json", "lighthouse")


def _parse(argv: Sequence[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        prog="bench lighthouse", description=(__doc__ or "").split("\n")[0]
    )
    parser.add_argument("pages", nargs="*", help="kinds of pages, as the table names them")
    parser.add_argument("--cache", type=Path, default=CACHE, help="where Lighthouse stays")
    parser.add_argument("--json", action="store_true")
    return parser.parse_args(argv)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
