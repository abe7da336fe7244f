/** The PINs of the people of this phone: a slow hash of each, never the digits.
 *
 * A PIN keeps colleagues and finders out of the screens. It locks no data: that is the work of the
 * phone's own lock, and of holding nobody's list in the first place.
 */
import { get, put } from "../../../journal/store.js";

/** @typedef {{salt: Uint8Array, rounds: number, hash: Uint8Array, wrong: number, until: number}} KeptPin */

const ROUNDS = 250_000;
/** Slips that cost nothing. */
const FREE = 2;
const FIRST_WAIT = 5_000;
const LONGEST_WAIT = 300_000;

/** Whether this is a PIN at all. @param {string} typed */
export const isPin = (typed) => /^[0-9]{4,6}$/.test(typed);

/** Whether a finder would try it first: one digit over and over, or a run. @param {string} typed */
export function isEasy(typed) {
  const steps = new Set([...typed].slice(1).map((digit, place) => Number(digit) - Number(typed[place])));
  return steps.size === 1 && Math.abs([...steps][0]) <= 1;
}

/** How long to wait after so many wrong ones in a row, in ms; never for ever. @param {number} wrong */
export const waitAfter = (wrong) =>
  wrong <= FREE ? 0 : Math.min(LONGEST_WAIT, FIRST_WAIT * 2 ** (wrong - FREE - 1));

/** @param {string} person */
const place = (person) => `pin ${person}`;

/** Whether a person has a PIN here. @param {string} person @returns {Promise<boolean>} */
export async function hasPin(person) {
  return Boolean(await get("self", place(person)));
}

/** Keep a person's new PIN. @param {string} person @param {string} typed */
export async function keepPin(person, typed) {
  const salt = crypto.getRandomValues(new Uint8Array(16));
  const hash = await hashed(typed, salt, ROUNDS);
  await put("self", { salt, rounds: ROUNDS, hash, wrong: 0, until: 0 }, place(person));
}

/**
 * Whether this is the person's PIN, and how long they have to wait before the next try, in ms.
 * @param {string} person @param {string} typed
 */
export function check(person, typed) {
  return navigator.locks.request("mobilink pin", async () => {
    /** @type {KeptPin} */
    const kept = await get("self", place(person));
    // A clock that was set back must not make the wait endless.
    const left = Math.min(kept.until - Date.now(), LONGEST_WAIT);
    if (left > 0) return { isRight: false, isEarly: true, wait: left };
    // It counts before it is looked at: who closes the page meanwhile has tried all the same.
    const wrong = kept.wrong + 1;
    await put("self", { ...kept, wrong, until: Date.now() + waitAfter(wrong) }, place(person));
    const isRight = String(await hashed(typed, kept.salt, kept.rounds)) === String(kept.hash);
    if (isRight) await put("self", { ...kept, wrong: 0, until: 0 }, place(person));
    return { isRight, isEarly: false, wait: isRight ? 0 : waitAfter(wrong) };
  });
}

/** @param {string} typed @param {Uint8Array} salt @param {number} iterations */
async function hashed(typed, salt, iterations) {
  const key = await crypto.subtle.importKey("raw", new TextEncoder().encode(typed), "PBKDF2", false, [
    "deriveBits",
  ]);
  const how = { name: "PBKDF2", hash: "SHA-256", salt: /** @type {BufferSource} */ (salt), iterations };
  return new Uint8Array(await crypto.subtle.deriveBits(how, key, 256));
}
