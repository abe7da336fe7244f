/**
 * An offer of work beside what the lists say, as `guidance/offers.py` compares it; tables and patterns come
 * as rules.
 */

import { compare } from "./letters.js";
import { isSerious } from "./standing.js";

/**
 * @typedef {{
 *   company: string, contact: string, job: string, country: string, contract: string, visa: string,
 *   payment: string, pressure: string[],
 * }} Offer
 */
/** @typedef {{kind: string, status: string, code: string, about: string}} Finding */
/** @typedef {{standing: import("./standing.js").Finding[], phones: string[], contacts: string[]}} Firm */
/** @typedef {{title: string, country: string, verdict: import("./board.js").Verdict}} Order */
/**
 * @typedef {{
 *   answer: string, similar: string[], firm: Firm | null, orders: Order[] | null, isCountryClosed: boolean,
 * }} Evidence
 */

const [AGREES, UNVERIFIED, DIFFERS, SIGN] = ["agrees", "unverified", "differs", "sign"];

/** Whether the person should stop and show the offer before anything else. @param {Finding[]} findings */
export function isUrgent(findings) {
  return findings.some(({ status }) => status === DIFFERS || status === SIGN);
}

/** The comparison, with its tables and the way to read names. */
export class Offers {
  /** @param {Record<string, any>} rules @param {import("./firms.js").Firms} firms */
  constructor(rules, firms) {
    this.rules = rules;
    this.firms = firms;
    /** @param {string} name */
    const all = (name) => new RegExp(rules[name], "gu");
    this.patterns = { mail: all("MAIL"), web: all("WEB"), phone: all("PHONE"), notDigit: all("NOT_DIGIT") };
  }

  /**
   * What there is to say of each kind of evidence, in the order in which people ask.
   * @param {Offer} offer @param {Evidence} evidence @returns {Finding[]}
   */
  examine(offer, evidence) {
    const { CONTRACT, VISA, PAYMENT, PRESSURE } = this.rules;
    const closed = evidence.isCountryClosed ? [finding("vacancy", SIGN, "country-closed")] : [];
    const signs = PRESSURE.filter((/** @type {string} */ sign) => offer.pressure.includes(sign));
    const pressed = signs.map((/** @type {string} */ sign) => finding("pressure", SIGN, sign));
    return [
      company(offer, evidence),
      this.#contact(offer, evidence),
      ...closed,
      this.#order(offer, evidence),
      chosen("contract", offer.contract, CONTRACT),
      chosen("visa", offer.visa, VISA),
      chosen("payment", offer.payment, PAYMENT),
      ...(pressed.length ? pressed : [finding("pressure", UNVERIFIED, "untold")]),
    ];
  }

  /** @param {Offer} offer @param {Evidence} evidence */
  #contact({ contact }, { firm }) {
    if (!contact || !firm) return finding("contact", UNVERIFIED, contact ? "no-company" : "untold");
    const listed = [...firm.phones, ...firm.contacts];
    if (!listed.length) return finding("contact", UNVERIFIED, "not-in-list");
    const known = [...new Set(listed.flatMap((one) => this.reaches(one)))];
    const isListed = this.reaches(contact).every((one) => known.some((each) => isOf(one, each)));
    if (isListed) return finding("contact", AGREES, "listed");
    return finding(
      "contact",
      DIFFERS,
      "other",
      known
        .sort(compare)
        .map((one) => this.#masked(one))
        .join(", "),
    );
  }

  /**
   * The approved job order for this work: a licence alone says nothing of it.
   * @param {Offer} offer
   * @param {Evidence} evidence
   */
  #order(offer, { firm, orders }) {
    const asked = this.#words(offer.job);
    if (!asked || !offer.country) return finding("vacancy", UNVERIFIED, "untold");
    if (!firm || !orders) return finding("vacancy", UNVERIFIED, orders ? "no-company" : "no-list");
    const inCountry = orders.filter((order) => order.country === offer.country);
    const same = new Map(
      inCountry.filter(({ title }) => this.#words(title) === asked).map((one) => [one.verdict.state, one]),
    );
    const [shown, full, hidden] = [same.get("shown"), same.get("full"), same.get("hidden")];
    if (shown) return finding("vacancy", AGREES, "listed", shown.title);
    if (full) return finding("vacancy", DIFFERS, "full", full.title);
    if (hidden) return finding("vacancy", DIFFERS, "hidden", hidden.verdict.why);
    if (!inCountry.length) return finding("vacancy", SIGN, "no-order");
    return finding(
      "vacancy",
      UNVERIFIED,
      "others",
      [...new Set(inCountry.map((one) => one.title))].join(", "),
    );
  }

  /** The words that tell one work from another, in an order of their own. @param {string} title */
  #words(title) {
    const words = this.firms.read(title).words.filter((word) => !this.rules.ANY_WORK.includes(word));
    return [...new Set(words)].sort().join(" ");
  }

  /**
   * Every telephone number, mail and web address of a text; the text itself where it has none.
   * @param {string} text
   */
  reaches(text) {
    const lower = text.trim().toLowerCase();
    const { mail, web, phone } = this.patterns;
    const mails = lower.match(mail) ?? [];
    const rest = lower.replace(mail, " ");
    const sites = [...rest.matchAll(web)].map(([, host, path]) => ({
      host,
      path: path.replace(/[/.,;)]+$/u, ""),
    }));
    const talks = (/** @type {{host: string}} */ { host }) => this.rules.TALKS.includes(host);
    const calls = [
      ...sites.filter(talks).map(({ path }) => path),
      ...(rest.replace(web, " ").match(phone) ?? []),
    ];
    const webs = sites.filter((site) => !talks(site)).map(({ host, path }) => host + path);
    const addresses = [...mails, ...webs, ...calls.map((one) => this.#number(one)).filter(Boolean)];
    return addresses.length ? addresses : [lower];
  }

  /** An address of a list so that it can be compared, and not called by mistake. @param {string} reach */
  #masked(reach) {
    const mail = /^(.?)[^@]*@(.*)$/su.exec(reach);
    if (mail) return `${mail[1]}…@${mail[2]}`;
    const { BEGINNING, ENDING } = this.rules;
    return /^\p{Nd}+$/u.test(reach) ? `+${reach.slice(0, BEGINNING)} … ${reach.slice(-ENDING)}` : reach;
  }

  /** The digits of a telephone number with its country, +62 where none is told. @param {string} text */
  #number(text) {
    const digits = text.replace(this.patterns.notDigit, "");
    const { ABROAD, HOME, LOCAL } = this.rules;
    if (digits.startsWith(ABROAD)) return digits.slice(ABROAD.length);
    return digits.startsWith(LOCAL) ? HOME + digits.slice(LOCAL.length) : digits;
  }
}

/** @param {Offer} offer @param {Evidence} evidence */
function company(offer, { firm, answer, similar }) {
  if (!offer.company) return finding("company", UNVERIFIED, "untold");
  if (firm) return finding("company", isSerious(firm.standing) ? DIFFERS : AGREES, "listed");
  return finding("company", UNVERIFIED, answer || "no-list", similar.join(", "));
}

/**
 * What is told by one choice.
 * @param {string} kind
 * @param {string} choice
 * @param {Record<string, string>} statuses
 */
function chosen(kind, choice, statuses) {
  return Object.hasOwn(statuses, choice)
    ? finding(kind, statuses[choice], choice)
    : finding(kind, UNVERIFIED, "untold");
}

/** The listed contact itself, or a page of the listed site. @param {string} reach @param {string} listed */
function isOf(reach, listed) {
  return reach === listed || (!listed.includes("@") && reach.startsWith(`${listed}/`));
}

/**
 * @param {string} kind
 * @param {string} status
 * @param {string} code
 * @param {string} [about]
 * @returns {Finding}
 */
function finding(kind, status, code, about = "") {
  return { kind, status, code, about };
}
