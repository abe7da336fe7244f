"""A partner's contact who has a code, and comes in by it."""

from datetime import date

from mobilink.partners import access, actions
from mobilink.portal import door

END = date(2019, 9, 1)


def let_in(organisation, *, by=None, ends_on=END, name="Humas Contoh"):
    """Enter a contact of a partner and give them a code; the way in, and the code."""
    to = actions.add_contact(organisation, by=None, name=name)
    return access.give(organisation, by=by, to=to, ends_on=ends_on)


def come_in(client, organisation):
    """Come in for a partner; each test is the first who tries a code."""
    _made, code = let_in(organisation)
    door.LIMIT._let_in.clear()
    assert client.post("/partner/", {"code": code}).status_code == 302
    return client
