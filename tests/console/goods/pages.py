"""The pages of goods at the desk, and what its calendar tells of them."""

from datetime import date

from django.urls import reverse

from mobilink.console.todo.items import needs_of
from mobilink.people.queries import Rights

TODAY = date(2019, 8, 18)


def at(name, *args):
    return reverse(f"console:{name}", args=args)


def notices(who) -> list[str]:
    return [need.words for need in needs_of(Rights(who), TODAY) if need.kind == "goods"]
