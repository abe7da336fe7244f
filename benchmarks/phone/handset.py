"""A phone in Chromium: joins, records, starts again without a network; all of it timed in its page."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Final

from benchmarks.phone.office import Office
from benchmarks.serving.load import obtain
from mobilink.cli import needs

SCREEN: Final = {"width": 360, "height": 640}
SLOWER: Final = 4
# From the tap until the number moves, which it does only when the record is on the disk.
TAPS: Final = """async (count) => { const took = [];
  const place = document.querySelector("[data-total=tallies]");
  for (let n = 0; n < count; n += 1) {
    const moved = new Promise((resolve) => { const seen = new MutationObserver(() => { seen.disconnect(); resolve(); });
      seen.observe(place, { childList: true, characterData: true, subtree: true }); });
    document.dispatchEvent(new PointerEvent("pointerdown"));
    const began = performance.now();
    document.querySelector(".tile-tally").click();
    await moved;
    took.push(performance.now() - began);
    await new Promise((resolve) => setTimeout(resolve, 150)); }
  return took; }"""
# A phone that nobody touches asks for the PIN.
FILL_UP: Final = r"""async (count) => {
  const figure = () => Number(document.querySelector("[data-total=tallies]").textContent.replace(/\D/g, ""));
  while (figure() < count) {
    document.dispatchEvent(new PointerEvent("pointerdown"));
    const due = Math.min(count, figure() + 50);
    for (let n = figure(); n < due; n += 1) document.querySelector(".tile-tally").click();
    while (figure() < due) await new Promise((resolve) => setTimeout(resolve, 20)); } }"""
# One value in a database of its own: what strict writing costs without any of our program.
COMMIT: Final = """async (count) => { const took = [];
  const asked = indexedDB.open("bare", 1);
  asked.onupgradeneeded = () => asked.result.createObjectStore("values");
  await new Promise((resolve) => (asked.onsuccess = resolve));
  for (let n = 0; n < count; n += 1) {
    const began = performance.now();
    const writing = asked.result.transaction(["values"], "readwrite", { durability: "strict" });
    writing.objectStore("values").put(n, n);
    await new Promise((resolve) => (writing.oncomplete = resolve));
    took.push(performance.now() - began);
    await new Promise((resolve) => setTimeout(resolve, 50)); }
  return took; }"""
# The officer is asked for a PIN: by then the phone is ready.
WATCH: Final = """(() => { const look = () => document.querySelector("#pin-enter")
  ? (window.readyAfter = performance.now()) : setTimeout(look, 5); look(); })()"""
PATIENCE: Final = 120_000  # ms that a page may take; the targets are far below
OFFICER: Final = "Dewi Contoh"
ACCOUNT, PASSWORD, PIN = "petugas", "mobilink-2019", "2580"
COUNT_TAPS: Final = """() => { window.taps = 0;
  document.addEventListener("pointerdown", (event) => event.isTrusted && (window.taps += 1), true); }"""


class Handset:
    """A browser whose folder outlives it, as a phone's storage does."""

    def __init__(self, playwright: Any, folder: Path, office: Office) -> None:
        self.playwright, self.folder, self.office = playwright, folder, office
        self.booth = f"{office.address}/field/outings/{office.outing}/"

    @contextmanager
    def open(self) -> Iterator[Any]:
        """Its browser, with one page."""
        obtain(needs.CHROMIUM)
        context = self.playwright.chromium.launch_persistent_context(
            self.folder,
            executable_path=needs.CHROMIUM.program(),
            viewport=SCREEN,
            args=["--no-sandbox"],
        )
        context.set_default_timeout(PATIENCE)
        try:
            yield context.pages[0]
        finally:
            context.close()

    def join(self, page: Any) -> None:
        """Make it a phone of the office whose booth is open."""
        page.goto(f"{self.office.address}/field/join/#{self.office.code()}")
        page.click("form button.button-primary")
        page.wait_for_url(f"{self.office.address}/field/")
        page.wait_for_function("() => navigator.serviceWorker.controller")
        page.click(f"[data-officer] >> text={OFFICER}")
        page.fill("[name=username]", ACCOUNT)
        page.fill("[name=password]", PASSWORD)
        page.click(".save .button-primary")
        for step in ("choose", "again"):
            self._type_pin(page, step)

    def _type_pin(self, page: Any, step: str) -> None:
        page.fill(f"#pin-{step}", PIN)
        page.click(".keypad-go")
        page.locator(f"#pin-{step}").wait_for(state="detached")

    def begin(self, page: Any) -> None:
        page.goto(self.booth)
        page.click(".open-form button")
        page.locator(".tile-tally").wait_for()

    def record_up_to(self, page: Any, count: int) -> None:
        """Tallies, fifty by fifty and as fast as it goes, until there are so many."""
        page.evaluate(FILL_UP, count)

    def taps(self, page: Any, count: int) -> list[float]:
        """Milliseconds from each tap to its tick, on a CPU so many times slower."""
        _slow_down(page)
        took: list[float] = page.evaluate(TAPS, count)
        return took

    def commits(self, page: Any, count: int) -> list[float]:
        """Milliseconds that the browser takes for the smallest strict transaction, as slow."""
        took: list[float] = page.evaluate(COMMIT, count)
        return took

    def visit(self, page: Any) -> int:
        """How many taps a visit takes."""
        page.evaluate(COUNT_TAPS)
        page.click(".tile-visit")
        page.click(".toggle >> nth=0")
        page.click(".save .button-primary")
        page.locator(".tile-tally").wait_for()
        taps: int = page.evaluate("() => window.taps")
        return taps

    def cold_start(self) -> float:
        """Seconds from the start of the page to its tiles: a new browser, no network, a slow CPU."""
        with self.open() as page:
            page.context.set_offline(True)
            page.add_init_script(WATCH)
            _slow_down(page)
            page.goto(self.booth)
            page.wait_for_function("() => window.readyAfter", polling=20)
            milliseconds: float = page.evaluate("() => window.readyAfter")
        return milliseconds / 1_000


def _slow_down(page: Any) -> None:
    page.context.new_cdp_session(page).send("Emulation.setCPUThrottlingRate", {"rate": SLOWER})
