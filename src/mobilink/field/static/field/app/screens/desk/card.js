/** One card as it is told today; what was told keeps its version. */
import { cards, datesOf, rowsInForce } from "../../guidance/desk.js";
import { isRecordable, recordFact } from "../../booth/booth.js";
import { fill, repeat, words } from "../../page/page.js";
import { block } from "../../guidance/prose.js";
import { soon } from "../../recorder/recorder.js";
import { lay } from "./show.js";
import { fillRow, lastOf } from "./ways.js";

export const name = "card";
export const back = "desk/";
/** Which particulars stand below the cards of a section. @type {Record<string, string[]>} */
const BELOW = { costs: ["fee"], documents: ["document"], help: ["hotline", "institution"] };

/** @param {import("../../page/page.js").Context} at */
export async function show({ root, path, outing }) {
  const card = await cardOf(path);
  for (const place of root.querySelectorAll("[data-body], [data-acts]"))
    place.toggleAttribute("hidden", !card);
  fill(root, { isGone: !card, isTold: false, mayTell: Boolean(outing && isRecordable(outing)) });
  if (!card) return;
  const { since, checked, isLate } = datesOf(card);
  fill(root, {
    title: card.title,
    law: (card.law ?? []).join("; "),
    since,
    checked,
    version: words("version", card.version, card.signed_off_by),
  });
  root.querySelector("article [data-checked]")?.classList.toggle("problem", isLate);
  const article = /** @type {HTMLElement} */ (root.querySelector("article"));
  article.lang = card.language;
  root.querySelector("[data-blocks]")?.replaceChildren(...card.blocks.map(block));
  repeat(root, "rows", "row", await below(card), fillRow);
}

/** @param {string} path */
async function cardOf(path) {
  return (await cards()).find((card) => card.code === lastOf(path));
}

/** @param {Record<string, any>} card */
async function below(card) {
  const kinds = BELOW[card.section] ?? [];
  const rows = (await rowsInForce("particular")).filter((row) => kinds.includes(row.kind));
  const rules = card.section === "costs" ? await rowsInForce("cost_rule") : [];
  return [...rows, ...rules].filter((row) => !row.scheme || row.scheme === card.scheme);
}

/** What a card says, one thing after the other.
 * @param {Record<string, any>} card @returns {string[]}
 */
function factsOf(card) {
  const blocks = /** @type {import("../../guidance/prose.js").Block[]} */ (card.blocks);
  const said = blocks.flatMap(([kind, items]) => (kind === "heading" ? [] : items));
  return said.map((runs) => runs.map(([text]) => text).join(""));
}

/** @param {import("../../page/page.js").Context} at @param {Element} target */
export async function onClick(at, target) {
  const card = await cardOf(at.path);
  if (!card) return;
  const [facts, { checked, isLate }, { title }] = [factsOf(card), datesOf(card), card];
  const warning = isLate ? checked : "";
  if (target.closest("[data-turn-to]")) return lay(at, { title, facts, warning });
  if (target.closest("[data-take-away]")) {
    const until = isLate ? "" : (card.valid_to ?? card.review_by);
    return lay(at, { title, facts: facts.slice(0, 1), until, warning, isTakeAway: true });
  }
  const { code, language, version } = card;
  await recordFact(at.outing, at.by, "telling", { card: code, language, version });
  soon();
  fill(at.root, { isTold: true, mayTell: false });
}
