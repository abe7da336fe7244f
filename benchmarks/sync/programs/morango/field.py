"""Morango's field: records visits, then pushes what the office has not, in chunks of a given size."""

import json
import sys
from datetime import datetime
from pathlib import Path
from uuid import UUID

from morango.models.certificates import Certificate, Filter
from morango.sync.controller import MorangoProfileController
from visits.models import PROFILE, Visit

CREATED_AT_ONCE = 500


def load(path: Path) -> None:
    """Record visits with the identities that Morango derives from theirs."""
    with path.open(encoding="utf-8") as lines:
        made = [_visit(**json.loads(line)) for line in lines]
    Visit.objects.bulk_create(made, batch_size=CREATED_AT_ONCE)


def sync(url: str, chunk_size: int) -> None:
    """One session: greet, push everything of the office's partition, close."""
    connection = MorangoProfileController(PROFILE).create_network_connection(
        url, chunk_size=chunk_size
    )
    office, field = Certificate.objects.order_by("parent_id")
    session = connection.create_sync_session(field, office)
    push = session.get_push_client()
    push.initialize(Filter(office.id))
    push.run()
    push.finalize()
    connection.close_sync_session(session.sync_session)
    connection.close()


def _visit(*, id: str, outing_id: str, at: str, topics: list[str], **facts: str) -> Visit:
    visit = Visit(
        _morango_source_id=UUID(id).hex,
        outing_id=UUID(outing_id).hex,
        at=datetime.fromisoformat(at),
        topics=" ".join(topics),
        **facts,
    )
    visit.id = visit.calculate_uuid()
    return visit


def main(arguments: list[str]) -> None:
    chunk_size, port = int(arguments[0]), int(arguments[1])
    Visit.partition = Certificate.objects.get(parent=None).id
    for line in sys.stdin:
        question = json.loads(line)
        if "load" in question:
            load(Path(question["load"]))
        else:
            sync(f"http://127.0.0.1:{port}/", chunk_size)
        sys.stdout.write("{}\n")
        sys.stdout.flush()
