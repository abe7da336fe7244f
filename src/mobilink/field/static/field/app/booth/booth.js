/** What happens at a booth, as this phone records it: the same facts as `booth/actions.py`. */
import { record } from "../recorder/recorder.js";
import { words } from "../page/page.js";
import { dashed } from "../../../journal/store.js";
import { Tallying } from "./tallying.js";

/** @typedef {import("../../../journal/store.js").KeptRow} KeptRow */
/** @typedef {import("../outings/plan.js").Outing} Outing */
/** @typedef {import("../law.js").NewFields} NewFields */
/** @typedef {import("../law.js").ChangedFields} ChangedFields */

const RECORDABLE = new Set(["approved", "under_way", "held", "reported"]);
/** What may hold words about a person, and so is salted. */
const PERSONAL = new Set(["visit", "follow_up", "handover", "attendance"]);

/** Whether facts may belong to an outing. @param {Outing} outing */
export function isRecordable(outing) {
  return RECORDABLE.has(outing.state);
}

/** The ids of what was taken back. @param {readonly KeptRow[]} rows */
export function voids(rows) {
  return new Set(rows.filter((row) => row.kind === "void").map((row) => row.fields.fact.replaceAll("-", "")));
}

/** What stands of what was counted. @param {KeptRow[]} rows in their order */
export const counts = (rows) => new Tallying(rows).counts;

/** The session that this phone opened on an outing and did not close. @param {KeptRow[]} rows */
export function openSession(rows) {
  const closed = new Set(
    rows.filter((row) => row.kind === "closing").map((row) => row.fields.session.replaceAll("-", "")),
  );
  return rows.filter((row) => row.kind === "session" && !closed.has(row.id)).at(-1);
}

/**
 * Record one fact of an outing; its id, when it is on the disk.
 * @template {keyof NewFields} Kind
 * @template {Record<string, any>} Details
 * @param {Outing} outing
 * @param {string} by
 * @param {Kind} kind
 * @param {import("../law.js").Only<NewFields[Kind], Details>} details
 */
export async function recordFact(outing, by, kind, details) {
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
 * @template {keyof NewFields} Kind
 * @template {Record<string, any>} Details
 * @param {Outing} outing
 * @param {Kind} kind
 * @param {import("../law.js").Only<NewFields[Kind], Details>} details
 * @returns {import("../../../journal/writing.js").Act}
 */
export function factAct(outing, kind, details) {
  return { stream: outing.stream, kind, fields: factOf(outing, details), isPersonal: PERSONAL.has(kind) };
}

/**
 * The act that tells the whole team a record.
 * @template {keyof NewFields} Kind
 * @template {Record<string, any>} Fields
 * @param {Kind} kind
 * @param {import("../law.js").Only<NewFields[Kind], Fields>} fields
 * @param {{outing?: string}} [more]
 * @returns {import("../../../journal/writing.js").Act}
 */
export function teamAct(kind, fields, more = {}) {
  return { stream: "team", kind, fields, ...more };
}

/**
 * Record whether each booked thing was really there and close the booth: all of it or nothing.
 * @param {Outing} outing
 * @param {string} by
 * @param {KeptRow | undefined} session
 * @param {{
 *   served: {booking: any, served: boolean}[],
 *   reckoning: Partial<Record<NewFields["closing"], unknown>>,
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
    factAct(outing, "closing", close),
  ]);
}

/**
 * What a fact of an outing tells; what is nothing stays away.
 * @template {Record<string, any>} Details
 * @param {Outing} outing
 * @param {Details} details
 */
export function factOf(outing, details) {
  const given = Object.entries(details).filter(([, value]) => !isNothing(value));
  const filled = /** @type {Partial<Details>} */ (Object.fromEntries(given));
  return { outing: outing.id, at: Date.now(), ...filled };
}

/**
 * The act that changes a shared record, naming what its author saw.
 * @template {keyof ChangedFields} Kind
 * @template {Record<string, any>} Fields
 * @param {Outing} outing
 * @param {Kind} kind
 * @param {{id: string, versions: Record<string, string>}} seen
 * @param {import("../law.js").Only<ChangedFields[Kind], Fields>} fields
 * @returns {import("../../../journal/writing.js").Act}
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
 * @template {Record<string, any>} Details
 * @param {Outing} outing
 * @param {string} by
 * @param {KeptRow} row
 * @param {import("../law.js").Only<NewFields["visit"], Details>} details
 */
export async function recordInstead(outing, by, row, details) {
  if (!isRecordable(outing)) throw new Error("not_recordable");
  const { stream } = outing;
  const gone = { fact: dashed(row.id), kind: row.kind, reason: "completed" };
  await record(`complete ${row.kind}`, by, [
    factAct(outing, "void", gone),
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
