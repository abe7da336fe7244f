/** One training card; one tap says that it is understood. */
import { datesOf } from "../guidance/desk.js";
import { fill, words } from "../page/page.js";
import { block } from "../guidance/prose.js";
import { soon } from "../recorder/recorder.js";
import { lessons, understand } from "../people/training.js";

export const name = "lesson";
export const back = "training/";

/** @param {import("../page/page.js").Context} at */
async function lessonOf({ path, by }) {
  return (await lessons(by)).find((one) => path.endsWith(`/${one.code}/`));
}

/** @param {import("../page/page.js").Context} at */
export async function show(at) {
  const lesson = await lessonOf(at);
  if (!lesson) return "/field/training/";
  const { text, isRead } = lesson;
  const { checked, isLate } = datesOf(text);
  fill(at.root, {
    title: text.title,
    checked,
    version: words("version", text.version, text.signed_off_by),
    isRead,
    isUnread: !isRead,
  });
  at.root.querySelector("[data-checked]")?.classList.toggle("problem", isLate);
  /** @type {HTMLElement} */ (at.root.querySelector("article")).lang = text.language;
  at.root.querySelector("[data-blocks]")?.replaceChildren(...text.blocks.map(block));
  return undefined;
}

/** @param {import("../page/page.js").Context} at @param {Element} target */
export async function onClick(at, target) {
  const lesson = target.closest("[data-understood]") && (await lessonOf(at));
  if (!lesson) return undefined;
  await understand(at.by, lesson);
  soon();
  return at.go("/field/training/");
}
