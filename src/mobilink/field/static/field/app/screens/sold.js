/** The receipt of a sale, for the buyer to read: number, what, how much, who made it and where. */
import { goodsOf, money, receipts } from "../goods/goods.js";
import { plan } from "../outings/plan.js";
import { clockTime, dayOf, fill, grouped, longDay, repeat, words } from "../page/page.js";

export const name = "sold";
export const back = "sell/";

/** @param {import("../page/page.js").Context} at */
export async function show({ root, outing, path }) {
  const { lots, moves } = await goodsOf(outing.id);
  const asked = /sold\/([^/]+)\/$/.exec(path)?.[1];
  const sale = receipts(moves).find((one) => one.receipt === asked);
  if (!sale) return `/field/outings/${outing.id}/sales/`;
  const left = sale.lines.filter((line) => line.left);
  repeat(root, "lines", "line", left, (made, line) => {
    const lot = lots.find((one) => one.id === line.consignment);
    const made_by = lot ? [lot.maker, lot.province].filter(Boolean).join(", ") : "";
    const sum = money((line.rupiah / line.quantity) * line.left);
    fill(made, {
      line: `${grouped(line.left)} × ${lot?.title ?? "–"}`,
      sum,
      maker: made_by && words("made_by", made_by),
    });
  });
  const total = left.reduce((sum, line) => sum + (line.rupiah / line.quantity) * line.left, 0);
  const office = (await plan())?.office ?? "";
  const where = [office, outing.place].filter(Boolean).join(" · ");
  fill(root, {
    receipt: sale.receipt,
    total: money(total),
    where,
    when: `${longDay(dayOf(sale.at))}, ${clockTime(sale.at)}`,
  });
  return undefined;
}

/** @param {import("../page/page.js").Context} at @param {Element} target */
export function onClick({ root, outing, go }, target) {
  if (target.closest("[data-turn]"))
    return root.querySelector("[data-shown]")?.classList.toggle("shown-turned");
  if (target.closest("[data-next]")) return go(`/field/outings/${outing.id}/sell/`);
  return go(`/field/outings/${outing.id}/`);
}
