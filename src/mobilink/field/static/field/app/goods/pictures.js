/** Photos of the products at the stand: small, public, fetched after everything else, gone first.
 *
 * A photo is known by the hash of what the office has; this phone keeps it drawn anew, small enough
 * for a tile. Nothing waits for one: without it a product is sold by its name.
 */
import { answer, hex, transaction } from "../../../journal/store.js";
import { sha256 } from "../../../journal/wire.js";
import { plan } from "../outings/plan.js";
import { smaller } from "../page/photos.js";
import { news } from "../sync/sync_targets.js";

const SIDE = 320;
const LARGEST = 40_000;
const LARGEST_FETCHED = 600_000;
const ROOM = 2_000_000;
const LONGEST_WAIT = 20_000;
const SELDOM = 10 * 60_000;

/** @typedef {{hash: string, data: Uint8Array, at: number}} Picture */
/** When a photo was asked for in vain. @type {Map<string, number>} */
const missed = new Map();
/** @type {Promise<Map<string, string>> | undefined} */
let read;

/** Fetch what lacks, whenever a station answered; what fails is asked for again later. */
export function begin() {
  news.addEventListener("sent", async (event) => {
    const reached = /** @type {CustomEvent} */ (event).detail.filter(
      (/** @type {any} */ one) => !one.problem,
    );
    for (const { address } of reached) await bring(address).catch(() => undefined);
  });
}

/** Fetch the photos of the plan's products that are not here yet. @param {string} address */
export async function bring(address) {
  const lots = (await plan())?.goods?.lots ?? [];
  const named = new Set(lots.map((/** @type {any} */ lot) => lot.photo).filter(Boolean));
  for (const hash of named) {
    const all = await kept();
    const here = new Set(all.map((one) => one.hash));
    const needed = all.filter((one) => named.has(one.hash)).reduce((sum, one) => sum + one.data.length, 0);
    // Where a stand has more products than there is room for, the rest is sold by name.
    if (needed + LARGEST > ROOM) return;
    const key = `${address} ${hash}`;
    if (here.has(hash) || Date.now() - (missed.get(key) ?? -SELDOM) < SELDOM) continue;
    const data = await fetched(`${address}/products/photos/${hash}`, hash).catch(() => undefined);
    if (data) await keep(hash, data, named);
    else missed.set(key, Date.now());
  }
}

/**
 * The photos that are here, as addresses of pictures by their hash.
 * @returns {Promise<Map<string, string>>}
 */
export function pictures() {
  read ??= kept().then(
    (all) =>
      new Map(
        all.map(({ hash, data }) => [hash, `data:image/jpeg;base64,${btoa(String.fromCharCode(...data))}`]),
      ),
  );
  return read;
}

/** @returns {Promise<Picture[]>} */
function kept() {
  return transaction(["products"], "readonly", (at) => answer(at("products").getAll()));
}

/**
 * A photo as the office has it, drawn small; throws for what is not what its name says.
 * @param {string} address
 * @param {string} hash
 */
async function fetched(address, hash) {
  const answered = await fetch(address, { credentials: "omit", signal: AbortSignal.timeout(LONGEST_WAIT) });
  if (!answered.ok || Number(answered.headers.get("Content-Length")) > LARGEST_FETCHED)
    throw new Error("no_photo");
  const data = new Uint8Array(await answered.arrayBuffer());
  if (hex(await sha256(data)) !== hash) throw new Error("altered");
  return smaller(new Blob([data], { type: "image/jpeg" }), SIDE, LARGEST);
}

/** Keep a photo; where there is no room, the oldest goes that no product of the plan has, then the oldest.
 * @param {string} hash @param {Uint8Array} data @param {Set<string>} named
 */
async function keep(hash, data, named) {
  await transaction(["products"], "readwrite", async (at) => {
    at("products").put({ hash, data, at: Date.now() });
    const all = /** @type {Picture[]} */ (await answer(at("products").getAll()));
    let room = ROOM - all.reduce((sum, one) => sum + one.data.length, 0);
    const first = all.sort(
      (one, other) => Number(named.has(one.hash)) - Number(named.has(other.hash)) || one.at - other.at,
    );
    for (const picture of first) {
      if (room >= 0) break;
      at("products").delete(picture.hash);
      room += picture.data.length;
    }
  });
  read = undefined;
}
