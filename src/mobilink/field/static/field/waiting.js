/** The acts that wait on this phone until the office has answered.
 *
 * Each lies under its own key of the browser's storage, so that a closed page, a second tab or a lost
 * answer loses none of them. Every function throws where the browser keeps storage closed.
 */

/** @typedef {import("./network.js").Act} Act */

/**
 * Keep an act, under an id that the office counts once however often it is sent.
 * @param {string} place @param {Pick<Act, "kind" | "url" | "fields">} draft @param {Act | undefined} before
 * @returns {Act}
 */
export function keep(place, draft, before) {
  const id = newId();
  const at = Math.max(Date.now(), (before?.at ?? 0) + 1);
  const fields = draft.kind === "tally" ? { ...draft.fields, tap: id } : draft.fields;
  const act = { ...draft, id, at, fields, key: `${place}${id}` };
  localStorage.setItem(act.key, JSON.stringify(act));
  return act;
}

/** @param {Act} act */
export function forget(act) {
  localStorage.removeItem(act.key);
}

/** The kept acts, the oldest first. @param {string} place @returns {Act[]} */
export function kept(place) {
  const keys = Object.keys(localStorage).filter((key) => key.startsWith(place));
  const acts = keys.map((key) => JSON.parse(localStorage.getItem(key) ?? ""));
  return acts.sort((one, other) => one.at - other.at);
}

/** `crypto.randomUUID` is missing on the plain http of a van. */
function newId() {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
}
