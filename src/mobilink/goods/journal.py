"""Replication of goods: all to the whole team, bank accounts nowhere."""

from mobilink.goods.arrivals import erase_forgotten
from mobilink.goods.merging import maker_duplicates, merge_makers, split_maker
from mobilink.goods.models import (
    BankAccount,
    CashCount,
    Consignment,
    GoodsCount,
    Maker,
    MakerPerson,
    Movement,
    Payment,
    Permit,
    Product,
)
from mobilink.journal.acts import written_in
from mobilink.journal.duplicates import Duplicates, register
from mobilink.journal.storage.kinds import OFFICE, TEAM, Kind, Ownership, declare

written_in("mobilink.goods", "actions", "corrections", "counts", "forgetting", "merging")
declare(
    Kind("maker", Maker, Ownership.SHARED, TEAM),
    Kind(
        "maker_person",
        MakerPerson,
        Ownership.FACT,
        TEAM,
        is_personal=True,
        afterwards=erase_forgotten,
    ),
    Kind("product", Product, Ownership.SHARED, TEAM),
    Kind("permit", Permit, Ownership.SHARED, TEAM),
    Kind("consignment", Consignment, Ownership.FACT, TEAM),
    Kind("movement", Movement, Ownership.FACT, TEAM, by_phone=True),
    Kind("goods_count", GoodsCount, Ownership.FACT, TEAM, by_phone=True),
    Kind("cash_count", CashCount, Ownership.FACT, TEAM, by_phone=True),
    Kind("payment", Payment, Ownership.FACT, TEAM),
    Kind("bank_account", BankAccount, Ownership.FACT, OFFICE, is_personal=True),
)
register("maker", Duplicates(Maker, maker_duplicates, merge_makers, split_maker))
