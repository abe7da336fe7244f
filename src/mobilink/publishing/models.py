from django.db import models
from django.utils.translation import gettext_lazy as _

from mobilink.journal.storage.rows import SharedRow


class Wording(SharedRow):
    """A text of the office's own, for example the paragraphs of its press release."""

    code = models.CharField(_("Code"), max_length=40)
    text = models.TextField(_("Text"))

    def __str__(self) -> str:
        return self.code


class Release(SharedRow):
    """A press release about the outings of a window of days."""

    class State(models.TextChoices):
        DRAFT = "draft", _("Draft")
        APPROVED = "approved", _("Approved")

    title = models.CharField(_("Title"), max_length=200)
    first = models.DateField(_("First day"))
    last = models.DateField(_("Last day"))
    body = models.TextField(_("Text"))
    caption = models.CharField(_("Caption of the photo"), max_length=200, blank=True)
    facts = models.JSONField(_("Figures"), default=list)
    initials = models.CharField(_("Initials"), max_length=8)
    state = models.CharField(_("State"), max_length=8, choices=State.choices, default=State.DRAFT)

    class Meta:
        ordering = ["-last"]

    def __str__(self) -> str:
        return self.title
