/** What is recorded, held in memory as it is on the disk or at the server.
 *
 * Own acts are added once they are kept; where somebody else wrote, everything is read anew.
 */
import { follows, hearers, isOwn, isStill, read } from "../recorder/recorder.js";
import { Tallying } from "./tallying.js";

/** @typedef {import("../../../journal/store.js").KeptRow} KeptRow */
/** @typedef {{phone: number, van: number, office: number, needs: number, oldest: number | null}} Places */

/**
 * @type {import("../recorder/phone.js").Reading & {tallyings: Map<string, Tallying>, places?: Places}
 *   | undefined}
 */
let known;

const readAnew = async () => ({ ...(await read()), tallyings: new Map() });

/**
 * Every row that is on the disk now, in the order in which they were made; not to be changed.
 * @returns {Promise<readonly KeptRow[]>}
 */
export async function rowsKept() {
  if (!known || !(await isStill(known))) known = await readAnew();
  return known.rows;
}

/**
 * Everything that was recorded on an outing, in the order of its taps.
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
  known ??= await readAnew();
  const rows = known.rows.filter((row) => row.outing === outing);
  const made = known.tallyings.get(outing) ?? new Tallying(rows, isOwn);
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

hearers.add((rows) => {
  if (!known || !follows(known, rows)) return (known = undefined);
  for (const row of rows) {
    known.rows.push(row);
    known.tallyings.get(row.outing)?.add(row);
    if (row.outing && known.places) countIn(known.places, row);
  }
});

/** What was just recorded is nowhere but here. @param {Places} places @param {KeptRow} row */
function countIn(places, row) {
  places.phone += 1;
  places.oldest = Math.min(places.oldest ?? Infinity, row.at);
}
