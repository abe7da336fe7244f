/** Leaflets by record against leaflets by count, as `booth/queries.py` reckons them, of this phone. */
import { counts } from "./booth.js";
import { grouped, words } from "../page/page.js";

/** @typedef {import("./booth.js").KeptRow} KeptRow */
/**
 * @typedef {{
 *   taken: number | null, left: number | null, recorded: number, gone: number | null,
 *   difference: number | null,
 * }} Reconciliation
 */

/**
 * What is null nobody counted. `leftNow` stands for a session that is still open.
 * @param {KeptRow[]} rows @param {number | null} [leftNow] @returns {Reconciliation}
 */
export function reconcile(rows, leftNow = null) {
  const closings = new Map(
    rows.filter((row) => row.kind === "closing").map((row) => [row.fields.session.replaceAll("-", ""), row]),
  );
  const sessions = rows.filter((row) => row.kind === "session");
  const taken = sumOfAll(sessions.map((row) => row.fields.leaflets_taken ?? null));
  const left = sumOfAll(
    sessions.map(({ id }) => (closings.has(id) ? (closings.get(id)?.fields.leaflets_left ?? null) : leftNow)),
  );
  const recorded = counts(rows).leaflets;
  const gone = taken === null || left === null ? null : taken - left;
  return { taken, left, recorded, gone, difference: gone === null ? null : gone - recorded };
}

/** @param {(number | null)[]} counted */
function sumOfAll(counted) {
  const known = counted.filter((one) => one !== null);
  return known.length && known.length === counted.length ? known.reduce((sum, one) => sum + one, 0) : null;
}

/** The difference as a sentence. @param {Reconciliation} reckoned @param {boolean} isOver */
export function sayDifference({ taken, difference }, isOver) {
  if (taken === null) return words("none_taken");
  if (difference === null) return words(isOver ? "left_uncounted" : "count_left");
  if (difference === 0) return words("leaflets_agree");
  return difference > 0 ? words("more_gone", grouped(difference)) : words("fewer_gone", grouped(-difference));
}

/** A count, or the words for one that nobody recorded. @param {number | null} figure */
export const countWords = (figure) => (figure === null ? words("unrecorded") : grouped(figure));
