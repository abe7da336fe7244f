/** Where an officer finds what somebody asks. */
import { held, listing, rowsOf } from "../../guidance/pack.js";
import { wording } from "../../guidance/desk.js";
import { fill, repeat } from "../../page/page.js";
import { forget } from "./offer.js";
import { deskOf, tellAge, ways } from "./ways.js";

export const name = "desk";
/** Topics that a screen of their own answers; the others are answered by their cards. */
const OWN = new Set(["recruiter", "vacancy"]);

/** @param {import("../../page/page.js").Context} at */
export async function show({ root, path }) {
  forget();
  const topics = [...(await rowsOf("topic"))].sort(
    (one, other) => (one.position ?? 0) - (other.position ?? 0),
  );
  fill(root, { isEmpty: !(await held()) });
  const asked = topics.filter((topic) => !OWN.has(topic.code));
  repeat(root, "topics", "topic", asked, (made, topic) => {
    fill(made, { name: wording(topic, "name") });
    made.querySelector("[data-link]")?.setAttribute("href", `${deskOf(path)}topics/${topic.code}/`);
  });
  tellAge(root, await listing("recruiter"));
  ways(root, path);
}
