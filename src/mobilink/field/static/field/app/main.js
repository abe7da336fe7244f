/** The booth on this phone: shows the screen of an address, does what is tapped, one act after the other. */
import { outingOf } from "./outings/outings.js";
import { planMark } from "./outings/plan.js";
import { begin as carry } from "./guidance/pack.js";
import { admit, excuse } from "./page/health.js";
import { watch } from "./people/locking.js";
import { fill, initials, named, screen, words } from "./page/page.js";
import { isOfficer, leave, resumeWork, trust, who, workers } from "./people/people.js";
import { begin as bringPictures } from "./goods/pictures.js";
import { CREW, FIRST, OPEN, TILES, screenOf } from "./screens.js";
import * as halted from "./screens/halted.js";
import { isBusy } from "./screens/who.js";
import { dress } from "./people/settings.js";
import { isOnline, keepDraft, news, renew, standstill, start } from "./recorder/recorder.js";
import { begin } from "./sync/sync_targets.js";
import { layOut } from "./page/steps.js";
import { isFilled } from "./page/typed.js";
import { places, showStatus } from "./page/status_bar.js";
import { stayNew } from "./sync/updates.js";

/** @typedef {import("./page/page.js").Context} Context */
/** @typedef {import("./screens.js").Screen} Screen */

const WHO = "/field/who/";
/** What everybody may know: nobody must work for it. */
const DESK = /^\/field\/desk\//;
let root = /** @type {HTMLElement} */ (document.getElementById("content"));
/** @type {{screen: Screen, at: Context}} */
let shown;
/**
 * What each person left on the screen when they were away or another took over; a half-done form is in its
 * path.
 * @type {Map<string, typeof shown & {back: string, path: string}>}
 */
const left = new Map();
/** How many acts are under way or wait, and the last of them: they are done in the order of the taps. */
let acting = 0;
let acts = Promise.resolve();
/** What the screen was made of. */
let drawn = "";

/** The plan, and whether this phone believes it still. */
const basis = async () => `${await planMark()} ${(await trust()).isTrusted}`;

/** Show the screen of the present address. @returns {Promise<HTMLElement | null | undefined | void>} */
async function show() {
  const why = await standstill();
  if (why) return halt(why);
  const by = await who();
  await mark(by);
  const isOfficers = Boolean(by) && (await isOfficer(by));
  if (by && location.pathname !== WHO && resume(by, isOfficers)) return showStatus();
  drawn = await basis();
  const path = location.pathname;
  const [asked, id] = screenOf(path);
  const outing = id ? await outingOf(id) : undefined;
  const [known] = id && !outing ? screenOf("") : [asked];
  if (by && !isFor(isOfficers, known, path)) return go(outing ? `/field/outings/${id}/way/` : "/field/");
  const of = by || OPEN.has(known.name) || DESK.test(path) ? known : screenOf(WHO)[0];
  const made = /** @type {HTMLElement} */ (root.cloneNode(false));
  made.className = `page ${TILES.has(of.name) ? "session" : "booth-page"}`;
  made.append(screen(of.name));
  if (outing) {
    named(made, outing.id);
    fill(made, { title: outing.title, place: outing.place });
  }
  fill(made, { isPhone: !isOnline, isOnline });
  await showStatus(made);
  // Nothing is shown before it is true.
  const at = { root: made, outing, by, path, go };
  const elsewhere = await of.show(at);
  if (typeof elsewhere === "string") return go(elsewhere);
  shown = { screen: of, at };
  root.replaceWith(made);
  root = made;
  leadBack(of, outing);
  const form = /** @type {HTMLFormElement | null} */ (root.querySelector("form[data-draft]"));
  const field = form ? await keepDraft(form, shown.at, of.name) : null;
  if (form) layOut(form, field);
  await renew(isFree);
  field?.focus();
  return field;
}

/**
 * Whether who works may see a screen: what the booth does is for its officers.
 * @param {boolean} isOfficers
 * @param {Screen} of
 * @param {string} path
 */
const isFor = (isOfficers, of, path) => isOfficers || CREW.has(of.name) || DESK.test(path);

/** Where back leads, and what it is called. @param {Screen} of @param {any} outing */
function leadBack(of, outing) {
  const isInside = outing && !FIRST.has(of.name);
  const back = (isInside ? `/field/outings/${outing.id}/` : "/field/") + (of.back ?? "");
  document.querySelector("[data-back]")?.setAttribute("href", back);
  const label = document.querySelector("[data-back-words]");
  if (label) label.textContent = words(isInside || of.back ? "back" : "today");
}

/** Who works, in the head of every screen. @param {string} by */
async function mark(by) {
  const name = (await workers()).find((one) => one.id === by)?.name ?? "";
  fill(document, { working: name && words("working", name), initials: initials(name) });
  document.querySelector(".who-mark")?.toggleAttribute("hidden", !name);
}

/** What is on the screen waits for the person who works. */
function putAside() {
  if (!shown?.at.by || shown.screen.name === "who") return;
  const back = document.querySelector("[data-back]")?.getAttribute("href") ?? "";
  left.set(shown.at.by, { ...shown, back, path: location.pathname });
}

/** Take away what is on the screen until the PIN. */
function lock() {
  if (!shown?.at.by) return undefined;
  putAside();
  leave();
  const empty = /** @type {HTMLElement} */ (root.cloneNode(false));
  root.replaceWith(empty);
  root = empty;
  return show();
}

/**
 * Lead a person who comes back to where they were; whether a form that they were filling is there again.
 * @param {string} by
 * @param {boolean} isOfficers
 */
function resume(by, isOfficers) {
  const kept = left.get(by);
  left.delete(by);
  if (!kept || (shown.at.by === by && kept.path !== location.pathname)) return false;
  history.replaceState(null, "", kept.path);
  // What only shows is made anew: somebody may have counted on. So is what is theirs no more.
  if (!kept.at.root.querySelector("form.ask") || !isFor(isOfficers, kept.screen, kept.path)) return false;
  shown = kept;
  root.replaceWith(kept.at.root);
  root = kept.at.root;
  document.querySelector("[data-back]")?.setAttribute("href", kept.back);
  return true;
}

/** Go to a screen. @param {string} path @param {string} [taker] goes on there, not where they were */
function go(path, taker = "") {
  left.delete(taker);
  if (path === WHO) putAside();
  if (path === location.pathname) return show();
  history.pushState(null, "", path);
  scrollTo(0, 0);
  return show().then((field) => field || root.focus({ preventScroll: true }));
}

let halting = "";

/** Nothing can be recorded here any more. @param {"cleared" | "closed"} why */
function halt(why) {
  // Another act that fails takes nothing away from under a finger.
  if (shown?.screen === halted && halting === why) return;
  halting = why;
  const made = screen(halted.name);
  halted.tell(made, why);
  shown = { screen: halted, at: { root, outing: undefined, by: "", path: location.pathname, go } };
  root.replaceChildren(made);
  root.className = "page booth-page";
}

/** Whether nothing is half done: no act under way, no form that somebody fills. */
const isFree = () => !acting && !isFilled(root);

/** Whether the screen shows the plan, and nothing of it is in somebody's hands. */
function isMadeOfPlan() {
  const { name } = shown.screen;
  return name === "today" || name === "way" || (name === "who" && !isBusy() && !isFilled(root));
}

/** Do an act when those before it are done. @param {() => unknown} act */
function safely(act) {
  acting += 1;
  acts = acts.then(() => done(act));
  return acts;
}

/** @param {() => unknown} act */
async function done(act) {
  try {
    await act();
    excuse(root);
    await places();
  } catch (error) {
    const why = await standstill();
    if (why) halt(why);
    else admit(root, error);
  } finally {
    acting -= 1;
  }
  await renew(isFree);
}

document.addEventListener("submit", (event) => {
  const form = /** @type {HTMLFormElement} */ (event.target);
  event.preventDefault();
  // A second tap on what saved and led away means nothing.
  safely(() => form.isConnected && shown.screen.onSubmit?.(shown.at, form, event.submitter));
});
document.addEventListener("click", (event) => {
  const target = /** @type {Element} */ (event.target);
  const link = target.closest("a");
  if (
    link &&
    !link.matches("[data-join-again]") &&
    link.origin === location.origin &&
    link.pathname.startsWith("/field/")
  ) {
    event.preventDefault();
    safely(() => go(link.pathname));
  } else if (target.closest("button[type=button]")) {
    safely(() => target.isConnected && shown.screen.onClick?.(shown.at, target));
  }
});
document.addEventListener("change", (event) => {
  const target = /** @type {Element} */ (event.target);
  if (shown.screen.onChange) safely(() => shown.screen.onChange?.(shown.at, target));
});
addEventListener("popstate", () => safely(show));
// The plan may have come anew. Between the news and its turn somebody may have tapped.
news.addEventListener("sent", async () => {
  if (!shown) return undefined;
  if (isMadeOfPlan() && (await basis()) !== drawn) return safely(() => (isMadeOfPlan() ? show() : undefined));
  if (shown.screen.name === halted.name) return undefined;
  await shown.screen.onNews?.(shown.at);
  return showStatus();
});
news.addEventListener("renewed", () => shown.screen.name === "desk" && safely(show));
dress();
await start();
if (await resumeWork()) location.reload();
await show();
if (!isOnline) {
  watch(lock, () => shown.screen.name);
  carry();
  bringPictures();
  begin().catch(() => undefined);
  stayNew(isFree);
}
