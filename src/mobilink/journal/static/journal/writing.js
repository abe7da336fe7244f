/** A phone's own chains: what is recorded becomes an entry, written with its rows or not at all. */
import { answer, bytesOf, get, hex, transaction } from "./store.js";
import { NOTHING, entryHash, rowId } from "./wire.js";

/** @typedef {import("./store.js").ChainState} ChainState */
/**
 * @typedef {Record<string, any>} Fields What depends on the place of an entry is made when that is known.
 * @typedef {{
 *   stream: string, kind: string,
 *   fields: Fields | ((chain: import("./wire.js").Chain, seq: number) => Promise<Fields>), row?: string,
 *   base?: Record<string, string>, outing?: string, isPersonal?: boolean,
 * }} Act
 */
/**
 * @typedef {{
 *   id: Uint8Array, epoch: Uint8Array, key: CryptoKey, publicKey: Uint8Array, office: Uint8Array,
 *   officeKey: Uint8Array, name: string, streams: string[],
 * }} Self
 */

const LOCK = "mobilink journal";
/**
 * Who is told of the rows of each act, once they are on the disk.
 * @type {Set<(rows: import("./store.js").KeptRow[]) => void>}
 */
export const hearers = new Set();

/**
 * Be the only page of this phone that writes.
 * @template Value
 * @param {() => Promise<Value>} act
 * @returns {Promise<Value>}
 */
export function alone(act) {
  return navigator.locks.request(LOCK, act);
}

/** This phone as the office knows it, or nothing before it joined. @returns {Promise<Self | undefined>} */
export function self() {
  return get("self", "self");
}

/** @param {Self} me @param {string} stream */
function nameOf(me, stream) {
  return `${hex(me.epoch)} ${stream}`;
}

/** @param {Self} me @param {string} stream @returns {ChainState} */
function fresh(me, stream) {
  return {
    stream,
    epoch: me.epoch,
    tip: 0,
    hash: NOTHING,
    claimedAt: 0,
    sealed: 0,
    van: 0,
    office: 0,
    backup: 0,
  };
}

/** Who this phone is and where its chains ended when this page looked last; only the disk decides.
 * @type {{me: Self, states: Map<string, ChainState>} | undefined}
 */
let known;

async function readEnds() {
  const me = await self();
  if (!me) throw new Error("not_joined");
  return { me, states: new Map(await chains()) };
}

/**
 * Record what one person did, all of it or nothing; the ids of the rows it made, in their order.
 * It is on the disk when the answer comes. `fields` are as the journal has them.
 * @param {string} action @param {string} by @param {Act[]} acts @param {string} [why]
 * @returns {Promise<string[]>}
 */
export function record(action, by, acts, why = "") {
  return alone(async () => {
    const said = { action, by, why, acts };
    // Where another page wrote since this one looked, nothing is written, and all is made of what is
    // there now.
    while (true) {
      const before = known ?? (await readEnds());
      known = undefined;
      const ids = new Map();
      const parts = await entriesOf(before, said, ids);
      if (!(await isWritten(before.me, parts))) continue;
      for (const { name, state } of parts) before.states.set(name, state);
      known = before;
      for (const hear of hearers) hear(parts.flatMap(({ rows }) => rows));
      return acts.filter((act) => ids.has(act)).map((act) => ids.get(act));
    }
  });
}

/** @typedef {{action: string, by: string, why: string, acts: Act[]}} Said */

/**
 * The entry in each stream that says what a person did there.
 * @param {NonNullable<typeof known>} before
 * @param {Said} said
 * @param {Map<Act, string>} ids
 */
async function entriesOf({ me, states }, said, ids) {
  const parts = [];
  for (const stream of new Set(said.acts.map((act) => act.stream))) {
    const state = states.get(nameOf(me, stream)) ?? fresh(me, stream);
    parts.push(
      await entryOf(me, state, { ...said, acts: said.acts.filter((act) => act.stream === stream) }, ids),
    );
  }
  return parts;
}

/** Write it, if this phone and its chains are still what it was made of; whether they were.
 * @param {Self} me @param {Awaited<ReturnType<typeof entryOf>>[]} parts
 */
function isWritten(me, parts) {
  return transaction(["self", "chains", "entries", "rows"], "readwrite", async (at) => {
    const asked = parts.map(({ name }) => answer(at("chains").get(name)));
    const [now, ...states] = await Promise.all([answer(at("self").get("self")), ...asked]);
    const isSame =
      now &&
      hex(now.epoch) === hex(me.epoch) &&
      parts.every(({ entry }, place) => entry.seq === (states[place]?.tip ?? 0) + 1);
    if (!isSame) return false;
    for (const [place, { name, state, entry, rows }] of parts.entries()) {
      const { tip, hash, claimedAt } = state;
      // How far the chain came may have been heard meanwhile.
      at("chains").put({ ...state, ...states[place], tip, hash, claimedAt }, name);
      at("entries").put(entry);
      for (const row of rows) at("rows").put(row);
    }
    return true;
  });
}

/**
 * The entry that says some acts in one stream, and where its chain is then.
 * @param {Self} me @param {ChainState} state @param {Said} said @param {Map<Act, string>} ids
 */
async function entryOf(me, state, { action, by, why, acts }, ids) {
  const name = nameOf(me, state.stream);
  const chain = { author: me.id, epoch: me.epoch, stream: state.stream };
  const place = { seq: state.tip + 1, prev: state.hash };
  const claimedAt = Math.max(Date.now(), state.claimedAt + 1);
  const salt = acts.some((act) => act.isPersonal) ? crypto.getRandomValues(new Uint8Array(16)) : NOTHING;
  const fieldsOf = await Promise.all(
    acts.map(({ fields }) => (typeof fields === "function" ? fields(chain, place.seq) : fields)),
  );
  const ops = acts.map((act, position) => ({
    kind: act.kind,
    row: act.row ? bytesOf(act.row) : null,
    fields: storable(fieldsOf[position]),
    base: Object.fromEntries(Object.entries(act.base ?? {}).map(([field, seen]) => [field, bytesOf(seen)])),
  }));
  const payload = { action, by, why, ops };
  const rowIds = acts.map(
    (act, position) => act.row ?? rowId(chain, place.seq, claimedAt, position).then(hex),
  );
  const [hash, ...made] = await Promise.all([
    entryHash(chain, place, { claimedAt, salt, payload }),
    ...rowIds,
  ]);
  const rows = acts.map((act, position) => {
    const [id, fields] = [made[position], fieldsOf[position]];
    if (!act.row) ids.set(act, id);
    const common = { kind: act.kind, chain: name, seq: place.seq, by, at: fields.at ?? claimedAt };
    return {
      ...common,
      id: act.row ? `${id} ${place.seq}` : id,
      hash: hex(hash),
      outing: act.outing ?? fields.outing ?? act.row,
      fields,
    };
  });
  const entry = { chain: name, ...place, hash, claimedAt, salt, payload };
  return { name, rows, entry, state: { ...state, tip: place.seq, hash, claimedAt } };
}

/** Every chain of this phone by its name. @returns {Promise<[string, ChainState][]>} */
export function chains() {
  return transaction(["chains"], "readonly", async (at) => {
    const [names, states] = await Promise.all([
      answer(at("chains").getAllKeys()),
      answer(at("chains").getAll()),
    ]);
    return names.map((name, place) => [String(name), states[place]]);
  });
}

/**
 * Values as both databases keep them: text composed, without what ends a text early.
 * @param {any} value
 * @returns {any}
 */
function storable(value) {
  if (typeof value === "string") return value.normalize("NFC").replaceAll("\0", "").toWellFormed();
  if (Array.isArray(value)) return value.map(storable);
  if (value === null || typeof value !== "object") return value;
  return Object.fromEntries(Object.entries(value).map(([name, each]) => [name, storable(each)]));
}
