/**
 * What who drives records on the way: what is in the van and came back, what the meters show, what was paid.
 */
import { dashed } from "../../../journal/store.js";
import { record, whereabouts } from "../recorder/recorder.js";
import { factOf, isRecordable, teamAct } from "../booth/booth.js";
import { rowsKept, rowsOf } from "../booth/memory.js";
import { dayOf, grouped, words } from "../page/page.js";
import { everyWorker } from "../people/people.js";

/**
 * @typedef {{
 *   key: string, equipment: string, name: string, label: string, out: number, back: number,
 *   conditions: string[],
 * }} Carried
 */
/**
 * A plan of an older office says not how it was `seen`.
 * @typedef {{
 *   id: string, name: string, plate: string, warnings: Record<string, string[]>,
 *   read: {km: number, at: string} | null, seen?: Seen[],
 * }} Van
 */
/** @typedef {{equipment?: string, name?: string, quantity?: number, condition?: string}} Moved */

const DAY = 24 * 3600_000;
/** As in `fleet/actions.py`: more is a slip of the finger. */
const MOST_A_DAY = 1_500; // km
const MOST_LITRES = 200;
const MOST_RUPIAH = 99_999_999;
const MOST_PIECES = 10_000;

/**
 * What is to go along, and what went: each thing once, as far as this phone knows.
 * @param {any} outing
 * @returns {Promise<Carried[]>}
 */
export async function loadOf(outing) {
  const { things = [], loads = [] } = outing.way ?? {};
  const known = new Set(loads.map((/** @type {any} */ one) => one.id));
  const own = (await rowsOf(outing.id)).filter((row) => row.kind === "load" && !known.has(dashed(row.id)));
  /** @type {Map<string, Carried>} */
  const byKey = new Map();
  const at = (/** @type {string} */ equipment, /** @type {string} */ name, label = "") => {
    const key = equipment || name.toLowerCase();
    const made = byKey.get(key) ?? { key, equipment, name, label, out: 0, back: 0, conditions: [] };
    byKey.set(key, made);
    return made;
  };
  for (const { id, name, label } of things) at(id, name, label);
  for (const load of [...loads, ...own.map((row) => row.fields)]) {
    const { equipment = "", name = "–", way, quantity = 1, condition = "" } = load;
    const carried = at(equipment ?? "", name);
    if (way === "out") carried.out += quantity;
    else carried.back += quantity;
    if (condition && !carried.conditions.includes(condition)) carried.conditions.push(condition);
  }
  return [...byKey.values()];
}

/** How many have not come back. @param {Carried} one */
export const missing = ({ out, back }) => Math.max(0, out - back);

/**
 * Something goes into the van, or comes back.
 * @param {any} outing
 * @param {string} by
 * @param {"out" | "back"} way
 * @param {Moved} moved
 */
export async function move(outing, by, way, moved) {
  if (!isRecordable(outing)) throw new Error("not_recordable");
  const fields = factOf(outing, { way, quantity: 1, told_by: by, ...moved });
  await record(way === "out" ? "take out" : "bring back", by, [teamAct("load", fields)]);
}

/**
 * What the odometer showed.
 * @param {any} outing
 * @param {string} by
 * @param {Van} van
 * @param {number} km
 * @param {string} photo
 */
export function readOdometer(outing, by, van, km, photo) {
  const fields = { ...toldOf(van, by, photo), km };
  return record("read odometer", by, [teamAct("odometer", fields, { outing: outing.id })]);
}

/**
 * Fuel taken.
 * @param {any} outing
 * @param {string} by
 * @param {Van} van
 * @param {{litres: number, rupiah: number, photo: string}} told
 */
export function refuel(outing, by, van, { litres, rupiah, photo }) {
  const fields = { ...toldOf(van, by, photo), litres: litres.toFixed(2), rupiah };
  return record("record fuel", by, [teamAct("fuel", fields, { outing: outing.id })]);
}

/**
 * Something else that was paid.
 * @param {any} outing
 * @param {string} by
 * @param {Van} van
 * @param {{kind: string, rupiah: number, note: string, photo: string}} told
 */
export function keepReceipt(outing, by, van, { kind, rupiah, note, photo }) {
  const fields = { ...toldOf(van, by, photo), kind, rupiah, ...(note ? { note } : {}) };
  return record("keep receipt", by, [teamAct("receipt", fields, { outing: outing.id })], note);
}

/** @typedef {{id: string, at: string, by: string, defects: string[]}} Seen */
/** @typedef {{good: string[], defects: string[], isUnsafe: boolean, note: string, photo: string}} Found */

/**
 * How somebody found a van before it left.
 * @param {any} outing
 * @param {string} by
 * @param {Van} van
 * @param {Found} found
 */
export function inspect(outing, by, van, { good, defects, isUnsafe, note, photo }) {
  const extras = { ...(note ? { note } : {}), ...(photo ? { photo } : {}) };
  const fields = {
    van: van.id,
    at: Date.now(),
    seen_by: by,
    good,
    defects,
    is_blocking: isUnsafe,
    ...extras,
  };
  return record("inspect van", by, [teamAct("inspection", fields, { outing: outing.id })], note);
}

/** What stands in the way of an inspection, in words. @param {Found} found */
export const inspectionProblem = ({ good, defects }) =>
  good.length || defects.length ? "" : words("look_at_one");

/**
 * How a van was found on the day of an outing: the last time, and what this phone ever found unsafe and the
 * office has not heard.
 * @param {any} outing
 * @param {Van} van
 * @returns {Promise<{last: Seen | undefined, unsafe: string[]}>}
 */
export async function foundOf(outing, { id: van, seen = [] }) {
  const [known, { whereIs }] = [new Set(seen.map((one) => one.id)), await whereabouts()];
  const own = (await rowsKept()).filter(
    (row) => row.kind === "inspection" && row.fields.van === van && !known.has(dashed(row.id)),
  );
  const names = new Map((await everyWorker()).map((one) => [one.id, one.name]));
  const mine = own
    .filter((row) => dayOf(row.at) === outing.day)
    .map(({ id, at, by, fields }) => ({
      id,
      at: new Date(at).toISOString(),
      by: names.get(by) ?? "",
      defects: fields.defects,
    }));
  const last = [...seen, ...mine].sort((one, other) => Date.parse(one.at) - Date.parse(other.at)).at(-1);
  const unsafe = own
    .filter((row) => row.fields.is_blocking && whereIs(row) !== "office")
    .flatMap((row) => row.fields.defects);
  return { last, unsafe: [...new Set(unsafe)] };
}

/** @param {Van} van @param {string} by @param {string} photo */
const toldOf = (van, by, photo) => ({
  van: van.id,
  at: Date.now(),
  told_by: by,
  ...(photo ? { photo } : {}),
});

/**
 * What a reading must fit: the last one of the van, of the plan or of this phone.
 * @param {Van} van
 * @returns {Promise<{km: number, at: number} | null>}
 */
async function lastRead(van) {
  const own = (await rowsKept())
    .filter((row) => row.kind === "odometer" && row.fields.van === van.id)
    .map((row) => ({ km: row.fields.km, at: row.at }));
  const planned = van.read ? [{ km: van.read.km, at: Date.parse(van.read.at) }] : [];
  return [...planned, ...own].sort((one, other) => one.at - other.at).at(-1) ?? null;
}

/**
 * What stands in the way of a reading, in words.
 * @param {Van} van
 * @param {number} km
 * @returns {Promise<string>}
 */
export async function kmProblem(van, km) {
  if (!Number.isInteger(km) || km < 0) return words("km_number");
  const last = await lastRead(van);
  if (last && km < last.km) return words("km_less", grouped(km), grouped(last.km));
  const days = last ? Math.floor((Date.now() - last.at) / DAY) + 1 : 0;
  if (last && km > last.km + MOST_A_DAY * Math.max(1, days))
    return words("km_more", grouped(km), grouped(last.km));
  return "";
}

/** @param {number} litres @param {number} rupiah */
export function fuelProblem(litres, rupiah) {
  if (!(litres > 0 && litres <= MOST_LITRES)) return words("litres_number");
  return paidProblem(rupiah);
}

/** @param {number} rupiah */
export const paidProblem = (rupiah) =>
  Number.isInteger(rupiah) && rupiah >= 0 && rupiah <= MOST_RUPIAH ? "" : words("rupiah_number");

/** @param {number} many @param {number} most */
export const piecesProblem = (many, most = MOST_PIECES) =>
  Number.isInteger(many) && many >= 1 && many <= most ? "" : words("pieces_number", grouped(most));
