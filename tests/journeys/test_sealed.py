"""A report that somebody sends at a van: the van carries it home and never reads it."""

from tests.installations import blank

SENT = """
from mobilink.cases import actions
print(actions.send_report({"what": "Diminta uang muka", "contact": "0812-CONTOH"}).code)
"""
OPENED = """
from mobilink.cases import actions
from mobilink.cases.errors import Sealed
from mobilink.cases.models import Report
from tests.installations import blank
try:
    print(actions.open_report(Report.objects.get(), by=None, reason="baru masuk"))
except Sealed as refusal:
    print("sealed:", refusal)
"""


def test_a_report_at_a_van_comes_home_sealed_and_only_the_office_opens_it(served, machine):
    van = machine("van")
    blank(van.data)
    code = served.run("invite", "--kind", "hub", "--unit", "BATAM").stdout.strip()
    van.run("enrol", served.address, code)
    van.run("sync", "--once")

    sent = van.python(SENT).strip()
    assert sent.startswith("MK-")
    assert van.python(OPENED).startswith("sealed:")
    van.run("sync", "--once")

    assert "Diminta uang muka" in served.python(OPENED)
    assert "0812" in served.python(OPENED)
    proof = served.run("rebuild", "--verify")
    assert not proof.returncode, proof.stderr
