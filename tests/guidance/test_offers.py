"""An offer beside the lists: seven kinds kept apart, nothing claimed that no source says."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mobilink.guidance import offers
from mobilink.guidance.board import Verdict
from mobilink.guidance.offers import Evidence, Firm, Kind, Offer, Order, Status
from mobilink.guidance.standing import Finding as Standing

VALID = [Standing("valid", date(2027, 1, 1))]
FIRM = Firm(VALID, ["0778 000 001"], ["halo@karya-contoh.example", "www.karya-contoh.example"])
NURSE = Order("Perawat lansia", "Kesehatan", "JP", Verdict("shown"))
ASKED = Offer(
    company="PT Karya Contoh", contact="+62 778-000001", country="JP", job="perawat lansia"
)
LISTED = Evidence("match", ["PT Karya Contoh"], FIRM, [NURSE])


def found(offer, evidence=LISTED):
    return {one.kind: (one.status, one.code) for one in offers.examine(offer, evidence)}


def test_what_agrees_with_the_lists_is_told_so_kind_by_kind():
    answers = found(ASKED)
    assert answers[Kind.COMPANY] == (Status.AGREES, "listed")
    assert answers[Kind.CONTACT] == (Status.AGREES, "listed")
    assert answers[Kind.VACANCY] == (Status.AGREES, "listed")
    assert not offers.is_urgent(offers.examine(ASKED, LISTED))


def test_a_listed_company_without_a_job_order_for_this_work_is_a_sign_of_danger():
    none = LISTED._replace(orders=[])
    assert found(ASKED, none)[Kind.VACANCY] == (Status.SIGN, "no-order")
    assert found(ASKED._replace(country="MY"))[Kind.VACANCY] == (Status.SIGN, "no-order")


def test_work_under_another_name_is_neither_taken_for_a_job_order_nor_called_dangerous():
    for job in ("perawat rumah sakit", "perawat", "lansia", "las kapal"):
        answers = found(ASKED._replace(job=job))
        assert answers[Kind.VACANCY] == (Status.UNVERIFIED, "others")
    assert found(ASKED._replace(job="tenaga kerja"))[Kind.VACANCY] == (Status.UNVERIFIED, "untold")


def test_a_job_order_that_the_board_hides_or_that_is_full_does_not_agree():
    full = LISTED._replace(orders=[NURSE._replace(verdict=Verdict("full"))])
    assert found(ASKED, full)[Kind.VACANCY] == (Status.DIFFERS, "full")
    hidden = LISTED._replace(orders=[NURSE._replace(verdict=Verdict("hidden", "closed"))])
    [vacancy] = [
        finding for finding in offers.examine(ASKED, hidden) if finding.kind is Kind.VACANCY
    ]
    assert (vacancy.status, vacancy.about) == (Status.DIFFERS, "closed")


def test_a_closed_country_is_told_beside_whatever_else_is_found():
    closed = LISTED._replace(is_country_closed=True)
    codes = [one.code for one in offers.examine(ASKED, closed) if one.kind is Kind.VACANCY]
    assert codes == ["country-closed", "listed"]


def test_another_telephone_than_that_of_the_list_does_not_agree_and_the_lists_is_masked():
    [contact] = [
        one
        for one in offers.examine(ASKED._replace(contact="0812 3456 7890"), LISTED)
        if one.kind is Kind.CONTACT
    ]
    assert (contact.status, contact.code) == (Status.DIFFERS, "other")
    assert "0778 000 001" not in contact.about
    assert contact.about.startswith("+6277 … 001")


def test_one_telephone_is_the_same_however_it_is_written():
    ways = (
        "0778 000 001", "+62 778 000001", "62778000001", "telp. (0778) 000-001",
        "0062 778 000 001", "WA 0778-000-001", "https://wa.me/62778000001",
    )  # fmt: skip
    assert {*map(tuple, map(offers.reaches, ways))} == {("62778000001",)}


@pytest.mark.parametrize(
    ("listed", "contact", "is_same"),
    [
        ("karya-contoh.example", "https://www.karya-contoh.example/lowongan", True),
        ("karya-contoh.example", "karya-contoh.example.calo.test", False),
        ("facebook.com/karyacontoh", "https://facebook.com/calo.palsu", False),
        ("WA 0812-1111-2222", "WA 0899-9999-9999", False),
        ("WA 0812-1111-2222", "HP 0812 1111 2222", True),
        ("halo@karya-contoh.example", "calo@karya-contoh.example", False),
        ("halo@karya-contoh.example", "halo@karya-contoh.example.", True),
        ("halo@karya-contoh.example", "0812-9999-9999 / halo@karya-contoh.example", False),
        ("karya-contoh.example", "karya-contoh.example2", False),
    ],
)
def test_a_contact_agrees_only_with_the_very_one_that_is_listed(listed, contact, is_same):
    known = LISTED._replace(firm=Firm(VALID, [], [listed]))
    expected = (Status.AGREES, "listed") if is_same else (Status.DIFFERS, "other")
    assert found(ASKED._replace(contact=contact), known)[Kind.CONTACT] == expected


def test_a_suspended_company_does_not_agree_although_it_is_listed():
    suspended = FIRM._replace(standing=[Standing("suspended", date(2027, 1, 1))])
    answers = found(ASKED, LISTED._replace(firm=suspended))
    assert answers[Kind.COMPANY] == (Status.DIFFERS, "listed")


def test_a_company_that_is_not_found_is_not_called_unlawful():
    for answer in ("none", "similar", "match", ""):
        answers = found(ASKED, Evidence(answer, ["PT Lain"], None, []))
        assert answers[Kind.COMPANY][0] is Status.UNVERIFIED
        assert answers[Kind.CONTACT] == (Status.UNVERIFIED, "no-company")
        assert answers[Kind.VACANCY] == (Status.UNVERIFIED, "no-company")


def test_each_sign_of_pressure_is_a_finding_of_its_own():
    signs = list(offers.examine(Offer(pressure=("lie", "papers")), Evidence()))
    pressed = [one.code for one in signs if one.kind is Kind.PRESSURE]
    assert pressed == ["papers", "lie"]
    assert offers.is_urgent(signs)


TOLD = st.builds(
    Offer,
    company=st.text(max_size=20),
    contact=st.text(max_size=20),
    country=st.sampled_from(["", "JP", "MY"]),
    job=st.sampled_from(["", "perawat lansia", "las", "tenaga kerja"]) | st.text(max_size=10),
    contract=st.sampled_from(["", *offers.CONTRACT, "?"]),
    visa=st.sampled_from(["", *offers.VISA, "?"]),
    payment=st.sampled_from(["", *offers.PAYMENT, "?"]),
    pressure=st.lists(st.sampled_from([*offers.PRESSURE, "?"])).map(tuple),
)
KNOWN = st.builds(
    Evidence,
    answer=st.sampled_from(["", "match", "similar", "none"]),
    firm=st.sampled_from([None, FIRM, FIRM._replace(phones=[], contacts=[])]),
    orders=st.sampled_from([None, [], [NURSE]]),
    is_country_closed=st.booleans(),
)


@given(TOLD, KNOWN)
def test_every_offer_is_answered_in_all_seven_kinds_and_what_is_untold_is_never_judged(
    offer, evidence
):
    findings = offers.examine(offer, evidence)

    assert list(dict.fromkeys(finding.kind for finding in findings)) == list(Kind)
    for finding in findings:
        if finding.code == "untold":
            assert finding.status is Status.UNVERIFIED
    if evidence.firm is None:
        company = next(finding for finding in findings if finding.kind is Kind.COMPANY)
        assert company.status is Status.UNVERIFIED


@given(TOLD, KNOWN)
def test_nothing_agrees_but_what_a_source_was_compared_with(offer, evidence):
    for finding in offers.examine(offer, evidence):
        if finding.status is Status.AGREES:
            assert finding.kind in (Kind.COMPANY, Kind.CONTACT, Kind.VACANCY)
            assert evidence.firm is not None
