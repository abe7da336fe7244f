/** The outings of the day, and the nearest day to come. */
import { rowsOf } from "../booth/memory.js";
import { asChangedHere } from "../outings/outings.js";
import { plan } from "../outings/plan.js";
import { isRecordable, openSession } from "../booth/booth.js";
import { dayOf, fill, grouped, hours, longDay, named, repeat, words } from "../page/page.js";
import { isOfficer, workers } from "../people/people.js";
import { lessons } from "../people/training.js";

export const name = "today";
/** The office knows that it took place. */
const OVER = new Set(["held", "reported"]);

/** @param {import("../page/page.js").Context} at */
export async function show({ root, by }) {
  const outings = await Promise.all(((await plan())?.outings ?? []).map(asChangedHere));
  const today = dayOf();
  const [running, closed, isOfficers] = [new Set(), new Set(), await isOfficer(by)];
  const isAtWork = (await workers()).some((one) => one.id === by);
  for (const outing of outings) {
    const rows = await rowsOf(outing.id);
    if (openSession(rows)) running.add(outing.id);
    else if (rows.some((row) => row.kind === "closing")) closed.add(outing.id);
  }
  const now = outings.filter((/** @type {any} */ outing) => outing.day === today || running.has(outing.id));
  const later = outings.filter((/** @type {any} */ outing) => outing.day > today && !now.includes(outing));
  const next = later.filter((/** @type {any} */ outing) => outing.day === later[0].day);
  fill(root, {
    day: longDay(today),
    isEmpty: !now.length && isAtWork,
    isNobody: !now.length && !isAtWork,
    hasNext: next.length,
    nextDay: next.length ? longDay(next[0].day) : "",
  });
  const card = (/** @type {DocumentFragment} */ made, /** @type {any} */ outing) => {
    named(made, outing.id);
    const { title, place, reason, isPending } = outing;
    const ways = { mayPlan: isPending && isOfficers, mayTell: running.has(outing.id) && isOfficers };
    fill(made, {
      title,
      place,
      reason,
      isPending,
      ...ways,
      hours: hours(outing),
      state: words(`state_${outing.state}`),
    });
    const link = /** @type {HTMLElement} */ (made.querySelector("[data-act-link]"));
    link.hidden = !isRecordable(outing) || !isOfficers;
    const isOver = closed.has(outing.id) && OVER.has(outing.state);
    if (isOver) link.setAttribute("href", `/field/outings/${outing.id}/done/`);
    const act = running.has(outing.id) ? "go_on" : outing.day === today ? "open" : "prepare";
    link.textContent = words(isOver ? "see" : act);
    link.classList.toggle("button-primary", outing.day === today || running.has(outing.id));
  };
  const unread = (await lessons(by)).filter((one) => !one.isRead).length;
  fill(root, { unread: unread && words("cards_to_read", grouped(unread)) });
  repeat(root, "today", "card", now, card);
  repeat(root, "next", "card", next, card);
}
