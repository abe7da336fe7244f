/** Posts that wait in this browser until their server has answered, each person's own. */
import { hex } from "../../../journal/store.js";

/** @typedef {import("../../../journal/store.js").KeptRow} KeptRow */
/**
 * An act as it is sent; `outing` is whose records show it.
 * @typedef {{id: string, kind: string, fields: Record<string, any>, row?: string, outing?: string}} Said
 */
/**
 * What was done at once, and why it was not taken.
 * @typedef {{by: string, at: number, acts: Said[], refused?: string}} Post
 */

const PLACE = "mobilink.act.";

/** @param {Post} post */
const keyOf = ({ by, acts }) => `${PLACE}${by}.${acts[0].id}`;

/** Throws where the storage is full; where the browser keeps it closed, the page alone knows the post.
 * @param {Post} post
 */
export function keep(post) {
  try {
    localStorage.setItem(keyOf(post), JSON.stringify(post));
  } catch (error) {
    if (error instanceof DOMException && error.name === "QuotaExceededError") throw error;
  }
}

/** @param {Post} post */
export function forget(post) {
  localStorage.removeItem(keyOf(post));
}

/** What a person did here that was not answered, the oldest first. @param {string} by @returns {Post[]} */
export function kept(by) {
  const keys = Object.keys(localStorage).filter((key) => key.startsWith(`${PLACE}${by}.`));
  const posts = keys.map((key) => /** @type {Post} */ (JSON.parse(localStorage.getItem(key) ?? "")));
  return posts.sort((one, other) => one.at - other.at);
}

/** What a post says, as rows. @param {Post} post @returns {KeptRow[]} */
export function rowsIn({ by, at, acts, refused }) {
  return acts.map(({ id, kind, fields, row, outing }) => ({
    id: row ? `${row.replaceAll("-", "")} ${id}` : id,
    kind,
    chain: refused ? "needs" : "phone",
    seq: 0,
    by,
    at: fields.at ?? at,
    outing: outing ?? fields.outing ?? row,
    fields,
  }));
}

/** `crypto.randomUUID` is missing on plain http. */
export function newId() {
  return hex(crypto.getRandomValues(new Uint8Array(16)));
}
