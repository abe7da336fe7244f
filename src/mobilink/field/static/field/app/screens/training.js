/** The training cards, those to read first; every one can be read again. */
import { fill, repeat, words } from "../page/page.js";
import { lessons } from "../people/training.js";

export const name = "training";

/** @param {import("../page/page.js").Context} at */
export async function show({ root, by }) {
  const cards = await lessons(by);
  fill(root, { isEmpty: !cards.length });
  repeat(root, "lessons", "lesson", cards, (made, { code, text, isRead }) => {
    fill(made, { title: text.title, state: words(isRead ? "is_read" : "is_unread") });
    const link = /** @type {HTMLAnchorElement} */ (made.querySelector("a"));
    link.href = `/field/training/${code}/`;
    link.lang = text.language;
    made.querySelector(".mark")?.toggleAttribute("hidden", !isRead);
  });
}
