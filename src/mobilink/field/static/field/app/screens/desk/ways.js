/** What the screens of the answer desk have in common: their addresses, their ages, rows with dates. */
import { FRESH_DAYS, datesOf, dayWords, wording } from "../../guidance/desk.js";
import { fill, words } from "../../page/page.js";

/** Where the desk is on this screen. @param {string} path */
export const deskOf = (path) => path.slice(0, path.indexOf("desk/") + "desk/".length);

/** Put the address of the desk before each way in it. @param {ParentNode} root @param {string} path */
export function ways(root, path) {
  for (const link of root.querySelectorAll("[data-way]"))
    link.setAttribute("href", deskOf(path) + link.getAttribute("data-way"));
}

/** The last part of an address. @param {string} path */
export const lastOf = (path) => path.split("/").at(-2) ?? "";

/** Per 12 Agustus 2019, 8 hari; amber past its review, red long past it.
 * @param {ParentNode} root @param {import("../../guidance/pack.js").Age | undefined} list
 */
export function tellAge(root, list) {
  fill(root, { age: list ? words("as_at", dayWords(list.asAt), list.age) : "" });
  for (const place of root.querySelectorAll("[data-age]")) {
    place.classList.toggle("age-late", Boolean(list && list.late > 0));
    place.classList.toggle("age-very-late", Boolean(list && list.late > FRESH_DAYS));
  }
}

/**
 * A number, a fee, a document or a rule, with its days.
 * @param {DocumentFragment} made
 * @param {Record<string, any>} row
 */
export function fillRow(made, row) {
  const { since, checked, isLate } = datesOf(row);
  const value = row.kind === "hotline" ? row.value : row.amount ? money(row) : "";
  fill(made, { label: wording(row, "label"), value, note: wording(row, "note"), since, checked });
  if (row.kind === "hotline")
    made
      .querySelector("[data-value]")
      ?.setAttribute("href", `tel:${String(row.value).replace(/[^\d+]/g, "")}`);
  made.querySelector("[data-checked]")?.classList.toggle("problem", isLate);
}

/** Rp37.500, or USD 28. @param {Record<string, any>} row */
function money({ amount, currency }) {
  const figure = Number(amount).toLocaleString(document.documentElement.lang || "id", {
    maximumFractionDigits: 2,
  });
  return currency === "IDR" ? `Rp${figure}` : `${currency} ${figure}`;
}
