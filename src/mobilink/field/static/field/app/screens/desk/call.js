/** Whom to call, each number with its days. */
import { rowsInForce } from "../../guidance/desk.js";
import { fill, repeat } from "../../page/page.js";
import { fillRow } from "./ways.js";

export const name = "call";
export const back = "desk/";

/** @param {import("../../page/page.js").Context} at */
export async function show({ root }) {
  const rows = (await rowsInForce("particular")).filter(
    ({ kind }) => kind === "hotline" || kind === "institution",
  );
  fill(root, { isEmpty: !rows.length });
  repeat(root, "rows", "row", rows, fillRow);
}
