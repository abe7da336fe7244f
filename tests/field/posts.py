"""What a browser without a key hands to the server, and asks of it."""

import json
from uuid import uuid4

from mobilink.people.models import Account
from tests.field.conftest import QUARTER_PAST_SIX

JSON = {"Accept": "application/json"}
NOW = int(QUARTER_PAST_SIX.timestamp() * 1000)


def act(name, outing=None, /, *, row=None, given=None, **fields):
    """One act as the program says it."""
    base = {"outing": str(outing.pk), "at": NOW} if outing else {}
    said = {"id": given or str(uuid4()), "kind": name, "fields": base | fields}
    return said | ({"row": str(row)} if row else {})


def post(client, *acts, sent=NOW, by=None):
    who = by or client.session.get("_auth_user_id")
    person = Account.objects.get(pk=who).person.pk if who and not by else by
    return client.post(
        "/field/record/",
        json.dumps({"by": str(person or uuid4()), "acts": list(acts), "sent": sent}),
        content_type="application/json",
        headers=JSON,
    )


def news(client, **known):
    return client.get("/field/record/", known, headers=JSON)
