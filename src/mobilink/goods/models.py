from datetime import date

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from mobilink.goods import balance
from mobilink.goods.showable import Bar, Papers, bar
from mobilink.journal.storage.rows import Row, SharedRow, link


class Maker(SharedRow):
    """A returned worker who makes something. Who that is stands in facts, since only those are erased.

    `merged_into` leads to the row that was kept where somebody was entered twice. Of whom is
    forgotten, what comes late is erased too, unless they are on show again.
    """

    origin_code = models.CharField(max_length=13, blank=True)
    worked_in = models.CharField(max_length=2, blank=True)
    unit = link("people.Unit")
    since = models.DateField()
    left_on = models.DateField(null=True, blank=True)
    is_forgotten = models.BooleanField(default=False)
    merged_into = link("goods.Maker", null=True, blank=True)

    class Meta:
        ordering = ["since", "pk"]

    def __str__(self) -> str:
        return self.name

    @property
    def person(self) -> "MakerPerson | None":
        """Who they are, as it was told last; nothing once that is erased."""
        persons = [*self.persons.all()]
        return persons[-1] if persons else None

    @property
    def code(self) -> str:
        """What they are called where no name is kept."""
        return self.pk.hex[-6:].upper()

    @property
    def name(self) -> str:
        """The name as buyers read it."""
        if self.person:
            return self.person.name
        return str(_("Maker %(code)s") % {"code": self.code})

    @property
    def person_name(self) -> str:
        return self.person.person_name if self.person else ""

    @property
    def phone(self) -> str:
        return self.person.phone if self.person else ""

    @property
    def order_phone(self) -> str:
        return self.person.order_phone if self.person else ""

    @property
    def origin_region(self) -> str:
        """The code of the province of origin, whatever was told below it."""
        return self.origin_code[:2]

    def has_left(self, day: date) -> bool:
        """Whether nothing of theirs is shown any more on that day."""
        return self.left_on is not None and self.left_on <= day


class MakerPerson(Row):
    """Who a maker is, as they agreed to be shown; the last one told holds.

    `phone` is the office's; buyers write to `order_phone`, where the maker agreed.
    """

    maker = link("goods.Maker", related_name="persons")
    at = models.DateTimeField()
    name = models.CharField(max_length=120)
    person_name = models.CharField(max_length=80, blank=True)
    phone = models.CharField(max_length=20, blank=True)
    order_phone = models.CharField(max_length=20, blank=True)

    class Meta:
        ordering = ["at", models.F("revision").asc(nulls_last=True), "pk"]


class Product(SharedRow):
    """One thing that a maker sells. `photo` is the SHA-256 of a picture of `photo_size` bytes."""

    class Kind(models.TextChoices):
        FOOD = "food", _("Food or drink")
        CRAFT = "craft", _("Craft")
        OTHER = "other", _("Other")

    maker = link("goods.Maker", related_name="products")
    name = models.CharField(max_length=80)
    name_en = models.CharField(max_length=80, blank=True)
    about = models.CharField(max_length=300, blank=True)
    kind = models.CharField(max_length=5, choices=Kind.choices)
    pack = models.CharField(max_length=40, blank=True)
    price = models.IntegerField(validators=[MinValueValidator(1), MaxValueValidator(100_000_000)])
    photo = models.CharField(max_length=64, blank=True)
    photo_size = models.IntegerField(null=True, blank=True, validators=[MinValueValidator(1)])
    is_listed = models.BooleanField(default=True)

    class Meta:
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name

    def bar_on(self, day: date, best_before: date | None = None) -> Bar | None:
        """Why it must not be shown on that day; nothing where it may."""
        return bar(
            day,
            is_listed=self.is_listed and not self.maker.has_left(day),
            is_food=self.kind == self.Kind.FOOD,
            permits=[Papers(permit.kind, permit.valid_until) for permit in self.permits.all()],
            best_before=best_before,
        )


class Permit(SharedRow):
    """What allows a product to be sold, as somebody saw it on a day."""

    class Kind(models.TextChoices):
        PIRT = "pirt", _("PIRT (home industry)")
        BPOM = "bpom", _("BPOM (food and drug agency)")
        HALAL = "halal", _("Halal")
        NIB = "nib", _("NIB (business number)")

    product = link("goods.Product", related_name="permits")
    kind = models.CharField(max_length=5, choices=Kind.choices)
    number = models.CharField(max_length=40)
    valid_until = models.DateField(null=True, blank=True)
    checked_on = models.DateField()

    class Meta:
        ordering = ["kind", "valid_until"]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.number}"


class Consignment(Row):
    """What a maker handed over at once, and on which terms: the lot whose movements are counted.

    `price` is what one costs at the stand, `office_percent` what the office keeps of it.
    """

    code = models.CharField(max_length=10, db_index=True)
    product = link("goods.Product", related_name="consignments")
    unit = link("people.Unit")
    at = models.DateTimeField()
    price = models.IntegerField(validators=[MinValueValidator(1), MaxValueValidator(100_000_000)])
    office_percent = models.IntegerField(
        default=0, validators=[MinValueValidator(0), MaxValueValidator(50)]
    )
    best_before = models.DateField(null=True, blank=True)
    taken_by = link("people.Person", null=True, blank=True)

    class Meta:
        ordering = ["at"]

    def __str__(self) -> str:
        return self.code


class Movement(Row):
    """So many of a consignment went from one place to another (`balance` tells what places are).

    `rupiah` came in with it, below 0 went out. What was sold together bears one `receipt`. What is
    written off, or found, because of a count names the count that it `settles`; what was recorded
    though another machine had done so goes back by a movement that names the one it `reverses`.
    """

    consignment = link("goods.Consignment", related_name="movements")
    quantity = models.IntegerField(validators=[MinValueValidator(1), MaxValueValidator(10_000)])
    origin = models.CharField(max_length=45)
    target = models.CharField(max_length=45)
    rupiah = models.IntegerField(default=0)
    at = models.DateTimeField()
    outing = link("outreach.Outing", null=True, blank=True, related_name="movements")
    moved_by = link("people.Person", null=True, blank=True)
    receipt = models.CharField(max_length=16, blank=True, db_index=True)
    reason = models.CharField(max_length=200, blank=True)
    settles = link("goods.GoodsCount", null=True, blank=True, related_name="settlements")
    reverses = link("goods.Movement", null=True, blank=True, related_name="reversals")

    class Meta:
        ordering = ["at"]

    @property
    def move(self) -> balance.Move:
        """As the sums see it."""
        return balance.moved(
            self.consignment_id, self.quantity, self.origin, self.target, self.rupiah,
            self.reverses_id,
        )  # fmt: skip

    @property
    def place(self) -> str:
        """The place of ours whose keeper answers for the record: where it left, else where it came."""
        return next(filter(balance.is_ours, (self.origin, self.target)), "")


class GoodsCount(Row):
    """So many of a lot were counted at a place, `expected` is what was known right then and there.

    It moves nothing: what differs is explained by what comes to be known, or settled by a movement.
    """

    consignment = link("goods.Consignment", related_name="counts")
    place = models.CharField(max_length=45)
    outing = link("outreach.Outing", null=True, blank=True, related_name="goods_counts")
    at = models.DateTimeField()
    expected = models.IntegerField()
    counted = models.IntegerField(validators=[MinValueValidator(0), MaxValueValidator(10_000)])
    counted_by = link("people.Person", null=True, blank=True)
    seconded_by = link("people.Person", null=True, blank=True)
    reason = models.CharField(max_length=200, blank=True)

    class Meta:
        ordering = ["at"]


class CashCount(Row):
    """The cash of an outing, counted by two; `expected` is what the movements said right then."""

    outing = link("outreach.Outing", related_name="cash_counts")
    at = models.DateTimeField()
    expected = models.IntegerField()
    counted = models.IntegerField(validators=[MinValueValidator(0)])
    counted_by = link("people.Person", null=True, blank=True)
    seconded_by = link("people.Person", null=True, blank=True)
    reason = models.CharField(max_length=300, blank=True)

    class Meta:
        ordering = ["at"]


class Payment(Row):
    """Money that a maker was given for what was sold, or the record of one that `reverses` another."""

    class Way(models.TextChoices):
        CASH = "cash", _("In cash")
        TRANSFER = "transfer", _("Bank transfer")

    maker = link("goods.Maker", related_name="payments")
    at = models.DateTimeField()
    rupiah = models.IntegerField(validators=[MinValueValidator(1)])
    way = models.CharField(max_length=8, choices=Way.choices)
    paid_by = link("people.Person", null=True, blank=True)
    note = models.CharField(max_length=200, blank=True)
    reverses = link("goods.Payment", null=True, blank=True, related_name="reversals")

    class Meta:
        ordering = ["at"]

    @property
    def signed(self) -> int:
        """Rupiah that the maker got by it; below 0 where it takes a record back."""
        return -self.rupiah if self.reverses_id else self.rupiah


class BankAccount(Row):
    """Where a maker wants to be paid: sealed, kept at the office, of which `masked` may be seen."""

    maker = link("goods.Maker", related_name="bank_accounts")
    at = models.DateTimeField()
    masked = models.CharField(max_length=60)
    contents = models.TextField()
    noted_by = link("people.Person", null=True, blank=True)

    class Meta:
        ordering = ["at"]
