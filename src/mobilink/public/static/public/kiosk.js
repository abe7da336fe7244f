/**
 * A kiosk forgets each visitor: it begins anew when nobody touches it, and going back shows nothing of
 * before.
 */
import { offer, read, stop } from "../design/reading.js";

const bar = /** @type {HTMLElement} */ (document.querySelector("[data-kiosk]"));
const { kiosk = "", again = "" } = bar.dataset;
const notice = /** @type {HTMLElement} */ (bar.querySelector("[data-idle]"));
const isFirst = location.pathname === kiosk;
/** Asked after so long whether somebody is there, and anew for the next after so much longer. */
const QUIET = 40_000;
const GRACE = 20_000;
/** @type {ReturnType<typeof setTimeout> | undefined} */
let waiting;

/** Each visit has a mark; a page of an earlier visit, reached by going back, is not shown again. */
function mark() {
  if (isFirst) sessionStorage.setItem("visit", String(Date.now()));
  const visit = sessionStorage.getItem("visit");
  if (!isFirst && history.state?.visit && history.state.visit !== visit) return location.replace(kiosk);
  history.replaceState({ visit }, "");
}

function touched() {
  clearTimeout(waiting);
  notice.hidden = true;
  waiting = setTimeout(ask, QUIET);
}

/** The first page, still in the language of the house, has nothing to begin anew. */
function ask() {
  if (isFirst && document.documentElement.lang === "id") return touched();
  notice.hidden = false;
  waiting = setTimeout(beginAnew, GRACE);
}

/** Begin anew where the hub answers; a page of this hub is better than the browser's own about an error. */
async function beginAnew() {
  const answers = await fetch("/healthz").then(
    (told) => told.ok,
    () => false,
  );
  if (answers) location.replace(again);
  else waiting = setTimeout(beginAnew, GRACE);
}

document.addEventListener("click", (event) => {
  const target = /** @type {Element} */ (event.target);
  const button = /** @type {HTMLElement | null} */ (target.closest("[data-reads]"));
  if (button) return read(button);
  const link = target.closest("a");
  if (!link) return;
  const leadsOut = link.origin !== location.origin || /^\/(console|field|sign-in)\//.test(link.pathname);
  if (leadsOut || link.matches("[data-begin]")) event.preventDefault();
  if (link.matches("[data-begin]")) beginAnew();
});
addEventListener("pageshow", (event) => event.persisted && location.replace(again));
addEventListener("pagehide", () => {
  stop();
  for (const form of document.forms) form.reset();
});
for (const form of document.forms) form.autocomplete = "off";
for (const kind of ["pointerdown", "keydown", "scroll"]) addEventListener(kind, touched, { passive: true });
mark();
touched();
offer(document);
