/** What this phone recorded, the newest first, each with where it is; searched without a network. */
import { openSession, undo, voids } from "../booth/booth.js";
import { outingOf } from "../outings/outings.js";
import { rowsKept } from "../booth/memory.js";
import { clockTime, dayAndMonth, fill, repeat, words } from "../page/page.js";
import { isOfficer } from "../people/people.js";
import { soon, whereabouts } from "../recorder/recorder.js";
import { copyMessage } from "../sync/supervisor.js";
import { showNeeds } from "./needs.js";
import { sayWhat } from "./session.js";

export const name = "records";
const SHOWN = 200;
const WORDS = { phone: "on_phone", van: "in_van", office: "at_office", needs: "needs" };
const LISTED = new Set([
  "tally",
  "visit",
  "handout",
  "telling",
  "session",
  "closing",
  "survey_answer",
  "follow_up",
  "withdrawal",
  "tick",
  "handover",
  "attendance",
  "reading",
  "outing",
  "assignment",
  "decision",
  "movement",
  "goods_count",
  "cash_count",
  "load",
  "odometer",
  "fuel",
  "receipt",
  "inspection",
]);
const UNDONE_BY_TAP = new Set(["tally", "visit", "handout", "telling", "attendance"]);

/** Whether a colleague's records are shown, too. */
let isEverybodys = false;

/** @param {import("../page/page.js").Context} at */
export async function show(at) {
  isEverybodys = false;
  await showNeeds(at.root, at.by);
  return list(at, "");
}

/** @param {import("../page/page.js").Context} at @param {string} sought */
async function list({ root, outing, by }, sought) {
  const { whereIs } = await whereabouts();
  const all = await rowsKept();
  const [gone, isOfficers] = [voids(all), await isOfficer(by)];
  const listed = all
    .filter(
      (row) =>
        LISTED.has(row.kind) && (isEverybodys || row.by === by) && (!outing || row.outing === outing.id),
    )
    .reverse()
    .map((row) => ({
      row,
      time: `${dayAndMonth(row.at)} ${clockTime(row.at)}`,
      words: sayWhat(row),
      where: words(WORDS[whereIs(row)]),
    }))
    .filter((one) => `${one.time} ${one.words} ${one.where}`.toLowerCase().includes(sought.toLowerCase()));
  fill(root, { isEmpty: !listed.length });
  repeat(root, "records", "record", listed.slice(0, SHOWN), (made, { row, ...values }) => {
    const isVoid = gone.has(row.id);
    fill(made, { ...values, isVoid });
    const button = /** @type {HTMLButtonElement} */ (made.querySelector("[data-undo-record]"));
    button.hidden = isVoid || !UNDONE_BY_TAP.has(row.kind) || !mayUndo(row, by, isOfficers);
    const way = /** @type {HTMLAnchorElement} */ (made.querySelector("[data-complete]"));
    way.hidden =
      isVoid ||
      !isOfficers ||
      row.kind !== "visit" ||
      !openSession(all.filter((one) => one.outing === row.outing));
    way.href = `/field/outings/${row.outing}/visit/of-${row.id}/`;
    button.value = row.id;
    made.querySelector("li")?.classList.toggle("is-void", isVoid);
  });
}

/** Who runs the booth takes back what anybody counted there; everybody else, their own.
 * @param {import("../booth/booth.js").KeptRow} row @param {string} by @param {boolean} isOfficers
 */
const mayUndo = (row, by, isOfficers) => isOfficers || row.by === by;

/** @param {import("../page/page.js").Context} at @param {HTMLFormElement} form */
export function onSubmit(at, form) {
  return list(at, String(new FormData(form).get("q") ?? ""));
}

/** @param {import("../page/page.js").Context} at @param {Element} target */
export async function onClick(at, target) {
  const whose = /** @type {HTMLElement | null} */ (target.closest("[data-whose]"));
  if (whose) return turn(at, whose.dataset.whose === "all");
  if (await copyMessage(at.root, target)) return undefined;
  const button = target.closest("[data-undo-record]");
  if (!button) return undefined;
  const row = (await rowsKept()).find((one) => one.id === /** @type {HTMLButtonElement} */ (button).value);
  const outing = row && (await outingOf(row.outing));
  if (row && outing && mayUndo(row, at.by, await isOfficer(at.by))) await undo(outing, at.by, row);
  soon();
  return list(at, "");
}

/** Show one's own records, or all. @param {import("../page/page.js").Context} at @param {boolean} toAll */
function turn(at, toAll) {
  isEverybodys = toAll;
  for (const button of at.root.querySelectorAll("[data-whose]"))
    button.setAttribute("aria-pressed", String((button.getAttribute("data-whose") === "all") === toAll));
  return list(at, String(/** @type {HTMLInputElement} */ (at.root.querySelector("[name=q]")).value));
}
