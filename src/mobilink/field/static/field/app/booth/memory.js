/** What this phone recorded, held in memory as it is on the disk.
 *
 * Own acts are added once they are on the disk; where another page of this phone wrote, or something
 * was pruned, everything is read anew.
 */
import { answer, transaction } from "../../../journal/store.js";
import { chains, hearers } from "../../../journal/writing.js";
import { Tallying } from "./tallying.js";

/** @typedef {import("../../../journal/store.js").KeptRow} KeptRow */
/** @typedef {[string, import("../../../journal/store.js").ChainState][]} Chains */
/** @typedef {{phone: number, van: number, office: number, needs: number, oldest: number | null}} Places */

/**
 * @type {{
 *   rows: KeptRow[], tips: Map<string, number>, pruned: string, tallyings: Map<string, Tallying>,
 *   places?: Places,
 * } | undefined}
 */
let known;

/**
 * Every row that is on the disk now, in the order in which they were made; not to be changed.
 * @returns {Promise<readonly KeptRow[]>}
 */
export async function rowsKept() {
  if (!known || !isStill(await chains())) known = await read();
  return known.rows;
}

/**
 * Everything that this phone recorded on an outing, in the order of its taps.
 * @param {string} outing
 * @returns {Promise<KeptRow[]>}
 */
export async function rowsOf(outing) {
  return (await rowsKept()).filter((row) => row.outing === outing);
}

/**
 * What stands of an outing: as it was when its screen was made, with what this page recorded since.
 * @param {string} outing
 * @returns {Promise<Tallying>}
 */
export async function tallyingOf(outing) {
  known ??= await read();
  const made = known.tallyings.get(outing) ?? new Tallying(known.rows.filter((row) => row.outing === outing));
  known.tallyings.set(outing, made);
  return made;
}

/** Where the records were when somebody looked last, with what this page recorded since. */
export const placesSeen = () => known?.places;

/** @param {Places} places */
export function keepPlaces(places) {
  if (known) known.places = places;
  return places;
}

/** @param {Chains} chainStates */
function isStill(chainStates) {
  return (
    chainStates.every(([name, state]) => known?.tips.get(name) === state.tip) &&
    chainStates.length === known?.tips.size &&
    prunedOf(chainStates) === known.pruned
  );
}

/** @param {Chains} chainStates */
function prunedOf(chainStates) {
  return chainStates.map(([, state]) => state.pruned ?? 0).join();
}

function read() {
  return transaction(["chains", "rows"], "readonly", async (at) => {
    const asked = [at("chains").getAllKeys(), at("chains").getAll(), at("rows").getAll()];
    const [names, states, rows] = await Promise.all(
      asked.map((one) => answer(/** @type {IDBRequest<any[]>} */ (one))),
    );
    const chainStates = /** @type {Chains} */ (names.map((name, place) => [String(name), states[place]]));
    return {
      rows: inOrder(rows),
      tips: new Map(chainStates.map(([name, state]) => [name, state.tip])),
      pruned: prunedOf(chainStates),
      tallyings: new Map(),
    };
  });
}

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

hearers.add((rows) => {
  const follows = rows.every((row) => row.seq === (known?.tips.get(row.chain) ?? 0) + 1);
  if (!known || !follows) return (known = undefined);
  for (const row of rows) {
    known.rows.push(row);
    known.tallyings.get(row.outing)?.add(row);
    if (row.outing && known.places) countIn(known.places, row);
  }
  for (const row of rows) known.tips.set(row.chain, row.seq);
});

/** What was just recorded is nowhere but here. @param {Places} places @param {KeptRow} row */
function countIn(places, row) {
  places.phone += 1;
  places.oldest = Math.min(places.oldest ?? Infinity, row.at);
}
