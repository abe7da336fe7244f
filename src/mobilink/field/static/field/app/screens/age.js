/** Counting with sex and age: still one tap a person. */
import { tallyingOf } from "../booth/memory.js";
import { onNews, onSubmit, paint } from "./session.js";

export const name = "age";
export { onNews, onSubmit };

/** @param {import("../page/page.js").Context} at */
export async function show({ root, outing }) {
  paint(root, await tallyingOf(outing.id));
}
