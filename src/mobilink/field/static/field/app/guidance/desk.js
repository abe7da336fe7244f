/** The answer desk on this phone: the rules of the office, its sentences, and the lists it answers from. */
import { Board, licenceKey } from "../../../guidance/board.js";
import { Firms } from "../../../guidance/firms.js";
import { Register } from "../../../guidance/lookup.js";
import { Offers } from "../../../guidance/offers.js";
import { isOld, standing } from "../../../guidance/standing.js";
import { eachInForce, isOverdue } from "../../../guidance/validity.js";
import { held, listing, rowsOf } from "./pack.js";
import { dayOf } from "../page/page.js";

/** @typedef {Record<string, any>} Row */

const HOME = "id";
const page = /** @type {HTMLTemplateElement} */ (document.getElementById("desk")).content.textContent ?? "{}";
const { rules, words, countries, cards: codes } = JSON.parse(page);
const firms = new Firms(rules.firms);
export const { FRESH_DAYS } = rules.standing;
export const board = new Board(rules.board, firms);
export const offers = new Offers(rules.offers, firms);
/** Each country's name by its code. @type {Record<string, string>} */
export const countryNames = countries;
/** The card that each kind of evidence rests on. @type {Record<string, string>} */
export const offerCards = codes;
/** @type {{hash: string, register: Register | undefined}} */
let prepared = { hash: "", register: undefined };

export const language = () => document.documentElement.lang || HOME;

/**
 * A sentence of the desk, with each %(name)s replaced.
 * @param {string} name
 * @param {Record<string, unknown>} [about]
 */
export function say(name, about = {}) {
  return String(words[name] ?? name).replace(/%\((\w+)\)s/g, (_, key) => String(about[key] ?? ""));
}

/** 12 Agustus 2019; nothing where no day is told. @param {string | null | undefined} day */
export function dayWords(day) {
  if (!day) return "";
  const spoken = language() === "en" ? "en-GB" : language();
  return new Date(`${day}T00:00:00Z`).toLocaleDateString(spoken, {
    day: "numeric",
    month: "long",
    year: "numeric",
    timeZone: "UTC",
  });
}

/**
 * A text of a row in the officer's language, where it has one in it.
 * @param {Row} row
 * @param {string} field
 */
export function wording(row, field) {
  return (language() === "en" && row[`${field}_en`]) || row[field] || "";
}

/** @param {string} code */
export const country = (code) => countries[code] ?? code;

/** The code of the one country of this name; else nothing. @param {string} typed */
export function codeOf(typed) {
  const name = typed.toLowerCase();
  return Object.keys(countries).find((code) => countries[code].toLowerCase() === name) ?? "";
}

/**
 * The answers that a question of an offer has, with their words.
 * @param {string} field
 * @returns {[string, string][]}
 */
export function choicesOf(field) {
  const before = `choice.${field}.`;
  const names = [
    ...(field === "pressure" ? rules.offers.PRESSURE : Object.keys(rules.offers[field.toUpperCase()] ?? {})),
  ];
  return names.map((code) => [code, say(before + code)]);
}

/** The recruiters that a name may mean, with what differs and what the list says of each.
 * @param {string} typed
 */
export async function check(typed) {
  const [result, rows, list] = [
    (await register()).find(typed),
    await rowsOf("recruiter"),
    await listing("recruiter"),
  ];
  const byId = new Map(rows.map((row) => [row.id, row]));
  const candidates = result.candidates.map(({ name, why }) => {
    const row = byId.get(name.key);
    return {
      row,
      why: why.map(([code, about]) => say(`different.${code}`, { about })),
      findings: standing(row, dayOf()),
    };
  });
  const isGone = candidates.length > 0 && candidates.every(({ row }) => row.gone_on);
  const code = result.isShort ? "short" : result.answer === "match" && isGone ? "gone" : result.answer;
  return { answer: result.answer, code, heading: say(`heading.${code}`), candidates, list };
}

/** @returns {Promise<Register>} */
async function register() {
  const hash = (await held())?.hash ?? "";
  if (!prepared.register || prepared.hash !== hash) {
    const rows = [...(await rowsOf("recruiter"))].sort((one, other) => (one.name < other.name ? -1 : 1));
    const names = rows.flatMap(({ id, name, former_names: former = [] }) => [
      { key: id, text: name },
      ...former.map((/** @type {string} */ text) => ({ key: id, text, former: true })),
    ]);
    prepared = { hash, register: new Register(names, rules) };
  }
  return /** @type {Register} */ (prepared.register);
}

/** One finding about a licence, with the day of the list that says so.
 * @param {import("../../../guidance/standing.js").Finding} found @param {string} asAt
 */
export function standingWords({ code, day, scope }, asAt) {
  const name = !day && `undated.${code}` in words ? `undated.${code}` : `standing.${code}`;
  const sentence = say(name, { day: dayWords(day), as_at: dayWords(asAt) });
  return scope ? `${sentence} ${say("covers", { scope })}` : sentence;
}

/** The banner over what comes from a list that is too old; nothing over others.
 * @param {import("./pack.js").Age | undefined} list
 */
export function oldWords(list) {
  if (!list || !isOld(list.age, rules.standing)) return "";
  return say("old", { age: list.age, as_at: dayWords(list.asAt), limit: rules.standing.FRESH_DAYS });
}

/**
 * Every card that is told today, in the officer's language where there is one, in order.
 * @returns {Promise<Row[]>}
 */
export async function cards() {
  const rows = (await rowsOf("card")).filter((row) => [HOME, language()].includes(row.language));
  rows.sort((one, other) => one.version - other.version);
  const inForce = eachInForce(rows, dayOf(), (row) => `${row.code} ${row.language}`);
  // The officer's language comes last, so that it stands in for the first.
  inForce.sort((one, other) => Number(one.language === language()) - Number(other.language === language()));
  return inOrder([...new Map(inForce.map((row) => [row.code, row])).values()]);
}

/**
 * The rows of a kind that hold today, of each thing one, in order.
 * @param {"particular" | "cost_rule"} kind
 * @returns {Promise<Row[]>}
 */
export async function rowsInForce(kind) {
  const rows = [...(await rowsOf(kind))].sort((one, other) =>
    (one.valid_from ?? "") < (other.valid_from ?? "") ? -1 : 1,
  );
  return inOrder(eachInForce(rows, dayOf(), (row) => `${row.kind ?? ""} ${row.code} ${row.scheme ?? ""}`));
}

/** @param {Row[]} rows */
function inOrder(rows) {
  return rows.sort(
    (one, other) => (one.position ?? 0) - (other.position ?? 0) || (one.code < other.code ? -1 : 1),
  );
}

/**
 * Since when something holds, when somebody checked it, and whether that is too long ago.
 * @param {Row} row
 */
export function datesOf(row) {
  const ends = [row.valid_from && "from", row.valid_to && "to"].filter(Boolean).join("-");
  const since = ends
    ? say(`since.${ends}`, { first: dayWords(row.valid_from), last: dayWords(row.valid_to) })
    : "";
  const isLate = isOverdue(row, dayOf());
  const about = { day: dayWords(row.checked_on), limit: dayWords(row.review_by) };
  return { since, checked: say(isLate ? "checked.overdue" : "checked.told", about), isLate };
}

/**
 * All vacancies of the latest list, shown or not, each with its recruiter and what the board does with it.
 */
export async function posts() {
  const [rows, recruiters, statuses] = await Promise.all(
    ["vacancy", "recruiter", "country_status"].map(rowsOf),
  );
  // Of two rows with one number, that of the latest list is the one that is meant.
  const listed = recruiters
    .filter((row) => row.sip3mi)
    .sort((one, other) => Number(!one.gone_on) - Number(!other.gone_on));
  const licensed = new Map(listed.map((row) => [licenceKey(row.sip3mi), row]));
  return rows.map((row) => {
    const recruiter = licensed.get(licenceKey(row.sip3mi));
    const about = statuses.filter((one) => one.country === row.country);
    return { row, recruiter, verdict: board.judge(row, recruiter, about, dayOf()) };
  });
}

/** What the board lets be shown today, those with places first. */
export async function vacancies() {
  const all = await posts();
  return all
    .filter(({ verdict }) => verdict.state !== "hidden")
    .sort(
      (one, other) =>
        Number(one.verdict.state === "full") - Number(other.verdict.state === "full") ||
        (one.row.title < other.row.title ? -1 : 1),
    );
}
