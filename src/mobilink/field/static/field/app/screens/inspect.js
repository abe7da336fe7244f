/** Looking at a van before it leaves: each part good or with a defect; one tap says that the rest is good. */
import { inspect, inspectionProblem } from "../driving/driving.js";
import { fill, words } from "../page/page.js";
import { soon } from "../recorder/recorder.js";
import { askWhich, chosen, noteFile, photoIn } from "../driving/vans.js";

export const name = "inspect";
export const back = "way/";

/** Of several vans none is meant before somebody says which. @param {import("../page/page.js").Context} at */
export const show = (at) => askWhich(at, false);

/** @param {import("../page/page.js").Context} at @param {Element} target */
export function onClick({ root }, target) {
  if (target.closest("[data-clear]")) clear(root);
  // What was marked as a defect stays one.
  const open = target.closest("[data-all-good]")
    ? root.querySelectorAll("[data-part]:not(:has(:checked)) [value=good]")
    : [];
  for (const good of open) /** @type {HTMLInputElement} */ (good).checked = true;
  ask(root);
}

/** @param {import("../page/page.js").Context} at @param {Element} target */
export function onChange({ root }, target) {
  noteFile(target);
  const { name: field, value, form } = /** @type {HTMLInputElement} */ (target);
  if (field === "van" && form) {
    // What was seen of one van is said of no other.
    if ((form.dataset.van ?? value) !== value) clear(root);
    form.dataset.van = value;
  }
  ask(root);
}

/** Nothing was looked at yet. @param {HTMLElement} root */
function clear(root) {
  for (const seen of root.querySelectorAll("[data-part] input"))
    /** @type {HTMLInputElement} */ (seen).checked = false;
}

/** Ask what is wrong where something is. @param {HTMLElement} root */
const ask = (root) => fill(root, { hasDefect: partsThat(root, "defect").length, problem: "" });

/** @param {HTMLElement} root @param {"good" | "defect"} are @returns {string[]} */
const partsThat = (root, are) =>
  [...root.querySelectorAll(`[data-part] [value=${are}]:checked`)].map(
    (one) => /** @type {HTMLInputElement} */ (one).name,
  );

/** @param {import("../page/page.js").Context} at @param {HTMLFormElement} form */
export async function onSubmit(at, form) {
  const [typed, van] = [new FormData(form), chosen(at)];
  const [good, defects] = [partsThat(at.root, "good"), partsThat(at.root, "defect")];
  const about = { isUnsafe: typed.has("unsafe"), note: String(typed.get("note") ?? "").trim() };
  const findings = { good, defects, photo: "", ...(defects.length ? about : { isUnsafe: false, note: "" }) };
  const problem = van ? inspectionProblem(findings) : words("which_van");
  fill(form, { problem });
  if (problem) return;
  if (defects.length) findings.photo = await photoIn(typed);
  await inspect(at.outing, at.by, van, findings);
  soon();
  await at.go(`/field/outings/${at.outing.id}/way/`);
}
