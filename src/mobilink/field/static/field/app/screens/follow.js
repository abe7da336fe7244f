/** What the office may do after a visit: one sentence for each purpose, and "no" is an answer. */
import { answers, ask, complain, lacks, save } from "../consent/consent.js";
import { fill } from "../page/page.js";

export const name = "follow";

/** @param {import("../page/page.js").Context} at */
export async function show({ root }) {
  const asked = await ask(root);
  fill(root, { isEmpty: !asked, isAsked: asked });
}

/** @param {import("../page/page.js").Context} at @param {HTMLFormElement} form */
export function onSubmit(at, form) {
  const problem = Object.keys(answers(form)).length ? lacks(form) : "needs_answer";
  return problem ? complain(form, problem) : save(at, form);
}
