/** Goods and cash at the end of a day: what the records say, what was counted, and why they differ. */
import { cashOf, countActs, goodsOf, money } from "./goods.js";
import { fill, grouped, repeat, words } from "../page/page.js";
import { officers } from "../people/people.js";
import { isOnline } from "../recorder/recorder.js";

const MOST = 1_000_000_000;
const MOST_GOODS = 10_000;
const COUNT = "count_";
const REASON = "reason_";

/** @typedef {import("./goods.js").Goods} Goods */
/** @typedef {{problem: string, field: string, acts: import("../../../journal/writing.js").Act[]}} Counted */

/** @param {HTMLElement} root @param {any} outing @param {string} by */
export async function showGoods(root, outing, by) {
  if (isOnline) return fill(root, { hasGoods: false, hasCash: false });
  const goods = await goodsOf(outing.id);
  const { own, others, expected } = cashOf(goods.moves);
  const hasCash = goods.moves.some((one) => one.rupiah);
  fill(root, {
    hasGoods: goods.lots.length,
    hasCash,
    ownCash: money(own),
    othersCash: money(others),
    cash: money(expected),
  });
  repeat(root, "counts", "count", goods.lots, (made, lot) => {
    fill(made, { lot: lot.title, expected: words("goods_expected", grouped(lot.left)) });
    const [count, reason] = made.querySelectorAll("input");
    [count.name, reason.name] = [COUNT + lot.id, REASON + lot.id];
  });
  const seconds = (await officers()).filter((one) => one.id !== by);
  repeat(root, "seconds", "second", seconds, (made, officer) => {
    fill(made, { name: officer.name });
    /** @type {HTMLInputElement} */ (made.querySelector("input")).value = officer.id;
  });
  await compareGoods(root, outing);
}

/** Say what differs, and ask why. @param {HTMLElement} root @param {any} outing */
export async function compareGoods(root, outing) {
  const form = /** @type {HTMLFormElement} */ (root.querySelector("form"));
  const [{ lots, moves }, typed] = [await goodsOf(outing.id), new FormData(form)];
  for (const lot of lots) {
    const place = form.elements.namedItem(COUNT + lot.id);
    const counted = numberIn(typed, COUNT + lot.id);
    const more = counted === null || Number.isNaN(counted) ? 0 : counted - lot.left;
    const row = place instanceof Element ? place.closest("[data-count-row]") : null;
    if (row) fill(row, { off: more ? sayMore(more) : "" });
  }
  const cash = numberIn(typed, "cash");
  const off = cash === null || Number.isNaN(cash) ? 0 : cash - cashOf(moves).expected;
  fill(root, { cashOff: off && words(off < 0 ? "cash_less" : "cash_more", money(Math.abs(off))) });
}

/** @param {number} more */
const sayMore = (more) => words(more > 0 ? "goods_more" : "goods_less", grouped(Math.abs(more)));

/**
 * What was counted at an outing beside what is known by now.
 * @param {HTMLElement} root
 * @param {string} outing
 */
export async function showCounts(root, outing) {
  const { counts, lots } = await goodsOf(outing);
  const titles = new Map(lots.map((lot) => [lot.id, lot.title]));
  fill(root, { hasCounts: counts.length, isOff: counts.some((one) => one.more) });
  repeat(root, "counts", "count", counts, (made, count) => {
    const title = titles.get(count.consignment) ?? "–";
    fill(made, {
      counted: words("goods_counted", grouped(count.counted), title),
      off: count.more ? sayMore(count.more) : words("goods_fit"),
    });
  });
}

/**
 * What was typed; nothing for an empty field, NaN for what is no count.
 * @param {FormData} typed
 * @param {string} field
 */
function numberIn(typed, field) {
  const text = String(typed.get(field) ?? "")
    .trim()
    .replace(/^rp\s*/i, "")
    .replace(/\.(?=\d{3}(\D|$))/g, "");
  if (!text) return null;
  const number = Number(text);
  return Number.isInteger(number) && number >= 0 && number <= MOST ? number : NaN;
}

/**
 * What the form says of goods and cash; a problem where something is missing, beside the field.
 * @param {FormData} typed
 * @param {any} outing
 * @param {string} by
 * @param {boolean} isPartial
 * @returns {Promise<Counted>}
 */
export async function readGoods(typed, outing, by, isPartial) {
  const goods = await goodsOf(outing.id);
  const counts = [];
  for (const lot of goods.lots) {
    const counted = numberIn(typed, COUNT + lot.id);
    if (counted === null) continue;
    if (Number.isNaN(counted) || counted > MOST_GOODS) return problem("not_a_count", COUNT + lot.id);
    counts.push({ lot, counted, reason: counted === lot.left ? "" : textIn(typed, REASON + lot.id) });
  }
  const cash = cashIn(typed, goods.moves, isPartial);
  if (cash && "problem" in cash) return { ...cash, acts: [] };
  return { problem: "", field: "", acts: countActs(outing, by, goods, counts, cash) };
}

/** @param {FormData} typed @param {import("./goods.js").Move[]} moves @param {boolean} isPartial */
function cashIn(typed, moves, isPartial) {
  const { expected } = cashOf(moves);
  const counted = numberIn(typed, "cash");
  const [seconded_by, reason] = [textIn(typed, "seconded_by"), textIn(typed, "cash_reason")];
  if (counted === null)
    return moves.some((one) => one.rupiah && one.isOwn) && !isPartial
      ? problem("cash_missing", "cash")
      : null;
  if (Number.isNaN(counted)) return problem("not_a_count", "cash");
  if (!seconded_by) return problem("cash_second", "seconded_by");
  if (counted !== expected && !reason) return problem("cash_why", "cash_reason");
  return { expected, counted, seconded_by, reason };
}

/** @param {string} word @param {string} field */
const problem = (word, field) => ({ problem: words(word), field, acts: [] });

/** @param {FormData} typed @param {string} field */
const textIn = (typed, field) => String(typed.get(field) ?? "").trim();
