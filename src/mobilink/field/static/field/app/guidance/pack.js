/** What the answer desk answers from, on this phone: the pack of a station (`publishing/pack_format.py`).
 *
 * Only pieces that are new are fetched, and each must be what its name says. An older pack is given
 * up only when a newer one is here as a whole, signed by the office or by a station it vouches for.
 */
import { isSigned } from "../../../journal/messages.js";
import { all, answer, hex, transaction } from "../../../journal/store.js";
import { joined } from "../../../journal/msgpack.js";
import { sha256 } from "../../../journal/wire.js";
import { self } from "../../../journal/writing.js";
import { dayOf } from "../page/page.js";
import { packHeld, piecesOf } from "../recorder/recorder.js";
import { news } from "../sync/sync_targets.js";

/** @typedef {import("../recorder/phone.js").Part} Part */
/** @typedef {import("../recorder/phone.js").Manifest} Manifest */
/** @typedef {import("../recorder/phone.js").Held} Held */

const STATEMENT = /^MOBILINK 1 Isi perangkat: ([0-9a-f]{64}) ([\w-]{107})\n$/;
const PURPOSE = "mobilink statement 1\0";
const SEAL_OF = 16; // bytes of the signer's id before its signature
const AT_ONCE = 6;
const LONGEST_WAIT = 20_000;
const SELDOM = 10 * 60_000;
const LISTS = ["recruiter", "vacancy"];
const TEXT = new TextEncoder();
/** @type {Map<string, number>} */
const asked = new Map();
/** @type {{hash: string, parts: Map<string, Promise<any[]>>}} */
let read = { hash: "", parts: new Map() };

/** The pack that is answered from. @returns {Promise<Held | undefined>} */
export const held = packHeld;

/** Ask each station that answers for its pack, now and then. */
export function begin() {
  news.addEventListener("sent", async (event) => {
    for (const { address, problem } of /** @type {CustomEvent} */ (event).detail) {
      const isSoon = Date.now() - (asked.get(address) ?? -SELDOM) < SELDOM;
      if (problem || (isSoon && (await held()))) continue;
      asked.set(address, Date.now());
      // Whatever stood in the way, the older pack is still here, and its age is told.
      if (await renewPack(address).catch(() => false)) news.dispatchEvent(new Event("renewed"));
    }
  });
}

/** Take a station's pack over where it is newer; whether it was. @param {string} address */
export async function renewPack(address) {
  const signed = await fetched(`${address}/pack/`);
  const end = signed.indexOf(10);
  const line = signed.subarray(0, end);
  const hash = hex(await sha256(line));
  const before = await held();
  if (before?.hash === hash) return false;
  const isOffice = await signedBy(hash, new TextDecoder().decode(signed.subarray(end + 1)));
  /** @type {Manifest} */
  const manifest = JSON.parse(new TextDecoder().decode(line));
  if (before && isOlder(manifest, before.manifest, isOffice)) return false;
  const names = manifest.parts.flatMap((part) => part.pieces.map((piece) => piece.sha256));
  await bring(address, names);
  await take({ manifest, hash, at: Date.now() }, names);
  return true;
}

/** Whether it was the office that signed; throws where nobody did whom this phone may believe.
 * @param {string} hash @param {string} statement
 */
async function signedBy(hash, statement) {
  const [, claimed, letters] = STATEMENT.exec(statement) ?? [];
  const me = await self();
  if (claimed !== hash || !me) throw new Error("The pack is not signed.");
  const seal = Uint8Array.from(atob(letters.replaceAll("-", "+").replaceAll("_", "/")), (letter) =>
    letter.charCodeAt(0),
  );
  const signer = hex(seal.subarray(0, SEAL_OF));
  const isOffice = signer === hex(me.office);
  const key = isOffice ? me.officeKey : (await all("stations")).find((one) => one.author === signer)?.key;
  const message = joined([TEXT.encode(PURPOSE), TEXT.encode(`MOBILINK 1 Isi perangkat: ${hash}`)]);
  if (!key || !(await isSigned(key, seal.subarray(SEAL_OF), message)))
    throw new Error("The pack is not ours.");
  return isOffice;
}

/** Whether a pack knows less than another. The office may take a list back, a van may not.
 * @param {Manifest} manifest @param {Manifest} before @param {boolean} isOffice
 */
function isOlder(manifest, before, isOffice) {
  // The day of a station whose clock ran ahead is no reason to wait for that day.
  const [earliest] = [before.day, dayOf()].sort();
  if (manifest.day < earliest) return true;
  const listOf = (/** @type {Manifest} */ { parts }, /** @type {string} */ kind) =>
    parts.find((part) => part.kind === kind)?.as_at ?? "";
  return !isOffice && LISTS.some((kind) => listOf(manifest, kind) < listOf(before, kind));
}

/** Fetch the pieces that are not here yet. @param {string} address @param {string[]} names */
async function bring(address, names) {
  const here = new Set(await transaction(["pieces"], "readonly", (at) => answer(at("pieces").getAllKeys())));
  const lacking = names.filter((name) => !here.has(name));
  while (lacking.length) {
    const pieces = await Promise.all(lacking.splice(0, AT_ONCE).map((name) => piece(address, name)));
    await transaction(["pieces"], "readwrite", (at) => {
      for (const [name, text] of pieces) at("pieces").put(text, name);
    });
  }
}

/** @param {string} address @param {string} name @returns {Promise<[string, string]>} */
async function piece(address, name) {
  const data = await fetched(`${address}/pack/${name}`);
  if (hex(await sha256(data)) !== name) throw new Error("A piece of the pack was altered.");
  return [name, new TextDecoder().decode(data)];
}

/** @param {string} address */
async function fetched(address) {
  const answered = await fetch(address, {
    credentials: "omit",
    cache: "no-cache",
    signal: AbortSignal.timeout(LONGEST_WAIT),
  });
  if (!answered.ok) throw new Error(`${address} answered ${answered.status}`);
  return new Uint8Array(await answered.arrayBuffer());
}

/** Put a pack in place of an older one, all of it or nothing. @param {Held} pack @param {string[]} names */
function take(pack, names) {
  return transaction(["self", "pieces"], "readwrite", async (at) => {
    const here = new Set(await answer(at("pieces").getAllKeys()));
    // Another page of this phone may have tidied up meanwhile.
    if (names.some((name) => !here.has(name))) throw new Error("A piece of the pack is missing.");
    for (const name of names) here.delete(name);
    for (const name of here) at("pieces").delete(name);
    at("self").put(pack, "pack");
  });
}

/**
 * The rows of a kind as this phone carries them; none before there is a pack.
 * @param {string} kind
 * @returns {Promise<any[]>}
 */
export async function rowsOf(kind) {
  const pack = await held();
  if (!pack) return [];
  if (read.hash !== pack.hash) read = { hash: pack.hash, parts: new Map() };
  const { parts } = read;
  const part = pack.manifest.parts.find((one) => one.kind === kind);
  if (!parts.has(kind)) parts.set(kind, unpacked(part?.pieces.map((one) => one.sha256) ?? []));
  return /** @type {Promise<any[]>} */ (parts.get(kind));
}

/** @param {string[]} names */
async function unpacked(names) {
  const texts = await piecesOf(names);
  return texts.flatMap((text) => JSON.parse(text));
}

/**
 * How old a part is, and since how many days it was to be looked at again; 0 or less where that is ahead.
 * @typedef {{asAt: string, age: number, late: number}} Age
 */

/** The list of a kind that answers come from; nothing where none is here. @param {string} kind */
export async function listing(kind) {
  const part = (await held())?.manifest.parts.find((one) => one.kind === kind);
  return part && ageOf(part);
}

/** @param {Part} part @returns {Age | undefined} */
export function ageOf({ as_at: asAt, review_by: reviewBy }) {
  if (!asAt) return undefined;
  return { asAt, age: daysBetween(asAt, dayOf()), late: daysBetween(reviewBy ?? dayOf(), dayOf()) };
}

/** @param {string} first @param {string} last */
function daysBetween(first, last) {
  return Math.round((Date.parse(last) - Date.parse(first)) / 86_400_000);
}
