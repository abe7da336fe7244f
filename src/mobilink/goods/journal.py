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
from mobilink.journal.storage.law import OF_ITS_OUTING, Sets, own

written_in("mobilink.goods", "actions", "corrections", "counts", "forgetting", "merging")
declare(
    Kind("maker", Maker, Ownership.SHARED, TEAM, whose=own("unit")),
    Kind(
        "maker_person",
        MakerPerson,
        Ownership.FACT,
        TEAM,
        is_personal=True,
        afterwards=erase_forgotten,
        whose=own("maker.unit"),
    ),
    Kind("product", Product, Ownership.SHARED, TEAM, whose=own("maker.unit")),
    Kind("permit", Permit, Ownership.SHARED, TEAM, whose=own("product.maker.unit"), open=("kind",)),
    Kind("consignment", Consignment, Ownership.FACT, TEAM, whose=own("unit", "product.maker.unit")),
    Kind(
        "movement",
        Movement,
        Ownership.FACT,
        TEAM,
        whose=own("outing.executing_unit", "consignment.unit", places=("origin", "target")),
        phone=Sets(
            new=(
                "outing",
                "at",
                "consignment",
                "quantity",
                "origin",
                "target",
                "rupiah",
                "moved_by",
                "receipt",
            )
        ),
    ),
    Kind(
        "goods_count",
        GoodsCount,
        Ownership.FACT,
        TEAM,
        whose=own("outing.executing_unit", "consignment.unit", places=("place",)),
        phone=Sets(
            new=(
                "outing",
                "at",
                "consignment",
                "place",
                "expected",
                "counted",
                "counted_by",
                "seconded_by",
                "reason",
            )
        ),
    ),
    Kind(
        "cash_count",
        CashCount,
        Ownership.FACT,
        TEAM,
        whose=OF_ITS_OUTING,
        phone=Sets(
            new=("outing", "at", "expected", "counted", "counted_by", "seconded_by", "reason")
        ),
    ),
    Kind("payment", Payment, Ownership.FACT, TEAM, whose=own("maker.unit")),
    Kind("bank_account", BankAccount, Ownership.FACT, OFFICE, is_personal=True),
)
register("maker", Duplicates(Maker, maker_duplicates, merge_makers, split_maker))
