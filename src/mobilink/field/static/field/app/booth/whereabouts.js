/** How far each record of this phone came: on it, in a van, at the office, or kept apart. */
import { answer, transaction } from "../../../journal/store.js";
import { chains } from "../../../journal/writing.js";
import { keepPlaces, rowsKept } from "./memory.js";

/** @typedef {"phone" | "van" | "office" | "needs"} Place */

/** How far a record came. @typedef {{whereIs: (row: {chain: string, seq: number}) => Place}} Whereabouts */

/** @returns {Promise<Whereabouts>} */
export async function whereabouts() {
  const far = new Map(await chains());
  const troubles = await transaction(["troubles"], "readonly", (at) => answer(at("troubles").getAll()));
  return {
    whereIs({ chain, seq }) {
      const isTrouble = troubles.some(
        (one) =>
          one.chain === chain &&
          one.verdict === "quarantined" &&
          one.first <= seq &&
          seq < one.first + one.many,
      );
      if (isTrouble) return "needs";
      const state = far.get(chain);
      if (!state || seq > Math.max(state.van, state.office)) return "phone";
      return seq <= state.office ? "office" : "van";
    },
  };
}

/** How many records are where, and when the first was made that is not at the office. */
export async function tallyOfPlaces() {
  const { whereIs } = await whereabouts();
  const rows = (await rowsKept()).filter((row) => row.outing);
  /** @type {Record<Place, number>} */
  const counted = { phone: 0, van: 0, office: 0, needs: 0 };
  let oldest = Infinity;
  for (const row of rows) {
    const place = whereIs(row);
    counted[place] += 1;
    if (place === "phone" || place === "van") oldest = Math.min(oldest, row.at);
  }
  return keepPlaces({ ...counted, oldest: Number.isFinite(oldest) ? oldest : null });
}
