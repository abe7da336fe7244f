"""A walk over many pages looks once at what looks the same, and at everything."""

import pytest

from tests import axe

pytestmark = pytest.mark.browser
PAGE = """<!doctype html><html lang="en"><head><title>Page</title><style>
body {{ background: white; color: black }} [data-theme=dark] .pale {{ color: #eee }}
</style></head><body><main><h1>Title</h1>{}</main></body></html>"""


def test_what_is_pale_in_one_theme_is_found_where_it_first_stands(page):
    looks = axe.Looks()
    page.set_content(PAGE.format("<p>Plain</p>"))
    assert axe.violations(page, looks=looks) == []

    page.set_content(PAGE.format("<p>Plain</p><p class=pale>Pale</p>"))

    assert axe.violations(page, looks=looks) == ['dark color-contrast: <p class="pale">Pale</p>']


def test_what_does_not_hang_on_looks_is_found_on_each_page(page):
    looks = axe.Looks()
    for _page in range(2):
        page.set_content(PAGE.format("<img src='x.png'>"))
        assert axe.violations(page, looks=looks) == ['image-alt: <img src="x.png">']
