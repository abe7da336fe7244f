/** Selling: a tap on a product puts one of it on the receipt, one more tap takes the money. */
import { answerTap } from "../../feedback.js";
import { goodsOf, money, sell } from "../goods/goods.js";
import { openSession } from "../booth/booth.js";
import { rowsOf } from "../booth/memory.js";
import { fill, grouped, keep, repeat, words } from "../page/page.js";
import { pictures } from "../goods/pictures.js";
import { soon } from "../recorder/recorder.js";

export const name = "sell";

/** @typedef {import("../goods/goods.js").Lot} Lot */
/**
 * What is on each officer's receipt that nobody paid yet: lot → how many. Who goes back by mistake finds it
 * again.
 * @type {Map<string, Map<string, number>>}
 */
const baskets = new Map();

/** @param {import("../page/page.js").Context} at */
function chosenBy({ outing, by }) {
  const key = `${outing.id} ${by}`;
  const chosen = baskets.get(key) ?? new Map();
  baskets.set(key, chosen);
  return chosen;
}

/** @param {import("../page/page.js").Context} at */
export async function show(at) {
  if (!openSession(await rowsOf(at.outing.id))) return `/field/outings/${at.outing.id}/open/`;
  await paint(at);
  return undefined;
}

/** @param {import("../page/page.js").Context} at */
async function paint(at) {
  const [{ lots, moves }, photos, { root }] = [await goodsOf(at.outing.id), await pictures(), at];
  const [able, chosen] = [sellable(lots), chosenBy(at)];
  const barred = lots.filter((lot) => lot.bar && lot.left > 0);
  keep(
    root,
    "products",
    "product",
    able.map((lot) => [lot.id, lot]),
    (made, lot) => {
      const many = chosen.get(lot.id) ?? 0;
      fill(made, {
        name: lot.title,
        price: money(lot.price),
        left: words("goods_left", grouped(lot.left - many)),
      });
      fill(made, { chosen: many ? `${grouped(many)} ×` : "" });
      made.classList.toggle("is-chosen", many > 0);
      /** @type {HTMLButtonElement} */ (made).value = lot.id;
      const [photo, image] = [
        photos.get(lot.photo),
        /** @type {HTMLImageElement} */ (made.querySelector("img")),
      ];
      if (photo && image.src !== photo) image.src = photo;
      image.hidden = !photo;
    },
  );
  repeat(root, "barred", "barred-one", barred, (made, lot) =>
    fill(made, { why: words(`bar_${lot.bar}`, lot.title) }),
  );
  fill(root, { isEmpty: !able.length, hasBarred: barred.length, hasSold: moves.length });
  paintBasket(root, linesOf(lots, chosen));
}

/**
 * What is in the hand is there, whatever was recorded; what should be here comes first.
 * @param {Lot[]} lots
 */
const sellable = (lots) =>
  lots.filter((lot) => !lot.bar).sort((one, other) => Number(other.left > 0) - Number(one.left > 0));

/** @param {Lot[]} lots @param {Map<string, number>} chosen @returns {[Lot, number][]} */
function linesOf(lots, chosen) {
  return lots.filter((lot) => chosen.get(lot.id) && !lot.bar).map((lot) => [lot, chosen.get(lot.id) ?? 0]);
}

/** @param {HTMLElement} root @param {[Lot, number][]} lines */
function paintBasket(root, lines) {
  keep(
    root,
    "lines",
    "line",
    lines.map((line) => [line[0].id, line]),
    (made, [lot, many]) => {
      fill(made, { line: `${grouped(many)} × ${lot.title}`, sum: money(many * lot.price), name: lot.title });
      /** @type {HTMLButtonElement} */ (made.querySelector("[data-less]")).value = lot.id;
    },
  );
  const total = lines.reduce((sum, [lot, many]) => sum + many * lot.price, 0);
  const isMore = lines.some(([lot, many]) => many > lot.left);
  fill(root, { hasLines: lines.length, take: words("take_money", money(total)), isMore });
}

/** @param {import("../page/page.js").Context} at @param {Element} target */
export async function onClick(at, target) {
  const button = /** @type {HTMLButtonElement | null} */ (target.closest("[data-product], [data-less]"));
  if (!button) return;
  const [lot, isLess] = [button.value, button.hasAttribute("data-less")];
  const chosen = chosenBy(at);
  const many = (chosen.get(lot) ?? 0) + (isLess ? -1 : 1);
  if (many > 0) chosen.set(lot, many);
  else chosen.delete(lot);
  answerTap({
    vibration: localStorage.getItem("mobilink.vibration") ?? "on",
    sound: localStorage.getItem("mobilink.sound") ?? "off",
  });
  await paint(at);
  if (many <= 0)
    /** @type {HTMLElement | null} */ (at.root.querySelector(`[data-product][value="${lot}"]`))?.focus({
      preventScroll: true,
    });
}

/** @param {import("../page/page.js").Context} at */
export async function onSubmit(at) {
  const { outing, by, go } = at;
  const [{ stand, lots }, chosen] = [await goodsOf(outing.id), chosenBy(at)];
  const lines = linesOf(lots, chosen);
  // A permit may have lapsed at midnight, since the tap.
  if (!lines.length || lines.length !== chosen.size) {
    const able = new Set(lines.map(([lot]) => lot.id));
    for (const lot of [...chosen.keys()].filter((one) => !able.has(one))) chosen.delete(lot);
    return paint(at);
  }
  const receipt = await sell(outing, by, stand, lines);
  chosen.clear();
  soon();
  return go(`/field/outings/${outing.id}/sold/${receipt}/`);
}
