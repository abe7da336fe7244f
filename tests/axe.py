"""What axe finds against a page, in the looks that it has."""

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

THEMES = ("light", "dark", "outdoor")
LEVELS = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]}
# A theme decides colours, and outdoors how large things are.
OF_A_THEME = {"runOnly": {"type": "rule", "values": ["color-contrast", "target-size"]}}
RUN = "options => axe.run({...options, resultTypes: ['violations']})"


def violations(page: Page, themes: tuple[str, ...] = THEMES) -> list[str]:
    """By every rule in the first theme, and by what hangs on a theme in each other one."""
    seen, rules = list[str](), LEVELS
    page.evaluate(Axe().axe_script)
    for theme in themes:
        wear(page, theme)
        seen += [
            f"{theme} {each['id']}: {node['html'][:120]}"
            for each in page.evaluate(RUN, rules)["violations"]
            for node in each["nodes"]
        ]
        rules = OF_A_THEME
    return seen


def wear(page: Page, theme: str) -> None:
    """Dress a page in a theme."""
    page.evaluate("theme => { document.documentElement.dataset.theme = theme }", theme)
