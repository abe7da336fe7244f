/** What the person opposite reads: one thing at a time in big type, or a sheet to take a photo of. */
import { dayWords, rowsInForce } from "../../guidance/desk.js";
import { plan } from "../../outings/plan.js";
import { dayOf, fill } from "../../page/page.js";
import { showSiteQr } from "../../page/site_qr.js";
import { deskOf } from "./ways.js";

export const name = "show";
export const back = "desk/";

/**
 * @typedef {{title: string, facts: string[], until?: string, warning?: string, isTakeAway?: boolean}} Sheet
 */
/** @type {Sheet} */
let sheet = { title: "", facts: [] };
let place = 0;

/** Lay something before the visitor. @param {import("../../page/page.js").Context} at @param {Sheet} given */
export function lay({ go, path }, given) {
  [sheet, place] = [given, 0];
  return go(`${deskOf(path)}show/`);
}

/** @param {import("../../page/page.js").Context} at */
export async function show(at) {
  if (!sheet.facts.length) return at.go(deskOf(at.path));
  paint(at.root);
  if (!sheet.isTakeAway) return;
  await showSiteQr(at.root);
  const hotline = (await rowsInForce("particular")).find((row) => row.kind === "hotline");
  const office = (await plan())?.office ?? "";
  fill(at.root, {
    isTakeAway: true,
    day: dayWords(dayOf()),
    place: [office, at.outing?.place].filter(Boolean).join(" · "),
    phone: hotline ? `${hotline.value} (${hotline.label})` : "",
    until: dayWords(sheet.until),
  });
}

/** @param {HTMLElement} root */
function paint(root) {
  const many = sheet.facts.length;
  const far = many > 1 && !sheet.isTakeAway ? `${place + 1} / ${many}` : "";
  fill(root, {
    title: sheet.title,
    fact: sheet.facts[place],
    far,
    hasNext: far !== "",
    isTakeAway: false,
    warning: sheet.warning,
  });
}

/** @param {import("../../page/page.js").Context} at @param {Element} target */
export function onClick({ root }, target) {
  if (target.closest("[data-done]")) return history.back();
  if (target.closest("[data-turn]"))
    return root.querySelector("[data-shown]")?.classList.toggle("shown-turned");
  place = (place + 1) % sheet.facts.length;
  paint(root);
}
