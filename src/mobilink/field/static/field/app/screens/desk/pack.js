/** What this phone carries of the answer desk, and how old each part is. */
import { ageOf, held } from "../../guidance/pack.js";
import { dayWords, say } from "../../guidance/desk.js";
import { fill, grouped, repeat, words } from "../../page/page.js";
import { tellAge } from "./ways.js";

export const name = "pack";
export const back = "desk/";

/** @param {import("../../page/page.js").Context} at */
export async function show({ root }) {
  const pack = await held();
  const office = pack ? words("carried_of", pack.manifest.office, dayWords(pack.manifest.day)) : "";
  fill(root, { isEmpty: !pack, office });
  const parts = pack?.manifest.parts.filter((part) => part.rows) ?? [];
  repeat(root, "parts", "part", parts, (made, part) => {
    fill(made, { name: say(`part.${part.kind}`), rows: grouped(part.rows), owner: part.owner });
    tellAge(made, ageOf(part));
  });
}
