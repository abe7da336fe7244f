"""Fills tables of the desk and asks each; prints JSON: table → question → ms of the processor.

Django is set up by whoever runs it.
"""

import json
import sys
import time
from statistics import median
from typing import Any, Final

from django.test import Client
from django.urls import reverse

from benchmarks.progress import say
from mobilink.console.tables.catalogue import TABLES
from mobilink.journal.actions import commit
from mobilink.journal.acts import ITSELF, Act
from mobilink.people.models import Account
from mobilink.serving.server import prepare_static_files

TOGETHER: Final = 50  # rows of one entry, which has at most 64 KiB
TIMES: Final = 5
FILL: Final = Act("fill table for a benchmark", "Filled", by="approver", at=ITSELF)


def fill(table: Any, count: int) -> None:
    """So many rows like the first one, each with a name of its own."""
    model = table.rows().model
    first = table.rows().first()
    rooms = {field.name: field.max_length or 0 for field in model._meta.fields}
    named = table.columns[0].name
    room = rooms.get(named, 0)  # a maker has its name elsewhere
    fields = {
        field.name: getattr(first, field.name)
        for field in model._meta.fields
        if field.name not in {"id", "revision", "entry"} and not field.primary_key
    }
    for begin in range(table.rows().count(), count, TOGETHER):
        with commit(FILL) as draft:
            for number in range(begin, min(begin + TOGETHER, count)):
                name = f"{fields.get(named)} {number}"
                own = {named: name} if len(name) <= room else {}
                draft.add(model, **fields | own)


def cpu_ms(ask: Any) -> float:
    took = []
    for _time in range(TIMES):
        began = time.process_time()
        answer = ask()
        took.append(1000 * (time.process_time() - began))
        if answer.status_code != 200:
            raise SystemExit(f"{answer.request['PATH_INFO']} answered {answer.status_code}.")
    return median(took)


def main() -> None:
    count, chosen = int(sys.argv[1]), sys.argv[2:] or [*TABLES]
    prepare_static_files()
    client = Client(HTTP_HOST="localhost")
    client.force_login(Account.objects.get(username="kepala"))
    measured: dict[str, dict[str, float]] = {}
    for name in chosen:
        table = TABLES[name]
        say(f"{name}, {count:,} rows …")
        fill(table, count)
        page, last = reverse(f"console:{name}"), table.rows().count() // 100
        questions = {
            "first page": "",
            "last page": f"?page={last}",
            "by the name": f"?sort=-{table.columns[0].name}",
            "a word": "?q=9",
            "nothing": "?q=qwertyuiop",
        }
        measured[name] = {
            words: cpu_ms(lambda query=query, page=page: client.get(page + query))
            for words, query in questions.items()
        }
        for kind in ("xlsx", "csv", "json"):
            address = reverse("console:table_file", args=[name, kind])
            measured[name][f"file {kind}"] = cpu_ms(lambda address=address: client.get(address))
    sys.stdout.write(json.dumps(measured) + "\n")
