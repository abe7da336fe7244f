/** One vacancy: what the list tells of it, what it leaves open, and what it says of the recruiter. */
import { standing } from "../../../../guidance/standing.js";
import { listing } from "../../guidance/pack.js";
import { country, dayWords, say, standingWords, vacancies } from "../../guidance/desk.js";
import { dayOf, fill, grouped, repeat } from "../../page/page.js";
import { lay } from "./show.js";
import { lastOf, tellAge } from "./ways.js";

export const name = "vacancy";
export const back = "desk/vacancies/";

/** @typedef {Record<string, any>} Row */
const DAYS = new Set(["closes_on", "permit_to", "verified_on"]);
/** What a person asks about a job; what of it is not told is named. */
const ASKED = [
  "wage",
  "country",
  "employer",
  "sector",
  "contract_months",
  "hours",
  "overtime",
  "leave",
  "lodging",
  "food",
  "education",
  "language",
  "certificate",
  "costs_employer",
  "costs_worker",
];
const TOLD = [
  ...ASKED,
  "left_women",
  "left_men",
  "left_any",
  "age_from",
  "age_to",
  "closes_on",
  "recruiter",
  "sip3mi",
  "contact",
  "sip2mi",
  "permit_to",
  "agency",
  "scheme",
  "verified_by",
  "verified_on",
];

/** Johor Bahru, Malaysia. @param {Row} row */
export const placeOf = (row) => [row.city, country(row.country)].filter(Boolean).join(", ");

/** MYR 1.700 per bulan; nothing where it is not told. @param {Row} row */
export function wageOf(row) {
  if (!row.wage) return "";
  return [row.currency, grouped(Number(row.wage)), row.wage_period && say(`period.${row.wage_period}`)]
    .filter(Boolean)
    .join(" ");
}

/** @param {Row} row @param {string} field @returns {string} */
function valueOf(row, field) {
  if (field === "wage") return wageOf(row);
  if (field === "country") return placeOf(row);
  if (field === "scheme") return say(`scheme.${row.scheme}`);
  return DAYS.has(field) ? dayWords(row[field]) : String(row[field] ?? "");
}

/** @param {string} path */
async function postOf(path) {
  return (await vacancies()).find(({ row }) => row.id === lastOf(path));
}

/** @param {import("../../page/page.js").Context} at */
export async function show({ root, path }) {
  const [post, list] = [await postOf(path), await listing("recruiter")];
  for (const place of root.querySelectorAll("[data-body], [data-acts]"))
    place.toggleAttribute("hidden", !post);
  fill(root, { isGone: !post });
  if (!post) return;
  const { row, recruiter, verdict } = post;
  const untold = ASKED.filter((field) => !valueOf(row, field)).map((field) =>
    say(`vacancy.${field}`).toLowerCase(),
  );
  fill(root, { title: row.title, isFull: verdict.state === "full", untold: untold.join(", ") });
  repeat(
    root,
    "facts",
    "fact",
    TOLD.filter((field) => valueOf(row, field)),
    (made, field) => {
      fill(made, { label: say(`vacancy.${field}`), value: valueOf(row, field) });
    },
  );
  const says =
    recruiter && list ? standing(recruiter, dayOf()).map((one) => standingWords(one, list.asAt)) : [];
  repeat(root, "says", "line", says, (made, one) => fill(made, { words: one }));
  tellAge(root, await listing("vacancy"));
}

/** @param {import("../../page/page.js").Context} at @param {Element} target */
export async function onClick(at, target) {
  const post = await postOf(at.path);
  if (!post) return;
  const { row } = post;
  const facts = ASKED.filter((field) => valueOf(row, field)).map(
    (field) => `${say(`vacancy.${field}`)}: ${valueOf(row, field)}`,
  );
  const whole = [row.title, placeOf(row), wageOf(row), row.recruiter, row.sip2mi].filter(Boolean).join(" · ");
  if (target.closest("[data-take-away]"))
    return lay(at, { title: say("part.vacancy"), facts: [whole], until: row.closes_on, isTakeAway: true });
  return lay(at, { title: row.title, facts });
}
