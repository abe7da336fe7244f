"""What was done is said once, on the next page, to nobody but who did it."""

import pytest
from django.urls import reverse

SAID = "Diusulkan. Sekarang menunggu keputusan."


@pytest.fixture
def planner(signed_in, draft):
    """A planner who has proposed an outing, and has not read the next page yet."""
    planner = signed_in("perencana")
    planner.post(reverse("console:act", args=[draft().pk, "propose"]))
    return planner


def test_what_was_done_stands_on_the_next_page_and_on_no_other(planner, words):
    first, second = planner.get("/console/"), planner.get("/console/")

    assert f'<p class="notice notice-done" role="status">{SAID}</p>' in first.content.decode()
    assert SAID not in words(second)


def test_a_public_page_neither_says_it_nor_loses_it(planner, words):
    assert SAID not in words(planner.get("/"))

    assert SAID in words(planner.get("/console/"))


def test_it_travels_in_a_cookie_that_no_script_reads(planner):
    assert planner.cookies["messages"]["httponly"]


def test_who_only_reads_is_given_no_cookie_for_it(client, signed_in):
    reader = signed_in("perencana")

    assert not client.get("/").cookies
    assert "messages" not in reader.get("/console/").cookies


def test_an_address_of_before_says_nothing(signed_in, draft):
    page = signed_in("perencana").get(
        reverse("console:outing", args=[draft().pk]) + "?done=propose"
    )

    assert page.status_code == 200
    assert "notice-done" not in page.content.decode()
