"""A partner's contact who has a code."""

from datetime import date

from mobilink.partners import access, actions

END = date(2019, 9, 1)


def let_in(one, *, by=None, ends_on=END, name="Humas Contoh"):
    """Enter a contact of a partner and give them a code; the way in, and the code."""
    to = actions.add_contact(one, by=None, name=name)
    return access.give(one, by=by, to=to, ends_on=ends_on)
