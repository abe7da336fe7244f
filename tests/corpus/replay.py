"""What becomes of copies of the corpus when their machines meet: the same when written and when tested."""

import json
from pathlib import Path
from typing import Any

import msgspec

from tests.corpus import folders
from tests.corpus.places import Place

PLAN = 10  # its place in a receipt
SAYS = "inside.tell({'rows': inside.said(kinds), 'journal': inside.journal()})"
OPENS = """
inside.upgrade()
says = {"rows": inside.said(kinds), "journal": inside.journal()}
inside.tell({"proved": inside.verified(), "later": inside.said_later(kinds), **says})
"""
SYNC = """
inside.upgrade()
inside.ask_at(address)
inside.tell(inside.run("sync", "--once", "--json"))
"""
IMPORT = """
inside.upgrade()
done = inside.run("bundle", "import", file, "--json")
inside.tell({"done": done, "proved": inside.verified(), "rows": inside.said(kinds)})
"""
POST = """
inside.upgrade()
answers = [inside.post(*message) for message in messages]
answers = [(status, answer.hex()) for status, answer in answers]
refused = inside.run("quarantine", "--json")
inside.tell({"answers": answers, "refused": refused, "proved": inside.verified(), "rows": inside.said(kinds)})
"""


def says(place: Place, kinds: Any) -> Any:
    """What an installation says."""
    return place.tells(SAYS, kinds=kinds)


def opens(place: Place, kinds: Any) -> Any:
    """What it says once it was brought up to this version and proved."""
    return place.tells(OPENS, kinds=kinds)


def syncs(hub: Place, port: int) -> dict[str, Any]:
    """What comes of an exchange of a hub with its office at a port of this machine."""
    done = hub.tells(SYNC, address=f"http://127.0.0.1:{port}")
    assert not done["code"], done
    return dict(json.loads(done["out"]))


def imports(office: Place, file: Path, kinds: Any) -> Any:
    return office.tells(IMPORT, file=str(file), kinds=kinds)


def hears(office: Place, who: str, kinds: Any, *, of: Path = folders.FIRST) -> Any:
    """What an office answers to recorded messages that come to it once more."""
    messages = [
        (message["path"], message["host"], str(of / "messages" / f"{message['name']}.question"))
        for message in folders.written("messages", of)
        if message["name"].startswith(who)
    ]
    return office.tells(POST, messages=messages, kinds=kinds)


def plan_in(receipt: bytes) -> Any:
    """The plan that came with a receipt; nothing where none did."""
    _author, _nonce, body, _signature = msgspec.msgpack.decode(receipt)
    plan = msgspec.msgpack.decode(body)[PLAN]
    return json.loads(plan) if plan else None


def recorded_plan(of: Path = folders.FIRST) -> Any:
    """The last plan that the phone of the corpus was given."""
    receipts = [
        plan_in((of / "messages" / f"{message['name']}.answer").read_bytes())
        for message in folders.written("messages", of)
        if message["path"] == "/api/v1/deliver"
    ]
    return [plan for plan in receipts if plan][-1]


def keys_of(plan: Any, place: str = "") -> set[str]:
    """Every key of a plan, with those above it; what is in a list has no place of its own."""
    if isinstance(plan, list):
        return {key for item in plan for key in keys_of(item, place)}
    if not isinstance(plan, dict):
        return set()
    here = {f"{place}{name}" for name in plan}
    return here.union(*(keys_of(within, f"{place}{name}.") for name, within in plan.items()))
