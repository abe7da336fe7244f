/** Half-done forms: every change is on the disk at once, unreadable without a key that cannot leave
 * this browser, since what is deleted stays in a browser's files for a while. Gone when it is saved.
 */
import { answer } from "../../../journal/store.js";

/**
 * @typedef {{
 *   id: string, outing: string, screen: string, by: string, at: number, iv: Uint8Array, told: ArrayBuffer,
 * }} Draft
 */
/** @typedef {import("./page.js").Context} Context */

const SHOWN = 5;
const LONGEST = 3 * 24 * 3600_000;
/** @type {Promise<IDBDatabase> | undefined} */
let opened;

function database() {
  opened ??= new Promise((resolve, reject) => {
    const asked = indexedDB.open("mobilink-drafts", 1);
    asked.onupgradeneeded = () => {
      asked.result.createObjectStore("drafts", { keyPath: "id" });
      asked.result.createObjectStore("keys");
    };
    asked.onsuccess = () => {
      asked.result.onclose = () => (opened = undefined);
      resolve(asked.result);
    };
    asked.onerror = () => reject(asked.error);
  });
  opened.catch(() => (opened = undefined));
  return opened;
}

/**
 * @template Value
 * @param {string} store
 * @param {IDBTransactionMode} mode
 * @param {(at: IDBObjectStore) => IDBRequest<Value>} ask
 */
async function within(store, mode, ask) {
  const begun = (await database()).transaction(store, mode, { durability: "strict" });
  const ended = new Promise((resolve, reject) => {
    begun.oncomplete = resolve;
    begun.onabort = begun.onerror = () => reject(begun.error);
  });
  const value = await answer(ask(begun.objectStore(store)));
  await ended;
  return value;
}

async function key() {
  const kept = await within("keys", "readonly", (at) => at.get("drafts"));
  if (kept) return kept;
  const made = await crypto.subtle.generateKey({ name: "AES-GCM", length: 256 }, false, [
    "encrypt",
    "decrypt",
  ]);
  await within("keys", "readwrite", (at) => at.put(made, "drafts"));
  return made;
}

/**
 * The newest drafts of an officer on an outing.
 * @param {string} outing
 * @param {string} by
 * @returns {Promise<Draft[]>}
 */
export async function draftsOf(outing, by) {
  const all = /** @type {Draft[]} */ (await within("drafts", "readonly", (at) => at.getAll()));
  for (const old of all.filter((one) => one.at < Date.now() - LONGEST)) await forget(old.id);
  const own = all.filter((one) => one.outing === outing && one.by === by && one.at >= Date.now() - LONGEST);
  return own.sort((one, other) => other.at - one.at).slice(0, SHOWN);
}

/** @param {string} id */
function forget(id) {
  return within("drafts", "readwrite", (at) => at.delete(id));
}

/**
 * The form on a screen keeps itself, and is as it was left; the field in which its officer was.
 * @param {HTMLFormElement} form
 * @param {Context} at
 * @param {string} screen
 * @returns {Promise<HTMLElement | null>}
 */
export async function keepDraft(form, { outing, by, path }, screen) {
  const id = /\/([0-9a-f]{8})\/$/.exec(path)?.[1];
  const kept =
    id && /** @type {Draft | undefined} */ (await within("drafts", "readonly", (open) => open.get(id)));
  const begun = kept && kept.by === by ? kept : undefined;
  follow(form, begun ?? { id: newId(), outing: outing.id, screen, by, at: 0 });
  return begun ? restore(form, begun) : null;
}

function newId() {
  return Array.from(crypto.getRandomValues(new Uint8Array(4)), (byte) =>
    byte.toString(16).padStart(2, "0"),
  ).join("");
}

/** @param {HTMLFormElement} form @param {Omit<Draft, "iv" | "told">} draft */
function follow(form, draft) {
  let isStale = false;
  /** @type {Promise<unknown> | undefined} */
  let writing;
  const write = async () => {
    try {
      while (isStale && !form.dataset.saved) {
        isStale = false;
        await put(form, draft);
      }
    } finally {
      writing = undefined; // so that the next change tries again
    }
  };
  form.dataset.id = draft.id;
  form.addEventListener("input", () => {
    if (!draft.at) {
      draft.at = Date.now();
      // A reload of this page opens the same draft.
      history.replaceState(null, "", location.pathname.replace(/([0-9a-f]{8}\/)?$/, `${draft.id}/`));
    }
    isStale = true;
    writing ??= write();
    waiting.set(form, writing);
  });
}
/** @type {WeakMap<HTMLFormElement, Promise<unknown>>} */
const waiting = new WeakMap();

/** @param {HTMLFormElement} form @param {Omit<Draft, "iv" | "told">} draft */
async function put(form, draft) {
  const field = document.activeElement?.getAttribute("name") ?? "";
  const content = { values: [...new FormData(form)].filter(([, value]) => value), field };
  const iv = crypto.getRandomValues(new Uint8Array(12));
  const plain = new TextEncoder().encode(JSON.stringify(content));
  const sealed = await crypto.subtle.encrypt({ name: "AES-GCM", iv }, await key(), plain);
  await within("drafts", "readwrite", (at) => at.put({ ...draft, iv, told: sealed }));
}

/** @param {HTMLFormElement} form @param {Draft} draft */
async function restore(form, { iv, told: sealed }) {
  const plain = await crypto.subtle.decrypt(
    { name: "AES-GCM", iv: /** @type {BufferSource} */ (iv) },
    await key(),
    sealed,
  );
  const { values, field } = JSON.parse(new TextDecoder().decode(plain));
  for (const place of /** @type {Iterable<HTMLInputElement>} */ (form.querySelectorAll("[name]"))) {
    const said = values
      .filter((/** @type {string[]} */ [name]) => name === place.name)
      .map((/** @type {string[]} */ pair) => pair[1]);
    if (["checkbox", "radio"].includes(place.type)) place.checked = said.includes(place.value);
    else place.value = said[0] ?? "";
  }
  form.dispatchEvent(new Event("change", { bubbles: true }));
  const open = /** @type {HTMLElement | null} */ (
    field && form.querySelector(`[name="${CSS.escape(field)}"]`)
  );
  open?.closest("details")?.setAttribute("open", "");
  return open || null;
}

/** What a form says is recorded: its draft goes. One that cannot go is no reason to record it again.
 * @param {HTMLFormElement} form
 */
export async function dropDraft(form) {
  form.dataset.saved = "yes";
  await Promise.resolve(waiting.get(form)).catch(() => undefined);
  if (form.dataset.id) await forget(form.dataset.id).catch(() => undefined);
}
