"""What axe finds against a page, in the looks that it has."""

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

THEMES = ("light", "dark", "outdoor")
LEVELS = {
    "runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"],
    "rules": {"color-contrast": {"enabled": False}},
}
# A theme decides colours, and outdoors how large things are.
OF_A_THEME = {"runOnly": {"type": "rule", "values": ["color-contrast", "target-size"]}}
RUN = """([options, numbers]) => {
  const all = [...document.body.querySelectorAll("*")];
  const where = numbers ? numbers.map((number) => all[number]) : document;
  return axe.run(where, {...options, resultTypes: ["violations"]}); }"""
# Each element by what a style can hang on: the tags and attributes that lead to it, without what they say.
LOOKS = """() => {
  const saying = new Set("action content datetime for href id name src srcset title value".split(" "));
  const looks = new Map();
  const look = (element) => {
    const attributes = [...element.attributes].filter(({ name }) => !saying.has(name));
    const own = attributes.map(({ name, value }) => `${name}=${value}`).sort().join(" ");
    looks.set(element, `${looks.get(element.parentElement) ?? ""}>${element.localName} ${own}`);
    return looks.get(element); };
  look(document.body);
  return [...document.body.querySelectorAll("*")].map(look); }"""


class Looks:
    """The looks of elements on the pages of one walk: what looks the same looks as good."""

    def __init__(self) -> None:
        self._seen = set[tuple[str, int]]()

    def new(self, page: Page, theme: str) -> list[int]:
        """The elements of a page, by number, none of which looked so in this theme before."""
        looks = [(theme, hash(look)) for look in page.evaluate(LOOKS)]
        new = [number for number, look in enumerate(looks) if look not in self._seen]
        self._seen.update(looks)
        return new


def violations(
    page: Page, themes: tuple[str, ...] = THEMES, looks: Looks | None = None
) -> list[str]:
    """By every rule, and in each theme by what hangs on a theme, where something looks as nothing
    did before it on this walk.
    """
    looks = looks or Looks()
    page.evaluate(Axe().axe_script)
    wear(page, themes[0])
    seen = against(page, LEVELS)
    for theme in themes:
        wear(page, theme)
        if new := looks.new(page, theme):
            seen += [f"{theme} {each}" for each in against(page, OF_A_THEME, new)]
    return seen


def against(page: Page, rules: object, elements: list[int] | None = None) -> list[str]:
    """What is against these rules, of some elements by number or of the whole page."""
    return [
        f"{each['id']}: {node['html'][:120]}"
        for each in page.evaluate(RUN, [rules, elements])["violations"]
        for node in each["nodes"]
    ]


def wear(page: Page, theme: str) -> None:
    """Dress a page in a theme."""
    page.evaluate("theme => { document.documentElement.dataset.theme = theme }", theme)
