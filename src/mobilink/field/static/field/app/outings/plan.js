/** The plan of a unit's outings, as a station told it last. */
import { planHeld } from "../recorder/recorder.js";

/**
 * The stream is where facts of it go.
 * @typedef {{
 *   id: string, title: string, day: string, start: string | null, end: string | null, state: string,
 *   reason: string, place: string, access: string, programmes: string[], versions: Record<string, string>,
 *   is_open: boolean, booked: any[], stream: string,
 * }} Outing
 */

/** The plan that came last, or nothing yet. @returns {Promise<any>} */
export async function plan() {
  return (await planHeld())?.told;
}

/** What tells one plan from another. @returns {Promise<string>} */
export async function planMark() {
  return String((await planHeld())?.hash ?? "");
}
