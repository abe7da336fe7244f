"""The hub's side: enrols, records visits as its booth does, exchanges when it is asked to."""

import json
import os
import subprocess
import sys
from datetime import datetime
from pathlib import Path


def enrol(hub: str, office: str, port: str) -> None:
    words = ["invite", "--kind", "hub", "--unit", "BATAM"]
    run = [sys.executable, "-m", "mobilink"]
    there = {**os.environ, "MOBILINK_DATA": office}
    asked = subprocess.run([*run, *words], env=there, check=True, capture_output=True, text=True)
    here = {**os.environ, "MOBILINK_DATA": hub}
    address = f"http://127.0.0.1:{port}"
    subprocess.run([*run, "enrol", address, asked.stdout.strip()], env=here, check=True, stdout=2)
    subprocess.run([*run, "sync", "--once"], env=here, check=True, stdout=2)


def load(path: Path) -> None:
    """Each visit is an entry of its own; one transaction for all, since loading is not measured."""
    from django.db import transaction

    from mobilink.booth import actions
    from mobilink.outreach.models import Outing

    outings = list(Outing.objects.filter(executing_unit__code="BATAM", state="reported"))
    numbers: dict[str, int] = {}
    with path.open(encoding="utf-8") as lines, transaction.atomic():
        for line in lines:
            told = json.loads(line)
            number = numbers.setdefault(told.pop("outing_id"), len(numbers))
            told.pop("id")
            at = datetime.fromisoformat(told.pop("at"))
            actions.visit(outings[number % len(outings)], by=None, at=at, **told)


def sync() -> None:
    from mobilink.journal import carrier, contact

    with carrier.way_to(contact.office_address(), "/api/v1/exchange") as send:
        contact.talk(send)


def main() -> None:
    hub, office, port = sys.argv[1:]
    enrol(hub, office, port)
    os.environ |= {"MOBILINK_DATA": hub, "DJANGO_SETTINGS_MODULE": "mobilink.config.settings"}
    import django

    django.setup()
    for line in sys.stdin:
        question = json.loads(line)
        if "load" in question:
            load(Path(question["load"]))
        else:
            sync()
        sys.stdout.write("{}\n")
        sys.stdout.flush()


if __name__ == "__main__":
    main()
