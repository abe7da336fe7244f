/** What the office did not take, by its reason: why, what to do, and which records it is about. */
import { isOnline, troubles } from "../recorder/recorder.js";
import { rowsKept } from "../booth/memory.js";
import { clockTime, dayOf, fill, grouped, longDay, repeat, words } from "../page/page.js";
import { everyWorker } from "../people/people.js";
import { offerToTell } from "../sync/supervisor.js";
import { sayWhat } from "./session.js";

const NAMED = 5;
/** Reasons for which there are words; the journal tells more after a colon. */
const REASONS = new Set([
  "scope",
  "revoked",
  "unknown kind",
  "fact changed",
  "row exists",
  "circle",
  "unfit",
]);

/** @typedef {{reason: string, which: string[]}} Need */

/**
 * Every reason for which records of this phone are kept apart, with these records in words.
 * @returns {Promise<Need[]>}
 */
export async function needs() {
  const [rows, names] = [await rowsKept(), new Map((await everyWorker()).map((one) => [one.id, one.name]))];
  /** @type {Map<string, string[]>} */
  const byReason = new Map();
  for (const { reason, first, rows: about } of await troubles(rows)) {
    const word = isOnline ? reason : reasonOf(reason);
    const which = about.map((row) =>
      words("which", called(row), longDay(dayOf(row.at)), clockTime(row.at), names.get(row.by) ?? "–"),
    );
    byReason.set(word, [
      ...(byReason.get(word) ?? []),
      ...(which.length ? which : [words("which_unknown", first)]),
    ]);
  }
  return [...byReason].map(([reason, which]) => ({ reason, which }));
}

/** @param {import("../booth/booth.js").KeptRow} row */
function called(row) {
  const what = sayWhat(row);
  return what === row.kind ? words("a_record") : what;
}

/** @param {string} reason as the journal tells it */
function reasonOf(reason) {
  const [word] = reason.split(": ");
  return REASONS.has(word) ? word.replaceAll(" ", "_") : "other";
}

/** Why it was not taken: a server says it in words already. @param {string} reason */
const whyOf = (reason) => (isOnline ? reason : words(`why_${reason}`));

/**
 * Show them on top of a list, and a message to the office about them.
 * @param {ParentNode} root
 * @param {string} by
 */
export async function showNeeds(root, by) {
  const list = await needs();
  fill(root, { isNeeded: list.length });
  repeat(root, "needs", "need", list, (made, { reason, which }) => {
    const others = which.length - NAMED;
    fill(made, {
      why: whyOf(reason),
      advice: words(isOnline ? "advice_other" : `advice_${reason}`),
      others: others > 0 ? words("others", grouped(others)) : "",
    });
    repeat(made, "of", "of", which.slice(0, NAMED), (line, text) => fill(line, { which: text }));
  });
  if (list.length)
    await offerToTell(
      root,
      by,
      list.map(({ reason, which }) => `${whyOf(reason)} (${which[0]})`),
    );
}
