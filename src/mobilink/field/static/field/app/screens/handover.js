/** One officer hands the booth over to the next, who takes it by tapping their own name. */
import { attendanceAct, hasCome, isToday, presenceOf } from "../booth/attendance.js";
import { counts, factAct, recordFacts } from "../booth/booth.js";
import { rowsOf } from "../booth/memory.js";
import { clockTime, fill, grouped, repeat, words } from "../page/page.js";
import { handTo, nameOf, officers } from "../people/people.js";
import { soon } from "../recorder/recorder.js";

export const name = "handover";

/** @param {import("../page/page.js").Context} at */
export async function show({ root, outing, by }) {
  const rows = await rowsOf(outing.id);
  const { tallies, visits } = counts(rows);
  const others = (await officers()).filter((one) => one.id !== by);
  const giver = words("hands_over", await nameOf(by));
  fill(root, {
    giver,
    sofar: words("so_far", grouped(tallies), grouped(visits)),
    isAlone: !others.length,
    mayLeave: isToday(outing),
  });
  repeat(root, "takers", "taker", others, (made, officer) => {
    fill(made, { name: officer.name });
    made.querySelector("button")?.setAttribute("value", officer.id);
  });
  const before = await Promise.all(rows.filter((row) => row.kind === "handover").map(said));
  fill(root, { hasBefore: before.length });
  repeat(root, "before", "handed", before.reverse(), (made, one) => fill(made, one));
}

/** @param {import("../booth/booth.js").KeptRow} row */
async function said({ at, fields }) {
  const handed = words(
    "handed_over",
    clockTime(at),
    await nameOf(fields.given_by),
    await nameOf(fields.taken_by),
  );
  const matters = (fields.matters ?? [])
    .map((/** @type {string} */ one) => words(`matter_${one}`))
    .join(" · ");
  return { handed, matters, note: fields.note ?? "" };
}

/** @param {import("../page/page.js").Context} at @param {Element} target */
export async function onClick({ root, outing, by, go }, target) {
  const taken_by = target.closest("[data-taker]")?.getAttribute("value");
  if (!taken_by) return;
  const typed = new FormData(/** @type {HTMLFormElement} */ (root.querySelector("form")));
  const rows = await rowsOf(outing.id);
  const { tallies, visits } = counts(rows);
  const note = String(typed.get("note") ?? "").trim();
  const handed = { given_by: by, taken_by, matters: typed.getAll("matters"), note, tallies, visits };
  // Who takes the booth by their own name is here; who gives it may stay.
  const isNew = hasCome(outing) && !presenceOf(outing, rows, taken_by).isHere;
  await recordFacts(outing, by, "handover", [
    factAct(outing, "handover", handed),
    ...(isNew ? [attendanceAct(outing, by, taken_by, "since")] : []),
    ...(typed.has("leaves") ? [attendanceAct(outing, by, by, "until")] : []),
  ]);
  await handTo(taken_by);
  soon();
  return go(`/field/outings/${outing.id}/`, taken_by);
}
