/** The words of all names, and those that somebody meant, as `guidance/vocabulary.py` finds them. */

import { compare, letters } from "./letters.js";
import { distance } from "./slips.js";

/**
 * Words next to each other that may be meant by another, and with how many slips.
 * @typedef {{slips: number, start: number, stop: number}} Near
 */

/**
 * A way to take what was typed: as one word or as two, and for each the words that may be meant.
 * @typedef {Near[][]} Way
 */

export class Vocabulary {
  /**
   * Words in the order of their sounds; a word is known by its place among them.
   * @param {Iterable<string>} words
   * @param {Record<string, any>} rules
   * @param {import("./firms.js").Firms} firms
   * @param {import("./slips.js").Slips} slips
   */
  constructor(words, rules, firms, slips) {
    this.rules = rules;
    this.firms = firms;
    this.slips = slips;
    const order = Array.from(words, (word) => ({ word, told: firms.sound(word) }));
    order.sort((one, other) => compare(one.told, other.told) || compare(one.word, other.word));
    this.words = order.map(({ word }) => word);
    this.sounds = order.map(({ told }) => told);
    /** @type {Map<string, number[]>} */
    this.threes = new Map();
    this.sounds.forEach((sound, at) => {
      for (const three of threes(sound)) {
        const places = this.threes.get(three);
        if (places) places.push(at);
        else this.threes.set(three, [at]);
      }
    });
  }

  /**
   * Where this very word is; nothing where it is not.
   * @param {string} word
   */
  place(word) {
    const { start, stop } = this.#asHeard(this.firms.sound(word));
    for (let at = start; at < stop; at++) {
      if (this.words[at] === word) return at;
    }
    return undefined;
  }

  /**
   * The words that sound like one.
   * @param {string} word
   * @returns {Near[]}
   */
  heard(word) {
    return this.firms
      .readings(word)
      .map((one) => ({ slips: this.rules.AS_HEARD, ...this.#asHeard(one) }))
      .filter(isSome);
  }

  /**
   * The words that may be meant by one.
   * @param {string} word
   * @returns {Near[]}
   */
  near(word) {
    const { WRONG } = this.rules;
    const near = this.#begun(word);
    const heard = letters(this.firms.sound(word));
    const most = this.slips.mostIn(word);
    for (const at of this.#sharing(this.firms.sound(word))) {
      const wrong = distance(heard, letters(this.sounds[at]), most);
      if (wrong <= most) near.push({ slips: WRONG * wrong, start: at, stop: at + 1 });
    }
    const same = this.place(word);
    if (same !== undefined) near.push({ slips: 0, start: same, stop: same + 1 });
    return near;
  }

  /**
   * The pairs of words that may hide in one: a half that is known, and what is left.
   * @param {string} word
   * @returns {Way[]}
   */
  hidden(word) {
    const { KNOWN, SHORTEST } = this.rules;
    const whole = letters(word);
    /** @type {Way[]} */
    const ways = [];
    for (let at = SHORTEST; at < whole.length; at++) {
      const halves = [whole.slice(0, at).join(""), whole.slice(at).join("")];
      const lengths = [at, whole.length - at];
      if (halves.some((half, which) => lengths[which] >= KNOWN && this.heard(half).length)) {
        const begun = halves.map((half) => this.#begun(half));
        ways.push(begun.map((near, which) => (near.length ? near : this.near(halves[which]))));
      }
    }
    return ways;
  }

  /**
   * The words that sound like one, or begin like it.
   * @param {string} word
   * @returns {Near[]}
   */
  #begun(word) {
    const { AS_HEARD, SHORTENED } = this.rules;
    /** @type {Near[]} */
    const near = [];
    for (const reading of this.firms.readings(word)) {
      const same = this.#asHeard(reading);
      near.push({ slips: AS_HEARD, ...same });
      near.push({ slips: SHORTENED, ...this.#beginning(reading, same.stop) });
    }
    return near.filter(isSome);
  }

  /**
   * Those of one sound; where there are none, nothing at the place where they would be.
   * @param {string} heard
   */
  #asHeard(heard) {
    const start = this.#before((told) => compare(told, heard) < 0);
    return { start, stop: this.#before((told) => compare(told, heard) <= 0, start) };
  }

  /**
   * Those that begin with a sound and go on: the first is at the start.
   * @param {string} heard
   * @param {number} start
   */
  #beginning(heard, start) {
    const signs = letters(heard);
    if (signs.length < this.rules.SHORTEST) return { start: 0, stop: 0 };
    const last = Number(signs.pop()?.codePointAt(0));
    const end = signs.join("") + String.fromCodePoint(last + 1);
    return { start, stop: this.#before((one) => compare(one, end) < 0, start) };
  }

  /**
   * The place of the first sound, from a start on, for which this is not so.
   * @param {(told: string) => boolean} isBefore
   */
  #before(isBefore, start = 0) {
    let [least, most] = [start, this.sounds.length];
    while (least < most) {
      const at = (least + most) >> 1;
      if (isBefore(this.sounds[at])) least = at + 1;
      else most = at;
    }
    return least;
  }

  /** @param {string} heard */
  #sharing(heard) {
    /** @type {Map<number, number>} */
    const counts = new Map();
    for (const three of threes(heard)) {
      for (const at of this.threes.get(three) ?? []) counts.set(at, (counts.get(at) ?? 0) + 1);
    }
    const least = this.rules.SHARED * Math.max(0, ...counts.values());
    return [...counts].filter(([, many]) => many >= least).map(([at]) => at);
  }
}

/** @param {Near} near */
function isSome(near) {
  return near.start < near.stop;
}

/**
 * Three letters each of how a word sounds, its beginning and its end among them.
 * @param {string} heard
 */
function threes(heard) {
  const signs = [" ", ...letters(heard), " "];
  return new Set(signs.slice(2).map((last, at) => signs[at] + signs[at + 1] + last));
}
