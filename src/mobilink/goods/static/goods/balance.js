/** Where goods are and what money came in, as `goods/balance.py` sums it up. */

/**
 * @typedef {{consignment: string, quantity: number, origin: string, target: string, rupiah?: number}} Move
 */

export const BUYER = "buyer";
export const GONE = "gone";

/**
 * How many of a lot are at a place, by these movements.
 * @param {Iterable<Move>} moves
 * @param {string} lot
 * @param {string} place
 */
export function held(moves, lot, place) {
  let count = 0;
  for (const move of moves) {
    if (move.consignment !== lot) continue;
    if (move.origin === place) count -= move.quantity;
    if (move.target === place) count += move.quantity;
  }
  return count;
}

/** The rupiah that came in, less what went back. @param {Iterable<Move>} moves */
export function takings(moves) {
  let total = 0;
  for (const move of moves) total += move.rupiah ?? 0;
  return total;
}

/**
 * A movement that settles a count bears that count's moment as `as_of`.
 * @typedef {Move & {at: number, as_of?: number}} DatedMove
 */
/**
 * A count of so many; `base` were there but for the movements told beside it.
 * @typedef {{
 *   id: string, consignment: string, place: string, at: number, counted: number, base: number,
 * }} Count
 */

/**
 * The last count of each lot at each place, with how many more were there than is known now of that moment;
 * below 0 fewer: as `goods/count_differences.py` says.
 * @template {Count} T
 * @param {readonly T[]} counts
 * @param {readonly DatedMove[]} moves
 * @returns {(T & {more: number})[]}
 */
export function differences(counts, moves) {
  const ordered = [...counts].sort((one, other) => one.at - other.at || (one.id < other.id ? -1 : 1));
  const holding = new Map(ordered.map((one) => [`${one.consignment} ${one.place}`, one]));
  return [...holding.values()].map((count) => {
    const until = moves.filter((move) => (move.as_of ?? move.at) <= count.at);
    return { ...count, more: count.counted - count.base - held(until, count.consignment, count.place) };
  });
}
