/** Help in a few lines, and a message to the office. */
import { copyMessage, offerToTell } from "../sync/supervisor.js";

export const name = "help";

/** @param {import("../page/page.js").Context} at */
export function show({ root, by }) {
  return offerToTell(root, by);
}

/** @param {import("../page/page.js").Context} at @param {Element} target */
export function onClick({ root }, target) {
  return copyMessage(root, target);
}
