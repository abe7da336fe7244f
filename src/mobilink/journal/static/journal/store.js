/**
 * Where a phone keeps its journal: IndexedDB, written strictly, one transaction for each act.
 * entries: what this phone wrote and has not pruned. segments: what has left it or may leave, signed. chains:
 * how far each chain came. rows: what the screens show. stations: what vans and offices hold. loads: what is
 * carried for vans, sealed for the office. photos: what facts name by a hash, and where each is. pictures:
 * their bytes, by that hash. pieces: what the answer desk answers from, by the hash of its bytes. products:
 * small photos of what is sold.
 */

/**
 * @typedef {{
 *   stream: string, epoch: Uint8Array, tip: number, hash: Uint8Array, claimedAt: number, sealed: number,
 *   van: number, office: number, backup: number, pruned?: number,
 * }} ChainState
 */
/**
 * @typedef {{
 *   chain: string, seq: number, prev: Uint8Array, hash: Uint8Array, claimedAt: number, salt: Uint8Array,
 *   payload: import("./wire.js").Payload,
 * }} KeptEntry
 */
/**
 * @typedef {{
 *   chain: string, first: number, last: number, data: Uint8Array, signature: Uint8Array,
 * }} KeptSegment
 */
/**
 * @typedef {{
 *   id: string, kind: string, chain: string, seq: number, by: string, at: number, hash?: string,
 *   outing: string, fields: Record<string, any>,
 * }} KeptRow
 */

const NAME = "mobilink";
/** What each is called and keyed by, and what it is found by. A version that adds one has a higher number.
 * @type {[string, IDBObjectStoreParameters?, string?][]} */
const STORES = [
  ["self"],
  ["chains"],
  ["stations"],
  ["loads", { keyPath: "address" }],
  ["entries", { keyPath: ["chain", "seq"] }],
  ["segments", { keyPath: ["chain", "last"] }],
  ["troubles", { keyPath: ["chain", "first"] }],
  ["rows", { keyPath: "id" }, "outing"],
  ["photos", { keyPath: "hash" }],
  ["pictures"],
  ["pieces"],
  ["products", { keyPath: "hash" }],
];
/** @type {Promise<IDBDatabase> | undefined} */
let opened;

/** The database; asks for it once. @returns {Promise<IDBDatabase>} */
export function database() {
  opened ??= new Promise((resolve, reject) => {
    const asked = indexedDB.open(NAME, STORES.length);
    asked.onupgradeneeded = () => {
      for (const [store, options, index] of STORES) {
        if (asked.result.objectStoreNames.contains(store)) continue;
        const made = asked.result.createObjectStore(store, options);
        if (index) made.createIndex(index, index);
      }
    };
    asked.onsuccess = () => {
      // Another page that brings a newer version must not wait for this one.
      asked.result.onversionchange = () => {
        opened = undefined;
        asked.result.close();
      };
      asked.result.onclose = () => (opened = undefined);
      resolve(asked.result);
    };
    asked.onerror = () => reject(asked.error);
  });
  opened.catch(() => (opened = undefined));
  return opened;
}

/**
 * Do something in one transaction; what it gives back comes only when all of it is on the disk.
 * @template Value
 * @param {string[]} stores @param {IDBTransactionMode} mode
 * @param {(at: (store: string) => IDBObjectStore) => Value | Promise<Value>} act
 * @returns {Promise<Value>}
 */
export async function transaction(stores, mode, act) {
  const begun = (await database()).transaction(stores, mode, { durability: "strict" });
  const ended = new Promise((resolve, reject) => {
    begun.oncomplete = resolve;
    begun.onabort = begun.onerror = () => reject(begun.error ?? new DOMException("Not kept.", "AbortError"));
  });
  ended.catch(() => undefined);
  try {
    const value = await act((store) => begun.objectStore(store));
    if (mode === "readwrite") finish(begun);
    await ended;
    return value;
  } catch (error) {
    try {
      begun.abort();
    } catch {
      // It is over already.
    }
    throw error;
  }
}

/**
 * Put it on the disk now, and not only when the browser sees that nothing more comes.
 * @param {IDBTransaction} begun
 */
function finish(begun) {
  try {
    begun.commit();
  } catch {
    // It ends by itself already.
  }
}

/**
 * The answer to one question.
 * @template Value
 * @param {IDBRequest<Value>} request
 * @returns {Promise<Value>}
 */
export function answer(request) {
  return new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
}

/** One value that this phone keeps. @param {string} store @param {IDBValidKey} key @returns {Promise<any>} */
export function get(store, key) {
  return transaction([store], "readonly", (at) => answer(at(store).get(key)));
}

/**
 * All values of a store, or those of a range.
 * @param {string} store
 * @param {IDBKeyRange} [range]
 * @returns {Promise<any[]>}
 */
export function all(store, range) {
  return transaction([store], "readonly", (at) => answer(at(store).getAll(range)));
}

/** Keep one value. @param {string} store @param {any} value @param {IDBValidKey} [key] */
export function put(store, value, key) {
  return transaction([store], "readwrite", (at) => answer(at(store).put(value, key)));
}

/** The part of a chain after one number. @param {string} chain @param {number} seq */
export function after(chain, seq) {
  return IDBKeyRange.bound([chain, seq], [chain, Infinity], true);
}

/** Bytes as text that sorts as they do. @param {Uint8Array} bytes */
export function hex(bytes) {
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
}

/** An id as the journal writes one in a field. @param {string} id */
export function dashed(id) {
  return id.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, "$1-$2-$3-$4-$5");
}

/** @param {string} text */
export function bytesOf(text) {
  return Uint8Array.from(text.match(/../g) ?? [], (pair) => parseInt(pair, 16));
}
