/** The checklist of the end: what was counted, what was really there, and one signature. */
import { attendanceAct, isToday, teamOf } from "../booth/attendance.js";
import { closeDay, counts, openSession } from "../booth/booth.js";
import { rowsOf } from "../booth/memory.js";
import { tallyOfPlaces } from "../booth/whereabouts.js";
import { compareGoods, readGoods, showGoods } from "../goods/counting.js";
import { fill, grouped, part, repeat, words } from "../page/page.js";
import { nameOf } from "../people/people.js";
import { typedRow } from "../page/typed.js";
import { reconcile, sayDifference, countWords } from "../booth/leaflets.js";
import { photos, soon } from "../recorder/recorder.js";

export const name = "close";

/** @param {import("../page/page.js").Context} at */
export async function show({ root, outing, by }) {
  const rows = await rowsOf(outing.id);
  if (!openSession(rows)) return `/field/outings/${outing.id}/`;
  const { tallies, visits } = counts(rows);
  fill(root, {
    tallies: grouped(tallies),
    visits: grouped(visits),
    signature: words("signature", await nameOf(by)),
  });
  await showSent(root);
  showKit(root, outing);
  await showTeam(root, outing, by);
  showLeaflets(root, rows, null);
  await showGoods(root, outing, by);
  return undefined;
}

/** @param {import("../page/page.js").Context} at */
export function onChange({ root, outing }) {
  return compareGoods(root, outing);
}

/** What of this phone is not at the office yet, photos too. @param {HTMLElement} root */
async function showSent(root) {
  const { phone, van, needs } = await tallyOfPlaces();
  const pictures = [...(await photos()).values()].filter((isAtOffice) => !isAtOffice).length;
  const waiting = [
    phone + van ? words("sent_waiting", grouped(phone + van)) : "",
    pictures ? words("photos_waiting", grouped(pictures)) : "",
  ].filter(Boolean);
  fill(root, { sent: needs ? words("sent_needs") : waiting.join(" ") || words("sent_all") });
  mark(root, "sent", needs ? "no" : waiting.length ? "unknown" : "yes");
}

/**
 * The vans and equipment that were booked; people sign for themselves.
 * @param {HTMLElement} root
 * @param {any} outing
 */
function showKit(root, outing) {
  const kit = outing.booked.filter((/** @type {any} */ one) => !one.person);
  fill(root, { hasKit: kit.length });
  repeat(root, "kit", "kit", kit, (made, thing) => {
    fill(made, { name: thing.name });
    for (const choice of made.querySelectorAll("input")) {
      choice.name = `served_${thing.id}`;
      choice.checked = thing.served !== null && choice.value === (thing.served ? "yes" : "no");
    }
  });
}

/**
 * Those who are here: nobody is taken to have stayed to the end.
 * @param {HTMLElement} root
 * @param {any} outing
 * @param {string} by
 */
async function showTeam(root, outing, by) {
  const here = isToday(outing) ? (await teamOf(outing, by)).team.filter((one) => one.isHere) : [];
  fill(root, { hasTeam: here.length });
  repeat(root, "stayed", "stayed", here, (made, member) => {
    fill(made, { name: member.name });
    made.querySelector("input")?.setAttribute("value", member.person);
  });
}

/**
 * @param {HTMLElement} root
 * @param {import("../booth/booth.js").KeptRow[]} rows
 * @param {number | null} left
 */
function showLeaflets(root, rows, left) {
  const reckoned = reconcile(rows, left);
  fill(root, {
    taken: countWords(reckoned.taken),
    recorded: grouped(reckoned.recorded),
    gone: countWords(reckoned.gone),
    difference: sayDifference(reckoned, false),
    wasTaken: reckoned.taken !== null,
    wasCounted: reckoned.gone !== null,
  });
  mark(root, "leaflets", reckoned.difference === null ? "unknown" : reckoned.difference ? "no" : "yes");
}

/** @param {HTMLElement} root @param {string} check @param {"yes" | "no" | "unknown"} how */
function mark(root, check, how) {
  root.querySelector(`[data-check=${check}] .check-mark`)?.replaceWith(part(root, `mark-${how}`));
}

/**
 * @param {import("../page/page.js").Context} at
 * @param {HTMLFormElement} form
 * @param {HTMLElement | null} button
 */
export async function onSubmit({ root, outing, by, go }, form, button) {
  const typed = new FormData(form, button);
  const rows = await rowsOf(outing.id);
  const session = openSession(rows);
  const row = typedRow("closing", form);
  if (typed.has("compare")) {
    return showLeaflets(root, rows, /** @type {number | null} */ (row.leaflets_left ?? null));
  }
  const counted = await readGoods(typed, outing, by, typed.has("partial"));
  fill(root, { problem: counted.problem });
  if (counted.problem) {
    await compareGoods(root, outing);
    return /** @type {HTMLElement | null} */ (form.querySelector(`[name="${counted.field}"]`))?.focus();
  }
  const served = outing.booked.filter((/** @type {any} */ one) => typed.has(`served_${one.id}`));
  const isThere = (/** @type {any} */ one) => typed.get(`served_${one.id}`) === "yes";
  await closeDay(outing, by, session, {
    served: served.map((/** @type {any} */ one) => ({ booking: one, served: isThere(one) })),
    reckoning: { ...row, is_partial: typed.has("partial") || null },
    more: [
      ...counted.acts,
      ...typed.getAll("stayed").map((person) => attendanceAct(outing, by, String(person), "until")),
    ],
  });
  soon();
  return go(`/field/outings/${outing.id}/done/`);
}
