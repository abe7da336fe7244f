/** Who works now: tiles of the officers, a PIN for each, and how somebody new proves who they are. */
import { tallyOfPlaces } from "../booth/whereabouts.js";
import { dayOf, fill, grouped, longDay, part, repeat, words } from "../page/page.js";
import { endedLast, everyWorker, lastOfficer, leads, trust, work, workers } from "../people/people.js";
import { check, hasPin, isEasy, isPin, keepPin } from "../people/pins.js";
import { byAccount, byCode, nextCode, renewCodes, witness } from "../people/proving.js";
import { isOnline, nameOfPlace, soon } from "../recorder/recorder.js";

/** @typedef {import("../page/page.js").Context} Context */
/** @typedef {import("../people/people.js").Officer} Officer */
/** @typedef {"pin" | "prove" | "colleague" | "vouch" | "code" | "choose" | "again"} Stage */

export const name = "who";
const MANY = 8;
const DAY = 24 * 3600 * 1000;
const WARNED_BEFORE = 2 * DAY;

/**
 * What somebody is in the middle of.
 * @type {{
 *   stage: Stage, officer: Officer, voucher?: Officer, word?: import("../people/proving.js").Word,
 *   first?: string,
 * } | undefined}
 */
let task;

/** Whether somebody is in the middle of proving who they are. */
export const isBusy = () => task !== undefined;

/** @param {Context} at */
export async function show(at) {
  // Who signed in works; the settings say who that is, and sign out.
  if (isOnline) return "/field/phone/";
  renewCodes().catch(() => undefined);
  const last = at.by ? "" : await lastOfficer();
  const officer = (await workers()).find((one) => one.id === last);
  if (officer && (await hasPin(last)) && (await isTrusted())) return stage(at, { stage: "pin", officer });
  return tiles(at);
}

async function isTrusted() {
  return (await trust()).isTrusted;
}

/** @param {Context} at @param {string} [sought] */
async function tiles(at, sought = "") {
  task = undefined;
  const [known, { isTrusted, isInGrace, until }, counts] = [
    await workers(),
    await trust(),
    await tallyOfPlaces(),
  ];
  const matching = known.filter((one) => one.name.toLowerCase().includes(sought.toLowerCase()));
  const made = part(at.root, "tiles");
  const [everybody, ended] = [await everyWorker(), await endedLast()];
  const isNobodyLeft = everybody.length && !known.length;
  const isOver = known.length > 0 && !isTrusted;
  const isEnding = known.length > 0 && !isOver && !isInGrace && until - Date.now() < WARNED_BEFORE;
  fill(made, {
    isEmpty: !everybody.length,
    isMany: known.length > MANY && !isOver,
    isNobody: known.length && !matching.length,
    isOver,
    grace: known.length && !isOver && isInGrace ? words("trust_grace") : "",
    ending: isEnding ? words("trust_ends", longDay(dayOf(until))) : "",
    ended: ended
      ? words("access_ended", ended.name, longDay(ended.day))
      : isNobodyLeft
        ? words("all_ended")
        : "",
    unsent: counts.phone ? words("unsent", grouped(counts.phone)) : "",
  });
  stand(at, made);
  repeat(at.root, "officers", "officer", isOver ? [] : matching, tile);
  const field = /** @type {HTMLInputElement | null} */ (at.root.querySelector("[name=q]"));
  if (field) field.value = sought;
}

/** @param {Context} at @param {DocumentFragment} made */
function stand(at, made) {
  at.root.querySelector("[data-stage-here]")?.replaceChildren(made);
  scrollTo(0, 0);
}

/** What the head of each step says, of whose PIN or proof it is.
 * @type {Partial<Record<Stage, string>>}
 */
const HEADS = {
  pin: "ask_pin",
  vouch: "ask_pin",
  choose: "ask_choose",
  again: "ask_again",
  prove: "ask_proof",
};

/** Show one step. @param {Context} at @param {NonNullable<typeof task>} now */
async function stage(at, now) {
  task = now;
  const { officer, voucher } = now;
  const [vouchers, number, phone] = [
    await mayVouch(officer),
    await nextCode(officer.id),
    await nameOfPlace(),
  ];
  const made = part(at.root, now.stage);
  const title = words(HEADS[now.stage] ?? "", (voucher ?? officer).name);
  const letsIn = words("lets_in", officer.name);
  fill(made, { title, letsIn, name: officer.name, phone, number, hasVouchers: vouchers.length });
  stand(at, made);
  if (now.stage === "colleague") repeat(at.root, "vouchers", "officer", vouchers, tile);
  field(at)?.focus({ preventScroll: true });
}

/** The tile of an officer. @param {DocumentFragment} made @param {Officer} officer */
function tile(made, { id, name }) {
  fill(made, { name });
  made.querySelector("button")?.setAttribute("value", id);
}

/** Who has a PIN here and leads. @param {Officer} officer @returns {Promise<Officer[]>} */
async function mayVouch(officer) {
  const vouchers = [];
  for (const colleague of await workers())
    if (colleague.id !== officer.id && leads(colleague) && (await hasPin(colleague.id)))
      vouchers.push(colleague);
  return vouchers;
}

/** The field for digits. @param {Context} at @returns {HTMLInputElement | null} */
const field = ({ root }) => root.querySelector("[name=pin]");

/** @param {Context} at @param {string} text */
function tell({ root }, text) {
  fill(root, { problem: text });
}

/** @param {Context} at @param {Element} target */
export async function onClick(at, target) {
  const button = /** @type {HTMLButtonElement} */ (target.closest("button"));
  const { key, to } = button.dataset;
  if (key) return press(at, key);
  if (to === "tiles") return tiles(at);
  if (to && task) return stage(at, { stage: /** @type {Stage} */ (to), officer: task.officer });
  const officer = (await workers()).find((one) => one.id === button.value);
  if (!officer) return undefined;
  if (task?.stage === "colleague") return stage(at, { ...task, stage: "vouch", voucher: officer });
  return stage(at, { stage: (await hasPin(officer.id)) ? "pin" : "prove", officer });
}

/** @param {Context} at @param {string} key */
function press(at, key) {
  const digits = field(at);
  if (digits)
    digits.value =
      key === "back" ? digits.value.slice(0, -1) : (digits.value + key).slice(0, digits.maxLength);
}

/** @param {Context} at @param {HTMLFormElement} form */
export async function onSubmit(at, form) {
  const values = new FormData(form);
  if (!task) return tiles(at, String(values.get("q") ?? ""));
  tell(at, "");
  const { officer } = task;
  if (task.stage === "prove") return proved(at, () => byAccount(officer.id, values));
  if (task.stage === "code") return proved(at, () => byCode(officer.id, String(values.get("code") ?? "")));
  const typed = String(values.get("pin") ?? "");
  const digits = field(at);
  if (digits) digits.value = "";
  if (!isPin(typed)) return tell(at, words("not_a_pin"));
  if (task.stage === "choose") return chosen(at, typed);
  return task.stage === "again" ? repeated(at, typed) : entered(at, typed);
}

/** @param {Context} at @param {() => Promise<import("../people/proving.js").Word>} ask */
async function proved(at, ask) {
  try {
    const word = await ask();
    if (task) await stage(at, { stage: "choose", officer: task.officer, word });
  } catch (error) {
    tell(at, String(/** @type {Error} */ (error).message));
  }
}

/**
 * A PIN that is kept: the officer's own, or that of a colleague who vouches.
 * @param {Context} at
 * @param {string} typed
 */
async function entered(at, typed) {
  if (!task) return undefined;
  const { officer, voucher } = task;
  const { isRight, isEarly, wait } = await check((voucher ?? officer).id, typed);
  if (isEarly) return tell(at, words("early", span(wait)));
  if (!isRight) return tell(at, wait ? words("wrong_wait", span(wait)) : words("wrong_pin"));
  if (!voucher) return enter(at, officer);
  return stage(at, { stage: "choose", officer, word: { way: "colleague", by: voucher.id } });
}

/** So long, in words. @param {number} wait in ms */
function span(wait) {
  const seconds = Math.ceil(wait / 1000);
  return seconds < 60 ? words("seconds", seconds) : words("minutes", Math.ceil(seconds / 60));
}

/** @param {Context} at @param {string} typed */
function chosen(at, typed) {
  if (isEasy(typed)) return tell(at, words("easy_pin"));
  return task && stage(at, { ...task, stage: "again", first: typed });
}

/** @param {Context} at @param {string} typed */
async function repeated(at, typed) {
  if (!task?.word) return undefined;
  const { officer, word, first } = task;
  if (typed !== first) {
    await stage(at, { stage: "choose", officer, word });
    return tell(at, words("not_the_same"));
  }
  await witness(officer.id, word);
  await keepPin(officer.id, typed);
  soon();
  return enter(at, officer);
}

/** Begin to work. @param {Context} at @param {Officer} officer */
async function enter({ go, path }, officer) {
  task = undefined;
  // The day may have passed while they typed.
  const isStill = (await workers()).some((one) => one.id === officer.id);
  if (!isStill || !(await isTrusted())) return go("/field/who/");
  const next = path === "/field/who/" ? "/field/" : path;
  if (!(await work(officer.id))) return go(next);
  // Their language is another one, which is another page.
  return location.replace(next);
}
