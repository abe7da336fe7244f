"""Measure the tables of the desk with many rows, in CPU of the one process that answers.

python -m benchmarks.tables.run                    10,000 rows in each; fails where a target is missed
python -m benchmarks.tables.run --count 1000 venues     fewer of one table, and judged all the same
"""

import argparse
import json
import os
import subprocess
import sys
import tempfile
from typing import Final

from benchmarks.judging import Name, columns, exit_code, judge, judged
from benchmarks.sync.run import conditions
from benchmarks.tables.targets import ROWS, targets

PROGRAM: Final = """
import django
django.setup()
from benchmarks.tables.questions import main
main()
"""


def main() -> int:
    parser = argparse.ArgumentParser(prog="mobilink bench tables")
    parser.add_argument("--count", type=int, default=ROWS, help="so many rows in each table")
    parser.add_argument("tables", nargs="*", metavar="TABLE", help="only these")
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        environment = {
            **os.environ,
            "MOBILINK_DATA": name,
            "DJANGO_SETTINGS_MODULE": "mobilink.config.settings",
        }
        begin = [sys.executable, "-m", "mobilink", "init", "--scenario", "kepri-2019"]
        subprocess.run(begin, env=environment, check=True, stdout=subprocess.DEVNULL)
        ask = [sys.executable, "-c", PROGRAM, str(arguments.count), *arguments.tables]
        asked = subprocess.run(ask, env=environment, check=True, stdout=subprocess.PIPE, text=True)
    measured: dict[str, dict[str, float]] = json.loads(asked.stdout)
    figures = {
        Name(table, "mobilink", "page_cpu_ms"): max(
            ms for question, ms in took.items() if not question.startswith("file")
        )
        for table, took in measured.items()
    }
    results = judge(figures, {*measured}, targets(measured))
    questions = list(dict.fromkeys(question for took in measured.values() for question in took))
    lines = [["CPU in ms", *questions]] + [
        [table, *(f"{took[each]:,.0f}" if each in took else "" for each in questions)]
        for table, took in measured.items()
    ]
    head = ", ".join(f"{name}: {fact}" for name, fact in conditions().items())
    rows = f"{arguments.count:,} rows in each table"
    sys.stdout.write("\n".join([head, rows, "", *columns(lines), "", judged(results)]) + "\n")
    return exit_code(results)


if __name__ == "__main__":
    raise SystemExit(main())
