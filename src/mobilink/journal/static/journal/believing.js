/**
 * What a phone believes of a receipt: how far each of its own chains came, and nothing that is not its own.
 */
import { all, answer, get, hex, put, transaction } from "./store.js";
import { sha256 } from "./wire.js";
import { alone, chains } from "./writing.js";

/** @typedef {import("./writing.js").Self} Self */
/** @typedef {import("./store.js").ChainState} ChainState */
/**
 * Epoch, stream, tip, its hash, ordered, in backup
 * @typedef {[Uint8Array, string, number, Uint8Array, number, number]} End
 */
/**
 * Epoch, stream, first, then as an end
 * @typedef {[Uint8Array, string, number, number, Uint8Array, number, number]} Middle
 */
/**
 * `offered` is the load that went with the question.
 * @typedef {{
 *   isOffice: boolean, author: Uint8Array, key: Uint8Array, name: string, ends: End[], troubles: any[],
 *   refused: string[], clock: number, plan: Uint8Array, unloaded: Uint8Array[], load: Uint8Array,
 *   newest: number, revoked: Uint8Array[], middles: Middle[], loadEnds: Uint8Array[], turn: number,
 *   offered?: Uint8Array,
 * }} Receipt
 */

const MOST_TRIES = 5; // so often a load is offered to the office that cannot open it

/** Keep what a station told. @param {Self} me @param {string} address @param {Receipt} receipt */
export function believe(me, address, receipt) {
  return alone(async () => {
    const own = await chains();
    /** @type {Record<string, number>} */
    const kept = {};
    let isKnownBetter = receipt.ends.some(
      (end) => isOf(me.epoch, end) && !own.some(([name]) => name === nameOf(end)),
    );
    for (const [name, state] of own) {
      const ends = receipt.ends.filter((end) => nameOf(end) === name);
      const end = await ownEnd(name, state, ends);
      isKnownBetter ||= hex(state.epoch) === hex(me.epoch) && ends.some((one) => one !== end);
      const known = (await beyond(name, state, end, receipt.middles)) ?? end;
      kept[name] = known?.[2] ?? 0;
      Object.assign(state, receipt.isOffice ? atOffice(known) : heardOfOffice(state, known));
    }
    await write(me, address, receipt, { own, kept, isKnownBetter });
    await keepPlan(receipt);
    await keepLoads(address, receipt);
  });
}

/** @param {End} end */
function nameOf([epoch, stream]) {
  return `${hex(epoch)} ${stream}`;
}

/** @param {Uint8Array} epoch @param {End} end */
function isOf(epoch, end) {
  return hex(end[0]) === hex(epoch);
}

/**
 * The one of some ends that this phone wrote itself.
 * @param {string} name
 * @param {ChainState} state
 * @param {End[]} ends
 */
async function ownEnd(name, state, ends) {
  for (const end of ends) {
    const [, , tip, hash] = end;
    const entry = tip === state.tip ? state : await get("entries", [name, tip]);
    const isPruned = !entry && tip <= (state.pruned ?? 0);
    if (isPruned || (entry && hex(entry.hash) === hex(hash))) return end;
  }
  return undefined;
}

/** Where a station's hold on a chain ends, if it lacks only what has left this phone since a backup
 * covers it: it holds what it needs, and gets the rest from the office.
 * @param {string} name @param {ChainState} state @param {End | undefined} end @param {Middle[]} middles
 */
function beyond(name, state, end, middles) {
  const [tip, ordered, backup] = end ? [end[2], end[4], end[5]] : [0, 0, 0];
  const isNext = (/** @type {Middle} */ [epoch, stream, first, last]) =>
    `${hex(epoch)} ${stream}` === name && first <= Math.max(tip, state.pruned ?? 0) + 1 && last > tip;
  const ends = middles
    .filter(isNext)
    .map(
      ([epoch, stream, , last, hash, far, covered]) =>
        /** @type {End} */ ([epoch, stream, last, hash, Math.max(far, ordered), Math.max(covered, backup)]),
    );
  return ownEnd(
    name,
    state,
    ends.sort((one, other) => other[2] - one[2]),
  );
}

/**
 * Only the office says what it has, also where that is less than before: it was set back.
 * @param {End} [end]
 */
function atOffice(end) {
  const [tip, ordered, backup] = end ? [end[2], end[4], end[5]] : [0, 0, 0];
  const office = Math.min(tip, ordered);
  return { office, backup: Math.min(office, backup) };
}

/** A van repeats what it heard of the office. @param {ChainState} state @param {End} [end] */
function heardOfOffice(state, end) {
  return end ? { office: Math.max(state.office, Math.min(end[2], end[4])) } : {};
}

/**
 * @param {Self} me @param {string} address @param {Receipt} receipt
 * @param {{own: [string, ChainState][], kept: Record<string, number>, isKnownBetter: boolean}} found
 */
async function write(me, address, receipt, { own, kept, isKnownBetter }) {
  const { isOffice, name, key, author, clock } = receipt;
  const kind = isOffice ? "office" : "hub";
  const station = { kind, name, author: hex(author), key, kept, at: Date.now(), clock: clock - Date.now() };
  const others = await transaction(["stations"], "readonly", async (at) => {
    const [keys, values] = await Promise.all([
      answer(at("stations").getAllKeys()),
      answer(at("stations").getAll()),
    ]);
    return values.filter((one, place) => keys[place] !== address);
  });
  const gone = isOffice ? receipt.revoked.map(hex) : ((await get("self", "revoked")) ?? []);
  const vans = [...others, station].filter((one) => one.kind === "hub" && !gone.includes(one.author));
  await transaction(["chains", "stations", "troubles", "self"], "readwrite", (at) => {
    for (const [chain, state] of own) {
      at("chains").put({ ...state, van: Math.max(0, ...vans.map((van) => van.kept[chain] ?? 0)) }, chain);
    }
    at("stations").put(station, address);
    at("self").put(gone, "revoked");
    at("self").put(Date.now(), "heard");
    if (isOffice) at("troubles").clear();
    for (const [epoch, stream, first, many, verdict, reason] of receipt.troubles) {
      at("troubles").put({ chain: `${hex(epoch)} ${stream}`, first, many, verdict, reason });
    }
    // Somebody knows more of this phone than it does: its storage was set back or copied.
    if (isKnownBetter) at("self").put({ ...me, epoch: crypto.getRandomValues(new Uint8Array(16)) }, "self");
  });
}

/** The plan, where it is no older than the one that is here. @param {Receipt} receipt */
async function keepPlan({ isOffice, plan, newest }) {
  const before = await get("self", "plan");
  if (!plan.length || (!isOffice && before && newest < before.newest)) return;
  const hash = await sha256(plan);
  await put(
    "self",
    { hash, newest, told: JSON.parse(new TextDecoder().decode(plan)), at: Date.now() },
    "plan",
  );
}

/** Keep what a van gave along, beside what it gave before; let go of what the office has now, and of
 * what it could not open when it was offered again and again.
 * @param {string} address @param {Receipt} receipt
 */
async function keepLoads(address, { isOffice, name, unloaded, load, loadEnds, offered }) {
  const gone = new Set(unloaded.map(hex));
  const tried = offered && hex(await sha256(offered));
  for (const each of isOffice ? await all("loads") : []) {
    const mark = hex(await sha256(each.data));
    const tries = (each.tries ?? 0) + Number(mark === tried);
    const isOver = gone.has(mark) || tries > MOST_TRIES;
    await transaction(["loads"], "readwrite", (at) => {
      if (isOver) at("loads").delete(each.address);
      else at("loads").put({ ...each, tries });
    });
  }
  if (!load.length) return;
  const mark = hex(await sha256(load));
  await put("loads", { address: `${address} ${mark}`, name, data: load, ends: loadEnds, at: Date.now() });
}
