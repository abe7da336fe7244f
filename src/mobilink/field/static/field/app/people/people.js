/** Who works with this phone now, and until when it may be worked with. */
import { answer, get, put, transaction } from "../../../journal/store.js";
import { plan } from "../outings/plan.js";
import { dayOf, shortDay, words } from "../page/page.js";
import { isOnline, signedIn, signOut } from "../recorder/recorder.js";
import { takeUp } from "./settings.js";

/**
 * `ends` has the last day of each function that ends.
 * @typedef {{id: string, name: string, ends?: Record<string, string>}} Worker
 */
/**
 * `until` is the last day with this phone.
 * @typedef {Worker & {functions: string[], until?: string}} Officer
 */

const DAY = 24 * 3600 * 1000;
/** So long does a phone believe who its officers are, from the last word of a station. */
const TRUSTED_FOR = 7 * DAY;
/**
 * So much work is left where the clock says that the term is over: a working day, since the clock may be what
 * is wrong.
 */
const GRACE = 12 * 3600 * 1000;
/** Work is counted by the minute, by what this page saw pass and not by any clock. */
export const COUNTED_EVERY = 60_000;
const AWAY_AFTER = 120_000;
const PRESENT = "mobilink.present";
const BEFORE = "mobilink.act.by";
const [OFFICER, DRIVER] = ["officer", "driver"];
const LEADING = ["approver", "planner"];

/**
 * Who may still work with this phone: officers, drivers and who goes along. With the functions that they
 * still hold.
 * @returns {Promise<Officer[]>}
 */
export async function workers() {
  const [everybody, day] = [await everyWorker(), await today()];
  const still = everybody.filter((one) => isIn(one, day));
  return still.map((one) => ({ ...one, functions: one.functions.filter((each) => holds(one, each, day)) }));
}

/** Those among them who run a booth. @returns {Promise<Officer[]>} */
export async function officers() {
  return (await workers()).filter((one) => one.functions.includes(OFFICER));
}

/** Whether somebody runs a booth; who drives sees the way, the load and the meters. @param {string} person */
export const isOfficer = async (person) => (await officers()).some((one) => one.id === person);

/**
 * All whom the plan names, also whose access has ended: their records bear their names.
 * @returns {Promise<Officer[]>}
 */
export async function everyWorker() {
  return (await plan())?.officers ?? [];
}

/** Who may still drive, of the whole office. @returns {Promise<Worker[]>} */
export async function drivers() {
  const day = await today();
  return ((await plan())?.drivers ?? []).filter((/** @type {Worker} */ one) => holds(one, DRIVER, day));
}

/**
 * What to know of somebody before they drive on a day, in words; nothing where nothing is known.
 * @param {string} person
 * @param {string} day
 */
export async function hindrance(person, day) {
  const { away = [], licence = null } = (await plan())?.hindrances?.[person] ?? {};
  const isAway = away.some((/** @type {[string, string]} */ [since, until]) => since <= day && day <= until);
  return [isAway && words("is_away"), licence && licence < day && words("licence_ended", shortDay(licence))]
    .filter(Boolean)
    .join("; ");
}

/**
 * The last day of who worked here last, where it has passed.
 * @returns {Promise<{name: string, day: string} | undefined>}
 */
export async function endedLast() {
  const [chosen, day] = [await get("self", "who"), await today()];
  const last = (await everyWorker()).find((one) => one.id === chosen);
  return last?.until && !isIn(last, day) ? { name: last.name, day: last.until } : undefined;
}

/**
 * Of those who may decide by the plan, those whose roles for it have not ended since.
 * @param {{id: string, name: string, until?: string}[]} deciders
 */
export async function stillDeciding(deciders) {
  const day = await today();
  return deciders.filter((one) => isIn(one, day));
}

/**
 * Whether somebody may still do on a day what ends with `until`.
 * @param {{until?: string}} one
 * @param {string} day
 */
const isIn = ({ until }, day) => day <= (until ?? day);

/** A role is good on its last day still. @param {Worker} one @param {string} role @param {string} day */
const holds = ({ ends }, role, day) => day <= (ends?.[role] ?? day);

/**
 * The day by this phone's clock, and never one before the plan was made: who sets the clock back gains
 * nothing.
 */
async function today() {
  const [own, planned] = [dayOf(), (await plan())?.day ?? ""];
  return own > planned ? own : planned;
}

/** Whether somebody may let a colleague choose a new PIN. @param {Officer} officer */
export const leads = (officer) => officer.functions.some((one) => LEADING.includes(one));

/** Who worked last, where the plan still has them. @returns {Promise<string>} */
export async function lastOfficer() {
  const chosen = await get("self", "who");
  return (await workers()).some((one) => one.id === chosen) ? chosen : "";
}

/** The id of the officer who works now, or nothing: none chosen, or away. @returns {Promise<string>} */
export async function who() {
  if (isOnline) return signedIn();
  const last = await lastOfficer();
  return last && last === present().person && !isAway() ? last : "";
}

/**
 * Begin to work, with the looks that the person chose.
 * @param {string} person
 * @returns {Promise<boolean>} whether the page must be made anew
 */
export async function work(person) {
  const isOtherLanguage = await takeUp(await get("self", "who"), person);
  await put("self", person, "who");
  sessionStorage.setItem(PRESENT, JSON.stringify({ person, at: Date.now() }));
  await countWork(); // so that coming anew each time is no way around it
  return isOtherLanguage;
}

/** Who signed in works, with the looks that they chose here. @returns {Promise<boolean>} as of `work` */
export async function resumeWork() {
  if (!isOnline) return false;
  const before = localStorage.getItem(BEFORE) ?? undefined;
  localStorage.setItem(BEFORE, signedIn());
  return takeUp(before, signedIn());
}

/** @returns {{person: string, at: number}} */
function present() {
  return JSON.parse(sessionStorage.getItem(PRESENT) ?? '{"person": "", "at": 0}');
}

/** Whether nobody touched the phone for long, or nobody knows how long: its clock was set back. */
export const isAway = () => Math.abs(Date.now() - present().at) > AWAY_AFTER;

/** Whether the last day of who works here has passed, or a station told so, under their hands. */
export async function hasEnded() {
  const { person } = present();
  return Boolean(person) && !(await workers()).some((one) => one.id === person);
}

/** Somebody touched the phone. */
export function stay() {
  const { person } = present();
  if (person) sessionStorage.setItem(PRESENT, JSON.stringify({ person, at: Date.now() }));
}

/** Another person is to take the phone over: it asks for their PIN. @param {string} person */
export async function handTo(person) {
  if (isOnline) return signOut();
  await put("self", person, "who");
  leave();
}

/** Work no more until the PIN; nothing else is forgotten. */
export function leave() {
  sessionStorage.removeItem(PRESENT);
}

/**
 * Whether this phone believes who its officers are. Within the term it does; where the clock says that the
 * term is over, or not begun, there is some work left.
 * @typedef {{isTrusted: boolean, isInGrace: boolean, until: number}} Trust
 */

/** @returns {Promise<Trust>} `until` is 0 where no station told anything yet. */
export async function trust() {
  if (isOnline) return { isTrusted: true, isInGrace: false, until: Infinity };
  const [heard, grace] = [await lastHeard(), await get("self", "grace")];
  if (!heard) return { isTrusted: false, isInGrace: false, until: 0 };
  const until = heard + TRUSTED_FOR;
  const isInGrace = !isInTerm(heard);
  const used = grace?.heard === heard ? grace.used : 0;
  return { isTrusted: !isInGrace || used < GRACE, isInGrace, until };
}

/** When a station spoke last, on this phone's clock; 0 for never. */
async function lastHeard() {
  return (await get("self", "heard")) ?? 0;
}

/** A clock that shows a time before the last word is as wrong as one that ran ahead. @param {number} heard */
const isInTerm = (heard) => Date.now() > heard - DAY && Date.now() < heard + TRUSTED_FOR;

/**
 * Somebody works: where the clock says that nobody may, it is counted. Only a station's next word gives it
 * back.
 */
export async function countWork() {
  const heard = await lastHeard();
  if (!heard || isInTerm(heard)) return;
  await transaction(["self"], "readwrite", async (at) => {
    const grace = await answer(at("self").get("grace"));
    const used = grace?.heard === heard ? grace.used : 0;
    at("self").put({ heard, used: used + COUNTED_EVERY }, "grace");
  });
}

/** What an officer is called. @param {string} person @returns {Promise<string>} */
export async function nameOf(person) {
  return (await everyWorker()).find((one) => one.id === person)?.name ?? "–";
}
