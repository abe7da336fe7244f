/** How much must have gone wrong for a name to be typed as it was, counted as `guidance/slips.py` counts. */

import { kept, letters } from "./letters.js";

export class Slips {
  /**
   * @param {Record<string, any>} rules
   * @param {import("./firms.js").Firms} firms
   */
  constructor(rules, firms) {
    this.rules = rules;
    this.firms = firms;
    this.among = kept((typed) => kept((word) => this.#between(typed, word)));
  }

  /**
   * The slips between two spellings of a word; infinite where they are different words.
   * @param {string} typed
   * @param {string} word
   */
  inWord(typed, word) {
    return this.among(typed)(word);
  }

  /**
   * The letters of a word that may be wrong.
   * @param {string} word
   */
  mostIn(word) {
    return Math.max(1, Math.floor(this.rules.LIKE * letters(word).length));
  }

  /**
   * The least that must have gone wrong for a name, its words in this order or as they were typed.
   * @param {string[]} typed
   * @param {string[]} name
   */
  inName(typed, name) {
    const slips = this.#inOrder(typed, name);
    const moved = this.#asTyped(typed, name);
    if (moved.every((word, at) => word === name[at])) return slips;
    return Math.min(slips, this.#inOrder(typed, moved) + this.rules.REORDERED);
  }

  /**
   * @param {string} typed
   * @param {string} word
   */
  #between(typed, word) {
    if (typed === word) return 0;
    const { AS_HEARD, SHORTENED, UNTYPED, WRONG } = this.rules;
    const sound = this.firms.sound(word);
    const heard = this.firms.readings(typed);
    if (heard.includes(sound)) return AS_HEARD;
    const length = letters(sound).length;
    const begun = heard.filter((one) => sound.startsWith(one));
    if (begun.length && typed) {
      return Math.min(...begun.map((one) => SHORTENED + UNTYPED * (length - letters(one).length)));
    }
    const most = this.mostIn(letters(typed).length < letters(word).length ? word : typed);
    const slips = this.#letterByLetter(typed, word, most);
    return slips < WRONG * Math.min(most + 1, length) ? slips : Infinity;
  }

  /**
   * @param {string} typed
   * @param {string} word
   * @param {number} most
   */
  #letterByLetter(typed, word, most) {
    const { AS_HEARD, BEGUN, SHORTENED, UNTYPED, WRONG } = this.rules;
    const [whole, listed] = [typed, word].map((one) => letters(this.firms.sound(one)));
    const spelt = distance(letters(typed), letters(word), most);
    const slips = WRONG * Math.min(spelt, distance(whole, listed, most) + AS_HEARD);
    const isBegun =
      BEGUN <= whole.length &&
      whole.length < listed.length &&
      distance(whole, listed.slice(0, whole.length), 1) === 1;
    if (!isBegun) return slips;
    return Math.min(slips, WRONG + SHORTENED + UNTYPED * (listed.length - whole.length));
  }

  /**
   * The words of a name in the order in which they were typed; those that were not come last.
   * @param {string[]} typed
   * @param {string[]} name
   */
  #asTyped(typed, name) {
    const whole = typed.join(" ");
    /** @param {string} word */
    const place = (word) => {
      const index = whole.indexOf(word);
      if (index >= 0) return index;
      const least = Math.min(...typed.map((one) => this.inWord(one, word)));
      if (least === Infinity) return Infinity;
      const starts = typed.filter((one) => this.inWord(one, word) === least);
      return Math.min(...starts.map((one) => whole.indexOf(one)));
    };
    const placed = name.map((word) => ({ word, at: place(word) }));
    // Both may be infinite, and their difference is no number.
    placed.sort((one, other) => (one.at === other.at ? 0 : one.at - other.at));
    return placed.map(({ word }) => word);
  }

  /**
   * The shortest way through both from their beginnings, word by word.
   * @param {string[]} typed
   * @param {string[]} name
   */
  #inOrder(typed, name) {
    const { ADDED, CUT, JOINED, LACKING } = this.rules;
    const lengths = name.map((word) => letters(word).length);
    const given = typed.map((word) => letters(word).length);
    /** @type {number[]} */
    let earlier = [];
    /** @type {number[]} */
    let before = [];
    let row = [0, ...name.map((_, at) => LACKING * (at + 1))];
    typed.forEach((spoken, at) => {
      const rest = at + 1 === typed.length ? CUT : LACKING;
      [earlier, before, row] = [before, row, [row[0] + ADDED]];
      name.forEach((word, to) => {
        let least = Math.min(before[to] + this.inWord(spoken, word), before[to + 1] + ADDED, row[to] + rest);
        if (to && given[at] > lengths[to - 1] + 1) {
          const joined = this.inWord(spoken, name[to - 1] + word);
          least = Math.min(least, before[to - 1] + JOINED + joined);
        }
        if (at && lengths[to] > given[at - 1] + 1) {
          const parted = this.inWord(typed[at - 1] + spoken, word);
          least = Math.min(least, earlier[to] + JOINED + parted);
        }
        row.push(least);
      });
    });
    return row[name.length];
  }
}

/**
 * Letters wrong, too many, missing or exchanged with the next; `most + 1` where they are more.
 * @param {string[]} first
 * @param {string[]} other
 * @param {number} most
 */
export function distance(first, other, most) {
  if (Math.abs(first.length - other.length) > most) return most + 1;
  /** @type {number[]} */
  let earlier = [];
  /** @type {number[]} */
  let before = [];
  let row = [0, ...other.map((_, at) => at + 1)];
  for (let at = 0; at < first.length; at++) {
    [earlier, before, row] = [before, row, [at + 1]];
    for (let to = 0; to < other.length; to++) {
      const wrong = first[at] === other[to] ? 0 : 1;
      let least = Math.min(before[to] + wrong, before[to + 1] + 1, row[to] + 1);
      if (at && to && first[at] === other[to - 1] && first[at - 1] === other[to]) {
        least = Math.min(least, earlier[to - 1] + 1);
      }
      row.push(least);
    }
  }
  return Math.min(row[other.length], most + 1);
}
