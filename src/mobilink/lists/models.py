from typing import Any

from django.db import models
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from mobilink.journal.storage.rows import SharedRow

# The lists there are, each called after what it lists.
OUTING_KIND = "outing_kind"
HANDOUT = "handout"
OPEN_MATTER = "open_matter"
HARM = "harm"
PERMIT = "permit"
SKILL = "skill"
LANGUAGE = "language"
LISTS = (OUTING_KIND, HANDOUT, OPEN_MATTER, HARM, PERMIT, SKILL, LANGUAGE)


class Retirable(SharedRow):
    """Something that is used until a day; what was kept of it before stays as it was."""

    gone_on = models.DateField(_("Not used since"), null=True, blank=True)

    class Meta:
        abstract = True

    @classmethod
    def in_use(cls) -> "models.QuerySet[Any]":
        """All that is used still, in its order."""
        return cls._default_manager.filter(gone_on=None)


class ListItem(Retirable):
    """One thing that a list of the office offers, with its words.

    `group` says which of them are alike to the program: a skill of the group “licence” is one to
    drive a van with.
    """

    list_code = models.CharField(_("List"), max_length=20)
    code = models.CharField(_("Code"), max_length=20)
    name = models.CharField(_("Name"), max_length=80)
    name_en = models.CharField(_("Name in English"), max_length=80)
    group = models.CharField(_("Group"), max_length=20, blank=True)
    position = models.IntegerField(_("Place in the order"))

    class Meta:
        verbose_name = _("Item of a list")
        ordering = ["list_code", "position"]

    def __str__(self) -> str:
        return self.name_en if get_language() == "en" else self.name
