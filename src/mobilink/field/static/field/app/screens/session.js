/** The tiles of the running session: one tap is one fact, and the last one can be taken back. */
import { answerTap } from "../../feedback.js";
import { hasCome, isTapped, teamOf, togglePresence } from "../booth/attendance.js";
import { openSession, recordFact, undo } from "../booth/booth.js";
import { goodsOf } from "../goods/goods.js";
import { rowsOf, tallyingOf } from "../booth/memory.js";
import { clockTime, fill, grouped, hours, repeat, words } from "../page/page.js";
import { draftsOf, isOnline, soon } from "../recorder/recorder.js";

export const name = "session";

/** @param {import("../page/page.js").Context} at */
export async function show(at) {
  if (!openSession(await rowsOf(at.outing.id))) return `/field/outings/${at.outing.id}/open/`;
  fill(at.root, { hours: hours(at.outing) });
  paint(at.root, await tallyingOf(at.outing.id));
  const { lots, moves } = await goodsOf(at.outing.id);
  const sells = moves.length || lots.some((lot) => lot.left > 0);
  fill(at.root, { sells: sells && !isOnline, sellsElsewhere: sells && isOnline });
  repeat(at.root, "drafts", "draft", await draftsOf(at.outing.id, at.by), (made, draft) => {
    const chip = /** @type {HTMLButtonElement} */ (made.querySelector("[data-draft-chip]"));
    chip.textContent = words("go_on_with", words(`draft_${draft.screen}`), clockTime(draft.at));
    chip.value = `/field/outings/${draft.outing}/${draft.screen}/${draft.id}/`;
  });
  return showTeam(at);
}

/**
 * Who works says with one tap that they are here; after that it leads to the others.
 * @param {import("../page/page.js").Context} at
 */
async function showTeam({ root, outing, by }) {
  const { team } = await teamOf(outing, by);
  const isMissing = team.some((one) => one.person === by && !isTapped(one));
  const mayTell = hasCome(outing);
  fill(root, {
    isMissing: mayTell && isMissing,
    hasTold: mayTell && !isMissing,
    here: words("team_here", grouped(team.filter((one) => one.isHere).length)),
  });
}

/** Somebody else counted, or something came to the server. @param {import("../page/page.js").Context} at */
export async function onNews({ root, outing }) {
  paint(root, await tallyingOf(outing.id));
}

/** @param {import("../page/page.js").Context} at @param {Element} target */
export async function onClick(at, target) {
  const chip = target.closest("[data-draft-chip]");
  if (chip) return at.go(/** @type {HTMLButtonElement} */ (chip).value);
  if (!target.closest("[data-here]")) return undefined;
  await togglePresence(at.outing, at.by, at.by);
  await showTeam(at);
  /** @type {HTMLElement | null} */ (at.root.querySelector("[data-team]"))?.focus();
  return soon();
}

/**
 * Counts and the last act, as they are now.
 * @param {ParentNode} root
 * @param {import("../booth/tallying.js").Tallying} tallying
 */
export function paint(root, { counts, last, taken, newest }) {
  for (const [kind, figure] of Object.entries(counts)) {
    for (const place of root.querySelectorAll(`[data-total=${kind}], [data-count=${kind}]`))
      place.textContent = grouped(figure);
  }
  const bar = /** @type {HTMLElement} */ (root.querySelector(".bar"));
  bar.classList.toggle("bar-undone", last?.kind === "void");
  write(bar, "[data-bar]", sayLast(last, taken));
  write(bar, "[data-undoes]", newest ? ` ${sayWhat(newest)}` : "");
  bar.querySelector("[data-undo]")?.toggleAttribute("hidden", !newest || last?.kind === "movement");
  bar.querySelector(".mark")?.toggleAttribute("hidden", !last || last.kind === "void");
}

/** @param {HTMLElement} root @param {string} selector @param {string} text */
function write(root, selector, text) {
  const place = root.querySelector(selector);
  if (place) place.textContent = text;
}

/**
 * @param {import("../booth/booth.js").KeptRow | undefined} last
 * @param {import("../booth/booth.js").KeptRow | undefined} taken
 */
function sayLast(last, taken) {
  if (!last) return words("nothing");
  if (last.kind !== "void") return words("recorded", sayWhat(last), clockTime(last.at));
  return words("undone", taken ? sayWhat(taken) : "");
}

/** A record as its officer calls it. @param {import("../booth/booth.js").KeptRow} row */
export function sayWhat(row) {
  if (row.kind === "handout") return `${grouped(row.fields.quantity)} ${words(row.fields.item)}`;
  if (row.kind === "movement")
    return words(`movement_${row.fields.origin === "buyer" ? "back" : row.fields.target}`);
  return words(row.kind);
}

/**
 * @param {import("../page/page.js").Context} at
 * @param {HTMLFormElement} form
 * @param {HTMLElement | null} button
 */
export async function onSubmit({ outing, by, root }, form, button) {
  answerTap({
    vibration: localStorage.getItem("mobilink.vibration") ?? "on",
    sound: localStorage.getItem("mobilink.sound") ?? "off",
  });
  if (form.dataset.act === "undo") {
    const { newest } = await tallyingOf(outing.id);
    if (newest) await undo(outing, by, newest);
  } else {
    const typed = Object.fromEntries(new FormData(form, button));
    await recordFact(outing, by, "tally", { sex: typed.sex, age_band: typed.age_band });
  }
  paint(root, await tallyingOf(outing.id));
  soon();
}
