/** What may be shown today; what has closed, or whose recruiter is suspended, is not here. */
import { listing } from "../../guidance/pack.js";
import { dayWords, oldWords, say, vacancies } from "../../guidance/desk.js";
import { fill, repeat } from "../../page/page.js";
import { placeOf, wageOf } from "./vacancy.js";
import { deskOf, tellAge } from "./ways.js";

export const name = "vacancies";
export const back = "desk/";

/** @param {import("../../page/page.js").Context} at */
export async function show({ root, path }) {
  const [posts, list] = [await vacancies(), await listing("vacancy")];
  fill(root, { isEmpty: !posts.length, old: oldWords(await listing("recruiter")) });
  tellAge(root, list);
  repeat(root, "posts", "post", posts, (made, { row, verdict }) => {
    const closes = `${say("vacancy.closes_on")}: ${dayWords(row.closes_on)}`;
    fill(made, {
      title: row.title,
      place: placeOf(row),
      wage: wageOf(row),
      closes,
      isFull: verdict.state === "full",
    });
    made.querySelector("[data-link]")?.setAttribute("href", `${deskOf(path)}vacancies/${row.id}/`);
  });
}
