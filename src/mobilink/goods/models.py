from datetime import date

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from mobilink.goods import balance
from mobilink.goods.showable import Bar, Papers, bar
from mobilink.journal.storage.rows import Row, SharedRow, link
from mobilink.lists.fields import OpenField
from mobilink.lists.models import PERMIT


class Maker(SharedRow):
    """A returned worker who makes something. Who that is stands in facts, since only those are erased.

    `merged_into` leads to the row that was kept where somebody was entered twice. Of whom is
    forgotten, what comes late is erased too, unless they are on show again.
    """

    origin_code = models.CharField(_("Province of origin"), max_length=13, blank=True)
    worked_in = models.CharField(_("Worked in"), max_length=2, blank=True)
    unit = link("people.Unit", verbose_name=_("Unit that keeps the goods"))
    since = models.DateField(_("With us since"))
    left_on = models.DateField(
        _("Left on"),
        null=True,
        blank=True,
        help_text=_("From that day nothing of theirs is shown or sold."),
    )
    is_forgotten = models.BooleanField(_("Names erased on request"), default=False)
    merged_into = link("goods.Maker", null=True, blank=True, verbose_name=_("Merged into"))

    class Meta:
        verbose_name = _("Maker")
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

    maker = link("goods.Maker", related_name="persons", verbose_name=_("Maker"))
    at = models.DateTimeField(_("When"))
    name = models.CharField(
        _("Name as buyers read it"),
        max_length=120,
        help_text=_("The name of the business, or of the maker, as they agreed to be shown."),
    )
    person_name = models.CharField(_("Name of the maker"), max_length=80, blank=True)
    phone = models.CharField(
        _("Telephone"),
        max_length=20,
        blank=True,
        help_text=_("For the office only; buyers do not see it."),
    )
    order_phone = models.CharField(
        _("Number for orders"),
        max_length=20,
        blank=True,
        help_text=_("Everybody sees it on the public page. Only where the maker agreed."),
    )

    class Meta:
        ordering = ["at", models.F("revision").asc(nulls_last=True), "pk"]


class Product(SharedRow):
    """One thing that a maker sells. `photo` is the SHA-256 of a picture of `photo_size` bytes."""

    class Kind(models.TextChoices):
        FOOD = "food", _("Food or drink")
        CRAFT = "craft", _("Craft")
        OTHER = "other", _("Other")

    maker = link("goods.Maker", related_name="products", verbose_name=_("Maker"))
    name = models.CharField(_("Name"), max_length=80)
    name_en = models.CharField(_("Name in English"), max_length=80, blank=True)
    about = models.CharField(
        _("About it"),
        max_length=300,
        blank=True,
        help_text=_("What it is made of, and how; who made it stands beside it anyway."),
    )
    kind = models.CharField(
        _("Kind"),
        max_length=5,
        choices=Kind.choices,
        help_text=_("Food and drink are sold only with a PIRT or BPOM permit."),
    )
    pack = models.CharField(
        _("Packaging"), max_length=40, blank=True, help_text=_("For example 250 g, 1 piece.")
    )
    price = models.IntegerField(
        _("Price in rupiah"), validators=[MinValueValidator(1), MaxValueValidator(100_000_000)]
    )
    photo = models.CharField(_("Photo"), max_length=64, blank=True)
    photo_size = models.IntegerField(
        _("Size of the photo in bytes"), null=True, blank=True, validators=[MinValueValidator(1)]
    )
    is_listed = models.BooleanField(
        _("On the list"),
        default=True,
        help_text=_("Off the list it is neither shown nor sold; what is here can go back."),
    )

    class Meta:
        verbose_name = _("Product")
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

    product = link("goods.Product", related_name="permits", verbose_name=_("Product"))
    kind = OpenField(_("Kind"), of=PERMIT)
    number = models.CharField(_("Number"), max_length=40)
    valid_until = models.DateField(
        _("Valid until"), null=True, blank=True, help_text=_("Empty where it has no end.")
    )
    checked_on = models.DateField(_("Checked on"))

    class Meta:
        verbose_name = _("Permit")
        ordering = ["kind", "valid_until"]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.number}"


class Consignment(Row):
    """What a maker handed over at once, and on which terms: the lot whose movements are counted.

    `price` is what one costs at the stand, `office_percent` what the office keeps of it.
    """

    code = models.CharField(_("Code"), max_length=10, db_index=True)
    product = link("goods.Product", related_name="consignments", verbose_name=_("Product"))
    unit = link("people.Unit", verbose_name=_("Unit that keeps the goods"))
    at = models.DateTimeField(_("When"))
    price = models.IntegerField(
        _("Price at the stand in rupiah"),
        validators=[MinValueValidator(1), MaxValueValidator(100_000_000)],
    )
    office_percent = models.IntegerField(
        _("Share of the office in percent"),
        default=0,
        validators=[MinValueValidator(0), MaxValueValidator(50)],
    )
    best_before = models.DateField(_("Best before"), null=True, blank=True)
    taken_by = link("people.Person", null=True, blank=True, verbose_name=_("Taken in by"))

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

    consignment = link("goods.Consignment", related_name="movements", verbose_name=_("Consignment"))
    quantity = models.IntegerField(
        _("How many"), validators=[MinValueValidator(1), MaxValueValidator(10_000)]
    )
    origin = models.CharField(_("From"), max_length=45)
    target = models.CharField(_("Where to"), max_length=45)
    rupiah = models.IntegerField(_("Rupiah"), default=0)
    at = models.DateTimeField(_("When"))
    outing = link(
        "outreach.Outing", null=True, blank=True, related_name="movements", verbose_name=_("Outing")
    )
    moved_by = link("people.Person", null=True, blank=True, verbose_name=_("Moved by"))
    receipt = models.CharField(_("Sale"), max_length=16, blank=True, db_index=True)
    reason = models.CharField(
        _("What happened"),
        max_length=200,
        blank=True,
        help_text=_(
            "Needed where something is lost or found again; it stands in the maker’s statement."
        ),
    )
    settles = link(
        "goods.GoodsCount",
        null=True,
        blank=True,
        related_name="settlements",
        verbose_name=_("Count that it settles"),
    )
    reverses = link(
        "goods.Movement",
        null=True,
        blank=True,
        related_name="reversals",
        verbose_name=_("Record taken back"),
    )

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

    consignment = link("goods.Consignment", related_name="counts", verbose_name=_("Consignment"))
    place = models.CharField(_("Where"), max_length=45)
    outing = link(
        "outreach.Outing",
        null=True,
        blank=True,
        related_name="goods_counts",
        verbose_name=_("Outing"),
    )
    at = models.DateTimeField(_("When"))
    expected = models.IntegerField(_("By the records"))
    counted = models.IntegerField(
        _("How many are there"), validators=[MinValueValidator(0), MaxValueValidator(10_000)]
    )
    counted_by = link("people.Person", null=True, blank=True, verbose_name=_("Counted by"))
    seconded_by = link(
        "people.Person", null=True, blank=True, verbose_name=_("Who counted with you")
    )
    reason = models.CharField(_("What you know of a difference"), max_length=200, blank=True)

    class Meta:
        ordering = ["at"]


class CashCount(Row):
    """The cash of an outing, counted by two; `expected` is what the movements said right then."""

    outing = link("outreach.Outing", related_name="cash_counts", verbose_name=_("Outing"))
    at = models.DateTimeField(_("When"))
    expected = models.IntegerField(_("By the records"))
    counted = models.IntegerField(_("Cash in rupiah"), validators=[MinValueValidator(0)])
    counted_by = link("people.Person", null=True, blank=True, verbose_name=_("Counted by"))
    seconded_by = link(
        "people.Person", null=True, blank=True, verbose_name=_("Who counted with you")
    )
    reason = models.CharField(
        _("Why it differs"),
        max_length=300,
        blank=True,
        help_text=_("Needed only where it is not what the records say."),
    )

    class Meta:
        ordering = ["at"]


class Payment(Row):
    """Money that a maker was given for what was sold, or the record of one that `reverses` another."""

    class Way(models.TextChoices):
        CASH = "cash", _("In cash")
        TRANSFER = "transfer", _("Bank transfer")

    maker = link("goods.Maker", related_name="payments", verbose_name=_("Maker"))
    at = models.DateTimeField(_("When"))
    rupiah = models.IntegerField(_("Rupiah"), validators=[MinValueValidator(1)])
    way = models.CharField(_("How"), max_length=8, choices=Way.choices)
    paid_by = link("people.Person", null=True, blank=True, verbose_name=_("Paid by"))
    note = models.CharField(
        _("Note"),
        max_length=200,
        blank=True,
        help_text=_("For example the number of the transfer."),
    )
    reverses = link(
        "goods.Payment",
        null=True,
        blank=True,
        related_name="reversals",
        verbose_name=_("Record taken back"),
    )

    class Meta:
        ordering = ["at"]

    @property
    def signed(self) -> int:
        """Rupiah that the maker got by it; below 0 where it takes a record back."""
        return -self.rupiah if self.reverses_id else self.rupiah


class BankAccount(Row):
    """Where a maker wants to be paid: sealed, kept at the office, of which `masked` may be seen."""

    maker = link("goods.Maker", related_name="bank_accounts", verbose_name=_("Maker"))
    at = models.DateTimeField(_("When"))
    masked = models.CharField(_("As it may be seen"), max_length=60)
    contents = models.TextField(_("Sealed words"))
    noted_by = link("people.Person", null=True, blank=True, verbose_name=_("Taken down by"))

    class Meta:
        ordering = ["at"]
