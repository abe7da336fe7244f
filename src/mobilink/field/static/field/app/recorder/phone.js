/** The recorder of a phone that joined: its own signed chain in IndexedDB (`journal/writing.js`). */
import { all, answer, get, transaction } from "../../../journal/store.js";
import { chains, self } from "../../../journal/writing.js";
import { inOrder } from "./order.js";

/** @typedef {import("../../../journal/store.js").KeptRow} KeptRow */
/** @typedef {[string, import("../../../journal/store.js").ChainState][]} Chains */
/** @typedef {"phone" | "van" | "office" | "needs"} Place */
/**
 * How far records came, and how many were not taken that are no rows here.
 * @typedef {{whereIs: (row: {chain: string, seq: number}) => Place, refused: number}} Whereabouts
 */
/**
 * What was not taken, why, and which rows that is about.
 * @typedef {{reason: string, first: number, rows: KeptRow[]}} Trouble
 */
/**
 * @typedef {{
 *   kind: string, rows: number, owner: string, licence: string, as_at: string | null,
 *   review_by: string | null, pieces: {sha256: string, size: number}[],
 * }} Part
 */
/** @typedef {{office: string, day: string, parts: Part[]}} Manifest */
/** @typedef {{manifest: Manifest, hash: string, at: number}} Held */
/**
 * Rows as they were read, and what tells whether they are still all there is.
 * @typedef {{rows: KeptRow[], tips: Map<string, number>, pruned: string}} Reading
 */

/** The verdict of the office that leaves a record to people. */
const KEPT_APART = "quarantined";
const AWHILE = 500;

export { draftsOf, dropDraft, keepDraft } from "../page/drafts.js";
export { keepPhoto, photos } from "../page/photos.js";
export { lastReached, news, reach, sendNow, soon, stations } from "../sync/sync_targets.js";
export { persists, renew, speak } from "../sync/updates.js";
export { hearers, record } from "../../../journal/writing.js";

/** Nothing is waited for: all that a screen shows is here. @returns {Promise<void>} */
export async function start() {}

/** Why nothing can be recorded: its storage was emptied, the browser keeps it closed; or nothing.
 * @returns {Promise<"" | "cleared" | "closed">}
 */
export async function standstill() {
  for (const isLast of [false, true]) {
    try {
      return (await self()) ? "" : "cleared";
    } catch {
      if (isLast) break;
      // A database that was just taken away closes a moment later, and another can be opened.
      await new Promise((resolve) => setTimeout(resolve, AWHILE));
    }
  }
  return "closed";
}

/** Who signed in at the server that answered the page: on a phone nobody, it asks for a PIN. */
export const signedIn = () => "";

/** @returns {Promise<void>} */
export async function signOut() {}

/** What stands between this page and its server: a phone needs none. */
export const trouble = () => ({ isSilent: false, isSignedOut: false });

/** What this phone is called, as the office lists it. */
export async function nameOfPlace() {
  return (await self())?.name ?? "";
}

/**
 * The plan that came last, with what tells it from another.
 * @returns {Promise<{told: any, hash: unknown} | undefined>}
 */
export function planHeld() {
  return get("self", "plan");
}

/** The pack that this phone carries. @returns {Promise<Held | undefined>} */
export function packHeld() {
  return get("self", "pack");
}

/** Pieces of the pack, as text. @param {string[]} names @returns {Promise<string[]>} */
export function piecesOf(names) {
  return transaction(["pieces"], "readonly", (at) =>
    Promise.all(names.map((name) => answer(at("pieces").get(name)))),
  );
}

/** Whoever works at this phone counts for it. @param {KeptRow} _row */
export const isOwn = (_row) => true;

/** Everything that is on the disk now, in the order in which it was made. @returns {Promise<Reading>} */
export function read() {
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
    };
  });
}

/** Whether another page of this phone wrote since, or something was pruned. @param {Reading} reading */
export async function isStill({ tips, pruned }) {
  const states = await chains();
  return (
    states.every(([name, state]) => tips.get(name) === state.tip) &&
    states.length === tips.size &&
    prunedOf(states) === pruned
  );
}

/** Whether rows that were just written come right after those read; if so they are read with them.
 * @param {Reading} reading @param {KeptRow[]} rows
 */
export function follows({ tips }, rows) {
  const isNext = rows.every((row) => row.seq === (tips.get(row.chain) ?? 0) + 1);
  if (isNext) for (const row of rows) tips.set(row.chain, row.seq);
  return isNext;
}

/** @param {Chains} chainStates */
function prunedOf(chainStates) {
  return chainStates.map(([, state]) => state.pruned ?? 0).join();
}

/** How far each record of this phone came: on it, in a van, at the office, or kept apart.
 * @returns {Promise<Whereabouts>}
 */
export async function whereabouts() {
  const far = new Map(await chains());
  const apart = await keptApart();
  return {
    refused: 0,
    whereIs({ chain, seq }) {
      const isApart = (/** @type {any} */ one) =>
        one.chain === chain && one.first <= seq && seq < one.first + one.many;
      if (apart.some(isApart)) return "needs";
      const state = far.get(chain);
      if (!state || seq > Math.max(state.van, state.office)) return "phone";
      return seq <= state.office ? "office" : "van";
    },
  };
}

/** What the office did not take. @param {readonly KeptRow[]} rows @returns {Promise<Trouble[]>} */
export async function troubles(rows) {
  return (await keptApart()).map(({ chain, first, many, reason }) => ({
    reason,
    first,
    rows: rows.filter((row) => row.chain === chain && first <= row.seq && row.seq < first + many),
  }));
}

/** @returns {Promise<any[]>} */
async function keptApart() {
  return (await all("troubles")).filter((one) => one.verdict === KEPT_APART);
}
