/** Changing the plan at the booth: later, elsewhere, another driver, or not at all. */
import { cancel, deciders, revise, startProblem, swapDriver, takeBack } from "../outings/changes.js";
import { rowsOf } from "../booth/memory.js";
import { openSession } from "../booth/booth.js";
import { dayOf, fill, hours, repeat, words } from "../page/page.js";
import { drivers, hindrance, officers } from "../people/people.js";
import { soon } from "../recorder/recorder.js";

export const name = "plan";
const ACTS = ["late", "moved", "driver", "cancel"];
/** An open booth is closed, not cancelled: people were counted there. */
const NOT_WHILE_OPEN = new Set(["late", "cancel"]);

/** @param {import("../page/page.js").Context} at */
export async function show({ root, outing, by }) {
  const mayTakeBack = outing.mine && (await deciders(outing, "moved")).some((one) => one.id === by);
  fill(root, {
    hours: hours(outing),
    isPending: outing.isPending,
    mayTakeBack,
    state: words(`state_${outing.state}`),
  });
  const isOpen = outing.is_open || openSession(await rowsOf(outing.id));
  for (const act of ACTS) {
    const isStanding = isOpen && NOT_WHILE_OPEN.has(act);
    const may = isStanding ? [] : await deciders(outing, act);
    const isMine = may.some((one) => one.id === by);
    root.querySelector(`[data-act=${act}]`)?.toggleAttribute("hidden", !isMine);
    const names = may.map((one) => one.name).join(", ");
    fill(root, {
      [`ask_${act}`]:
        isMine || isOver(outing)
          ? ""
          : words(isStanding ? "booth_is_open" : names ? "ask_them" : "ask_nobody", names),
    });
  }
  fill(root, { isOver: isOver(outing), stands: !isOver(outing), reason: outing.reason });
  const driving = outing.booked.filter((/** @type {any} */ one) => one.duty === "driver");
  const drives = await Promise.all(
    driving.map(async (/** @type {any} */ one) =>
      [one.name, await hindrance(one.person, outing.day)].filter(Boolean).join(": "),
    ),
  );
  fill(root, { drives: drives.join(", ") || words("no_driver") });
  const others = [...(await drivers()), ...(await officers())].filter(
    (one, place, all) =>
      all.findIndex((other) => other.id === one.id) === place &&
      !driving.some((/** @type {any} */ two) => two.person === one.id),
  );
  /** @type {[import("../people/people.js").Worker, string][]} */
  const hindered = await Promise.all(others.map(async (one) => [one, await hindrance(one.id, outing.day)]));
  hindered.sort(([, one], [, other]) => Number(Boolean(one)) - Number(Boolean(other)));
  repeat(root, "drivers", "driver", hindered, (made, [person, heed]) => {
    fill(made, { name: person.name, heed });
    made.querySelector("input")?.setAttribute("value", person.id);
  });
  root.querySelector("[name=next_day]")?.setAttribute("min", dayOf());
}

/** @param {any} outing */
const isOver = (outing) => outing.state === "cancelled" || outing.state === "postponed";

/** @param {import("../page/page.js").Context} at @param {Element} target */
export async function onClick(at, target) {
  if (!target.closest("[data-take-back]")) return;
  await takeBack(at.outing, at.by);
  soon();
  return at.go(at.path);
}

/** @param {import("../page/page.js").Context} at @param {HTMLFormElement} form */
export async function onSubmit(at, form) {
  const { outing, by } = at;
  const typed = new FormData(form);
  const said = (/** @type {string} */ field) => String(typed.get(field) ?? "").trim();
  const act = form.dataset.act ?? "";
  const problem =
    act === "late"
      ? startProblem(outing, said("start"))
      : act === "driver" && !said("person")
        ? words("which_driver")
        : "";
  fill(at.root, { [`problem_${act}`]: problem });
  if (problem) return;
  if (act === "late") await revise(outing, by, { start: `${said("start")}:00` });
  if (act === "moved") await revise(outing, by, { place_text: said("place") });
  if (act === "driver") await swapDriver(outing, by, said("person"));
  if (act === "cancel") await cancel(outing, by, said("reason"), said("next_day"));
  soon();
  return at.go(at.path);
}
