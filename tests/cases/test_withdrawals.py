"""What was given under a code is taken back by it: hidden at once, erased in time, and never by a guess."""

import uuid
from datetime import timedelta

import pytest
from django.db import connection

from mobilink.basics import clock, codes
from mobilink.cases import actions, arrivals, queries
from mobilink.cases.errors import Sealed
from mobilink.cases.models import Acceptance, FollowUp, Report, VisitWish, Withdrawal
from mobilink.cases.withdrawals import Doubt, doubtful, hidden_cases, in_doubt, many_vain
from mobilink.journal.actions import commit
from mobilink.journal.members.allowances import MOST, WITHDRAWALS
from mobilink.journal.members.installations import require_office
from mobilink.journal.safety.rebuild import rebuild
from mobilink.journal.storage import guards, keys
from mobilink.journal.storage.fields import milliseconds
from mobilink.outreach.models import Outing
from mobilink.people.errors import NotAllowed
from tests.acts import an_act
from tests.cases.test_sealed_by_phone import by_phone
from tests.journal.phones import Phone

pytestmark = pytest.mark.django_db
CODE, OLD = "MK-7F3Q9-KABCD", "MK-7F3Q"
TOLD = {"name": "Melati Conto", "phone": "0812-CONTOH"}


@pytest.fixture
def section_phone(db) -> Phone:
    return Phone("KEPRI-KPP")


@pytest.fixture
def far_phone(db) -> Phone:
    """A phone of another unit than the case's."""
    return Phone("KARIMUN")


@pytest.fixture
def outing(db) -> Outing:
    outing = Outing.objects.filter(executing_unit__code="KEPRI-KPP").earliest("day")
    assert outing
    return outing


@pytest.fixture
def asked(outing):
    """`asked(code, …)`: somebody gave something at a booth of the section."""

    def ask(code: str = CODE, *, hours_ago: float = 0) -> FollowUp:
        with commit(an_act("record follow_up"), by=None) as draft:
            asked = draft.add(
                FollowUp,
                outing=outing,
                at=clock.now() - timedelta(hours=hours_ago),
                code=queries.kept_of(code),
                consents={"call_back": {"yes": True, "text": "2019-07-01"}},
                is_urgent=False,
                contents=by_phone(TOLD, keys.public()),
            )
        arrivals.cases_arrived([asked.pk])
        return asked

    return ask


def shown(code: str) -> str:
    """What a phone says of a code that was typed into it."""
    return codes.proof(code, require_office().id.bytes)


def take_back(phone: Phone, *typed: str, hours_ago: float = 0) -> None:
    """A phone brings withdrawals by codes that were typed into it."""
    at = milliseconds(clock.now() - timedelta(hours=hours_ago))
    facts = [("withdrawal", {"at": at, "code": shown(code)}) for code in typed]
    phone.brings(phone.signed_segment(*facts))


def in_hours(hours: float):
    return clock.stopped_at(clock.now() + timedelta(hours=hours))


def seen() -> list[FollowUp]:
    return list(queries.waiting_follow_ups())


@pytest.mark.both
def test_what_is_taken_back_is_hidden_at_once_wherever_it_was_said(asked, far_phone, person):
    case, other = asked(), asked("MK-22222-22222")
    take_back(far_phone, CODE)

    assert seen() == [other]
    with pytest.raises(Sealed, match="dicabut"):
        actions.open_follow_up(case, by=person("kepala"), reason="ingin tahu")
    [hidden] = hidden_cases()
    assert (hidden.case, hidden.held) == (case, None)


@pytest.mark.both
def test_it_is_erased_within_the_hours_that_were_promised_and_not_before_a_head_could_see_it(
    asked, section_phone
):
    asked()
    take_back(section_phone, CODE)
    with in_hours(47):
        arrivals.carry_out_due()
        assert FollowUp.objects.count() == 1
    with in_hours(queries.PROMISE.total_seconds() / 3600 - 1):
        arrivals.carry_out_due()
        assert not FollowUp.objects.exists()
        assert not queries.waiting_withdrawals()
    assert rebuild().is_equal


@pytest.mark.parametrize("hours_ago", [71, 90, -1_000])
def test_the_hours_begin_when_it_was_taken_and_no_wrong_clock_lengthens_them(
    asked, section_phone, hours_ago
):
    asked(hours_ago=100)
    take_back(section_phone, CODE, hours_ago=hours_ago)
    with in_hours(49 if hours_ago < 0 else max(0, 72 - hours_ago)):
        arrivals.carry_out_due()
        assert not FollowUp.objects.exists()


def test_what_comes_late_leaves_a_head_a_day_as_far_as_the_promise_does(asked, section_phone):
    asked(hours_ago=100)
    take_back(section_phone, CODE, hours_ago=40)
    with in_hours(23):
        arrivals.carry_out_due()
        assert FollowUp.objects.count() == 1
    with in_hours(25):
        arrivals.carry_out_due()
        assert not FollowUp.objects.exists()


def test_what_every_van_can_read_of_a_case_takes_nothing_back(asked, far_phone, section_phone):
    case = asked()
    at = milliseconds(clock.now())
    for phone in (far_phone, section_phone):
        phone.brings(phone.signed_segment(("withdrawal", {"at": at, "code": case.code})))
    assert seen() == [case]
    assert (hidden_cases(), [*doubtful()]) == ([], [])


def test_a_case_whose_outing_never_came_stops_nobody(asked, section_phone):
    """Its unit is not known here, so a person decides."""
    case = asked(OLD)
    with guards.writing(connection):
        FollowUp.objects.filter(pk=case.pk).update(outing_id=uuid.uuid4())
    take_back(section_phone, OLD)
    [doubted] = in_doubt(doubtful())
    assert doubted.doubt == Doubt.FAR
    arrivals.carry_out_due()


def test_a_withdrawal_that_repeats_one_that_waits_adds_nothing(asked, far_phone, section_phone):
    """So no flood of them makes a page or an erasure slow."""
    asked(OLD)
    take_back(far_phone, *[OLD] * 50)
    take_back(section_phone, *[codes.make() for _ in range(10)], *["MK-2222"] * 50)
    assert len(in_doubt(doubtful())) == 1
    assert queries.waiting_withdrawals().count() == 12


def test_a_person_says_that_nobody_took_it_back(asked, far_phone, person):
    case = asked(OLD)
    take_back(far_phone, OLD)
    [doubted] = in_doubt(doubtful())
    actions.settle(doubted.withdrawal, by=person("kepala"))
    assert not doubtful()
    with pytest.raises(Sealed, match="sudah diputuskan"):
        actions.accept(doubted.withdrawal, case, by=person("kepala"))
    assert seen() == [case]


def test_a_hold_that_comes_at_the_last_moment_holds(asked, section_phone, monkeypatch):
    case = asked()
    take_back(section_phone, CODE)
    before = hidden_cases

    def late():
        due = before()
        actions.hold(case.pk, by=None, reason="putusan contoh")
        return due

    monkeypatch.setattr(arrivals, "hidden_cases", late)
    with in_hours(49):
        arrivals.carry_out_due()
        assert FollowUp.objects.count() == 1


def test_words_that_come_after_their_request_was_taken_back_are_erased_too(section_phone):
    wish = actions.ask_for_visit(contact="", regency_code="21.71", place="Balai", reason="tanya")
    take_back(section_phone, wish.code)
    with in_hours(49):
        arrivals.carry_out_due()
        with commit(an_act("tell what is asked for"), by=None) as draft:
            draft.add(VisitWish, request=wish.case, place="Balai", reason="tanya")
        arrivals.carry_out_due()
        assert not VisitWish.objects.exists()
        take_back(section_phone, wish.code)
        assert not queries.waiting_withdrawals()


def test_what_waited_before_anybody_noted_whose_it_is_waits_for_a_person(asked):
    case = asked()
    with commit(an_act("record withdrawal"), by=None) as draft:
        draft.add(Withdrawal, at=clock.now(), code=shown(CODE))
    arrivals.carry_out_due()
    [doubted] = in_doubt(doubtful())
    assert (doubted.doubt, doubted.cases) == (Doubt.MANY, [case])


def test_a_withdrawal_that_came_first_hides_what_comes_later(asked, far_phone):
    take_back(far_phone, CODE)
    assert many_vain() == 1
    asked()
    assert seen() == []
    assert many_vain() == 0


def test_a_withdrawal_that_finds_nothing_for_a_month_expires(asked, far_phone):
    take_back(far_phone, CODE)
    with in_hours(29 * 24):
        arrivals.carry_out_due()
        assert queries.waiting_withdrawals().count() == 1
    with in_hours(31 * 24):
        arrivals.carry_out_due()
        assert not queries.waiting_withdrawals()
        late = asked()
        assert seen() == [late]


def test_only_a_heads_hold_keeps_it_and_it_is_erased_once_that_is_lifted(
    asked, section_phone, person
):
    case = asked()
    with pytest.raises(Sealed, match="Tidak ada lagi"):
        actions.hold(case.pk, by=person("kepala"), reason="putusan contoh")
    take_back(section_phone, CODE)
    with pytest.raises(NotAllowed):
        actions.hold(case.pk, by=person("petugas"), reason="ingin menyimpan")
    with pytest.raises(Sealed, match="undang-undang"):
        actions.hold(case.pk, by=person("kepala"), reason=" ")
    actions.hold(case.pk, by=person("kepala"), reason="putusan contoh")
    actions.hold(case.pk, by=person("kepala"), reason="putusan contoh")

    with in_hours(100):
        arrivals.carry_out_due()
        [hidden] = hidden_cases()
        assert (hidden.held.reason, hidden.held.placed_by) == ("putusan contoh", person("kepala"))
        assert seen() == []
        assert actions.open_follow_up(case, by=person("kepala"), reason="diminta hakim") == TOLD
        actions.lift(hidden.held, by=person("kepala"))
        arrivals.carry_out_due()
        assert not FollowUp.objects.exists()


def test_a_letter_is_taken_back_by_its_code_too(section_phone):
    report = actions.send_report({"what": "Diminta uang muka"})
    wish = actions.ask_for_visit(contact="", regency_code="21.71", place="Balai", reason="tanya")
    take_back(section_phone, report.code, wish.code)

    assert not queries.reports()
    assert queries.requests().get().wish is None
    with in_hours(49):
        arrivals.carry_out_due()
    assert not Report.objects.exists()
    assert not VisitWish.objects.exists()


def test_an_old_code_acts_at_its_own_unit(asked, section_phone):
    asked(OLD)
    take_back(section_phone, OLD)
    assert seen() == []


def test_an_old_code_from_another_unit_waits_for_a_person(asked, far_phone, person):
    case = asked(OLD)
    take_back(far_phone, OLD)
    assert seen() == [case]
    [doubted] = in_doubt(doubtful())
    assert (doubted.doubt, doubted.cases) == (Doubt.FAR, [case])
    with in_hours(100):
        arrivals.carry_out_due()
        assert FollowUp.objects.count() == 1

    with pytest.raises(NotAllowed):
        actions.accept(doubted.withdrawal, case, by=person("petugas"))
    actions.accept(doubted.withdrawal, case, by=person("kepala"))
    assert seen() == []
    with in_hours(49):
        arrivals.carry_out_due()
        assert not FollowUp.objects.exists()


def test_an_old_code_of_a_letter_which_is_of_no_unit_waits_for_a_person(section_phone):
    with commit(an_act("send report"), by=None) as draft:
        draft.add(Report, code=OLD, sent_at=clock.now(), contents="x")
    take_back(section_phone, OLD)
    [doubted] = in_doubt(doubtful())
    assert doubted.doubt == Doubt.FAR


def test_two_with_one_old_code_wait_for_a_person(asked, section_phone, person):
    kept, meant = asked(OLD), asked(OLD, hours_ago=30)
    take_back(section_phone, OLD)
    [doubted] = in_doubt(doubtful())
    assert doubted.doubt == Doubt.SEVERAL
    actions.accept(doubted.withdrawal, meant, by=person("kepala"))
    actions.accept(doubted.withdrawal, meant, by=person("kepala"))
    assert seen() == [kept]
    assert Acceptance.objects.filter(subject=meant.pk).count() == 1


def test_beyond_what_a_booth_takes_in_a_day_each_waits_for_a_person(asked, section_phone):
    """Also where the phone spreads them over days of its own clock, and over deliveries."""
    case = asked()
    wrong = [codes.make() for _ in range(MOST[WITHDRAWALS])]
    for days, code in enumerate(wrong):
        take_back(section_phone, code, hours_ago=24 * days)
    take_back(section_phone, CODE)
    assert seen() == [case]
    [doubted] = in_doubt(doubtful())
    assert doubted.doubt == Doubt.MANY

    with in_hours(24):
        take_back(section_phone, CODE)
    assert seen() == []


def test_many_guesses_by_an_enrolled_phone_erase_nothing(asked, section_phone, far_phone):
    """A thousand; `bench guesses` brings a hundred thousand."""
    cases = [asked(OLD), asked(CODE)]
    guessed = [
        f"MK-{first}{second}{OLD[-2:]}" for first in codes.LETTERS for second in codes.LETTERS
    ]
    for phone in (far_phone, section_phone):
        take_back(phone, *guessed[: 6 * MOST[WITHDRAWALS]])
    with in_hours(100):
        arrivals.carry_out_due()
    assert seen() == cases


@pytest.mark.both
def test_taken_back_twice_is_taken_back_once(asked, section_phone, far_phone):
    asked()
    take_back(section_phone, CODE)
    take_back(far_phone, CODE)
    assert Acceptance.objects.count() == 1
    with in_hours(49):
        arrivals.carry_out_due()
    with in_hours(31 * 24):
        arrivals.carry_out_due()
    assert not queries.waiting_withdrawals()
    assert not FollowUp.objects.exists()
