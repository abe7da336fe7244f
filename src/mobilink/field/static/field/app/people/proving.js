/** How a person proves who they are before they choose a PIN: by their account at the office, by a
 * colleague's PIN on this phone, or by a code that the office reads out.
 *
 * Of the codes this phone keeps only hashes of the next few, so that whoever finds it can make none.
 */
import { dashed, get, hex, put } from "../../../journal/store.js";
import { self } from "../../../journal/writing.js";
import { sha256 } from "../../../journal/wire.js";
import { teamAct } from "../booth/booth.js";
import { record } from "../recorder/recorder.js";
import { words } from "../page/page.js";

/**
 * On whose word a PIN is chosen.
 * @typedef {{way: "account" | "colleague" | "code", by: string, number?: number}} Word
 */

const LONGEST_WAIT = 15_000;

/** @param {string} address @param {RequestInit} [how] */
function ask(address, how) {
  return fetch(address, { ...how, credentials: "omit", signal: AbortSignal.timeout(LONGEST_WAIT) });
}

/**
 * Ask the office whether the account is this person's. The password goes nowhere else and stays nowhere.
 * @param {string} person @param {FormData} account @returns {Promise<Word>}
 */
export async function byAccount(person, account) {
  account.set("person", person);
  let answered;
  try {
    answered = await ask("/field/prove/", { method: "POST", body: account });
  } catch {
    throw new Error(words("account_silent"));
  }
  if (answered.ok) return { way: "account", by: person };
  if (answered.status === 429) {
    const minutes = Math.ceil(Number(answered.headers.get("Retry-After")) / 60);
    throw new Error(words("account_wait", minutes));
  }
  if (answered.status === 409) throw new Error(words("account_first", location.host));
  throw new Error(words(answered.status === 422 ? "account_wrong" : "account_silent"));
}

/** Learn the hashes of the next codes, where the office answers. */
export async function renewCodes() {
  const me = await self();
  if (!me) return;
  const answered = await ask(`/field/codes/${dashed(hex(me.id))}/`);
  if (answered.ok) await put("self", await answered.json(), "codes");
}

/**
 * The number of the code that lets a person in next; 0 where this phone knows of none.
 * @param {string} person
 */
export async function nextCode(person) {
  const used = (await get("self", `code ${person}`)) ?? 0;
  const numbers = Object.keys((await get("self", "codes"))?.[person] ?? {}).map(Number);
  return numbers.sort((one, other) => one - other).find((number) => number > used) ?? 0;
}

/**
 * Take the office's code, once.
 * @param {string} person @param {string} typed @returns {Promise<Word>}
 */
export async function byCode(person, typed) {
  const number = await nextCode(person);
  const said = typed.toUpperCase().replace(/[^A-Z0-9]/g, "");
  const hash = hex(await sha256(new TextEncoder().encode(`mobilink pin code${said}`)));
  if (!number || (await get("self", "codes"))[person][number] !== hash)
    throw new Error(words("code_wrong", number));
  return { way: "code", by: person, number };
}

/** Write down on whose word a person chose a PIN here. @param {string} person @param {Word} word */
export async function witness(person, word) {
  const me = await self();
  if (!me) return;
  const phone = dashed(hex(me.id));
  const by = word.way === "colleague" ? { granted_by: word.by } : {};
  const number = word.number ? { number: word.number } : {};
  const fields = { at: Date.now(), person, phone, way: word.way, ...by, ...number };
  await record("choose pin", word.by, [teamAct("pin_grant", fields)]);
  if (word.number) await put("self", word.number, `code ${person}`);
}
