"""Money of the stand at the desk: cash, statements, accounts."""

from mobilink.cases.models import Opening
from mobilink.goods import actions
from mobilink.goods.models import (
    BankAccount,
    CashCount,
)
from tests.console.goods.pages import at


def test_cash_is_counted_by_two_with_the_difference_in_words_and_what_came_late(
    signed_in, sold, held, person, words, lot, store
):
    officer, form = signed_in("batam"), {"counted": "95000", "reason": ""}
    form["seconded_by"] = person("perencana").pk
    assert "Hasil penjualan Rp100.000" in words(officer.get(at("outing", held.pk)))

    refused = officer.post(at("cash", held.pk), form)
    assert (refused.status_code, CashCount.objects.count()) == (409, 0)
    assert "Menurut catatan Rp100.000." in words(refused)
    assert 'value="95000"' in refused.content.decode()
    officer.post(at("cash", held.pk), form | {"reason": "Kembalian"})
    page = words(officer.get(at("outing", held.pk)))
    assert "Dihitung: Rp95.000 , Rp5.000 kurang dari catatan: Kembalian" in page
    assert "Sejak dihitung" not in page

    actions.sell(held, [(lot, 1)], by=None, origin=store)
    page = words(officer.get(at("outing", held.pk)))
    assert "Sejak dihitung masih datang Rp50.000." in page


def test_only_who_runs_the_booth_counts_its_cash(signed_in, sold, held, person):
    driver = signed_in("humas")

    assert at("cash", held.pk) not in driver.get(at("outing", held.pk)).content.decode()
    form = {"counted": "100000", "seconded_by": person("batam").pk}
    assert driver.post(at("cash", held.pk), form).status_code == 403


def test_a_statement_tells_where_each_figure_is_from_and_no_more_is_paid(
    custodian, sold, maker, words
):
    page = words(custodian.get(at("goods_statement", maker.pk)))
    assert "Sosialisasi Kebun Raya, 21 Jul 2019 : 2, Rp100.000" in page
    assert "Belum dibayar Rp100.000" in page

    refused = custodian.post(at("goods_pay", maker.pk), {"rupiah": "100001", "way": "cash"})
    assert (refused.status_code, "menyebut Rp100.000." in words(refused)) == (409, True)
    custodian.post(at("goods_pay", maker.pk), {"rupiah": "60000", "way": "cash"})
    page = words(custodian.get(at("goods_statement", maker.pk)))
    assert "Sudah dibayar Rp60.000 Belum dibayar Rp40.000" in page
    paper = custodian.get(at("goods_statement_pdf", maker.pk))
    assert paper.content[:5] == b"%PDF-"


def test_an_account_is_sealed_shown_masked_and_opened_by_the_approver_with_a_reason(
    signed_in, maker, words
):
    account = {"bank": "Bank Contoh", "number": "1234-5678-90", "holder": "Yuni Contoh"}
    custodian = signed_in("perencana")
    custodian.post(at("goods_account", maker.pk), account)
    noted = BankAccount.objects.get()
    assert "1234" not in noted.contents
    page = words(custodian.get(at("goods_statement", maker.pk)))
    assert "Bank Contoh ••••7890" in page
    assert "12345678" not in page.replace("-", "")
    opening = at("goods_account_open", noted.pk)
    assert custodian.post(opening, {"reason": "Transfer"}).status_code == 403

    head = signed_in("kepala")
    assert head.post(opening, {"reason": " "}).status_code == 409
    assert not Opening.objects.exists()
    assert "Nomor rekening 1234567890" in words(head.post(opening, {"reason": "Transfer Agustus"}))
    assert [opening.reason for opening in Opening.objects.all()] == ["Transfer Agustus"]
