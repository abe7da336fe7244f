"""What machines ask, as it comes over HTTP."""

import pytest

from mobilink.journal.core.messages import LARGEST

TYPE = "application/vnd.mobilink"


@pytest.mark.parametrize("size", [0, 1, 3_000_000, LARGEST])
def test_bytes_of_any_size_up_to_the_limit_are_read_and_refused_in_words(client, db, size):
    answer = client.post("/api/v1/exchange", bytes(size), content_type=TYPE)

    assert (answer.status_code, answer.json()["code"]) == (403, "malformed")


def test_more_than_the_limit_is_not_read(client, db):
    answer = client.post("/api/v1/exchange", bytes(LARGEST + 1), content_type=TYPE)

    assert answer.status_code == 413
