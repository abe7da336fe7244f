/** The sales of an outing, the newest first; each piece can be taken back, to the stand or as spoilt. */
import { cashOf, goodsOf, money, receipts, refund } from "../goods/goods.js";
import { clockTime, fill, grouped, repeat, words } from "../page/page.js";
import { soon } from "../recorder/recorder.js";

export const name = "sales";
export const back = "sell/";

/** @param {import("../page/page.js").Context} at */
export async function show({ root, outing }) {
  await list(root, outing.id);
}

/** @param {HTMLElement} root @param {string} outing */
async function list(root, outing) {
  const { lots, moves } = await goodsOf(outing);
  const titles = new Map(lots.map((lot) => [lot.id, lot.title]));
  const sales = receipts(moves);
  fill(root, { isEmpty: !sales.length, cash: money(cashOf(moves).expected) });
  repeat(root, "receipts", "receipt", sales, (made, sale) => {
    const about = [clockTime(sale.at), sale.isOwn ? "" : words("other_phone")].filter(Boolean).join(" · ");
    fill(made, { receipt: sale.receipt, told: about });
    /** @type {HTMLAnchorElement} */ (made.querySelector("[data-card]")).href =
      `/field/outings/${outing}/sold/${sale.receipt}/`;
    repeat(made, "lines", "line", sale.lines, (line, sold) => {
      const gone = sold.quantity - sold.left;
      const title = titles.get(sold.consignment) ?? "–";
      fill(line, {
        line: `${grouped(sold.quantity)} × ${title}`,
        sum: money(sold.rupiah),
        back: gone ? words("taken_back", grouped(gone)) : "",
        name: title,
        mayBack: sold.left,
      });
      for (const button of line.querySelectorAll("[data-back-one]"))
        /** @type {HTMLButtonElement} */ (button).value = sold.id;
    });
  });
}

/** @param {import("../page/page.js").Context} at @param {Element} target */
export async function onClick({ root, outing, by }, target) {
  const button = /** @type {HTMLButtonElement | null} */ (target.closest("[data-back-one]"));
  if (!button) return;
  const { moves } = await goodsOf(outing.id);
  const sale = receipts(moves)
    .flatMap((one) => one.lines)
    .find((line) => line.id === button.value);
  if (sale?.left) await refund(outing, by, sale, button.dataset.backOne === "spoilt");
  soon();
  await list(root, outing.id);
}
