"""The moment at which a phone and a van have joined their office, made once; an officer works on the phone.

A copy of the folders of the office, the van and the browser goes on from there. The address must be the same
again, since what a browser keeps belongs to one.
"""

from contextlib import closing
from pathlib import Path
from typing import NamedTuple

from tests import installations, processes
from tests.field import handling
from tests.field.vans import Van
from tests.installations import Served

# Between the loading of the story and the hour of the tests, each by more than it takes.
APPROVED_AT, LET_IN_AT = "2019-08-18T05:10:00+07:00", "2019-08-18T05:15:00+07:00"
PREPARE = """
import datetime
from mobilink.outreach import actions
from mobilink.outreach.models import Slot
made = actions.propose_from_slot(Slot.objects.get(), datetime.date(2019, 8, 18), by=None)
actions.approve(made, by=None)
print(made.pk)
"""


class Moment(NamedTuple):
    """Folders to copy: of an office, of the browser of a phone of its own, and of a van."""

    office: Path
    phone: Path
    van: Path


def approve_outing(folder: Path, story: Path) -> None:
    """An office that approved the outing of this Sunday, whose id lies beside its folder."""
    data = installations.copy(story, folder / "data")
    environment = {"MOBILINK_DATA": str(data), "MOBILINK_NOW": APPROVED_AT}
    (folder / "outing").write_text(processes.python(PREPARE, env=environment).strip())


def let_a_phone_in(folder: Path, office: Path, port: int, open_phone) -> Moment:
    """A phone of the section, on which Dewi Contoh has chosen her PIN, and a van that knows it."""
    moment = Moment(folder / "office", folder / "phone", folder / "van")
    served = Served(installations.copy(office, moment.office), port, LET_IN_AT)
    with closing(open_phone(moment.phone, LET_IN_AT)) as context:
        page = context.pages[0]
        handling.join(page, served)
        handling.let_in(page)
        page.locator("[data-act-link]").wait_for()
    Van(moment.van, port, served).join(served)
    served.stop()
    return moment
