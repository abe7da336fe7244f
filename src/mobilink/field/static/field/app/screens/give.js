/** Paper given away: how many of what. */
import { recordFact } from "../booth/booth.js";
import { fill, words } from "../page/page.js";
import { soon } from "../recorder/recorder.js";

export const name = "give";

export function show() {}

/**
 * @param {import("../page/page.js").Context} at
 * @param {HTMLFormElement} form
 * @param {HTMLElement | null} button
 */
export async function onSubmit({ root, outing, by, go }, form, button) {
  const typed = new FormData(form, button);
  const quantity = Number(typed.get("quantity") || typed.get("other"));
  if (!Number.isInteger(quantity) || quantity < 1 || quantity > 10_000) {
    fill(root, { problem: words("how_many") });
    /** @type {HTMLElement | null} */ (form.querySelector("[name=other]"))?.focus();
    return;
  }
  await recordFact(outing, by, "handout", { item: typed.get("item"), quantity });
  soon();
  return go(`/field/outings/${outing.id}/`);
}
