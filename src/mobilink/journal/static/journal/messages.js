/** A signed question to a van or an office, and its answer, once that is proved to be of our office.
 *
 * What answers must prove itself: by the office's key, or by a key that the office certified for a
 * term that has not ended, of a station that it did not revoke.
 */
import { decode, encode, joined } from "./msgpack.js";
import { all, get, hex } from "./store.js";

/** @typedef {import("./writing.js").Self} Self */
/**
 * An answer: its kind, where its key and certificate stand, and where their term.
 * @typedef {[string, number, number]} Wanted
 */

const VERSION = 2;
const TEXT = new TextEncoder();

/** What stood in the way of a delivery; `code` says it to the program, the message to a person. */
export class NotDelivered extends Error {
  /** @param {"no_answer" | "not_ours" | "lapsed" | "revoked" | "refused"} code @param {string} [words] */
  constructor(code, words = "") {
    super(words || code);
    this.code = code;
  }
}

/**
 * Ask a station, and give back what it answered once it is proved to be of our office.
 * @param {Self} me
 * @param {[string, any[]]} question what it is, and what it says after its version
 * @param {Wanted} wanted what the answer is
 * @param {(message: Uint8Array) => Promise<Uint8Array>} send
 * @returns {Promise<{author: Uint8Array, fields: any[]}>}
 */
export async function ask(me, [kind, said], wanted, send) {
  const nonce = crypto.getRandomValues(new Uint8Array(16));
  const body = encode([VERSION, ...said]);
  const message = /** @type {BufferSource} */ (signedPart(kind, me.id, nonce, body));
  const signature = new Uint8Array(await crypto.subtle.sign("Ed25519", me.key, message));
  return heard(me, wanted, nonce, await send(encode([me.id, nonce, body, signature])));
}

/**
 * The name by which a browser calls the server at an address; what is said to it says so.
 * @param {string} address
 */
export function nameIn(address) {
  return new URL(address).host;
}

/** @param {string} kind @param {Uint8Array} author @param {Uint8Array} nonce @param {Uint8Array} body */
function signedPart(kind, author, nonce, body) {
  const nul = Uint8Array.of(0);
  return joined([TEXT.encode("mobilink"), nul, TEXT.encode(kind), nul, author, nul, nonce, nul, body]);
}

/**
 * What an answer says, once it is proved to be of our office and of this question.
 * @param {Self} me
 * @param {Wanted} wanted
 * @param {Uint8Array} nonce
 * @param {Uint8Array} data
 * @returns {Promise<{author: Uint8Array, fields: any[]}>}
 */
async function heard(me, wanted, nonce, data) {
  // What cannot be read proves nothing.
  const proved = await provedOf(me, wanted, nonce, data).catch(() => undefined);
  if (!proved) throw new NotDelivered("not_ours");
  const { author, fields, isOffice, until } = proved;
  if (!isOffice) {
    if (((await get("self", "revoked")) ?? []).includes(hex(author))) throw new NotDelivered("revoked");
    if (until < (await officeTime())) throw new NotDelivered("lapsed");
  }
  return { author, fields };
}

/** What an answer says and who signed it; nothing where our office did not vouch for that.
 * @param {Self} me @param {Wanted} wanted @param {Uint8Array} nonce @param {Uint8Array} data
 */
async function provedOf(me, [kind, place, term], nonce, data) {
  const [author, back, body, signature] = decode(data);
  const fields = decode(body);
  const [key, certificate] = fields.slice(place);
  const until = fields[term] ?? 0;
  const isOffice = hex(author) === hex(me.office);
  const isOurs =
    fields[0] === VERSION &&
    hex(back) === hex(nonce) &&
    (isOffice || (await isSigned(me.officeKey, certificate, vouched(author, key, until)))) &&
    (await isSigned(isOffice ? me.officeKey : key, signature, signedPart(kind, author, nonce, body)));
  return isOurs ? { author, fields, isOffice, until } : undefined;
}

/**
 * What the office signs of a station.
 * @param {Uint8Array} author
 * @param {Uint8Array} key
 * @param {number} until
 */
function vouched(author, key, until) {
  const term = new Uint8Array(8);
  new DataView(term.buffer).setBigUint64(0, BigInt(until));
  return joined([TEXT.encode("mobilink station\0"), author, key, term]);
}

/** What time it is at the office, as far as this phone has heard; its own clock is often wrong. */
async function officeTime() {
  const offices = (await all("stations")).filter((one) => one.kind === "office");
  return Date.now() + (offices.sort((one, other) => other.at - one.at)[0]?.clock ?? 0);
}

/**
 * Whether a key signed a message.
 * @param {Uint8Array} key
 * @param {Uint8Array} signature
 * @param {Uint8Array} message
 */
export async function isSigned(key, signature, message) {
  const known = await crypto.subtle.importKey("raw", /** @type {BufferSource} */ (key), "Ed25519", false, [
    "verify",
  ]);
  const [sealed, said] = /** @type {BufferSource[]} */ ([signature, message]);
  return crypto.subtle.verify("Ed25519", known, sealed, said);
}
