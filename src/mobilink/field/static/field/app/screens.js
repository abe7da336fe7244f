/** Every screen of the booth, by its address. */
import * as age from "./screens/age.js";
import * as call from "./screens/desk/call.js";
import * as card from "./screens/desk/card.js";
import * as check from "./screens/desk/check.js";
import * as checks from "./screens/checks.js";
import * as close from "./screens/close.js";
import * as code from "./screens/code.js";
import * as crew from "./screens/crew.js";
import * as desk from "./screens/desk/home.js";
import * as done from "./screens/done.js";
import * as follow from "./screens/follow.js";
import * as give from "./screens/give.js";
import * as hand from "./screens/hand.js";
import * as handover from "./screens/handover.js";
import * as help from "./screens/help.js";
import * as inspect from "./screens/inspect.js";
import * as lesson from "./screens/lesson.js";
import * as load from "./screens/load.js";
import * as meters from "./screens/meters.js";
import * as missing from "./screens/missing.js";
import * as offer from "./screens/desk/offer.js";
import * as open from "./screens/open.js";
import * as pack from "./screens/desk/pack.js";
import * as phone from "./screens/phone.js";
import * as planned from "./screens/plan.js";
import * as records from "./screens/records.js";
import * as sealed from "./screens/sealed.js";
import * as sales from "./screens/sales.js";
import * as sell from "./screens/sell.js";
import * as session from "./screens/session.js";
import * as sheet from "./screens/desk/show.js";
import * as sold from "./screens/sold.js";
import * as survey from "./screens/survey.js";
import * as today from "./screens/today.js";
import * as topic from "./screens/desk/topic.js";
import * as training from "./screens/training.js";
import * as vacancies from "./screens/desk/vacancies.js";
import * as vacancy from "./screens/desk/vacancy.js";
import * as visit from "./screens/visit.js";
import * as way from "./screens/way.js";
import * as who from "./screens/who.js";
import * as withdraw from "./screens/withdraw.js";
import { isOnline } from "./recorder/recorder.js";

/** @typedef {import("./page/page.js").Context} Context */
/**
 * @typedef {{
 *   name: string, show: (at: Context) => unknown,
 *   onSubmit?: (at: Context, form: HTMLFormElement, button: HTMLElement | null) => unknown,
 *   onClick?: (at: Context, target: Element) => unknown,
 *   onChange?: (at: Context, target: Element) => unknown, onNews?: (at: Context) => unknown, back?: string,
 * }} Screen
 */

const OUTING = "/field/outings/([0-9a-f-]{36})/";
const KEPT = "(?:[0-9a-f]{8}/)?"; // a half-done form
const DESK = "/field/(?:outings/([0-9a-f-]{36})/)?desk/";
/** @type {[string, Screen][]} */
const SCREENS = [
  ["/field/", today],
  ["/field/phone/", phone],
  ["/field/records/", records],
  ["/field/help/", help],
  ["/field/who/", who],
  ["/field/training/", training],
  ["/field/training/[a-z0-9_-]+/", lesson],
  [OUTING, session],
  [`${OUTING}open/`, open],
  [`${OUTING}age/`, age],
  [`${OUTING}visit/${KEPT}`, visit],
  [`${OUTING}visit/of-[0-9a-f]{32}/`, visit],
  [`${OUTING}follow/${KEPT}`, follow],
  [`${OUTING}hand/${KEPT}`, hand],
  [`${OUTING}code/MK-[-2-9A-Z]{4,11}/`, code],
  [`${OUTING}withdraw/`, withdraw],
  [`${OUTING}give/`, give],
  [`${OUTING}sell/`, sell],
  [`${OUTING}sold/T-[2-9A-Z]+-[0-9]+/`, sold],
  [`${OUTING}sales/`, sales],
  [`${OUTING}records/`, records],
  [`${OUTING}survey/`, survey],
  [`${OUTING}set-up/`, checks],
  [`${OUTING}strike/`, checks],
  [`${OUTING}handover/`, handover],
  [`${OUTING}crew/`, crew],
  [`${OUTING}plan/`, planned],
  [`${OUTING}way/`, way],
  [`${OUTING}load/`, load],
  [`${OUTING}inspect/`, inspect],
  [`${OUTING}meters/`, meters],
  [`${OUTING}close/`, close],
  [`${OUTING}done/`, done],
  [DESK, desk],
  [`${DESK}check/`, check],
  [`${DESK}topics/[a-z0-9_-]+/`, topic],
  [`${DESK}cards/[a-z0-9_-]+/`, card],
  [`${DESK}call/`, call],
  [`${DESK}pack/`, pack],
  [`${DESK}vacancies/`, vacancies],
  [`${DESK}vacancies/[0-9a-f-]{36}/`, vacancy],
  [`${DESK}offer/`, offer],
  [`${DESK}show/`, sheet],
];

/** What only a phone does that keeps a key and its records: the server takes none of it from a browser. */
const ON_A_PHONE = new Set(
  /** @type {Screen[]} */ ([follow, hand, code, sell, sold, sales, planned, load, inspect, meters]),
);

/** The screen of an address, and the id of its outing. @param {string} path @returns {[Screen, string]} */
export function screenOf(path) {
  for (const [pattern, of] of SCREENS) {
    const match = new RegExp(`^${pattern}$`).exec(path);
    if (match) return [isOnline && ON_A_PHONE.has(of) ? sealed : of, match[1] ?? ""];
  }
  return [missing, ""];
}

/** Screens that fill the glass from top to bottom, for one thumb. */
export const TILES = new Set([session.name, age.name]);
/** Screens from which back leads to today. */
export const FIRST = new Set([session.name, open.name, way.name]);
/** Screens of those who drive or load, and do not run the booth. */
/** @type {Set<string>} */
export const CREW = new Set(
  [way, inspect, load, meters, today, training, lesson, phone, help, records, who, missing].map(
    (one) => one.name,
  ),
);
/** Screens for which nobody must work. */
export const OPEN = new Set([phone.name, help.name, who.name]);
