/** Somebody needs more than a booth can give: what happened goes to the office, sealed. */
import { ask, complain, lacks, save } from "../consent/consent.js";

export const name = "hand";

/** @param {import("../page/page.js").Context} at */
export function show({ root }) {
  return ask(root);
}

/** @param {import("../page/page.js").Context} at @param {HTMLFormElement} form */
export function onSubmit(at, form) {
  const typed = new FormData(form);
  const [matter, note] = ["matter", "note"].map((field) => String(typed.get(field) ?? "").trim());
  const problem = matter ? lacks(form) : "needs_matter";
  if (problem) return complain(form, problem);
  const isUrgent = typed.get("urgent") === "yes";
  return save(at, form, { isUrgent, matter: note ? { matter, note } : { matter } });
}
