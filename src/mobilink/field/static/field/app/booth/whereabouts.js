/** How many records are where: on this phone, in a van, at the office, or kept apart. */
import { isOwn, whereabouts } from "../recorder/recorder.js";
import { keepPlaces, rowsKept } from "./memory.js";

/** How many records are where, and when the first was made that is not at the office. */
export async function tallyOfPlaces() {
  const { whereIs, refused } = await whereabouts();
  const rows = (await rowsKept()).filter((row) => row.outing && isOwn(row));
  /** @type {Record<import("../recorder/phone.js").Place, number>} */
  const counted = { phone: 0, van: 0, office: 0, needs: refused };
  let oldest = Infinity;
  for (const row of rows) {
    const place = whereIs(row);
    counted[place] += 1;
    if (place === "phone" || place === "van") oldest = Math.min(oldest, row.at);
  }
  return keepPlaces({ ...counted, oldest: Number.isFinite(oldest) ? oldest : null });
}
