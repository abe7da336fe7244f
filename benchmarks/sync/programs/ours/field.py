"""The hub's side: enrols, records visits as its booth does, exchanges when it is asked to."""

import json
import os
import subprocess
import sys
from datetime import datetime
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from mobilink.journal.core.wire import Op

RECORDED_TOGETHER = 1_000


def enrol(hub: str, office: str, port: str) -> None:
    words = ["invite", "--kind", "hub", "--unit", "BATAM"]
    run = [sys.executable, "-m", "mobilink"]
    at_office = {**os.environ, "MOBILINK_DATA": office}
    address_of_its_database = Path(f"{office}.url")
    if address_of_its_database.exists():
        at_office["MOBILINK_DATABASE_URL"] = address_of_its_database.read_text("utf-8")
    asked = subprocess.run(
        [*run, *words], env=at_office, check=True, capture_output=True, text=True
    )
    here = {**os.environ, "MOBILINK_DATA": hub}
    address = f"http://127.0.0.1:{port}"
    subprocess.run([*run, "enrol", address, asked.stdout.strip()], env=here, check=True, stdout=2)
    subprocess.run([*run, "sync", "--once"], env=here, check=True, stdout=2)


def load(path: Path) -> None:
    """Record visits, each as the entry that the booth would make; loading is not measured.

    `booth.actions.visit` asks the database some twenty questions for each, and a million would
    take hours, so here the questions are asked once.
    """
    from django.db import connection

    from mobilink.booth.models import Visit
    from mobilink.journal.actions import alone
    from mobilink.journal.core.wire import Op
    from mobilink.journal.storage import guards
    from mobilink.journal.storage.fields import row_to_wire
    from mobilink.journal.storage.kinds import kind_of
    from mobilink.outreach.models import Outing

    outings = list(Outing.objects.filter(executing_unit__code="BATAM", state="reported"))
    numbers: dict[str, int] = {}

    def fields(row: dict[str, Any]) -> dict[str, Any]:
        number = numbers.setdefault(row.pop("outing_id"), len(numbers))
        del row["id"]
        at = datetime.fromisoformat(row.pop("at"))
        visit = Visit(outing=outings[number % len(outings)], at=at, **row)
        return row_to_wire(kind_of(Visit), visit)

    with path.open(encoding="utf-8") as lines:
        while batch := list(islice(lines, RECORDED_TOGETHER)):
            with alone(), guards.writing(connection):
                record([Op("visit", None, fields(json.loads(line))) for line in batch])


def record(ops: "list[Op]") -> None:
    """An entry for each op, on this machine's chain of its unit."""
    from mobilink.basics import clock
    from mobilink.journal.core.salts import salt_of
    from mobilink.journal.core.wire import Chain, Payload
    from mobilink.journal.storage.fields import milliseconds
    from mobilink.journal.storage.tables import replica

    here = replica()
    branch, link = here.next_link(Chain(*here.store.here(), "unit/BATAM"))
    for op in ops:
        now = milliseconds(clock.now())
        salt = salt_of(here.store.seed(branch), link.seq)
        entry = link.entry(now, salt, Payload("record visit", "", "", [op]))
        branch = here.append(branch, entry, now)
        here.store.show(entry)
        link = entry.after
    here.store.settle()


def sync() -> dict[str, str]:
    """One exchange; why it failed, where it did."""
    from mobilink.basics.errors import Refused
    from mobilink.journal.sync import http, sync_client

    try:
        with http.way_to(sync_client.office_address(), "/api/v1/exchange") as send:
            refused = sync_client.talk(send).refused
    except Refused as problem:
        return {"failed": str(problem)}
    return {"failed": " ".join(refused)} if refused else {}


def main() -> None:
    hub, office, port = sys.argv[1:]
    if not Path(hub).exists():
        enrol(hub, office, port)
    os.environ |= {"MOBILINK_DATA": hub, "DJANGO_SETTINGS_MODULE": "mobilink.config.settings"}
    import django

    from mobilink.basics import gc_tuning

    django.setup()
    gc_tuning.collect_seldom()  # as every command does, and the server
    for line in sys.stdin:
        question, answer = json.loads(line), {}
        if "load" in question:
            load(Path(question["load"]))
        else:
            answer = sync()
        sys.stdout.write(json.dumps(answer) + "\n")
        sys.stdout.flush()


if __name__ == "__main__":
    main()
