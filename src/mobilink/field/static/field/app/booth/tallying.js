/** What stands of an outing's records. Each is looked at once, in the order of the chain, so that the
 * hundredth tap costs what the first did.
 */

/** @typedef {import("../../../journal/store.js").KeptRow} KeptRow */

const COUNTED = new Set(["tally", "visit", "handout", "survey_answer", "telling"]);

/** @param {KeptRow} row */
const isTally = (row) => row.kind === "tally";

export class Tallying {
  counts = { tallies: 0, visits: 0, leaflets: 0 };
  /**
   * What the officer did last: what an undo is about, or a sale, which is taken back among the sales.
   * @type {KeptRow | undefined}
   */
  last;
  /** What that took back, where it did. @type {KeptRow | undefined} */
  taken;
  /** @type {KeptRow[]} */
  #acts = [];
  /** @type {(row: KeptRow) => boolean} */
  #isOwn;
  /** @type {Map<string, KeptRow>} */
  #known = new Map();
  /** @type {Set<string>} */
  #gone = new Set();
  /** What the next record says better. @type {KeptRow | undefined} */
  #worse;

  /**
   * @param {readonly KeptRow[]} rows in their order
   * @param {(row: KeptRow) => boolean} [isOwn] whose acts are taken back first, and are told as done last
   */
  constructor(rows, isOwn = () => true) {
    this.#isOwn = isOwn;
    for (const row of rows) this.add(row);
  }

  /** The newest thing that an undo takes back. @returns {KeptRow | undefined} */
  get newest() {
    while (this.#gone.has(this.#acts.at(-1)?.id ?? "")) this.#acts.pop();
    const standing = this.#acts.filter((row) => !this.#gone.has(row.id));
    return standing.findLast(this.#isOwn) ?? standing.findLast(isTally);
  }

  /** @param {KeptRow} row the newest of all */
  add(row) {
    if (row.kind === "void") this.#takeBack(row);
    else if (COUNTED.has(row.kind)) this.#stand(row);
    else if (row.kind === "movement") [this.last, this.taken] = [row, undefined];
  }

  /** @param {KeptRow} row */
  #takeBack(row) {
    const id = row.fields.fact.replaceAll("-", "");
    const fact = this.#known.get(id);
    if (fact && !this.#gone.has(id)) this.#count(fact, -1);
    this.#gone.add(id);
    if (row.fields.reason) this.#worse = fact;
    else if (this.#isTold(row)) [this.last, this.taken] = [row, fact];
  }

  /** @param {KeptRow} row */
  #stand(row) {
    const worse = this.#worse;
    this.#worse = undefined;
    this.#known.set(row.id, row);
    this.#count(row, 1);
    // What is said better keeps its place: it is not what was done last.
    const place = worse ? this.#acts.indexOf(worse) : -1;
    if (place >= 0) this.#acts.splice(place, 1, row);
    else this.#acts.push(row);
    if ((place < 0 && this.#isTold(row)) || (worse && this.last === worse)) this.last = row;
  }

  /** Of what others did only a tally, while there is nothing of one's own. @param {KeptRow} row */
  #isTold(row) {
    return this.#isOwn(row) || (isTally(row) && !(this.last && this.#isOwn(this.last)));
  }

  /** @param {KeptRow} row @param {1 | -1} sign */
  #count({ kind, fields }, sign) {
    if (kind === "tally") this.counts.tallies += sign;
    if (kind === "visit") this.counts.visits += sign;
    if (kind === "handout" && fields.item === "leaflet") this.counts.leaflets += sign * fields.quantity;
  }
}
