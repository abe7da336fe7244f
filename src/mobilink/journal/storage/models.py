"""The journal's own tables: append-only, and touched by this room alone.

Instants are milliseconds since 1970, as entries carry them.
"""

from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _

from mobilink.journal.core.sequence import ERASED
from mobilink.journal.storage.rows import SharedRow

HUB, PHONE = "hub", "phone"
"""The kinds of machines that join an office."""


class Installation(models.Model):
    """This machine's part in the service; one row. A new epoch begins after restore or clone.

    An office that was set back decides nothing from `set_back_at` (ms; else None) until it has heard
    its hubs; in `past_epochs` it decided before. `in_backup` holds the last revision of each stream
    that a backup, read back, covers.
    """

    id = models.UUIDField(primary_key=True, editable=False)
    epoch = models.UUIDField()
    kind = models.CharField(max_length=10)
    name = models.CharField(max_length=80)
    streams: Any = models.JSONField(default=list)
    past_epochs: Any = models.JSONField(default=list)
    set_back_at = models.BigIntegerField(null=True)
    in_backup: Any = models.JSONField(default=dict)


class Member(SharedRow):
    """An installation that the office enrolled: it may write in `streams` until it is revoked.

    `cut` is None while it is honoured; then it names the ends (number, hash) up to which it is.
    What arrives after `until` waits for a person. By its `certificate` phones know that the office
    enrolled it (`phone_server`).
    """

    author = models.UUIDField(_("Machine"))
    kind = models.CharField(_("Kind"), max_length=10)
    name = models.CharField(_("Name"), max_length=80)
    unit = models.CharField(_("Unit"), max_length=20)
    key = models.CharField(_("Public key"), max_length=64)
    streams: Any = models.JSONField(_("Streams"))
    cut: Any = models.JSONField(_("Honoured up to"), null=True, blank=True)
    until = models.BigIntegerField(_("Valid until"), null=True, blank=True)
    certificate = models.CharField(_("Certificate"), max_length=128, blank=True, default="")

    class Meta:
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name


class Erasure(SharedRow):
    """What an entry said is taken away for good: the entry's place, and the row that it made."""

    of = models.CharField(_("Kind"), max_length=40)
    row = models.UUIDField(_("Row"), db_index=True)
    author = models.UUIDField(_("Machine"))
    epoch = models.UUIDField(_("Epoch"))
    chain = models.CharField(_("Stream"), max_length=40)
    seq = models.BigIntegerField(_("Number"))
    entry = models.CharField(_("Entry"), max_length=64)

    class Meta:
        ordering = ["id"]


class Ruling(SharedRow):
    """What a person decided about something that the journal left open; the latest one holds.

    `about` is the id by which lists and commands name it (see `review_queue`). `became` maps the rows of an
    entry that was entered again to the rows that came of it.
    """

    class Choice(models.TextChoices):
        STANDS = "stands"
        OTHER = "other"
        BOTH = "both"
        AGAIN = "again"
        ASIDE = "aside"
        WAITING = "waiting"
        APART = "apart"

    about = models.CharField(_("About"), max_length=140, db_index=True)
    choice = models.CharField(_("Decision"), max_length=8, choices=Choice.choices)
    why = models.CharField(_("Why"), max_length=300, blank=True)
    by = models.CharField(_("Decided by"), max_length=36, blank=True)
    at = models.DateTimeField(_("When"))
    became: Any = models.JSONField(_("Entered again as"), default=dict, blank=True)

    class Meta:
        # What the office has not ordered yet, while it recovers, is the newest.
        ordering = [models.F("revision").asc(nulls_last=True), "at"]

    def __str__(self) -> str:
        return f"{self.choice}: {self.about}"


class Peer(models.Model):
    """The other end of an exchange: the office for a hub, each member for the office.

    `compared` names, per stream, the revision at which both were seen to show the same rows,
    `differs` the streams in which they did not when they last compared. `captured` counts what it
    wrote and `oldest_unsent` is when it wrote the first of what it had not sent, both as it told at
    the last contact. A hub notes when it last tried, what stood in the way if it failed, and what
    both held when they parted (`common_base`), and whom an office that was set back awaits
    (`recovery`). `in_vain` counts the exchanges since the last that brought a decision, as far as
    something was refused in them; the `refusal` is of the last. At an office `heard` tells its last
    question from those before (`replays`), and `claims` are the streams of whose ledger it says that
    it knows more, without proof (`claims`).
    """

    author = models.UUIDField(primary_key=True)
    key = models.CharField(max_length=64)
    is_office = models.BooleanField(default=False)
    address = models.CharField(max_length=200, blank=True)
    version = models.CharField(max_length=20, blank=True)
    last_contact = models.BigIntegerField(null=True)
    clock_error = models.BigIntegerField(null=True)
    compared: Any = models.JSONField(default=dict)
    compared_at = models.BigIntegerField(null=True)
    differs: Any = models.JSONField(default=list)
    last_try = models.BigIntegerField(null=True)
    problem = models.TextField(blank=True, default="")
    captured = models.BigIntegerField(null=True)
    oldest_unsent = models.BigIntegerField(null=True)
    heard: Any = models.JSONField(default=dict)
    ground = models.BinaryField(default=b"")
    recovery: Any = models.JSONField(null=True)
    in_vain = models.PositiveIntegerField(default=0)
    refusal = models.TextField(blank=True, default="")
    claims: Any = models.JSONField(default=dict)


class Witness(models.Model):
    """How far the ledger of a stream has come, as the other end of an exchange knows it.

    At a hub: the ends of lines that its office signed, in this `epoch` and `at` this time by its
    clock. They prove to an office that was set back what it forgot (`signed_heads`). At an office:
    how far each hub was heard to be (`replays`), and the epoch in which it had told all (`recovery`).
    """

    peer = models.UUIDField()
    stream = models.CharField(max_length=40)
    revision = models.BigIntegerField()
    hash = models.BinaryField(max_length=32, default=b"")
    epoch: Any = models.UUIDField(null=True)
    at = models.BigIntegerField()
    signature = models.BinaryField(default=b"")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["peer", "stream", "revision"], name="one_witness")
        ]


class Invitation(models.Model):
    """A code that enrols one installation once, while it is fresh; it proves both sides."""

    code_hash = models.CharField(max_length=64, primary_key=True)
    kind = models.CharField(max_length=10)
    unit = models.CharField(max_length=20)
    name = models.CharField(max_length=80)
    secret = models.CharField(max_length=20)
    expires = models.BigIntegerField()


class Branch(models.Model):
    """Entries of one chain that hang together; see `store.Branch`. `seed` salts the open ones."""

    author = models.UUIDField()
    epoch = models.UUIDField()
    stream = models.CharField(max_length=40)
    since = models.BigIntegerField()
    prev = models.BinaryField(max_length=32)
    tip = models.BigIntegerField()
    tip_hash = models.BinaryField(max_length=32)
    ordered = models.BigIntegerField()
    skipped = models.JSONField(default=list)
    seed = models.BinaryField(default=b"")

    class Meta:
        indexes = [models.Index(fields=["author", "epoch", "stream"])]


class Segment(models.Model):
    """A sealed run of entries as it travels, and where it lies in its branch."""

    branch = models.ForeignKey(Branch, on_delete=models.PROTECT, related_name="segments")
    first = models.BigIntegerField()
    last = models.BigIntegerField()
    head = models.BinaryField(max_length=32)
    data = models.BinaryField()
    signature = models.BinaryField()
    received = models.BigIntegerField()

    class Meta:
        indexes = [models.Index(fields=["branch", "last"])]


class OpenEntry(models.Model):
    """An entry of this machine that is in no segment yet."""

    branch = models.ForeignKey(Branch, on_delete=models.PROTECT, related_name="open")
    seq = models.BigIntegerField()
    hash = models.BinaryField(max_length=32)
    claimed_at = models.BigIntegerField()
    salt = models.BinaryField()
    payload = models.BinaryField()
    received = models.BigIntegerField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["branch", "seq"], name="one_open_per_seq")]


class Stray(models.Model):
    """A segment that waits for the one before it."""

    author = models.UUIDField()
    epoch = models.UUIDField()
    stream = models.CharField(max_length=40)
    last = models.BigIntegerField()
    head = models.BinaryField(max_length=32, unique=True)
    data = models.BinaryField()
    signature = models.BinaryField()
    received = models.BigIntegerField()


class LedgerLine(models.Model):
    """The office's decision on a run of entries, chained by hash within its stream."""

    stream = models.CharField(max_length=40)
    revision = models.BigIntegerField()
    author = models.UUIDField()
    epoch = models.UUIDField()
    first = models.BigIntegerField()
    count = models.IntegerField()
    head = models.BinaryField(max_length=32)
    verdict = models.CharField(max_length=12)
    reason = models.TextField(blank=True)
    lost: Any = models.JSONField(default=list)
    beaten: Any = models.JSONField(default=list)
    at = models.BigIntegerField()
    hash = models.BinaryField(max_length=32)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["stream", "revision"], name="one_line_per_revision")
        ]
        indexes = [
            models.Index(
                fields=["head"], condition=models.Q(reason=ERASED), name="lines_of_erased_entries"
            ),
            # What needs a person is rare among millions of lines.
            models.Index(
                fields=["verdict"], condition=~models.Q(verdict="applied"), name="not_applied"
            ),
            # A phone asks how far its own chains came.
            models.Index(fields=["author"], name="lines_of_an_author"),
        ]


class Touch(models.Model):
    """Which entries made or changed a row that may change: the way back from a row to its story."""

    row = models.UUIDField(db_index=True)
    hash = models.BinaryField(max_length=32)
    branch = models.ForeignKey(Branch, on_delete=models.PROTECT, related_name="+")
    seq = models.BigIntegerField()


class Settled(models.Model):
    """What the ledger says of a row that shows more: changes of this machine lie on top of it."""

    row = models.UUIDField(primary_key=True)
    kind = models.CharField(max_length=40)
    fields: Any = models.JSONField(null=True)
    versions: Any = models.JSONField(default=dict)
    revision = models.BigIntegerField(null=True)


class Blob(models.Model):
    """A picture that a fact names by its SHA-256, or the first part of it (`blobs`).

    A hub remembers which of its own are at the office. `since` is when it began to come (ms), from the
    machine `author`; from this one itself where that is empty.
    """

    hash = models.CharField(max_length=64, primary_key=True)
    size = models.IntegerField()
    data = models.BinaryField()
    is_whole = models.BooleanField(default=False)
    is_at_office = models.BooleanField(default=False)
    author = models.UUIDField(null=True)
    since = models.BigIntegerField(default=0, db_index=True)


class Allowance(models.Model):
    """How much of something a machine brought on a day, where a day has a limit (`allowances`)."""

    author = models.UUIDField()
    day = models.DateField()
    what = models.CharField(max_length=12)
    many = models.BigIntegerField(default=0)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["author", "day", "what"], name="one_count_per_day")
        ]


class IdempotencyKey(models.Model):
    """The id that a browser gave a row before it sent it, so that what it sends again counts once.

    The row's own id comes from its place in the journal. Kept on this machine alone, in the order in
    which it recorded: a browser without a key of its own records with one machine.
    """

    key = models.UUIDField(unique=True)
    row = models.UUIDField(db_index=True)
    by = models.UUIDField()
    at = models.DateTimeField()
