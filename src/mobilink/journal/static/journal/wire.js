/** The bytes of an entry and of a segment, as `core/wire.py` and `core/segment.py` describe them.
 *
 * A phone writes and never reads them back: what it shows it keeps beside its entries.
 */
import { encode, joined } from "./msgpack.js";

/** @typedef {{author: Uint8Array, epoch: Uint8Array, stream: string}} Chain */
/** @typedef {{seq: number, prev: Uint8Array}} Place */
/**
 * @typedef {{
 *   kind: string, row: Uint8Array | null, fields: Record<string, any>, base: Record<string, Uint8Array>,
 * }} Op
 */
/** @typedef {{action: string, by: string, why: string, ops: Op[]}} Payload */
/** @typedef {{claimedAt: number, salt: Uint8Array, payload: Payload}} NewEntry */

const VERSION = 1;
export const LARGEST_ENTRY = 64 * 1024;
/** So few that each may have a shape of its own. */
export const MOST_ENTRIES = 250;
export const NOTHING = new Uint8Array();
const TEXT = new TextEncoder();
const [PLAIN, CHOICE] = [0, 1];

/** @param {Uint8Array[]} parts @returns {Promise<Uint8Array>} */
export async function sha256(...parts) {
  return new Uint8Array(await crypto.subtle.digest("SHA-256", /** @type {BufferSource} */ (joined(parts))));
}

/** @param {Payload} payload */
function listOf(payload) {
  return [
    payload.action,
    payload.by,
    payload.why,
    payload.ops.map((op) => [op.kind, op.row, op.fields, op.base]),
  ];
}

/**
 * The hash of the entry that says this at a place of a chain; throws for one that is too long.
 * @param {Chain} chain @param {Place} place @param {NewEntry} entry
 */
export async function entryHash(chain, place, { claimedAt, salt, payload }) {
  const said = encode(listOf(payload));
  if (said.length > LARGEST_ENTRY) throw new RangeError("This is too long to be kept in one piece.");
  const header = [VERSION, chain.author, chain.epoch, chain.stream, place.seq, place.prev, claimedAt];
  return sha256(encode([...header, await sha256(salt, said)]));
}

/**
 * The id of the row that an op makes.
 * @param {Chain} chain @param {number} seq @param {number} claimedAt @param {number} position
 */
export async function rowId(chain, seq, claimedAt, position) {
  const place = TEXT.encode(`${chain.stream}\0${seq} ${claimedAt} ${position}`);
  return (await sha256(TEXT.encode("mobilink row"), chain.author, chain.epoch, place)).slice(0, 16);
}

/** What the author of a segment signs. @param {Uint8Array} head */
export function claim(head) {
  return joined([TEXT.encode("mobilink segment"), head]);
}

/**
 * The bytes of a segment of at most MOST_ENTRIES entries.
 * @param {Chain} chain @param {Place} first @param {NewEntry[]} entries
 */
export function segment(chain, first, entries) {
  /** @type {Map<string, {shape: Shape, entries: NewEntry[]}>} */
  const groups = new Map();
  const order = new Uint8Array(entries.length);
  entries.forEach((entry, place) => {
    const shape = shapeOf(entry);
    const key = JSON.stringify(shape);
    const group = groups.get(key) ?? { shape, entries: [] };
    groups.set(key, group);
    group.entries.push(entry);
    order[place] = [...groups.keys()].indexOf(key);
  });
  const shapes = [...groups.values()];
  const salts = entries.map((entry) => entry.salt);
  return framed(
    encode([
      VERSION,
      chain.author,
      chain.epoch,
      chain.stream,
      first.seq,
      first.prev,
      NOTHING,
      column(entries.map((entry) => entry.claimedAt)),
      shapes.map(({ shape }) => shape),
      order,
      shapes.map(({ shape, entries: some }) => columns(shape, some)),
      salts.some((salt) => salt.length) ? salts : [],
      {},
    ]),
  );
}

/** What entries must share to stand in the same columns. @param {NewEntry} entry @returns {Shape} */
function shapeOf({ salt, payload }) {
  /** @type {Shape[2]} */
  const parts = payload.ops.map((op) => [
    op.kind,
    op.row !== null,
    Object.keys(op.fields).sort(),
    Object.keys(op.base).sort(),
  ]);
  return [payload.action, salt.length > 0, parts];
}

/** The action, whether there is salt, and of each op: kind, whether it changes a row, fields, bases.
 * @typedef {[string, boolean, [string, boolean, string[], string[]][]]} Shape
 */

/** @param {Shape} shape @param {NewEntry[]} entries */
function columns(shape, entries) {
  const list = [
    column(entries.map(({ payload }) => payload.by)),
    column(entries.map(({ payload }) => payload.why)),
  ];
  shape[2].forEach(([, isChange, fields, bases], at) => {
    const ops = entries.map(({ payload }) => payload.ops[at]);
    if (isChange) list.push(column(ops.map((op) => op.row)));
    for (const name of fields) list.push(column(ops.map((op) => op.fields[name])));
    for (const name of bases) list.push(column(ops.map((op) => op.base[name])));
  });
  return list;
}

/** One value for all, or each by itself. @param {any[]} values */
function column(values) {
  const isOne = values.every((value) => value === values[0]);
  return isOne && values.length > 1 ? [CHOICE, [values[0]], NOTHING] : [PLAIN, values];
}

/**
 * A frame as zstandard has them, whose blocks are not packed: a browser has no packer for it.
 * @param {Uint8Array} plain
 */
function framed(plain) {
  const BLOCK = 128 * 1024;
  const head = new Uint8Array(9);
  const view = new DataView(head.buffer);
  view.setUint32(0, 0xfd2fb528, true);
  head[4] = 0xa0; // one segment, its size in four bytes
  view.setUint32(5, plain.length, true);
  /** @type {Uint8Array[]} */
  const parts = [head];
  for (let at = 0; at < plain.length; at += BLOCK) {
    const block = plain.subarray(at, at + BLOCK);
    const isLast = at + BLOCK >= plain.length;
    const header = (block.length << 3) | (isLast ? 1 : 0);
    parts.push(Uint8Array.of(header & 255, (header >> 8) & 255, header >> 16), block);
  }
  return joined(parts);
}
