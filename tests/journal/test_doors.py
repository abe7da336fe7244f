"""What a machine is answered over HTTP."""

import pytest
from django.http import HttpRequest, HttpResponse

from mobilink.config.machines import MachinesMiddleware

pytestmark = pytest.mark.django_db
TYPE = "application/vnd.mobilink"


@pytest.fixture(autouse=True)
def _static_folder(settings):
    settings.STATIC_ROOT.mkdir(parents=True, exist_ok=True)


def test_an_answer_to_a_machine_carries_no_headers_for_browsers(machine, client):
    van = machine()

    answered = client.post("/api/v1/exchange", van.question(), content_type=TYPE)

    assert answered.status_code == 200
    assert {*answered.headers} == {"Content-Type", "Content-Length"}


def test_a_refusal_keeps_the_headers_of_every_page(client, db):
    refused = client.post("/api/v1/exchange", b"nonsense", content_type=TYPE)

    assert refused.status_code == 403
    assert "Content-Security-Policy" in refused.headers


def test_an_answer_that_was_compressed_on_the_way_out_still_says_so():
    packed = HttpResponse(b"...", content_type=TYPE, headers={"Content-Encoding": "gzip"})

    answered = MachinesMiddleware(lambda request: packed)(HttpRequest())

    assert answered.headers["Content-Encoding"] == "gzip"
