/**
 * The truth in sight: where the records are, how long the oldest waits, who answers, whether the clock is
 * right.
 */
import { tallyOfPlaces } from "../booth/whereabouts.js";
import { placesSeen } from "../booth/memory.js";
import { clockTime, dayOf, grouped, longDay, shortDay, words } from "./page.js";
import { trust } from "../people/people.js";
import { lastReached, persists, reach, stations, trouble } from "../recorder/recorder.js";

const DAY = 24 * 60 * 60_000;
const [LATE, VERY_LATE] = [1, 3]; // days
/** Why this phone hands a station nothing. */
const NOT_BELIEVED = new Set(["lapsed", "revoked"]);
/** Refusals of a station for which there are words. */
const REFUSALS = new Set(["stranger", "out_of_service", "forged", "malformed", "enough"]);
const WRONG_CLOCK = 5 * 60_000; // as `doctor` judges a machine's

/** Write where this phone's records are: all of it that an act changes. @param {ParentNode} [page] */
export async function places(page = document) {
  const counts = placesSeen() ?? (await tallyOfPlaces());
  for (const place of /** @type {const} */ (["phone", "van", "office", "needs"])) {
    for (const mark of page.querySelectorAll(`[data-state=${place}]`)) {
      fillFigure(mark, counts[place]);
      mark.toggleAttribute("hidden", place === "needs" && !counts.needs);
    }
  }
  for (const mark of page.querySelectorAll("[data-oldest]")) sayAge(mark, counts.oldest);
}

/**
 * Write that, and what only an answer of a station changes: the clock, the network.
 * @param {ParentNode} [page]
 */
export async function showStatus(page = document) {
  await tallyOfPlaces();
  await places(page);
  const { full, brief } = await clockWords();
  say(page, "[data-clock]", full, brief);
  say(page, "[data-network]", await networkWords());
  say(page, "[data-refusal]", await refusalWords());
  showTrouble(page);
  if (page.querySelector("[data-may-vanish]"))
    say(page, "[data-may-vanish]", (await persists()) ? "" : words("may_vanish"));
}

/** What stands between this page and the server that answered it. @param {ParentNode} page */
function showTrouble(page) {
  const { isSilent, isSignedOut } = trouble();
  const [full, brief] = isSilent
    ? ["server_silent", "server_silent_brief"].map((name) => words(name))
    : ["", ""];
  say(page, "[data-trouble]", full, brief);
  for (const way of page.querySelectorAll("[data-sign-in]")) {
    way.toggleAttribute("hidden", !isSignedOut);
    way.setAttribute("href", `/sign-in/?next=${location.pathname}`);
  }
}

/** @param {Element} mark @param {number} figure */
function fillFigure(mark, figure) {
  const place = mark.querySelector("[data-figure]");
  if (place) place.textContent = grouped(figure);
  mark.classList.toggle("is-empty", !figure);
}

/** @param {Element} mark @param {number | null} oldest */
function sayAge(mark, oldest) {
  const days = oldest === null ? 0 : Math.floor((Date.now() - oldest) / DAY);
  mark.toggleAttribute("hidden", oldest === null);
  mark.classList.toggle("is-late", days >= LATE && days < VERY_LATE);
  mark.classList.toggle("is-very-late", days >= VERY_LATE);
  if (oldest !== null)
    mark.textContent = days >= LATE ? words("oldest_days", days) : words("oldest", clockTime(oldest));
}

/**
 * @param {ParentNode} page
 * @param {string} selector
 * @param {string} full
 * @param {string} [brief] what is said over the tiles
 */
function say(page, selector, full, brief = full) {
  for (const place of page.querySelectorAll(selector)) {
    const text = place.closest(".session") ? brief : full;
    place.toggleAttribute("hidden", !text);
    // What is said already is not read out again.
    if (place.textContent !== text) place.textContent = text;
  }
}

/** What to do about a clock that is wrong, by the station that was reached last, or that makes this phone
 * believe nobody any more; in brief over the tiles, which must stay on the glass.
 */
async function clockWords() {
  const [station, { isInGrace }] = [await lastReached(), await trust()];
  if (isInGrace) return { full: words("trust_grace"), brief: words("trust_grace_brief") };
  if (!station || Math.abs(station.clock) < WRONG_CLOCK) return { full: "", brief: "" };
  const right = Date.now() + station.clock;
  const full = words("clock_wrong", clockTime(right), longDay(dayOf(right)), station.name);
  return { full, brief: words("clock_wrong_brief", clockTime(right), shortDay(dayOf(right))) };
}

/** Mobil OK · Internet tidak ada sejak 10.42 */
export async function networkWords() {
  const targets = await reach();
  return targets
    .map(({ kind, answers, since }) =>
      answers ? words(`${kind}_ok`) : words(`${kind}_none`, clockTime(since)),
    )
    .join(" · ");
}

/** Who of those that this phone met gets nothing from it any more, and why. */
export async function refusalWords() {
  const refusing = (await stations()).filter((one) => one.at && one.refusal);
  return refusing
    .map(({ name, refusal }) =>
      NOT_BELIEVED.has(refusal) ? words(refusal, name) : words("refused", name, sayRefusal(refusal)),
    )
    .join(" ");
}

/** Why a station takes nothing, by the code with which its words begin. @param {string} refusal */
export function sayRefusal(refusal) {
  const [code = ""] = refusal.split(":");
  return words(`refusal_${REFUSALS.has(code) ? code : "other"}`);
}
