/** Goods at the stand of an outing: what is there, what may be sold today, what was sold.
 *
 * A station tells the sum of what is past, and each movement of the outings of its plan; what this
 * phone recorded is added by its id, so that nothing counts twice, whichever of it came there.
 */
import { BUYER, differences, GONE, held, takings } from "../../../goods/balance.js";
import { dashed } from "../../../journal/store.js";
import { number } from "../../../goods/receipts.js";
import { bar } from "../../../goods/showing.js";
import { record, whereabouts } from "../recorder/recorder.js";
import { factOf, isRecordable, teamAct } from "../booth/booth.js";
import { plan } from "../outings/plan.js";
import { rowsKept } from "../booth/memory.js";
import { dayOf, grouped } from "../page/page.js";

/** @typedef {import("../../../journal/writing.js").Act} Act */
/** @typedef {import("../outings/plan.js").Outing} Outing */
/**
 * @typedef {{
 *   id: string, code: string, name: string, name_en: string, pack: string, photo: string, price: number,
 *   maker: string, province: string, best_before: string | null, is_food: boolean, is_listed: boolean,
 *   permits: import("../../../goods/showing.js").Papers[], there: Record<string, number>,
 * }} Product
 */
/**
 * `left` are at the stand; `bar` says why none may be sold today.
 * @typedef {Product & {title: string, left: number, bar: string}} Lot
 */
/**
 * @typedef {{
 *   id: string, consignment: string, quantity: number, origin: string, target: string, rupiah: number,
 *   receipt: string, outing: string, at: number, as_of?: number, moved_by: string, reason?: string,
 *   reverses?: string | null, isOwn: boolean,
 * }} Move
 */
/** @typedef {import("../../../goods/balance.js").Count & {outing: string, more: number}} Count */
/**
 * The moves and counts are those of this outing.
 * @typedef {{stand: string, lots: Lot[], moves: Move[], counts: Count[]}} Goods
 */

/**
 * What lies at the stand of an outing, as far as this phone knows.
 * @param {string} outing
 * @returns {Promise<Goods>}
 */
export async function goodsOf(outing) {
  const { goods, unit } = (await plan()) ?? {};
  const stand = goods?.stands?.[outing] ?? `unit/${unit?.code ?? ""}`;
  const moves = await allMoves(goods?.moves ?? [], goods?.stands ?? {});
  const lots = (goods?.lots ?? []).map((/** @type {Product} */ lot) => ({
    ...lot,
    title: [document.documentElement.lang === "en" ? lot.name_en : lot.name, lot.pack]
      .filter(Boolean)
      .join(" · "),
    left: (lot.there[stand] ?? 0) + held(moves, lot.id, stand),
    bar: bar(dayOf(), lot),
  }));
  const known = new Set(
    moves.flatMap((one) => (one.origin === stand || one.outing === outing ? [one.consignment] : [])),
  );
  const here = lots.filter((/** @type {Lot} */ lot) => lot.left || known.has(lot.id));
  const counts = differences(await allCounts(goods), moves).filter((one) => one.outing === outing);
  return { stand, lots: here, moves: moves.filter((one) => one.outing === outing), counts };
}

/** Every count of the plan's outings, told or recorded here. @param {any} goods @returns {Promise<any[]>} */
async function allCounts(goods) {
  const planned = goods?.counts ?? [];
  const known = new Set(planned.map((/** @type {Count} */ one) => one.id));
  const stock = new Map((goods?.lots ?? []).map((/** @type {Product} */ lot) => [lot.id, lot.there]));
  const rows = (await rowsKept()).filter((row) => row.kind === "goods_count" && !known.has(dashed(row.id)));
  return [
    ...planned,
    ...rows.map(({ id, fields }) => ({
      ...fields,
      id: dashed(id),
      base: stock.get(fields.consignment)?.[fields.place] ?? 0,
    })),
  ];
}

/** What a station told and what this phone recorded, each once, the oldest first.
 * What was recorded at an outing that left the plan is in the sum, once it left the phone.
 * @param {any[]} planned @param {Record<string, string>} stands @returns {Promise<Move[]>}
 */
async function allMoves(planned, stands) {
  const { whereIs } = await whereabouts();
  const rows = (await rowsKept()).filter(
    (row) => row.kind === "movement" && (row.outing in stands || whereIs(row) === "phone"),
  );
  const own = rows.map(({ id, fields }) => ({ ...fields, id: dashed(id), isOwn: true }));
  const mine = new Set(own.map((one) => one.id));
  const others = planned.filter((one) => !mine.has(one.id)).map((one) => ({ ...one, isOwn: false }));
  return /** @type {Move[]} */ ([...others, ...own]).sort((one, other) => one.at - other.at);
}

/** What a lot costs, as people write it. @param {number} rupiah */
export const money = (rupiah) => `Rp${grouped(rupiah)}`;

/**
 * Sell some of each lot on one receipt; its number, when it is on the disk.
 * @param {Outing} outing @param {string} by @param {string} origin @param {[Lot, number][]} lines
 */
export async function sell(outing, by, origin, lines) {
  if (!isRecordable(outing)) throw new Error("not_recordable");
  let receipt = "";
  const at = Date.now();
  const act =
    (/** @type {[Lot, number]} */ [lot, quantity]) =>
    async (/** @type {any} */ chain, /** @type {number} */ seq) => {
      receipt = await number(chain, seq);
      const movement = {
        consignment: lot.id,
        quantity,
        origin,
        target: BUYER,
        rupiah: quantity * lot.price,
        moved_by: by,
        receipt,
      };
      const { fields } = teamAct("movement", { ...factOf(outing, movement), at });
      return /** @type {Record<string, any>} */ (fields);
    };
  await record(
    "sell",
    by,
    lines.map((line) => ({ stream: "team", kind: "movement", fields: act(line) })),
  );
  return receipt;
}

/** A sale with how many of it were not taken back. @typedef {Move & {left: number}} Sale */

/**
 * The receipts of an outing, the newest first, each with its lines.
 * @param {Move[]} all
 * @returns {{receipt: string, at: number, isOwn: boolean, lines: Sale[]}[]}
 */
export function receipts(all) {
  // What was recorded twice and taken back is as if it had never been.
  const reversed = new Set(all.map((one) => one.reverses).filter(Boolean));
  const moves = all.filter((one) => !one.reverses && !reversed.has(one.id));
  const sales = moves.filter((one) => one.target === BUYER);
  const lines = sales.map((sale) => ({ ...sale, left: Math.max(0, sale.quantity - backOf(moves, sale)) }));
  const numbers = [...new Set(sales.map((sale) => sale.receipt))].reverse();
  return numbers.map((receipt) => {
    const ofReceipt = lines.filter((line) => line.receipt === receipt);
    return { receipt, at: ofReceipt[0].at, isOwn: ofReceipt[0].isOwn, lines: ofReceipt };
  });
}

/** @param {Move[]} moves @param {Move} sale */
function backOf(moves, { receipt, consignment }) {
  const back = moves.filter(
    (one) => one.origin === BUYER && one.receipt === receipt && one.consignment === consignment,
  );
  return back.reduce((sum, one) => sum + one.quantity, 0);
}

/**
 * Take one piece of a sale back and give the money back; what is spoilt goes away.
 * @param {Outing} outing @param {string} by @param {Move} sale @param {boolean} isSpoilt
 */
export async function refund(outing, by, sale, isSpoilt) {
  if (!isRecordable(outing)) throw new Error("not_recordable");
  const price = Math.floor(sale.rupiah / sale.quantity);
  const movement = {
    consignment: sale.consignment,
    quantity: 1,
    origin: BUYER,
    target: isSpoilt ? GONE : sale.origin,
    rupiah: -price,
  };
  const fields = factOf(outing, { ...movement, moved_by: by, receipt: sale.receipt });
  await record("move goods", by, [teamAct("movement", fields)]);
}

/** @typedef {{lot: Lot, counted: number, reason: string}} Counted */
/** @typedef {{expected: number, counted: number, seconded_by: string, reason: string}} Cash */

/**
 * What was counted, as facts that move nothing: who knows all decides later what is lost.
 * @param {Outing} outing
 * @param {string} by
 * @param {Goods} goods
 * @param {Counted[]} counts
 * @param {Cash | null} cash
 * @returns {Act[]}
 */
export function countActs(outing, by, { stand, moves }, counts, cash) {
  // What this phone sold was sold before, even where somebody set its clock back since.
  const at = Math.max(Date.now(), ...moves.filter((one) => one.isOwn).map((one) => one.at));
  const acts = counts.map(({ lot, counted, reason }) => {
    const count = {
      consignment: lot.id,
      place: stand,
      expected: lot.left,
      counted,
      counted_by: by,
      seconded_by: cash?.seconded_by,
      reason,
    };
    return teamAct("goods_count", { ...factOf(outing, count), at });
  });
  if (!cash) return acts;
  return [...acts, teamAct("cash_count", factOf(outing, { ...cash, counted_by: by }))];
}

/**
 * The cash that the records say: of this phone's sales, and of what others are known to have sold.
 * @param {Move[]} moves
 */
export function cashOf(moves) {
  const [own, others] = [true, false].map((isOwn) => takings(moves.filter((one) => one.isOwn === isOwn)));
  return { own, others, expected: own + others };
}
