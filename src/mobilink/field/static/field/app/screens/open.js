// @ts-check
/** Before a booth is open on this phone. */
import { isRecordable, recordFact } from "../booth.js";
import { fill, hours, longDay } from "../page.js";
import { soon } from "../stations.js";

export const name = "open";

/** @param {import("../screens.js").Context} at */
export function show({ root, outing }) {
  const mayOpen = isRecordable(outing);
  fill(root, { day: longDay(outing.day), hours: hours(outing), access: outing.access, isClosed: !mayOpen, mayOpen });
}

/** @param {import("../screens.js").Context} at @param {HTMLFormElement} form */
export async function onSubmit({ outing, by, go }, form) {
  const typed = String(new FormData(form).get("leaflets_taken") ?? "");
  await recordFact(outing, by, "session", { opened_by: by, leaflets_taken: typed ? Number(typed) : null });
  soon();
  return go(`/field/outings/${outing.id}/`);
}
