"""A phone, by the program that an office carries: it joins, records and delivers in a page of its own.

The paths are those of the version that serves the page.
"""

from datetime import datetime
from typing import Any

from playwright.sync_api import Page

HERE = "unit/KEPRI-KPP"
SEALING = "field/app/sealing.js"
AT = 1_566_081_000_000  # ms since 1970: the Sunday of the story, half past five in the morning
JOIN = """async (code) => {
  const { join } = await import("/static/journal/joining.js");
  await join(code, async (message) => {
    const answer = await fetch("/api/v1/enrol", { method: "POST", body: message });
    if (!answer.ok) throw new Error(await answer.text());
    return new Uint8Array(await answer.arrayBuffer());
  });
}"""
# What carries the program may be gone, or another one, when the phone delivers.
LOADED = """(sealing) => Promise.all(["journal/delivering.js", "journal/blobs.js", sealing]
  .map((path) => import(`/static/${path}`)))"""
RECORD = """async ([sealing, action, acts]) => {
  const { record, self } = await import("/static/journal/writing.js");
  const { sealed } = await import(`/static/${sealing}`);
  for (const { fields } of acts)
    if (fields.contents) fields.contents = await sealed((await self()).officeKey, fields.contents);
  return record(action, "", acts);
}"""
DELIVER = """async ([address, picture]) => {
  const { deliver } = await import("/static/journal/delivering.js");
  const { bringPhotos } = await import("/static/journal/blobs.js");
  const { put } = await import("/static/journal/store.js");
  const sending = (path) => async (message) => {
    const answer = await fetch(`${address}/api/v1/${path}`, { method: "POST", body: message });
    if (!answer.ok) throw new Error(await answer.text());
    return new Uint8Array(await answer.arrayBuffer());
  };
  const receipt = await deliver(address, sending("deliver"), "corpus");
  if (picture.length) {
    const data = Uint8Array.from(picture);
    const hash = Array.from(new Uint8Array(await crypto.subtle.digest("SHA-256", data)),
      (byte) => byte.toString(16).padStart(2, "0")).join("");
    await put("pictures", data, hash);
    await put("photos", { hash, size: data.length, at: 1, brought: [], isAtOffice: false });
    await bringPhotos(address, sending("blobs"), "corpus", true);
  }
  return { troubles: receipt.troubles.map((one) => one.slice(2)), refused: receipt.refused };
}"""


class Phone:
    """A page whose browser is a phone of the unit that an invitation names."""

    def __init__(
        self, page: Page, address: str, code: str, now: str, *, sealing: str = SEALING
    ) -> None:
        self.page, self.address, self.sealing = page, address, sealing
        page.clock.set_fixed_time(datetime.fromisoformat(now))
        page.goto(f"{address}/healthz")  # of its origin, and needs nothing prepared
        page.evaluate(JOIN, code)
        page.evaluate(LOADED, sealing)

    def records(
        self, kind: str, /, *, stream: str = HERE, is_personal: bool = False, **fields: Any
    ) -> str:
        """Record one fact as one act; the id of its row."""
        act = {"stream": stream, "kind": kind, "fields": fields, "isPersonal": is_personal}
        [made] = self.page.evaluate(RECORD, [self.sealing, f"record {kind}", [act]])
        return str(made)

    def delivers(self, picture: bytes = b"") -> dict[str, Any]:
        """Bring everything; what the station found wrong with it."""
        return dict(self.page.evaluate(DELIVER, [self.address, [*picture]]))

    def works(self, outing: str, person: str, van: str) -> None:
        """Record one of each kind that a booth's phone records, as its rows travel."""
        booth: dict[str, Any] = {"outing": outing, "at": AT}
        private, team = booth | {"is_personal": True}, {"stream": "team", "at": AT, "van": van}
        session = self.records("session", **booth, opened_by=person, leaflets_taken=100)
        tally = self.records("tally", **booth, sex="f")
        self.records("visit", **private, topics=["documents"], note="Ümläut – 30 ribu")
        self.records("handout", **booth, item="leaflet", quantity=5)
        self.records("tick", **booth, item="tent", is_done=True)
        self.records("survey_answer", **booth, answers={"clear": 2}, language="id")
        self.records("attendance", **private, person=person, was_there=True)
        self.records("handover", **private, given_by=person, taken_by=person, tallies=1)
        self.records("telling", **booth, card="contoh", language="id", version=1)
        sealed = {"name": "Contoh", "phone": "0814 contoh"}
        self.records("follow_up", **private, code="K7QM2XBA", consents=[], contents=sealed)
        self.records("odometer", **team, km=41_200)
        self.records("fuel", **team, litres="31.50", rupiah=240_975)
        self.records("void", **booth, fact=tally, kind="tally", reason="Dua kali")
        self.records("closing", **booth, session=session, closed_by=person, leaflets_left=90)
