/** What differs between a name that was typed and one like it, as `guidance/differences.py` tells it. */

/** @typedef {import("./firms.js").Firm} Firm */
/** @typedef {import("./slips.js").Slips} Slips */
/** @typedef {import("./vocabulary.js").Vocabulary} Vocabulary */

/**
 * What is different, as a code, and the words that it is about.
 * @typedef {[string, string]} Why
 */

/**
 * In their legal forms and in their words.
 * @param {Firm} asked
 * @param {Firm} listed
 * @param {Vocabulary} known
 * @returns {Why[]}
 */
export function differences(asked, listed, known) {
  const { COMPANY } = known.firms;
  /** @type {Why[]} */
  const why = [];
  if (!["", COMPANY].includes(asked.form)) why.push(["not a company", asked.form.toUpperCase()]);
  else if (!["", COMPANY].includes(listed.form)) {
    why.push(["listed otherwise", listed.form.toUpperCase()]);
  }
  why.push(...inWords(asked.words, listed.words, known));
  if (!asked.form) why.push(["no legal form", ""]);
  else if (asked.form === COMPANY && !asked.isPlain) why.push(["form behind", ""]);
  return why;
}

/**
 * How the words of two names differ. A word that some other firm bears is no misspelling.
 * @param {string[]} asked
 * @param {string[]} listed
 * @param {Vocabulary} known
 * @returns {Why[]}
 */
function inWords(asked, listed, known) {
  const [added, lacking] = [without(asked, listed), without(listed, asked)];
  const isEqual = !added.length && !lacking.length;
  /** @type {string[]} */
  const spelt = [];
  /** @type {string[]} */
  const other = [];
  for (const word of added) {
    const spellings = known.place(word) === undefined ? meant(word, lacking, known.slips) : [];
    (spellings.length ? spelt : other).push(word);
    // No two words are spellings of one.
    for (const each of spellings) lacking.splice(lacking.indexOf(each), 1);
  }
  /** @type {Why[]} */
  const why = [];
  if (other.length) why.push(["other words", other.join(" ")]);
  if (spelt.length) why.push(["other spelling", spelt.join(" ")]);
  if (lacking.length) why.push(["words missing", lacking.join(" ")]);
  if (isEqual && asked.some((word, at) => word !== listed[at])) why.push(["other order", ""]);
  return why;
}

/**
 * The words of a name that one typed word is a spelling of: one, or two typed as one.
 * @param {string} word
 * @param {string[]} lacking
 * @param {Slips} slips
 */
function meant(word, lacking, slips) {
  const pairs = lacking.slice(1).map((one, at) => [lacking[at], one]);
  /** @type {string[]} */
  let best = [];
  let least = Infinity;
  for (const way of [...lacking.map((one) => [one]), ...pairs]) {
    const wrong = slips.inWord(word, way.join(""));
    if (wrong < least) [best, least] = [way, wrong];
  }
  return best;
}

/**
 * The words that one has more often than the other, so many times; equal ones beside each other.
 * @param {string[]} words
 * @param {string[]} other
 */
function without(words, other) {
  return [...new Set(words)].flatMap((word) => {
    const many = count(words, word) - count(other, word);
    return Array(Math.max(0, many)).fill(word);
  });
}

/**
 * @param {string[]} words
 * @param {string} word
 */
function count(words, word) {
  return words.filter((one) => one === word).length;
}
