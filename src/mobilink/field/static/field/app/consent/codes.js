/** The codes by which people follow what they gave, as `basics/codes.py` has them. */
import { joined } from "../../../journal/msgpack.js";
import { hex } from "../../../journal/store.js";

const LETTERS = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ"; // no 0 O 1 I
const LENGTH = 10;
const OLD_LENGTH = 4; // read for ever, never made
const BEFORE = "MK-";
const ROUNDS = 200_000;
const KEPT_BITS = 128;
const TEXT = new TextEncoder();

/** A new code. */
export function make() {
  const chosen = crypto.getRandomValues(new Uint8Array(LENGTH));
  return BEFORE + inHalves(Array.from(chosen, (byte) => LETTERS[byte % LETTERS.length]).join(""));
}

/** The code that somebody typed, however they wrote it; empty for what can be none. @param {string} text */
export function read(text) {
  const letters = text.toUpperCase().replace(/[^\p{L}\p{N}]/gu, "");
  const hasStart = [2 + OLD_LENGTH, 2 + LENGTH].includes(letters.length);
  const rest = hasStart ? letters.replace(/^MK/, "") : letters;
  if (![OLD_LENGTH, LENGTH].includes(rest.length) || ![...rest].every((letter) => LETTERS.includes(letter)))
    return "";
  return BEFORE + (rest.length === OLD_LENGTH ? rest : inHalves(rest));
}

/**
 * What only whoever has a code can show. An old one is its own proof.
 * @param {string} code @param {Uint8Array} office its id
 */
export async function proof(code, office) {
  if (isOld(code)) return code;
  const key = await crypto.subtle.importKey("raw", TEXT.encode(code), "PBKDF2", false, ["deriveBits"]);
  const salt = /** @type {BufferSource} */ (joined([TEXT.encode("mobilink code\0"), office]));
  const way = { name: "PBKDF2", hash: "SHA-256", salt, iterations: ROUNDS };
  return hex(new Uint8Array(await crypto.subtle.deriveBits(way, key, KEPT_BITS)));
}

/**
 * What a case keeps of its code, from which its proof does not follow.
 * @param {string} code @param {Uint8Array} office its id
 */
export async function kept(code, office) {
  const shown = TEXT.encode(await proof(code, office));
  if (isOld(code)) return code;
  return hex(new Uint8Array(await crypto.subtle.digest("SHA-256", shown)).slice(0, KEPT_BITS / 8));
}

/** @param {string} code */
const isOld = (code) => code.length <= BEFORE.length + OLD_LENGTH;

/** What officers call a case: eight figures of its id, as `cases/models.py` has them. @param {string} id */
export function numberOf(id) {
  const figures = String(BigInt(`0x${id.replaceAll("-", "")}`) % 10n ** 8n).padStart(8, "0");
  return `${figures.slice(0, 4)}-${figures.slice(4)}`;
}

/** @param {string} letters */
function inHalves(letters) {
  const half = letters.length / 2;
  return `${letters.slice(0, half)}-${letters.slice(half)}`;
}
