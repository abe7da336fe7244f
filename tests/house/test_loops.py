"""A worker takes a test without a browser after one with a browser, in whatever order."""

import asyncio

import pytest

from tests import loops


@pytest.mark.browser
def test_a_page_goes_on_after_another_loop_ran(page):
    page.goto("about:blank")
    with loops.set_aside():
        asyncio.run(asyncio.sleep(0))
    assert page.evaluate("1 + 1") == 2


def test_the_browsers_loop_is_in_nobody_elses_way():
    asyncio.run(asyncio.sleep(0))
