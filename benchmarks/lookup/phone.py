"""Our look-up as a phone does it, without a network: python -m benchmarks.lookup.phone COUNT ASKED SEED

A page of Chromium has its modules, and a processor that is four times slower. Writes one line of JSON.
"""

import json
import sys
from collections.abc import Iterable, Sequence
from pathlib import Path
from statistics import median, quantiles
from typing import Any, Final

from playwright.sync_api import Browser, Page, Route, sync_playwright

from benchmarks.lookup.names import names, questions
from mobilink.cli import needs
from mobilink.guidance import lookup, phone

ADDRESS: Final = "http://phone.test/"
STATIC: Final = Path(lookup.__file__).parent / "static"
BUILD: Final = """async (told) => {
  const { names, rules } = JSON.parse(told);
  const { Register } = await import("/guidance/lookup.js");
  const start = performance.now();
  window.register = new Register(names, rules);
  return performance.now() - start;
}"""
ASK: Final = """(texts) => JSON.stringify(JSON.parse(texts).map((text) => register.find(text)))"""
TIME: Final = """(texts) => JSON.parse(texts).map((text) => {
  const start = performance.now();
  register.find(text);
  return performance.now() - start;
})"""
SLOWER: Final = 4
"""Times that a cheap phone is slower than what the benchmark runs on, as Lighthouse takes it too."""


class Phone:
    """A page that looks names up in the list that it was given last."""

    def __init__(self, browser: Browser) -> None:
        self.page: Page = browser.new_page()
        self.page.route("**/*", _serve)
        self.page.goto(ADDRESS)

    def carry(self, names: Iterable[lookup.Name]) -> float:
        """Build the register from what a phone loads; returns the milliseconds."""
        # JSON within a text: halves of letters would not come through as they are.
        pack = {"names": phone.listed(names), "rules": phone.rules()}
        return float(self.page.evaluate(BUILD, json.dumps(pack)))

    def ask(self, texts: Sequence[str]) -> list[dict[str, Any]]:
        """What the phone answers to each."""
        answers: list[dict[str, Any]] = json.loads(self.page.evaluate(ASK, json.dumps(texts)))
        return answers

    def time(self, texts: Sequence[str]) -> list[float]:
        """The milliseconds that each takes."""
        took: list[float] = self.page.evaluate(TIME, json.dumps(texts))
        return took

    def slow_down(self, times: int) -> None:
        session = self.page.context.new_cdp_session(self.page)
        session.send("Emulation.setCPUThrottlingRate", {"rate": times})


def measure(count: int, asked: int, seed: int) -> dict[str, Any]:
    """How long a list takes to be built, and questions to be answered, from the first one on."""
    listed = names(count, seed)
    with sync_playwright() as playwright:
        path = needs.CHROMIUM.program()
        browser = playwright.chromium.launch(executable_path=path, args=["--no-sandbox"])
        carried = Phone(browser)
        carried.slow_down(SLOWER)
        built = carried.carry(lookup.Name(at, text) for at, text in enumerate(listed))
        took = carried.time([question.text for question in questions(listed, asked, seed)])
        measured = {"browser": browser.version, "count": count, "asked": asked, "built_ms": built}
        browser.close()
    return measured | {
        "p50_ms": median(took),
        "p95_ms": quantiles(took, n=20)[-1],
        "most_ms": max(took),
    }


def _serve(route: Route) -> None:
    path = route.request.url.removeprefix(ADDRESS)
    if path:
        route.fulfill(path=STATIC / path, content_type="text/javascript")
    else:
        route.fulfill(body="<!doctype html>", content_type="text/html")


if __name__ == "__main__":
    sys.stdout.write(json.dumps(measure(*map(int, sys.argv[1:]))) + "\n")
