/** An offer beside the lists that this phone carries, in the words of the office. */
import { standing } from "../../../guidance/standing.js";
import { isUrgent } from "../../../guidance/offers.js";
import { listing, rowsOf } from "./pack.js";
import { board, cards, check, offers, posts, say, standingWords } from "./desk.js";
import { dayOf } from "../page/page.js";

/** @typedef {import("../../../guidance/offers.js").Offer} Offer */
/**
 * @typedef {{
 *   kind: string, findings: {status: string, words: string}[], list: import("./pack.js").Age | undefined,
 *   card: Record<string, any> | undefined,
 * }} Examined
 */

/** The lists that each kind of evidence is compared with. @type {Record<string, string>} */
const LISTS = { company: "recruiter", contact: "recruiter", vacancy: "vacancy" };
const P_TO_P = "p-to-p";

/** Everything found about an offer, kind by kind, and whether to stop at once.
 * @param {Offer} offer @param {Record<string, string>} codes the card of each kind
 */
export async function examined(offer, codes) {
  const findings = offers.examine(offer, await evidence(offer));
  const company = await meant(offer);
  const [allCards, list] = [await cards(), await listing("recruiter")];
  const ages = new Map(
    await Promise.all(
      [...new Set(Object.values(LISTS))].map(async (one) => /** @type {const} */ ([one, await listing(one)])),
    ),
  );
  const kinds = [...new Set(findings.map(({ kind }) => kind))].map((kind) => ({
    kind,
    findings: findings
      .filter((one) => one.kind === kind)
      .map((one) => ({ status: one.status, words: wordsOf(one, company, list?.asAt ?? "") })),
    list: ages.get(LISTS[kind]),
    card: allCards.find((card) => card.code === codes[kind]),
  }));
  return { kinds, isUrgent: isUrgent(findings) };
}

/** The one recruiter that bears the very name of the offer. @param {Offer} offer */
async function meant(offer) {
  const checked = offer.company && (await listing("recruiter")) ? await check(offer.company) : undefined;
  const isOne = checked?.answer === "match" && checked.candidates.length === 1;
  return { checked, row: isOne ? checked.candidates[0].row : undefined };
}

/** @param {Offer} offer @returns {Promise<import("../../../guidance/offers.js").Evidence>} */
async function evidence(offer) {
  const { checked, row } = await meant(offer);
  const firm = row && {
    standing: standing(row, dayOf()),
    phones: row.phones ?? [],
    contacts: row.contacts ?? [],
  };
  const all = await posts();
  const own = all.filter(({ recruiter }) => row && recruiter?.id === row.id);
  const statuses = (await rowsOf("country_status")).filter((one) => one.country === offer.country);
  const work = { title: offer.job, sector: "", scheme: P_TO_P, country: offer.country };
  return {
    answer: checked?.answer ?? "",
    similar: checked?.candidates.map((one) => one.row.name) ?? [],
    firm: firm ?? null,
    orders: all.length
      ? own.map((one) => ({ title: one.row.title, country: one.row.country, verdict: one.verdict }))
      : null,
    isCountryClosed: board.country(work, statuses, dayOf()) === "country-closed",
  };
}

/**
 * @param {import("../../../guidance/offers.js").Finding} found
 * @param {{row: any}} company
 * @param {string} asAt
 */
function wordsOf({ kind, code, about }, { row }, asAt) {
  if (kind === "company" && code === "listed")
    return standing(row, dayOf())
      .map((one) => standingWords(one, asAt))
      .join(" ");
  if (kind === "vacancy" && code === "hidden") return say(`hidden.${about}`);
  return say(`offer.${kind}.${code}`, { about });
}
