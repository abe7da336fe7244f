"""Remarks on an outing: what an officer recorded at the close besides counts, in the reader's words."""

from collections.abc import Iterator
from decimal import Decimal
from typing import Any, NamedTuple

from django.utils.formats import localize
from django.utils.text import capfirst

from mobilink.booth.models import Closing


class Remark(NamedTuple):
    """The name of a field, and its value in words."""

    name: str
    words: str


def remarks_of(closing: Closing) -> list[Remark]:
    """What a closing says, in the language of the reader; of what nobody recorded there is nothing."""
    return list(_remarks_of(closing))


def _remarks_of(closing: Closing) -> Iterator[Remark]:
    for name in Closing.REMARKS:
        field: Any = Closing._meta.get_field(name)
        value = getattr(closing, name)
        if value not in field.empty_values:
            words = dict(field.flatchoices).get(value, value)
            yield Remark(capfirst(str(field.verbose_name)), _plain(words))


def _plain(value: Any) -> str:
    # 2.0 hours are 2 hours, to whoever reads them.
    number = value.normalize() if isinstance(value, Decimal) else value
    return str(localize(number))
