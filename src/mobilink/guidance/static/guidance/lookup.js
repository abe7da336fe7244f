/**
 * Which recruiter did the person mean? What `guidance/lookup.py` answers at the office, on a phone without
 * a network. Tables, patterns and numbers come from there (`guidance/phone.py`); tests ask both the same.
 */

import { differences } from "./differences.js";
import { Firms } from "./firms.js";
import { Slips } from "./slips.js";
import { Vocabulary } from "./vocabulary.js";

/** @typedef {import("./firms.js").Firm} Firm */
/** @typedef {import("./vocabulary.js").Near} Near */
/** @typedef {import("./vocabulary.js").Way} Way */

/**
 * A name in the register: whose it is, and whether the firm bears it no more.
 * @typedef {{key: string | number, text: string, former?: boolean}} Name
 */

/**
 * `match`: the candidates bear this very name. `similar`: they are like it. `none`: none is.
 * `isShort` says that too little was typed to compare anything with it.
 * @typedef {{
 *   answer: "match" | "similar" | "none",
 *   candidates: {name: Name, why: import("./differences.js").Why[]}[],
 *   isShort: boolean,
 * }} Found
 */

/** Names that may be found, prepared once. */
export class Register {
  /**
   * @param {Name[]} names
   * @param {Record<string, Record<string, any>>} rules
   */
  constructor(names, rules) {
    this.rules = rules.lookup;
    this.firms = new Firms(rules.firms);
    this.slips = new Slips(rules.slips, this.firms);
    this.names = names;
    this.read = names.map(({ text }) => this.firms.read(text));
    /** @type {Map<string, number[]>} */
    const bearers = new Map();
    this.read.forEach(({ words }, at) => {
      for (const word of new Set(words)) {
        const bearing = bearers.get(word);
        if (bearing) bearing.push(at);
        else bearers.set(word, [at]);
      }
    });
    this.known = new Vocabulary(bearers.keys(), rules.vocabulary, this.firms, this.slips);
    this.bearers = this.known.words.map((word) => bearers.get(word) ?? []);
  }

  /**
   * The recruiters that may be meant by what somebody typed; never throws, whatever it is.
   * @param {string} text
   * @returns {Found}
   */
  find(text) {
    const asked = this.firms.read(text);
    const same = this.#same(asked);
    if (same.length) {
      const candidates = same.map((at) => ({ name: this.names[at], why: [] }));
      return { answer: "match", candidates, isShort: false };
    }
    const letters = [...asked.words.join("")].length;
    if (letters < this.rules.FEWEST) return { answer: "none", candidates: [], isShort: true };
    const candidates = this.#shown(asked, letters).map((at) => ({
      name: this.names[at],
      why: this.#differences(asked, at),
    }));
    return { answer: candidates.length ? "similar" : "none", candidates, isShort: false };
  }

  /**
   * Those that bear this very name: each word, their order, the legal form before it.
   * @param {Firm} asked
   */
  #same(asked) {
    const { COMPANY } = this.firms;
    if (!(asked.form === COMPANY && asked.isPlain)) return [];
    const places = asked.words.map((word) => this.known.place(word));
    const borne = places.map((at) => (at === undefined ? [] : this.bearers[at]));
    const rarest = borne.reduce((one, other) => (other.length < one.length ? other : one));
    return rarest.filter((at) => {
      const { words, form } = this.read[at];
      const isEqual =
        words.length === asked.words.length && words.every((word, to) => word === asked.words[to]);
      return isEqual && !this.names[at].former && ["", COMPANY].includes(form);
    });
  }

  /**
   * The places of the names to show, one for each recruiter, the likeliest first.
   * @param {Firm} asked
   * @param {number} letters
   */
  #shown(asked, letters) {
    const { CHOICES, CLOSE, FORGIVEN, PER_LETTER } = this.rules;
    const likest = this.#sharing(asked).map((at) => ({
      at,
      slips: this.slips.inName(asked.words, this.read[at].words),
    }));
    likest.sort((one, other) => one.slips - other.slips || one.at - other.at);
    let most = FORGIVEN + PER_LETTER * letters;
    if (likest.length) most = Math.min(most, likest[0].slips + CLOSE);
    /** @type {Map<string | number, number>} */
    const best = new Map();
    for (const { at, slips } of likest) {
      const { key } = this.names[at];
      if (slips <= most && !best.has(key)) best.set(key, at);
    }
    return [...best.values()].slice(0, CHOICES);
  }

  /**
   * The places of the names that share most with the question, by its rarest words.
   * @param {Firm} asked
   */
  #sharing(asked) {
    const { AT_MOST, FEWER, LIKELY } = this.rules;
    /** @type {Map<number, number>} */
    const total = new Map();
    let read = 0;
    const rarest = this.#meant(asked).map((ways) => ({ ways, many: this.#many(ways) }));
    rarest.sort((one, other) => one.many - other.many);
    for (const { ways, many } of rarest) {
      read += many;
      const among = total.size && read > AT_MOST ? new Set(total.keys()) : undefined;
      /** @type {Map<number, number>} */
      const worth = new Map();
      for (const way of ways) merge(worth, this.#worthOf(way, among), Math.max);
      merge(total, worth, (one, other) => one + other);
    }
    const least = Math.max(0, ...total.values()) - FEWER;
    return [...total]
      .filter(([, gain]) => gain >= least)
      .sort(([at, gain], [otherAt, otherGain]) => otherGain - gain || at - otherAt)
      .slice(0, LIKELY)
      .map(([at]) => at);
  }

  /**
   * For each word that was typed the ways to take it: as one word, or as two made one.
   * @param {Firm} asked
   * @returns {Way[][]}
   */
  #meant({ words }) {
    const single = words.map((word) => {
      const near = this.known.near(word);
      const isUnsure = near.every(({ slips }) => slips > this.rules.SURE);
      return [[near], ...(isUnsure ? this.known.hidden(word) : [])];
    });
    // One that was made two.
    const joined = words.slice(1).map((word, at) => [[this.known.heard(words[at] + word)]]);
    return [...single, ...joined];
  }

  /** @param {Way[]} ways */
  #many(ways) {
    let many = 0;
    for (const { start, stop } of ways.flat(2)) {
      for (let at = start; at < stop; at++) many += this.bearers[at].length;
    }
    return many;
  }

  /**
   * The names that bear a word for each part (of all, or among some), and what that says for each.
   * @param {Way} way
   * @param {Set<number> | undefined} among
   */
  #worthOf(way, among) {
    return way.map((near) => this.#worth(near, among)).reduce(inBoth);
  }

  /**
   * The names that bear one of these words, and what the likeliest of them says for each.
   * @param {Near[]} near
   * @param {Set<number> | undefined} among
   */
  #worth(near, among) {
    /** @type {Map<number, number>} */
    const worth = new Map();
    for (const { slips, start, stop } of [...near].sort((one, other) => other.slips - one.slips)) {
      for (const at of this.bearers.slice(start, stop).flat()) {
        if (!among || among.has(at)) worth.set(at, this.rules.WORTH - slips);
      }
    }
    return worth;
  }

  /**
   * What keeps a name from being the one that was typed.
   * @param {Firm} asked
   * @param {number} at
   */
  #differences(asked, at) {
    const { former, text } = this.names[at];
    const why = differences(asked, this.read[at], this.known);
    /** @type {import("./differences.js").Why} */
    const borneNoMore = ["former name", text];
    return former ? [borneNoMore, ...why] : why;
  }
}

/**
 * The names that are in both, with the mean of what is said for each.
 * @param {Map<number, number>} first
 * @param {Map<number, number>} other
 */
function inBoth(first, other) {
  /** @type {Map<number, number>} */
  const shared = new Map();
  for (const [at, gain] of first) {
    const also = other.get(at);
    if (also !== undefined) shared.set(at, (gain + also) / 2);
  }
  return shared;
}

/**
 * Puts in what else is said; where something is said of a name already, the two are joined.
 * @param {Map<number, number>} into
 * @param {Map<number, number>} other
 * @param {(one: number, other: number) => number} by
 */
function merge(into, other, by) {
  for (const [at, gain] of other) {
    const known = into.get(at);
    into.set(at, known === undefined ? gain : by(known, gain));
  }
}
