/**
 * Which vacancies may be shown on a day, as `guidance/board.py` decides it; sets and codes come from there as
 * rules.
 */

import { standing } from "./standing.js";

/** @typedef {Record<string, any>} Row */
/** @typedef {{state: "shown" | "full" | "hidden", why: string}} Verdict */

/** The rule of the board, with its tables and the way to read names. */
export class Board {
  /** @param {Record<string, any>} rules @param {import("./firms.js").Firms} firms */
  constructor(rules, firms) {
    this.rules = rules;
    this.firms = firms;
  }

  /**
   * Whether a vacancy may be shown on this day; `recruiter` is whom its licence number names.
   * @param {Row} vacancy
   * @param {Row | undefined} recruiter
   * @param {Row[]} statuses
   * @param {string} day
   * @returns {Verdict}
   */
  judge(vacancy, recruiter, statuses, day) {
    const why =
      jobOrder(vacancy, day) ||
      this.#recruiter(vacancy, recruiter, day) ||
      this.country(vacancy, statuses, day);
    if (why) return { state: "hidden", why };
    return { state: isFull(vacancy) ? "full" : "shown", why: "" };
  }

  /** @param {Row} vacancy @param {Row | undefined} recruiter @param {string} day */
  #recruiter(vacancy, recruiter, day) {
    if (vacancy.scheme === this.rules.WITHOUT_RECRUITER && !vacancy.sip3mi) return "";
    if (!recruiter) return "recruiter-unknown";
    const names = [recruiter.name, ...(recruiter.former_names ?? [])].map((name) => this.#nameKey(name));
    if (!names.includes(this.#nameKey(vacancy.recruiter ?? ""))) return "recruiter-other";
    const wrong = standing(recruiter, day).find(({ code }) => !this.rules.STANDS.includes(code));
    return wrong ? `recruiter-${wrong.code}` : "";
  }

  /**
   * Why a country is not open for some work on this day; nothing where it is.
   * @param {Row} work @param {Row[]} statuses @param {string} day
   */
  country(work, statuses, day) {
    const relevant = statuses.filter((one) => holds(one, day) && this.#isAbout(one, work));
    if (!relevant.length) return "country-unknown";
    const last = relevant.filter((one) => !relevant.some((other) => isNarrower(other, one)));
    return last.every((one) => one.status === this.rules.OPEN) ? "" : "country-closed";
  }

  /** A name by its words. @param {string} name */
  #nameKey(name) {
    return this.firms.read(name).words.join(" ") || name;
  }

  /** A closing is read widely, an opening to the letter. @param {Row} status @param {Row} work */
  #isAbout(status, work) {
    if (status.country !== work.country || !["", work.scheme].includes(status.scheme ?? "")) return false;
    const job = folded(status.job);
    const names = [folded(work.title), folded(work.sector)];
    if (status.status === this.rules.OPEN) return ["", ...names].includes(job);
    const known = names.flatMap(wordsOf);
    return wordsOf(job).every((word) => known.includes(word));
  }
}

/** A licence number without what people write in different ways. @param {string | undefined} number */
export function licenceKey(number) {
  return wordsOf(folded(number)).join("");
}

/** @param {Row} vacancy @param {string} day */
function jobOrder(vacancy, day) {
  if (vacancy.gone_on) return "gone";
  if (vacancy.closes_on < day) return "closed";
  if (vacancy.permit_to && vacancy.permit_to < day) return "permit-over";
  return vacancy.permit_from && day < vacancy.permit_from ? "permit-ahead" : "";
}

/** @param {Row} status @param {string} day */
function holds(status, day) {
  return status.valid_from <= day && (!status.valid_to || day <= status.valid_to);
}

/** @param {Row} status @param {Row} other */
function isNarrower(status, other) {
  const pairs = [
    [status.scheme ?? "", other.scheme ?? ""],
    [folded(status.job), folded(other.job)],
  ];
  return (
    pairs.some(([narrow, wide]) => narrow !== wide) &&
    pairs.every(([narrow, wide]) => !wide || wide === narrow)
  );
}

/** Places were told and none of them is left; untold is not none. @param {Row} vacancy */
function isFull(vacancy) {
  const left = ["women", "men", "any"].map(
    (group) => vacancy[`left_${group}`] ?? vacancy[`places_${group}`] ?? null,
  );
  const known = left.filter((number) => number !== null);
  return known.length > 0 && known.every((number) => !number);
}

/** @param {string | undefined} text */
const folded = (text) => (text ?? "").toLowerCase();

/** @param {string} text */
const wordsOf = (text) => text.split(/\s+/u).filter(Boolean);
