/** The codes by which people follow what they gave, as `basics/codes.py` has them. */

const LETTERS = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ"; // no 0 O 1 I
const LENGTH = 4;
const BEFORE = "MK-";

/** A new code. */
export function make() {
  const chosen = crypto.getRandomValues(new Uint8Array(LENGTH));
  return BEFORE + Array.from(chosen, (byte) => LETTERS[byte % LETTERS.length]).join("");
}

/** The code that somebody typed, however they wrote it; empty for what can be none. @param {string} text */
export function read(text) {
  const letters = text.toUpperCase().replace(/[^\p{L}\p{N}]/gu, "");
  const rest = letters.length > LENGTH ? letters.replace(/^MK/, "") : letters;
  return rest.length === LENGTH && [...rest].every((letter) => LETTERS.includes(letter)) ? BEFORE + rest : "";
}
