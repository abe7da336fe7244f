/** Who of the team is here: the booked crew and whoever else came, each with one tap. */
import { focusAgain, hasCome, showMembers, tapped, teamOf } from "../booth/attendance.js";
import { isRecordable, openSession } from "../booth/booth.js";
import { rowsOf } from "../booth/memory.js";
import { fill } from "../page/page.js";
import { soon } from "../recorder/recorder.js";

export const name = "crew";

/** @param {import("../page/page.js").Context} at */
export async function show({ root, outing, by }) {
  const { team, others } = await teamOf(outing, by);
  const mayTell = isRecordable(outing) && hasCome(outing);
  showMembers(root, "team", mayTell ? team : [], outing);
  showMembers(root, "others", mayTell ? others : [], outing);
  fill(root, {
    hasOthers: mayTell && others.length,
    isEarly: !mayTell,
    isOpen: openSession(await rowsOf(outing.id)),
  });
}

/** @param {import("../page/page.js").Context} at @param {Element} target */
export async function onClick(at, target) {
  if (!(await tapped(at, target))) return;
  soon();
  await show(at);
  focusAgain(at.root, target);
}
