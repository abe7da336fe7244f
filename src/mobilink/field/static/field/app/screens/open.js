/** Before a booth is open on this phone. */
import { focusAgain, hasCome, showMembers, tapped, teamOf } from "../booth/attendance.js";
import { isRecordable, recordFact } from "../booth/booth.js";
import { rowsOf } from "../booth/memory.js";
import { fill, hours, longDay, words } from "../page/page.js";
import { soon } from "../recorder/recorder.js";

export const name = "open";

/** @param {import("../page/page.js").Context} at */
export async function show({ root, outing, by }) {
  const mayOpen = isRecordable(outing);
  const mayTell = mayOpen && hasCome(outing);
  fill(root, {
    day: longDay(outing.day),
    hours: hours(outing),
    access: outing.access,
    isClosed: !mayOpen,
    mayOpen,
    mayTell,
  });
  const before = (await rowsOf(outing.id)).findLast((row) => row.kind === "closing");
  fill(root, { wasClosed: mayOpen && before });
  root.querySelector("[name=leaflets_taken]")?.setAttribute("value", before?.fields.leaflets_left ?? "");
  const { team } = await teamOf(outing, by);
  const me = team.filter((one) => one.person === by).map((one) => ({ ...one, label: words("i_am_here") }));
  showMembers(root, "me", mayTell ? me : [], outing);
}

/** @param {import("../page/page.js").Context} at @param {Element} target */
export async function onClick(at, target) {
  if (!(await tapped(at, target))) return;
  soon();
  await show(at);
  focusAgain(at.root, target);
}

/** @param {import("../page/page.js").Context} at @param {HTMLFormElement} form */
export async function onSubmit({ outing, by, go }, form) {
  const typed = String(new FormData(form).get("leaflets_taken") ?? "");
  await recordFact(outing, by, "session", { opened_by: by, leaflets_taken: typed ? Number(typed) : null });
  soon();
  return go(`/field/outings/${outing.id}/`);
}
