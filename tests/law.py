"""Every entry that the suite writes is held against the law of kinds, though no judge acts on it yet.

What an act writes, a hub or a phone may set, unless the act says that it is the office's. So a verb
that goes beyond what its kinds declare fails each test that walks it. What a phone records is held
where it is written, by `tsc` and `field/app/law.d.ts`.
"""

import os
import uuid

import pytest

from mobilink.journal import actions, acts
from mobilink.journal.core.sequence import Member
from mobilink.journal.storage import authority
from mobilink.journal.storage.fact_streams import stream_of_unit
from mobilink.journal.storage.kinds import TEAM, find
from mobilink.journal.storage.tables import TableStore
from mobilink.people.models import Unit
from tests import processes

DISTRUST = authority.distrust
WALKED: set[str] = set()
"""The acts of machines of which the judge was asked in this process."""


def problem_of(kind_name, fields, *, is_new, sets):
    """What of an op the declared law does not know; empty where it knows all."""
    kind = find(kind_name)
    if kind is None:
        return f"{kind_name} is no kind"
    problem = kind.misshapen(fields) or sets(kind).misfit(fields, is_new=is_new)
    return problem and f"{kind_name}: {problem}"


def problem_of_verb(act, ops):
    """What of the ops that a verb commits is not as its act and the kinds declare."""
    shapes = [find(op.kind).misshapen(op.fields) for op in ops]
    if any(shapes):
        return next(filter(None, shapes))
    beyond = [problem for op in ops if (problem := _beyond_machines(op))]
    if act.is_offices:
        return "" if beyond or not ops else "is said to be the office’s, and any hub may do it"
    return next(iter(beyond), "")


def _beyond_machines(op):
    """Why neither a hub nor a phone may say this."""
    ways = (lambda kind: kind.by_hub, lambda kind: kind.phone)
    problems = [problem_of(op.kind, op.fields, is_new=op.row is None, sets=way) for way in ways]
    return problems[0] if all(problems) else ""


def why_nobody(entry, store, codes):
    """Why no machine would be believed for an entry: no van of a unit or of all of them, nor the phone
    that it names; empty where one is.
    """
    units = [*map(stream_of_unit, codes)]
    phones = [
        op.fields[sets.itself]
        for _row, op in entry.rows()
        if (sets := find(op.kind).phone).itself and sets.itself in op.fields
    ]
    machines = [
        Member(uuid.uuid4(), b"", frozenset([TEAM, *own])) for own in ([], *zip(units), units)
    ]
    machines += [Member(uuid.UUID(one), b"", frozenset([TEAM]), is_phone=True) for one in phones]
    problem = "only the office writes in its stream"
    for machine in machines:
        if entry.link.stream in machine.streams:
            problem = DISTRUST(entry, machine, store)
        if not problem:
            break
    return problem


@pytest.fixture(autouse=True)
def _verbs_are_believed(monkeypatch):
    """What an act writes that is not the office's, the right machine may bring: the judge believes it."""
    expect, codes = TableStore.expect_belief, []

    def watch(store, entry):
        act = acts.find(entry.payload.action)
        if act and not act.is_offices and store.is_office:
            problem = why_nobody(entry, store, codes)
            if problem:  # units are read where they are needed: tests count questions
                codes[:] = Unit.objects.values_list("code", flat=True)
                problem = why_nobody(entry, store, codes)
            WALKED.add(act.text)
            assert not problem, f"“{act.text}”: no machine is believed: {problem}"
        return expect(store, entry)

    monkeypatch.setattr(TableStore, "expect_belief", watch)


@pytest.fixture(autouse=True)
def _verbs_keep_the_law(monkeypatch):
    """Each commit of a declared act, in the process of the test, is held against what is declared."""
    write, drafts, seen = actions.write, [], set()

    class Watched(actions.Draft):
        def __init__(self, replica):
            super().__init__(replica)
            drafts.append(self)

    def watch(replica, part, payload):
        draft = next((draft for draft in drafts if part in draft.parts.values()), None)
        act = acts.find(payload.action)
        if act and draft and id(draft) not in seen:
            ops = [op for each in draft.parts.values() for op in each.ops]
            problem = problem_of_verb(act, ops)
            assert not problem, f"“{act.text}” {problem}"
        seen.add(id(draft))
        return write(replica, part, payload)

    monkeypatch.setattr(actions, "Draft", Watched)
    monkeypatch.setattr(actions, "write", watch)


def note_what_is_refused(place):
    """From now on this process writes into a file what machines say that they are not believed for."""
    asked = authority.distrust

    def watch(entry, author, rows):
        problem = asked(entry, author, rows)
        if problem:
            os.write(place, f"“{entry.payload.action}”: {problem}; ".encode())
        return problem

    authority.distrust = watch


@pytest.fixture(autouse=True)
def _machines_are_believed(request):
    """No machine says in a test what the law of kinds would refuse, unless the test is about lies;
    nor does one say it in a process that the test starts.
    """
    before = os.fstat(processes.REFUSED).st_size
    yield
    refused = os.pread(processes.REFUSED, 4096, before).decode(errors="replace")
    assert not refused or request.node.get_closest_marker("lies"), refused
