"""What makes a kept page stale: whatever such a page may tell, and nothing that is only counted."""

from contextlib import contextmanager
from datetime import date, timedelta

import pytest
from django.contrib.sessions.backends.db import SessionStore
from django.db import connection

from mobilink.booth import actions as booth
from mobilink.guidance import particulars, signing
from mobilink.guidance.models import Card, Particular
from mobilink.guidance.registers import RECRUITERS, VACANCIES
from mobilink.journal.actions import commit
from mobilink.journal.safety import rebuild
from mobilink.journal.storage import guards
from mobilink.journal.storage.models import Installation
from mobilink.outreach import actions
from mobilink.outreach.models import Slot
from mobilink.people.models import UnitName
from mobilink.places.actions import revise_venue
from mobilink.places.models import Venue
from mobilink.public import sharing
from mobilink.publishing.models import Wording
from mobilink.serving.data_version import streams_version
from tests.acts import an_act

pytestmark = pytest.mark.django_db
DAY = date(2019, 8, 18)
PAGES = ("/", "/upcoming/", "/past/", "/vacancies/", "/procedure/")


@pytest.fixture(autouse=True)
def _on_the_day(on):
    on(DAY)


@pytest.fixture
def outing():
    """One that was approved."""
    planned = actions.propose_from_slot(Slot.objects.get(), DAY, by=None)
    actions.approve(planned, by=None)
    return planned


@pytest.fixture
def held(outing):
    """One that is over, with a passer-by counted."""
    session = booth.open_session(outing, by=None)
    booth.tally(outing, by=None)
    booth.close_session(session, by=None)
    return outing


def told():
    with connection.cursor() as cursor:
        return streams_version(cursor)


def cancel(outing):
    actions.cancel(outing, by=None, reason="jalan ditutup")


def begin(outing):
    booth.open_session(outing, by=None)


def rename_venue(outing):
    revise_venue(outing.venue, by=None, name="Taman Contoh")


def rename_office(_outing):
    with commit(an_act("rename the office"), by=None) as draft:
        draft.change(UnitName.objects.first(), name="Kantor Contoh")


def reword(_outing):
    with commit(an_act("keep a wording"), by=None) as draft:
        draft.add(Wording, code="contoh", text="Kata kantor.")


def take_recruiters(_outing):
    RECRUITERS.take_over([{"name": "PT Karya Contoh", "sip3mi": "C-1"}], as_at=DAY)


def take_vacancies(_outing):
    usual = {"scheme": "p-to-p", "country": "MY", "title": "Tukang las"}
    usual |= {"recruiter": "PT Karya Contoh", "sip3mi": "C-1", "sip2mi": "J-1"}
    VACANCIES.take_over([usual | {"closes_on": DAY + timedelta(20)}], as_at=DAY)


def tell_a_card_anew(_outing):
    signing.adopt(
        {
            "code": "contoh", "language": "id", "section": "steps", "position": 9,
            "title": "Kartu contoh", "body": "Satu kalimat.", "source": "UU 18/2017",
            "checked_on": DAY, "review_by": DAY + timedelta(90), "owner": "Kantor contoh",
            "licence": "Apache-2.0", "written_by": "Maya Contoh", "signed_off_by": "Rahmad Contoh",
            "signed_off_on": DAY, "version": 1,
        }
    )  # fmt: skip


def keep_a_number(_outing):
    about = {"kind": Particular.Kind.HOTLINE, "code": "contoh", "label": "Nomor contoh"}
    checked = {"checked_on": DAY, "checked_by": "Maya Contoh", "review_by": DAY + timedelta(90)}
    particulars.keep(Particular, about | checked | {"value": "0800", "source": "UU 18/2017"})


@pytest.mark.parametrize(
    "change",
    [
        cancel, begin, rename_venue, rename_office, reword, take_recruiters, take_vacancies,
        tell_a_card_anew, keep_a_number,
    ],
)  # fmt: skip
def test_whatever_a_page_may_tell_makes_it_stale(outing, change):
    before = told()

    change(outing)

    assert told() != before


def tally(outing):
    booth.tally(outing, by=None)


def undo(outing):
    booth.undo(booth.tally(outing, by=None), by=None)


def visit(outing):
    booth.visit(outing, by=None, topics=["procedure"])


def hand_out(outing):
    booth.hand_out(outing, by=None, quantity=3, item="leaflet")


def sign_in(_outing):
    SessionStore().create()


@pytest.mark.parametrize("act", [tally, undo, visit, hand_out, sign_in])
def test_what_is_only_counted_leaves_a_page_that_counts_nothing(outing, act):
    before = told()

    act(outing)

    assert told() == before


@contextmanager
def at_a_hub():
    """What is written in the block waits for the office's word."""
    Installation.objects.update(kind="hub", streams=["team", "unit/KEPRI-KPP"])
    yield
    Installation.objects.update(kind="office")


def test_what_a_machine_did_that_the_office_has_not_ordered_counts_too(outing):
    before = told()

    with at_a_hub():
        cancel(outing)

    assert told() != before


def test_tables_that_are_written_anew_count_too(outing):
    with guards.writing(connection):
        Venue.objects.update(name="by hand")
    before = told()

    assert rebuild.rebuild().is_equal

    assert told() != before


def is_told(client, page):
    answer = client.get(page)
    assert answer.status_code == 200
    return answer.wsgi_request.META[sharing.IS_TOLD]


def test_pages_that_tell_no_counts_depend_on_the_offices_streams_alone(client, outing):
    take_vacancies(outing)
    begin(outing)
    [card] = Card.objects.all()[:1]
    pages = (f"/outings/{outing.pk}/", f"/procedure/{card.code}/")

    assert all(is_told(client, page) for page in (*PAGES, *pages))


def test_a_page_that_tells_counts_depends_on_every_commit(client, held):
    assert not is_told(client, f"/outings/{held.pk}/")
    assert is_told(client, "/past/")


def test_a_page_that_reads_what_is_only_here_depends_on_every_commit(client):
    assert not is_told(client, "/carried/")


def test_every_table_is_told_or_untold():
    assert {"booth_tally", "booth_void", "succession_upload", "people_account"} <= (
        sharing.untold_tables()
    )
    assert not {"outreach_outing", "guidance_card"} & sharing.untold_tables()
