/** Somebody shows a code and wants what the office keeps under it erased; any booth takes it. */
import { self } from "../../../journal/writing.js";
import { complain } from "../consent/consent.js";
import { recordFact } from "../booth/booth.js";
import { proof, read } from "../consent/codes.js";
import { fill } from "../page/page.js";
import { soon } from "../recorder/recorder.js";

export const name = "withdraw";

/** @param {import("../page/page.js").Context} at */
export function show({ root }) {
  fill(root, { taken: "" });
}

/** @param {import("../page/page.js").Context} at @param {HTMLFormElement} form */
export async function onSubmit({ root, outing, by }, form) {
  if (form.hidden) return; // a second tap, while the first one reckons
  const code = read(String(new FormData(form).get("code") ?? ""));
  if (!code) return complain(form, "needs_code");
  form.hidden = true;
  const me = /** @type {import("../../../journal/writing.js").Self} */ (await self());
  await recordFact(outing, by, "withdrawal", { code: await proof(code, me.office), taken_by: by });
  fill(root, { taken: code });
  soon();
}
