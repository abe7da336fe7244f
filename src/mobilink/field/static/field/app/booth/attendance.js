/** Who of the team is here, as this phone recorded it and as its plan tells: one tap a person, and undo. */
import { factAct, recordFact, undo, voids } from "./booth.js";
import { rowsOf } from "./memory.js";
import { plan } from "../outings/plan.js";
import { clockTime, dayOf, fill, repeat, words } from "../page/page.js";
import { settle } from "./presence.js";

/** @typedef {import("./booth.js").KeptRow} KeptRow */
/**
 * `left` has when those left who came.
 * @typedef {import("../outings/plan.js").Outing & {came?: string[], left?: Record<string, string>}} Outing
 */
/**
 * @typedef {{
 *   since: number | null, until: number | null, newest: KeptRow | undefined, isHere: boolean,
 *   isKnown: boolean,
 * }} Presence
 */
/**
 * Shown by the label where it has one.
 * @typedef {Presence & {person: string, name: string, duty: string, label?: string}} Member
 */

/** The team of an outing, who works first, and everybody else who may have come.
 * @param {Outing} outing @param {string} by @returns {Promise<{team: Member[], others: Member[]}>}
 */
export async function teamOf(outing, by) {
  const [unitPlan, rows] = [await plan(), await rowsOf(outing.id)];
  const named = new Map(
    [...(unitPlan?.drivers ?? []), ...(unitPlan?.officers ?? [])].map(({ id, name }) => [id, name]),
  );
  const booked = outing.booked.filter((one) => one.person);
  /** @type {string[]} */
  const came = [
    by,
    ...rows.filter((row) => row.kind === "attendance").map((row) => row.fields.person),
    ...(outing.came ?? []),
  ];
  /** @type {Map<string, string>} */
  const duties = new Map([
    ...came.map((person) => /** @type {[string, string]} */ ([person, ""])),
    ...booked.map(({ person, duty }) => /** @type {[string, string]} */ ([person, duty])),
  ]);
  for (const { person, name } of booked) named.set(person, name);
  const all = [...named].map(([person, name]) => ({
    person,
    name,
    duty: duties.get(person) ?? "",
    ...presenceOf(outing, rows, person),
  }));
  const isOfTeam = (/** @type {Member} */ one) => duties.has(one.person);
  const order = [by, ...booked.map((one) => one.person)];
  const team = all.filter(isOfTeam).sort((one, other) => placeOf(order, one) - placeOf(order, other));
  return { team, others: all.filter((one) => !isOfTeam(one)) };
}

/** @param {string[]} order @param {Member} one */
const placeOf = (order, one) => (order.includes(one.person) ? order.indexOf(one.person) : order.length);

/**
 * @param {Outing} outing
 * @param {readonly KeptRow[]} rows of this outing
 * @param {string} person
 * @returns {Presence}
 */
export function presenceOf(outing, rows, person) {
  const records = rows.filter((row) => row.kind === "attendance" && row.fields.person === person);
  const gone = voids(rows);
  const stands = records.filter((row) => !gone.has(row.id));
  // What this phone recorded itself, or took back, it knows better than its plan.
  const isKnown = !records.length && Boolean(outing.came?.includes(person));
  const left = records.some((row) => row.fields.until) ? undefined : outing.left?.[person];
  const settled = settle([
    ...stands.map((row) => row.fields),
    ...(left ? [{ until: Date.parse(left) }] : []),
  ]);
  const isHere = settled ? settled.wasThere && !settled.until : isKnown;
  return {
    since: settled?.since ?? null,
    until: settled?.until ?? null,
    newest: stands.at(-1),
    isHere,
    isKnown,
  };
}

/** Whether a tap on somebody was done: another says that they are here. Of whom another machine saw
 * leaving, it says that they came again.
 * @param {Presence} one
 */
export const isTapped = ({ isHere, newest }) => isHere || Boolean(newest?.fields.until);

/** The act that says that somebody came, or left; on another day than the outing's, without an hour.
 * @param {Outing} outing @param {string} by @param {string} person @param {"since" | "until"} end
 */
export function attendanceAct(outing, by, person, end) {
  return factAct(outing, "attendance", detailsOf(outing, by, person, end));
}

/** @param {Outing} outing @param {string} by @param {string} person @param {"since" | "until"} end */
const detailsOf = (outing, by, person, end) => ({
  person,
  told_by: by,
  was_there: true,
  ...(isToday(outing) ? { [end]: Date.now() } : {}),
});

/** @param {Outing} outing */
export const isToday = (outing) => outing.day === dayOf();

/** Whether the day of an outing has come, so that somebody can be there. @param {Outing} outing */
export const hasCome = (outing) => outing.day <= dayOf();

/** Tick one of the team: somebody is here; once more, and the newest record of them is taken back.
 * @param {Outing} outing @param {string} by @param {string} person
 */
export async function togglePresence(outing, by, person) {
  const presence = presenceOf(outing, await rowsOf(outing.id), person);
  const newest = isTapped(presence) && presence.newest;
  await (newest
    ? undo(outing, by, newest)
    : recordFact(outing, by, "attendance", detailsOf(outing, by, person, "since")));
}

/** @param {Outing} outing @param {string} by @param {string} person */
export async function leave(outing, by, person) {
  await recordFact(outing, by, "attendance", detailsOf(outing, by, person, "until"));
}

/**
 * Fill a list with some of the team.
 * @param {ParentNode} root
 * @param {string} list
 * @param {Member[]} members
 * @param {Outing} outing
 */
export function showMembers(root, list, members, outing) {
  repeat(root, list, "member", members, (made, member) => {
    const duty = member.duty && words(`duty_${member.duty}`);
    fill(made, {
      label: member.label ?? member.name,
      name: member.name,
      about: [duty, presenceWords(member)].filter(Boolean).join(" · "),
      mayLeave: member.isHere && isToday(outing),
    });
    const button = /** @type {HTMLButtonElement} */ (made.querySelector("[data-member]"));
    button.setAttribute("aria-pressed", String(isTapped(member)));
    button.disabled = member.isKnown && member.isHere;
    for (const each of made.querySelectorAll("button")) each.value = member.person;
  });
}

/** @param {Member} one */
function presenceWords({ since, until, newest, isHere, isKnown }) {
  if (isKnown && isHere) return words("here_known");
  if (!newest && !isKnown) return words("here_not_told");
  if (since && until) return `${clockTime(since)}–${clockTime(until)}`;
  if (since) return words("here_since", clockTime(since));
  return until ? words("here_until", clockTime(until)) : words("here_untimed");
}

/** Do what a tap on one of the team says; whether it was one.
 * @param {import("../page/page.js").Context} at @param {Element} target
 */
export async function tapped({ outing, by }, target) {
  const button = /** @type {HTMLButtonElement | null} */ (target.closest("[data-member], [data-leaves]"));
  if (!button) return false;
  await (button.matches("[data-leaves]") ? leave : togglePresence)(outing, by, button.value);
  return true;
}

/**
 * Move on from a list that was made anew to the same person in it.
 * @param {ParentNode} root
 * @param {Element} target
 */
export function focusAgain(root, target) {
  const person = /** @type {HTMLButtonElement | null} */ (target.closest("button"))?.value;
  /** @type {HTMLElement | null} */ (root.querySelector(`[data-member][value="${person}"]`))?.focus();
}
