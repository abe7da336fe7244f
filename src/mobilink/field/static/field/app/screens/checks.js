/**
 * The checklists of setting up and striking the booth: a tick is a fact, and so is a photo of what was seen
 * to.
 */
import { answerTap } from "../../feedback.js";
import { recordFact } from "../booth/booth.js";
import { rowsOf } from "../booth/memory.js";
import { plan } from "../outings/plan.js";
import { fill, grouped, repeat, words } from "../page/page.js";
import { isOnline, keepPhoto, photos, soon } from "../recorder/recorder.js";

export const name = "checks";

/** @param {import("../page/page.js").Context} at */
export async function show(at) {
  const isStrike = at.path.endsWith("/strike/");
  fill(at.root, { isStrike, isSetUp: !isStrike });
  await list(at);
}

/** @param {import("../page/page.js").Context} at */
async function list({ root, path, outing }) {
  const phase = path.endsWith("/strike/") ? "strike" : "set_up";
  const items = ((await plan()).checklist ?? []).filter((/** @type {any} */ one) => one.phase === phase);
  const seen = newest(await rowsOf(outing.id));
  const photosKept = await photos();
  const language = document.documentElement.lang === "en" ? "en" : "id";
  const many = items.filter((/** @type {any} */ one) => seen.get(one.code)?.is_done).length;
  fill(root, {
    isEmpty: !items.length,
    progress: items.length ? words("checked", grouped(many), grouped(items.length)) : "",
  });
  repeat(root, "items", "item", items, (made, item) => {
    const { is_done: isDone = false, photo = "" } = seen.get(item.code) ?? {};
    fill(made, {
      name: item[language],
      photo: photo && words(photosKept.get(photo) ? "photo_at_office" : "photo_here"),
    });
    const button = /** @type {HTMLButtonElement} */ (made.querySelector("[data-tick]"));
    button.value = item.code;
    button.setAttribute("aria-pressed", String(isDone));
    /** @type {HTMLInputElement} */ (made.querySelector("input")).name = item.code;
    made.querySelector(".check-photo")?.toggleAttribute("hidden", isOnline);
  });
}

/**
 * What holds of each item: its newest tick, and the newest photo.
 * @param {import("../booth/booth.js").KeptRow[]} rows
 */
function newest(rows) {
  /** @type {Map<string, any>} */
  const seen = new Map();
  for (const { fields } of rows.filter((row) => row.kind === "tick"))
    seen.set(fields.item, { ...seen.get(fields.item), ...fields });
  return seen;
}

/** @param {import("../page/page.js").Context} at @param {Element} target */
export async function onClick(at, target) {
  const button = /** @type {HTMLButtonElement | null} */ (target.closest("[data-tick]"));
  if (!button) return;
  answerTap({
    vibration: localStorage.getItem("mobilink.vibration") ?? "on",
    sound: localStorage.getItem("mobilink.sound") ?? "off",
  });
  const is_done = button.getAttribute("aria-pressed") !== "true";
  await recordFact(at.outing, at.by, "tick", { item: button.value, is_done });
  await again(at, button.value);
}

/** @param {import("../page/page.js").Context} at @param {Element} target */
export async function onChange(at, target) {
  const field = /** @type {HTMLInputElement} */ (target);
  const [picture] = field.files ?? [];
  if (!picture) return;
  const kept = await keepPhoto(picture).catch(() => {
    throw new Error(words("no_photo"));
  });
  await recordFact(at.outing, at.by, "tick", { item: field.name, is_done: true, ...kept });
  await again(at, field.name);
}

/** @param {import("../page/page.js").Context} at @param {string} item */
async function again(at, item) {
  soon();
  await list(at);
  /** @type {HTMLElement | null} */ (at.root.querySelector(`[data-tick][value="${item}"]`))?.focus();
}
