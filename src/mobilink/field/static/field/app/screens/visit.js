/** Somebody asked something: what about, and whatever else was noticed. */
import { recordFact, recordInstead } from "../booth/booth.js";
import { rowsOf } from "../booth/memory.js";
import { dropDraft, soon } from "../recorder/recorder.js";

export const name = "visit";

/** @param {import("../page/page.js").Context} at */
export async function show({ root, outing, path }) {
  const rows = (await rowsOf(outing.id)).filter((row) => row.kind === "visit");
  const old = rows.find((row) => path.endsWith(`of-${row.id}/`));
  // The programme of the last visit is the likeliest, then the outing's first.
  const likely = rows.at(-1)?.fields.programme ?? outing.programmes[0];
  tick(root, old ? old.fields : { programme: likely });
  // What is on record stands until this is saved, so there is nothing to keep.
  if (old) root.querySelector("form")?.removeAttribute("data-draft");
  root.querySelector("details")?.toggleAttribute("open", Boolean(old));
}

/** @param {HTMLElement} root @param {Record<string, any>} fields */
function tick(root, fields) {
  for (const choice of /** @type {Iterable<HTMLInputElement>} */ (
    root.querySelectorAll("[type=radio], [type=checkbox]")
  )) {
    choice.checked = [fields[choice.name] ?? ""].flat().includes(choice.value);
  }
}

/**
 * @param {import("../page/page.js").Context} at
 * @param {HTMLFormElement} form
 * @param {HTMLElement | null} button
 */
export async function onSubmit({ outing, by, path, go }, form, button) {
  const typed = new FormData(form);
  const [programme, sex, age_band] = ["programme", "sex", "age_band"].map((field) => typed.get(field));
  const details = { topics: typed.getAll("topics"), programme, sex, age_band };
  const old = (await rowsOf(outing.id)).find((row) => path.endsWith(`of-${row.id}/`));
  if (old) await recordInstead(outing, by, old, details);
  else await recordFact(outing, by, "visit", details);
  await dropDraft(form);
  soon();
  return go(`/field/outings/${outing.id}/${button?.getAttribute("value") === "follow" ? "follow/" : ""}`);
}
