/** How Indonesian firms are written, as `guidance/firms.py` has it; tables and patterns come as rules. */

import { kept, letters } from "./letters.js";

/**
 * A name taken apart: the words that tell firms apart, its legal form ("" where none is said), and
 * whether the form stands before the name.
 * @typedef {{words: string[], form: string, isPlain: boolean}} Firm
 */

export class Firms {
  /** @param {Record<string, any>} rules */
  constructor(rules) {
    const { ALIKE, FORMS, HALVES, LONGEST, MANY, TITLES } = rules;
    this.COMPANY = rules.COMPANY;
    this.limits = { LONGEST, MANY };
    this.titles = new Set(TITLES);
    // A plain object would also know words like “constructor”.
    this.forms = new Map(Object.entries(FORMS));
    this.alike = new Map(Object.entries(ALIKE));
    this.halves = new Map(Object.entries(HALVES));
    /** @param {string} name */
    const all = (name) => new RegExp(rules[name], "gu");
    this.patterns = {
      known: all("KNOWN"),
      unseen: all("UNSEEN"),
      blank: all("BLANK"),
      word: all("WORD"),
      dotted: all("DOTTED"),
      oldY: all("OLD_Y"),
      twice: all("TWICE"),
      silent: all("SILENT"),
      spelt: all("SPELT"),
    };
    /** What a word sounds like, in any spelling. */
    this.sound = kept((word) => this.#sound(word));
    /** What a word may sound like: its j may be an old y, its last letter half of an old pair. */
    this.readings = kept((word) => this.#readings(word));
  }

  /**
   * The parts of a name as somebody wrote it; never throws.
   * @param {string} text
   * @returns {Firm}
   */
  read(text) {
    const { LONGEST, MANY } = this.limits;
    // No letter has more than two units: of a pasted book only the beginning is taken apart.
    const given = letters(text.slice(0, 2 * (MANY + 1)));
    const spaced = letters(this.#spaced(given.slice(0, MANY).join("")));
    const words = this.#words(spaced.slice(0, LONGEST).join(""));
    if (spaced.length > LONGEST || given.length > MANY) return { words, form: "", isPlain: false };
    for (const many of [2, 1]) {
      const form = this.forms.get(words.slice(0, many).join(" "));
      if (form && words.length > many) return { words: words.slice(many), form, isPlain: true };
    }
    for (const many of [2, 1]) {
      const form = this.forms.get(words.slice(-many).join(" "));
      const before = words.slice(0, -many);
      if (form && words.length > many) return { words: before, form, isPlain: false };
    }
    return { words, form: "", isPlain: false };
  }

  /** @param {string} text */
  #spaced(text) {
    return text
      .replace(this.patterns.known, (found) => found.normalize("NFKC").toLowerCase())
      .replace(this.patterns.blank, " ")
      .replace(/^ | $/g, "");
  }

  /** @param {string} text */
  #words(text) {
    const undotted = text
      .replace(this.patterns.unseen, "")
      .replaceAll("&", " dan ")
      .replace(this.patterns.dotted, (found) => `${found.replaceAll(".", "")} `);
    return (undotted.match(this.patterns.word) ?? []).filter((word) => !this.titles.has(word));
  }

  /** @param {string} word */
  #sound(word) {
    return word
      .replace(this.patterns.silent, "")
      .replace(this.patterns.spelt, (found) => this.alike.get(found) ?? found)
      .replace(this.patterns.twice, "$1");
  }

  /** @param {string} word */
  #readings(word) {
    const readings = new Set([this.sound(word), this.sound(word.replace(this.patterns.oldY, "y"))]);
    for (const reading of [...readings]) {
      const half = this.halves.get(reading.slice(-1));
      if (half) readings.add(reading.slice(0, -1) + half);
    }
    return [...readings];
  }
}
