/**
 * A phone signs what it wrote in segments, brings them to a van or an office, and learns how far they came
 * (`journal/sync/phone_server.py`).
 */
import { NotDelivered, ask, nameIn } from "./messages.js";
import { believe } from "./believing.js";
import { after, all, answer, get, hex, transaction } from "./store.js";
import { MOST_ENTRIES, NOTHING, claim, segment } from "./wire.js";
import { alone, chains, self } from "./writing.js";

/** @typedef {import("./writing.js").Self} Self */
/** @typedef {import("./believing.js").Receipt} Receipt */
/**
 * @typedef {{
 *   program: string, parcels: [Uint8Array, Uint8Array][], carried: Uint8Array[], takesLoad: boolean,
 * }} Brought
 */
/** @typedef {(message: Uint8Array) => Promise<Uint8Array>} Send */

const PORTION = 32 * 1024;

/**
 * Bring everything to a station, then what vans gave along if it is the office; what it answered last.
 * @param {string} address the station's, as the phone knows it
 * @param {Send} send @param {string} program
 * @param {boolean} [takesLoad] whether to take along what a van has for the office
 * @returns {Promise<Receipt>}
 */
export async function deliver(address, send, program, takesLoad = false) {
  const me = await self();
  if (!me) throw new NotDelivered("refused", "This phone has not joined an office.");
  const bring = async (/** @type {Partial<Brought>} */ what) => {
    const receipt = await exchanged(
      me,
      address,
      { program, parcels: [], carried: [], takesLoad: false, ...what },
      send,
    );
    await believe(me, address, { ...receipt, offered: what.carried?.[0] });
    return receipt;
  };
  // Whoever does not answer takes nothing: until then no segment is cut from what is still open.
  let receipt = await bring({ takesLoad });
  await seal(me);
  for (let parcels = await waitingFor(address); parcels.length; parcels = await waitingFor(address)) {
    const before = await keptAt(address);
    receipt = await bring({ parcels });
    if ((await keptAt(address)) === before) throw new NotDelivered("refused", receipt.refused[0] ?? "");
  }
  for (const load of receipt.isOffice ? await all("loads") : [])
    receipt = await bring({ carried: [load.data] });
  return receipt;
}

/** Make signed segments of what is in none yet, so that it can leave. @param {Self} me */
function seal(me) {
  return alone(async () => {
    for (const [name, state] of await chains()) {
      let sealed = state.sealed;
      const open = await transaction(["entries"], "readonly", (at) =>
        answer(at("entries").getAll(after(name, sealed))),
      );
      while (open.length) {
        const batch = open.splice(0, MOST_ENTRIES);
        const chain = { author: me.id, epoch: state.epoch, stream: state.stream };
        const data = segment(chain, batch[0], batch);
        const signed = /** @type {BufferSource} */ (claim(batch[batch.length - 1].hash));
        const signature = new Uint8Array(await crypto.subtle.sign("Ed25519", me.key, signed));
        const kept = { chain: name, first: batch[0].seq, last: sealed + batch.length, data, signature };
        sealed = kept.last;
        await transaction(["segments", "chains"], "readwrite", async (at) => {
          const now = await answer(at("chains").get(name));
          at("segments").put(kept);
          at("chains").put({ ...now, sealed }, name);
        });
      }
    }
  });
}

/** What a station holds of this phone's chains. @param {string} address */
async function keptAt(address) {
  return JSON.stringify((await get("stations", address)).kept);
}

/** Segments that a station has not told to hold, at most a portion of them. @param {string} address */
async function waitingFor(address) {
  const { kept } = await get("stations", address);
  /** @type {[Uint8Array, Uint8Array][]} */
  const parcels = [];
  let size = 0;
  for (const [name] of await chains()) {
    for (const { data, signature } of await all("segments", after(name, kept[name] ?? 0))) {
      size += data.length;
      if (parcels.length && size > PORTION) return parcels;
      parcels.push([data, signature]);
    }
  }
  return parcels;
}

/**
 * @param {Self} me
 * @param {string} address
 * @param {Brought} what
 * @param {Send} send
 * @returns {Promise<Receipt>}
 */
async function exchanged(me, address, { program, parcels, carried, takesLoad }, send) {
  const [captured, oldest] = await unsent();
  const plan = (await get("self", "plan"))?.hash ?? NOTHING;
  const body = [
    program,
    parcels,
    captured,
    oldest,
    Date.now(),
    plan,
    carried,
    takesLoad,
    nameIn(address),
    await nextTurn(),
    takesLoad ? await carriedTo() : [],
  ];
  const { author, fields: receipt } = await ask(me, ["Delivery", body], ["Receipt", 4, 14], send);
  const isOffice = hex(author) === hex(me.office);
  const [
    ,
    ,
    ,
    name,
    key,
    ,
    ends,
    troubles,
    refused,
    clock,
    received,
    unloaded,
    load,
    newest,
    ,
    revoked = [],
    middles = [],
    loadEnds = [],
    turn = 0,
  ] = receipt;
  await goOnFrom(turn);
  return {
    isOffice,
    author,
    key,
    name,
    ends,
    troubles,
    refused,
    clock,
    plan: received,
    unloaded,
    load,
    newest,
    revoked,
    middles,
    loadEnds,
    turn,
  };
}

/**
 * The hashes of the entries to which the loads that this phone carries go.
 * @returns {Promise<Uint8Array[]>}
 */
async function carriedTo() {
  return (await all("loads")).flatMap((load) => load.ends ?? []);
}

/** A number that grows with everything this phone says, so that nobody can say it again. */
function nextTurn() {
  return transaction(["self"], "readwrite", async (at) => {
    const turn = Math.max(Date.now(), ((await answer(at("self").get("turn"))) ?? 0) + 1);
    at("self").put(turn, "turn");
    return turn;
  });
}

/** A station heard a later turn than this phone knows of: its storage was set back. @param {number} turn */
function goOnFrom(turn) {
  return transaction(["self"], "readwrite", async (at) => {
    if (turn > ((await answer(at("self").get("turn"))) ?? 0)) at("self").put(turn, "turn");
  });
}

/**
 * How many entries this phone wrote, and when the first that is not at the office.
 * @returns {Promise<[number, number | null]>}
 */
export async function unsent() {
  let captured = 0;
  let oldest = null;
  for (const [name, state] of await chains()) {
    captured += state.tip;
    const first = await transaction(["entries"], "readonly", (at) =>
      answer(at("entries").get([name, state.office + 1])),
    );
    if (first && (oldest === null || first.claimedAt < oldest)) oldest = first.claimedAt;
  }
  return [captured, oldest];
}
