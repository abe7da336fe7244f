/** The recorder of a page that a server answered: it posts each act there, as who is signed in.
 *
 * It keeps no key, PIN, draft or load; only posts that were not answered yet, each under a key of its own
 * in the browser's storage. So a closed page, a second tab or a lost answer loses none, and doubles none.
 */
import { dashed } from "../../../journal/store.js";
import { forget, keep, kept, newId, rowsIn } from "./posts.js";
import { NotTaken, heard, leave, note, posted, server } from "./server.js";

/** @typedef {import("./phone.js").Reading} Reading */
/** @typedef {import("../../../journal/store.js").KeptRow} KeptRow */
/** @typedef {import("./posts.js").Post} Post */

const OFTEN = 15_000;
const AGAIN_AFTER = 5_000;
/** What changes nothing of a plan. */
const COUNTED = new Set(["tally", "visit", "handout", "void", "tick", "survey_answer", "telling"]);

/** @type {Map<string, KeptRow>} */
const rows = new Map();
/** @type {Post[]} */
let posts = [];
let version = 0;
/** @type {ReturnType<typeof setTimeout> | undefined} */
let next;
/** @type {Promise<void> | undefined} */
let sending;
export { packHeld, piecesOf } from "./server.js";
export const news = new EventTarget();
/** Who is told of the rows of each act, once they are kept. @type {Set<(rows: KeptRow[]) => void>} */
export const hearers = new Set();

/** Wait for the first answer: before it there is nothing to show. */
export async function start() {
  while (!server.heardAt && !server.isSignedOut) {
    await hear().catch(note);
    if (!server.heardAt) await new Promise((resolve) => setTimeout(resolve, AGAIN_AFTER));
  }
  if (server.isSignedOut) return location.replace(`/sign-in/?next=${location.pathname}`);
  posts = kept(server.person);
  // What was refused may be taken now: somebody may have put right what stood in the way.
  for (const post of posts) delete post.refused;
  addEventListener("online", soon);
  soon();
}

/**
 * Keep what one person did until the server answers, all of it or nothing; the ids of the rows it made.
 * @param {string} _action @param {string} by @param {import("../../../journal/writing.js").Act[]} acts
 */
export async function record(_action, by, acts, _why = "") {
  const said = acts.map(({ kind, fields, row, outing }) => ({
    ...(row ? { row: dashed(row) } : {}),
    id: newId(),
    kind,
    fields: /** @type {Record<string, any>} */ (fields),
    outing,
  }));
  const post = { by, at: Math.max(Date.now(), (posts.at(-1)?.at ?? 0) + 1), acts: said };
  keep(post);
  posts.push(post);
  version += 1;
  for (const hearer of hearers) hearer(rowsIn(post));
  soon();
  return said.flatMap((one) => (one.row ? [] : [one.id]));
}

/** Send what waits, then ask what is new. */
export function soon() {
  clearTimeout(next);
  sending ??= sendAll().finally(() => {
    sending = undefined;
    const isQuick = waiting().length && !server.isSignedOut;
    next = setTimeout(soon, isQuick ? (server.answers ? 0 : AGAIN_AFTER) : OFTEN);
  });
}

/** Send one post after the other; one that is refused stays here, with why. */
async function sendAll() {
  try {
    let isPlanOld = Date.now() - server.heardAt > OFTEN;
    for (let post = waiting()[0]; post; post = waiting()[0]) {
      isPlanOld ||= post.acts.some(({ kind }) => !COUNTED.has(kind));
      await send(post);
    }
    if (isPlanOld) await hear();
  } catch (problem) {
    note(problem);
  }
  news.dispatchEvent(new CustomEvent("sent", { detail: [] }));
}

/** @param {Post} post */
async function send(post) {
  try {
    const { rows: made } = await posted(
      post.by,
      post.acts.map(({ outing: _outing, ...one }) => one),
    );
    take(made);
    forget(post);
    posts.splice(posts.indexOf(post), 1);
    note();
  } catch (problem) {
    if (!(problem instanceof NotTaken) || problem.code !== "refused") throw problem;
    post.refused = problem.message;
    keep(post);
  }
  changed();
}

/** Hear what others recorded, and what became of what is recorded. */
async function hear() {
  const since = await heard();
  take(since);
  note();
  if (since.length) changed();
}

/** @param {any[]} made rows as the server has them, by its clock */
function take(made) {
  for (const { isAtOffice, ...row } of made) {
    const chain = isAtOffice || server.kind !== "hub" ? "office" : "van";
    rows.set(row.id, { ...row, chain, seq: 0, at: row.at - server.ahead });
  }
}

/** What was read is not all there is. */
function changed() {
  version += 1;
  for (const hearer of hearers) hearer([]);
}

const waiting = () => posts.filter((post) => !post.refused);

/** What is recorded, as the server has it, and what waits here after it. @returns {Promise<Reading>} */
export async function read() {
  const here = [...rows.values(), ...waiting().flatMap(rowsIn)];
  return { rows: here, tips: new Map([["", version]]), pruned: "" };
}

/** @param {Reading} reading */
export const isStill = async ({ tips }) => tips.get("") === version;

/** @param {Reading} reading @param {KeptRow[]} written */
export function follows({ tips }, written) {
  tips.set("", version);
  return written.length > 0;
}

/** Who sits here takes back their own taps first. @param {KeptRow} row */
export const isOwn = (row) => row.by === server.person;

export const whereabouts = async () => ({
  whereIs: (/** @type {{chain: string, seq: number}} */ { chain }) =>
    /** @type {import("./phone.js").Place} */ (chain),
  refused: posts.length - waiting().length,
});

/** What the server did not take; its reason is a sentence already. @param {readonly KeptRow[]} _rows */
export async function troubles(_rows) {
  return posts
    .filter((post) => post.refused)
    .map((post) => ({ reason: String(post.refused), first: 0, rows: rowsIn(post) }));
}

/** @returns {Promise<"" | "cleared" | "closed">} */
export const standstill = async () => "";

export const signedIn = () => server.person;

/** Leave to another person; what waits here is sent when who left signs in again. */
export async function signOut() {
  await sending;
  await leave().catch(() => {
    throw new Error("server_silent");
  });
  location.assign("/sign-in/?next=/field/");
}

/** What stands between this page and its server. */
export const trouble = () => ({ isSilent: !server.answers, isSignedOut: server.isSignedOut });

export const nameOfPlace = async () => location.host;
export const planHeld = async () => ({ told: server.plan, hash: server.mark });

/** @returns {Promise<{kind: "hub" | "office", answers: boolean, since: number}[]>} */
export async function reach() {
  return [{ kind: server.kind === "hub" ? "hub" : "office", answers: server.answers, since: server.since }];
}

/** The server that answered this page is all that it reaches. */
export async function stations() {
  const { kind, name, heardAt: at, ahead: clock } = server;
  return [{ address: location.origin, kind, name, at, clock, refusal: "" }];
}

export const lastReached = async () => (await stations())[0];

/** @returns {ReturnType<typeof import("../sync/sync_targets.js").sendNow>} */
export async function sendNow() {
  for (const post of posts) delete post.refused;
  await sending;
  soon();
  await sending;
  const isThere = server.answers && !server.isSignedOut;
  const isRefused = posts.some((post) => post.refused);
  const problem = isThere && !isRefused ? null : new NotTaken(isThere ? "refused" : "no_answer");
  return [{ address: location.origin, name: server.name, problem: /** @type {any} */ (problem) }];
}

/** What is at the server cannot be cleared here. */
export const persists = async () => true;

/** The language of the next page, where its server finds it. @param {string} language */
export async function speak(language) {
  document.cookie = `mobilink_language=${language}; max-age=31536000; path=/; samesite=lax`;
}

/** Every page is as new as its server. @param {() => boolean} _isFree @returns {Promise<void>} */
export async function renew(_isFree) {}

/** No draft is kept: what a visitor said stays in no browser. @returns {Promise<HTMLElement | null>} */
export async function keepDraft() {
  return null;
}

/** @returns {Promise<import("../page/drafts.js").Draft[]>} */
export const draftsOf = async () => [];

/** @returns {Promise<void>} */
export async function dropDraft() {}

/** @returns {Promise<{photo: string, photo_size: number}>} */
export async function keepPhoto() {
  throw new Error("no_photo");
}

/** @returns {Promise<Map<string, boolean>>} */
export const photos = async () => new Map();
