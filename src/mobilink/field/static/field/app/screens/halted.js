/** Nothing can be recorded here: what happened, and the one thing to do. */
import { fill } from "../page/page.js";
import { leave } from "../sync/updates.js";

export const name = "halted";

/** @param {ParentNode} root @param {"cleared" | "closed"} why */
export function tell(root, why) {
  fill(root, { isCleared: why === "cleared", isClosed: why === "closed" });
}

export function show() {}

/** @param {import("../page/page.js").Context} _at @param {Element} target */
export async function onClick(_at, target) {
  if (target.closest("[data-online]")) await leave();
}
