// @ts-check
/** Looking at a van before it leaves: each part good or with a defect; one tap says that all is well. */
import { inspect, inspectionProblem } from "../driving.js";
import { fill } from "../page.js";
import { soon } from "../stations.js";
import { askWhich, chosen, noteFile, photoIn } from "../vans.js";

export const name = "inspect";
export const back = "way/";

/** @param {import("../screens.js").Context} at */
export function show(at) {
  askWhich(at);
}

/** @param {import("../screens.js").Context} at @param {Element} target */
export function onClick({ root }, target) {
  if (!target.closest("[data-all-good]")) return;
  for (const good of root.querySelectorAll("[data-part] [value=good]")) /** @type {HTMLInputElement} */ (good).checked = true;
  ask(root);
}

/** @param {import("../screens.js").Context} at @param {Element} target */
export function onChange({ root }, target) {
  noteFile(target);
  ask(root);
}

/** Ask what is wrong where something is. @param {HTMLElement} root */
const ask = (root) => fill(root, { hasDefect: partsThat(root, "defect").length, problem: "" });

/** @param {HTMLElement} root @param {"good" | "defect"} are @returns {string[]} */
const partsThat = (root, are) => [...root.querySelectorAll(`[data-part] [value=${are}]:checked`)].map((one) => /** @type {HTMLInputElement} */ (one).name);

/** @param {import("../screens.js").Context} at @param {HTMLFormElement} form */
export async function onSubmit(at, form) {
  const typed = new FormData(form);
  const [good, defects] = [partsThat(at.root, "good"), partsThat(at.root, "defect")];
  const found = { good, defects, isUnsafe: defects.length > 0 && typed.has("unsafe"), note: String(typed.get("note") ?? "").trim() };
  const problem = inspectionProblem({ ...found, photo: "" });
  fill(form, { problem });
  if (problem) return form.querySelector("[data-fill=problem]")?.scrollIntoView({ block: "center" });
  await inspect(at.outing, at.by, chosen(at), { ...found, photo: await photoIn(typed) });
  soon();
  return at.go(`/field/outings/${at.outing.id}/way/`);
}
