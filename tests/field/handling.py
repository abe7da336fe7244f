"""What the tests of the phone do with one: through its screens, as fast as a page goes."""

import contextlib
import json

from playwright.sync_api import Error, expect

# Taps, visits and gifts, each begun only when the tick of the one before is seen.
WORK = """async ([taps, visits, gifts]) => {
  const seen = (selector, is = () => true, frames = 1800) => new Promise((resolve, reject) => {
    const look = () => { const found = document.querySelector(`#content ${selector}`);
      if (found && is(found)) resolve(found);
      else if (frames -= 1) requestAnimationFrame(look);
      else reject(new Error(`Not seen: ${selector} at ${location.pathname}`)); };
    look(); });
  const figure = async (selector) => Number((await seen(selector)).textContent);
  const shows = (selector, value) => seen(selector, (found) => Number(found.textContent) === value);
  const home = async () => { const place = location.pathname; await seen(".tile-tally"); return place; };
  await home();
  let at = await figure("[data-total=tallies]");
  for (let n = 0; n < taps; n += 1) { (await seen(".tile-tally")).click(); await shows("[data-total=tallies]", ++at); }
  at = await figure("[data-count=visits]");
  for (let n = 0; n < visits; n += 1) {
    (await seen(".tile-visit")).click(); (await seen(".toggle input")).click();
    (await seen(".save .button-primary")).click(); await shows(".tile-visit [data-count=visits]", ++at); }
  for (let n = 0; n < gifts; n += 1) {
    (await seen(".tile-give")).click(); (await seen("[name=quantity][value='5']")).click(); await home(); }
}"""
READ = """async () => { const { all } = await import("/static/journal/store.js");
  const told = {}; for (const store of ["rows", "entries", "segments", "chains"]) told[store] = await all(store);
  return { rows: told.rows.map(({ kind, seq, chain }) => ({ kind, seq, chain })), entries: told.entries.length,
    segments: told.segments.length, tips: told.chains.map(({ tip }) => tip) }; }"""


# Ends when another screen stands where the one before stood.
GO = """(path) => new Promise((resolve) => {
  const before = document.getElementById("content"), link = document.createElement("a");
  new MutationObserver((_changes, watch) => {
    if (!before.isConnected) { watch.disconnect(); resolve(); }
  }).observe(document.body, { childList: true, subtree: true });
  link.href = path;
  document.body.append(link);
  link.click();
  link.remove();
})"""
RUNNING = "#content > :not([role=status])"
TAKEN_OVER = """() => new Promise((resolve) => navigator.serviceWorker.controller
    ? resolve() : navigator.serviceWorker.addEventListener("controllerchange", () => resolve()))"""
PIN = "2580"
ACCOUNTS = {"Dewi Contoh": "petugas", "Maya Contoh": "perencana", "Andi Contoh": "pengemudi"}


def let_in(page, name: str = "Dewi Contoh", pin: str = PIN) -> None:
    """An officer proves who they are to a phone that reaches the office, and chooses a PIN there."""
    page.click(f"[data-officer] >> text={name}")
    page.fill("[name=username]", ACCOUNTS[name])
    page.fill("[name=password]", "mobilink-2019")
    page.click(".save .button-primary")
    for step in ("choose", "again"):
        page.fill(f"#pin-{step}", pin)
        page.click(".keypad-go")
    page.locator("[data-stage-here]").wait_for(state="detached")


def sign_in(page, name: str = "Dewi Contoh") -> None:
    """A person signs in at the server that answered."""
    page.fill("[name=username]", ACCOUNTS[name])
    page.fill("[name=password]", "mobilink-2019")
    page.click("main button.button-primary, main form button")


def enter(page, name: str = "Dewi Contoh", pin: str = PIN) -> None:
    """An officer who has a PIN on this phone comes back."""
    page.locator(".keypad").or_(page.locator("[data-officer]")).first.wait_for()
    if page.locator("[data-officer]").count():
        page.click(f"[data-officer] >> text={name}")
    page.fill("#pin-enter", pin)
    page.click(".keypad-go")
    page.locator("[data-stage-here]").wait_for(state="detached")


def join(page, office, unit: str = "KEPRI-KPP") -> None:
    """Make a page's browser a phone of a unit."""
    code = office.run("invite", "--kind", "phone", "--unit", unit).stdout.strip()
    page.goto(f"{office.address}/field/join/#{code}")
    page.click("form button.button-primary")
    page.wait_for_url(f"{office.address}/field/")
    page.evaluate(TAKEN_OVER)


def begin(page) -> None:
    """Dewi Contoh opens the booth of the day."""
    page.locator("[data-officer]").or_(page.locator("[data-act-link]")).first.wait_for()
    if page.locator("[data-officer]").count():
        let_in(page)
    page.click("[data-act-link]")
    page.click(".open-form button")
    page.locator(".tile-tally").wait_for()


def go(page, path: str) -> None:
    """Follow a link inside the program, which loads no page."""
    page.locator(RUNNING).first.wait_for(state="attached")
    page.evaluate(GO, path)


def work(page, *, taps: int = 0, visits: int = 0, gifts: int = 0) -> None:
    page.evaluate(WORK, [taps, visits, gifts])


def until(page, script: str) -> None:
    """Wait until what a page says, or promises to say, is true; `wait_for_function` awaits no promise."""
    for _try in range(600):
        with contextlib.suppress(Error):  # the page may be in the middle of renewing itself
            if page.evaluate(script):
                return
        page.wait_for_timeout(200)
    raise AssertionError(script)


def on_disk(page) -> dict[str, object]:
    """What a phone keeps: its rows, how many entries and segments, the ends of its chains."""
    return page.evaluate(READ)


def shown(page, selector: str) -> int:
    return int(page.locator(selector).first.inner_text())


def tell_of(page, station) -> None:
    """Tell a phone where a van is."""
    go(page, "/field/phone/")
    known = page.locator("[data-list=stations] > *")
    more = known.count() + 1
    page.fill("[name=address]", station.address)
    page.click(".typed button")
    expect(known).to_have_count(more)


def send(page) -> str:
    """Send now; what the phone says of it."""
    go(page, "/field/phone/")
    page.click("[data-send-now]")
    page.locator("[data-fill=outcome]:not(:empty)").wait_for(timeout=90_000)
    return page.locator("[data-fill=outcome]").inner_text()


def states(page) -> dict[str, int]:
    """Where a phone says that its records are."""
    page.click("[data-back]")
    page.locator("[data-strip]").wait_for()
    return {place: shown(page, f"[data-state={place}] b") for place in ("phone", "van", "office")}


def counted(station) -> dict[str, int]:
    """How many facts of each kind a station has."""
    counts = station.run("count", "--json")
    facts = json.loads(getattr(counts, "stdout", counts))
    return {kind: one["captured"] for kind, one in facts.items() if kind != "installations"}
