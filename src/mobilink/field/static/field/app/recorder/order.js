/** The order of what a phone recorded, out of all its chains. */

/** @typedef {import("../../../journal/store.js").KeptRow} KeptRow */

/** Rows as they were made: a chain knows that better than a clock, which somebody may set back. Between
 * two chains the latest time decides that each had seen.
 * @param {KeptRow[]} rows
 */
export function inOrder(rows) {
  const isVoid = (/** @type {KeptRow} */ row) => Number(row.kind === "void");
  // What is taken back to be said better comes before what says it, in one entry.
  const chained = [...rows].sort((one, other) => one.seq - other.seq || isVoid(other) - isVoid(one));
  /** @type {Map<string, number>} */
  const latest = new Map();
  const timed = chained.map((row) => {
    const time = Math.max(row.at, latest.get(row.chain) ?? 0);
    latest.set(row.chain, time);
    return { row, time };
  });
  return timed.sort((one, other) => one.time - other.time).map(({ row }) => row);
}
