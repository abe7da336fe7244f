/**
 * Texts as Python has them: by whole letters, of which some are two units of a JavaScript string.
 * Where texts are measured, cut or ordered, units would give other answers than `guidance/lookup.py` does.
 */

/** Answers kept at once, so that a page that stays open for days does not grow. */
const KEPT = 16_384;

/**
 * The letters of a text.
 * @param {string} text
 */
export function letters(text) {
  return [...text];
}

/**
 * Below 0 where one text comes before the other.
 * @param {string} first
 * @param {string} other
 */
export function compare(first, other) {
  const most = Math.min(first.length, other.length);
  for (let at = 0; at < most; at++) {
    const apart = Number(first.codePointAt(at)) - Number(other.codePointAt(at));
    if (apart) return apart;
  }
  return first.length - other.length;
}

/**
 * The same work, done once for each text.
 * @template T
 * @param {(text: string) => T} work
 * @returns {(text: string) => T}
 */
export function kept(work) {
  /** @type {Map<string, T>} */
  const known = new Map();
  return (text) => {
    let value = known.get(text);
    if (value === undefined) {
      if (known.size >= KEPT) known.clear();
      known.set(text, (value = work(text)));
    }
    return value;
  };
}
