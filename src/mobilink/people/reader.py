"""The language that whoever reads a page chose: how it writes days, lists, numbers and amounts."""

from datetime import datetime

from django.utils import timezone
from django.utils.translation import get_language

from mobilink.basics.languages import INDONESIAN, Language


def language() -> Language:
    """The reader's language, else Indonesian."""
    code = get_language()
    return Language(code) if code else INDONESIAN


def moment(at: datetime) -> str:
    """14 Juli 2019, 06.10, by the office's own clock."""
    local = timezone.localtime(at)
    return f"{language().day(local)}, {language().time(local.time())}"


def brief_moment(at: datetime) -> str:
    """14 Jul 2019, 06.10, by the office's own clock."""
    local = timezone.localtime(at)
    return f"{language().brief_day(local)}, {language().time(local.time())}"


def clock_time(at: datetime) -> str:
    """06.10, by the office's own clock."""
    return language().time(timezone.localtime(at).time())
