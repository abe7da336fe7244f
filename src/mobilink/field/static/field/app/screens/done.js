/** What came of the booth that was closed on this phone. */
import { counts, openSession } from "../booth/booth.js";
import { rowsOf } from "../booth/memory.js";
import { showCounts } from "../goods/counting.js";
import { clockTime, fill, grouped, longDay, words } from "../page/page.js";
import { nameOf } from "../people/people.js";
import { reconcile, sayDifference, countWords } from "../booth/leaflets.js";

export const name = "done";

/** @param {import("../page/page.js").Context} at */
export async function show({ root, outing, go }) {
  const rows = await rowsOf(outing.id);
  const closing = rows.filter((row) => row.kind === "closing").at(-1);
  if (!closing || openSession(rows)) return `/field/outings/${outing.id}/`;
  const { tallies, visits, leaflets } = counts(rows);
  const reckoned = reconcile(rows);
  fill(root, {
    day: longDay(outing.day),
    tallies: grouped(tallies),
    visits: grouped(visits),
    given: countWords(reckoned.gone ?? leaflets),
    difference: sayDifference(reckoned, true),
    isPartial: closing.fields.is_partial,
    signature: words("signed", await nameOf(closing.fields.closed_by), clockTime(closing.at)),
  });
  fill(root, { note: closing.fields.note });
  await showCounts(root, outing.id);
}
