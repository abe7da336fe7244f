// @ts-check
/** Where goods are and what money came in, as `balance.py` sums it up. */

/** @typedef {{consignment: string, quantity: number, origin: string, target: string, rupiah?: number}} Move */

export const BUYER = "buyer";
export const GONE = "gone";

/** How many of a lot are at a place, by these movements. @param {Iterable<Move>} moves @param {string} lot @param {string} place */
export function held(moves, lot, place) {
  let there = 0;
  for (const one of moves) {
    if (one.consignment !== lot) continue;
    if (one.origin === place) there -= one.quantity;
    if (one.target === place) there += one.quantity;
  }
  return there;
}

/** The rupiah that came in, less what went back. @param {Iterable<Move>} moves */
export function takings(moves) {
  let total = 0;
  for (const one of moves) total += one.rupiah ?? 0;
  return total;
}
