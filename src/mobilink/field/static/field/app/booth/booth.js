/** What happens at a booth, as this phone records it: the same facts as `booth/actions.py`. */
import { answer, get, transaction } from "../../../journal/store.js";
import { chains, record } from "../../../journal/writing.js";
import { asChangedHere } from "../outings/changes.js";
import { keepPlaces, rowsKept } from "./memory.js";
import { Standing } from "./tallying.js";
import { words } from "../page/page.js";

/** @typedef {import("../../../journal/store.js").KeptRow} KeptRow */
/**
 * The stream is where facts of it go.
 * @typedef {{
 *   id: string, title: string, day: string, start: string | null, end: string | null, state: string,
 *   reason: string, place: string, access: string, programmes: string[], versions: Record<string, string>,
 *   is_open: boolean, booked: any[], stream: string,
 * }} Outing
 */
/** @typedef {"phone" | "van" | "office" | "needs"} Place */

const RECORDABLE = new Set(["approved", "under_way", "held", "reported"]);
/** What may hold words about a person, and so is salted. */
const PERSONAL = new Set(["visit", "follow_up", "handover", "attendance"]);

/** The plan that came last, or nothing yet. @returns {Promise<any>} */
export async function plan() {
  return (await get("self", "plan"))?.told;
}

/** What tells one plan from another. @returns {Promise<string>} */
export async function planMark() {
  return String((await get("self", "plan"))?.hash ?? "");
}

/**
 * An outing of the plan, with what this phone changed of it.
 * @param {string} id
 * @returns {Promise<Outing | undefined>}
 */
export async function outingOf(id) {
  const told = await plan();
  const found = told?.outings.find((/** @type {Outing} */ outing) => outing.id === id);
  return found && asChangedHere({ ...found, stream: `unit/${told.unit.code}` });
}

/** Whether facts may belong to an outing. @param {Outing} outing */
export function isRecordable(outing) {
  return RECORDABLE.has(outing.state);
}

/**
 * Everything that this phone recorded on an outing, in the order of its taps.
 * @param {string} outing
 * @returns {Promise<KeptRow[]>}
 */
export async function rowsOf(outing) {
  return (await rowsKept()).filter((row) => row.outing === outing);
}

/** The ids of what was taken back. @param {readonly KeptRow[]} rows */
export function voids(rows) {
  return new Set(rows.filter((row) => row.kind === "void").map((row) => row.fields.fact.replaceAll("-", "")));
}

/** What stands of what was counted. @param {KeptRow[]} rows in their order */
export const counts = (rows) => new Standing(rows).counts;

/** The session that this phone opened on an outing and did not close. @param {KeptRow[]} rows */
export function openSession(rows) {
  const closed = new Set(
    rows.filter((row) => row.kind === "closing").map((row) => row.fields.session.replaceAll("-", "")),
  );
  return rows.filter((row) => row.kind === "session" && !closed.has(row.id)).at(-1);
}

/**
 * Record one fact of an outing; its id, when it is on the disk.
 * @param {Outing} outing @param {string} by @param {string} kind @param {Record<string, any>} [details]
 */
export async function recordFact(outing, by, kind, details = {}) {
  return recordFacts(outing, by, kind, [factAct(outing, kind, details)]);
}

/**
 * Record facts that belong together, all or none; the id of the first, after which the act is called.
 * @param {Outing} outing
 * @param {string} by
 * @param {string} kind
 * @param {import("../../../journal/writing.js").Act[]} acts
 */
export async function recordFacts(outing, by, kind, acts) {
  if (!isRecordable(outing)) throw new Error("not_recordable");
  const [id] = await record(`record ${kind}`, by, acts);
  return id;
}

/**
 * The act that tells a fact.
 * @param {Outing} outing
 * @param {string} kind
 * @param {Record<string, any>} details
 * @returns {import("../../../journal/writing.js").Act}
 */
export function factAct(outing, kind, details) {
  return { stream: outing.stream, kind, fields: factOf(outing, details), isPersonal: PERSONAL.has(kind) };
}

/**
 * Record whether each booked thing was really there and close the booth: all of it or nothing.
 * @param {Outing} outing
 * @param {string} by
 * @param {KeptRow | undefined} session
 * @param {{
 *   served: {booking: any, served: boolean}[], reckoning: Record<string, any>,
 *   more?: import("../../../journal/writing.js").Act[],
 * }} told What else is told with it: goods, who stayed.
 */
export async function closeDay(outing, by, session, { served, reckoning, more = [] }) {
  if (!session) throw new Error(words("closed_already"));
  const close = { session: dashed(session.id), closed_by: by, ...reckoning };
  const changed = served.filter(({ booking, served }) => booking.served !== served);
  await record("record closing", by, [
    ...changed.map(({ booking, served }) => change(outing, "assignment", booking, { served })),
    ...more,
    { stream: outing.stream, kind: "closing", fields: factOf(outing, close) },
  ]);
}

/**
 * What a fact of an outing tells; what is nothing stays away.
 * @param {Outing} outing
 * @param {Record<string, any>} details
 */
export function factOf(outing, details) {
  const told = Object.entries(details).filter(([, value]) => !isNothing(value));
  return { outing: outing.id, at: Date.now(), ...Object.fromEntries(told) };
}

/**
 * The act that changes a shared record, naming what its author saw.
 * @param {Outing} outing @param {string} kind @param {{id: string, versions: Record<string, string>}} seen
 * @param {Record<string, any>} fields @returns {import("../../../journal/writing.js").Act}
 */
export function change(outing, kind, seen, fields) {
  const base = Object.fromEntries(Object.keys(fields).map((field) => [field, seen.versions[field] ?? ""]));
  return { stream: "team", kind, row: seen.id.replaceAll("-", ""), fields, base, outing: outing.id };
}

/** @param {unknown} value */
function isNothing(value) {
  return value === "" || value === null || value === undefined || (Array.isArray(value) && !value.length);
}

/**
 * Say a fact better: the old one is taken back and a new one stands at its time, both or neither.
 * @param {Outing} outing @param {string} by @param {KeptRow} row @param {Record<string, any>} details
 */
export async function recordInstead(outing, by, row, details) {
  if (!isRecordable(outing)) throw new Error("not_recordable");
  const { stream } = outing;
  const gone = factOf(outing, { fact: dashed(row.id), kind: row.kind, reason: "completed" });
  await record(`complete ${row.kind}`, by, [
    { stream, kind: "void", fields: gone },
    {
      stream,
      kind: row.kind,
      fields: { ...factOf(outing, details), at: row.at },
      isPersonal: PERSONAL.has(row.kind),
    },
  ]);
}

/** Take a fact back. @param {Outing} outing @param {string} by @param {KeptRow} row */
export function undo(outing, by, row) {
  return recordFact(outing, by, "void", { fact: dashed(row.id), kind: row.kind });
}

/** An id as the journal writes one in a field. @param {string} id */
export function dashed(id) {
  return id.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, "$1-$2-$3-$4-$5");
}

/** How far a record came. @typedef {{whereIs: (row: {chain: string, seq: number}) => Place}} Whereabouts */

/** @returns {Promise<Whereabouts>} */
export async function whereabouts() {
  const far = new Map(await chains());
  const troubles = await transaction(["troubles"], "readonly", (at) => answer(at("troubles").getAll()));
  return {
    whereIs({ chain, seq }) {
      const isTrouble = troubles.some(
        (one) =>
          one.chain === chain &&
          one.verdict === "quarantined" &&
          one.first <= seq &&
          seq < one.first + one.many,
      );
      if (isTrouble) return "needs";
      const state = far.get(chain);
      if (!state || seq > Math.max(state.van, state.office)) return "phone";
      return seq <= state.office ? "office" : "van";
    },
  };
}

/** How many records are where, and when the first was made that is not at the office. */
export async function tallyOfPlaces() {
  const { whereIs } = await whereabouts();
  const rows = (await rowsKept()).filter((row) => row.outing);
  /** @type {Record<Place, number>} */
  const found = { phone: 0, van: 0, office: 0, needs: 0 };
  let oldest = Infinity;
  for (const row of rows) {
    const place = whereIs(row);
    found[place] += 1;
    if (place === "phone" || place === "van") oldest = Math.min(oldest, row.at);
  }
  return keepPlaces({ ...found, oldest: Number.isFinite(oldest) ? oldest : null });
}
