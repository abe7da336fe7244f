/** The cards about one thing; where there is one, it is shown at once. */
import { rowsOf } from "../../guidance/pack.js";
import { cards, wording } from "../../guidance/desk.js";
import { fill, repeat } from "../../page/page.js";
import { deskOf, lastOf } from "./ways.js";

export const name = "topic";
export const back = "desk/";
/** The topic under which every card stands. */
const ALL = "procedure";

/** @param {import("../../page/page.js").Context} at */
export async function show({ root, path }) {
  const code = lastOf(path);
  const topic = (await rowsOf("topic")).find((row) => row.code === code);
  const about = (await cards()).filter((card) => code === ALL || card.topic === code);
  fill(root, { name: topic ? wording(topic, "name") : "", isEmpty: !about.length });
  repeat(root, "cards", "card", about, (made, card) => {
    fill(made, { title: card.title });
    made.querySelector("[data-link]")?.setAttribute("href", `${deskOf(path)}cards/${card.code}/`);
  });
}
