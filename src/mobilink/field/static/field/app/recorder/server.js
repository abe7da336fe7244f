/** The server that answered this page: what it said last, whether it answers, and how it is asked. */

const ADDRESS = "/field/record/";
const LONGEST_WAIT = 10_000;

/** Why the server took nothing: it is silent, who sits here is signed out, or it says why. */
export class NotTaken extends Error {
  /** @param {"no_answer" | "signed_out" | "refused"} code @param {string} [words] */
  constructor(code, words = "") {
    super(words || code);
    this.code = code;
  }
}

export const server = {
  person: "",
  kind: "",
  name: "",
  plan: /** @type {any} */ (undefined),
  mark: "",
  until: "{}",
  /** Its clock, ahead of this browser's. */
  ahead: 0,
  heardAt: 0,
  answers: true,
  since: Date.now(),
  isSignedOut: false,
};

/** Hand a post to the server, as it is by the clock of this moment. @param {string} by @param {any[]} acts */
export function posted(by, acts) {
  return asked("", {
    method: "POST",
    headers: { "Content-Type": "application/json", "X-CSRFToken": cookie("mobilink_csrf") },
    body: JSON.stringify({ by, acts, sent: Date.now() }),
  });
}

/**
 * Ask who is signed in, for the plan where it is another, and for what was recorded since; the rows of that.
 * @returns {Promise<any[]>}
 */
export async function heard() {
  const known = new URLSearchParams({ plan: server.mark, since: server.until });
  const {
    person,
    station,
    plan = server.plan,
    mark = server.mark,
    until,
    clock,
    rows,
  } = await asked(`?${known}`);
  Object.assign(server, { person: person.id, ...station, plan, mark, until });
  Object.assign(server, { ahead: clock - Date.now(), heardAt: Date.now() });
  return rows;
}

/** @param {string} query @param {RequestInit} [how] */
async function asked(query, how = {}) {
  const headers = { Accept: "application/json", ...how.headers };
  const answered = await fetch(ADDRESS + query, {
    ...how,
    headers,
    signal: AbortSignal.timeout(LONGEST_WAIT),
  }).catch(() => undefined);
  const isOurs = answered?.headers.get("Content-Type")?.startsWith("application/json");
  // A post that lost its token with the cookies is refused by a page, before anybody is known.
  if (answered?.status === 403 && !isOurs) throw new NotTaken("signed_out");
  // Too busy, in trouble, something in between that asks for a tap: the same as nobody, and asked again.
  if (!answered || !isOurs || answered.status >= 500) throw new NotTaken("no_answer");
  const said = await answered.json();
  if (answered.ok) return said;
  throw new NotTaken(answered.status === 401 ? "signed_out" : "refused", said.refused);
}

/** Note whether the server answers, and since when it does or does not. @param {unknown} [problem] */
export function note(problem) {
  const code = problem instanceof NotTaken ? problem.code : problem && "no_answer";
  const answers = code !== "no_answer";
  if (answers !== server.answers) server.since = Date.now();
  Object.assign(server, { answers, isSignedOut: code === "signed_out" });
}

/** Sign out at the server. */
export function leave() {
  return fetch("/sign-out/", {
    method: "POST",
    headers: { "X-CSRFToken": cookie("mobilink_csrf") },
    redirect: "manual",
    signal: AbortSignal.timeout(LONGEST_WAIT),
  });
}

/** @param {string} name */
function cookie(name) {
  const pair = document.cookie.split("; ").find((each) => each.startsWith(`${name}=`));
  return pair ? decodeURIComponent(pair.slice(name.length + 1)) : "";
}

/** @type {Promise<import("./phone.js").Held | undefined> | undefined} */
let pack;

/** What this server answers from, asked for once a page. */
export function packHeld() {
  pack ??= manifest().catch(() => (pack = undefined));
  return pack;
}

/** @returns {Promise<import("./phone.js").Held>} */
async function manifest() {
  const [line] = (await text("/pack/")).split("\n");
  return { manifest: JSON.parse(line), hash: line, at: Date.now() };
}

/** @param {string[]} names */
export const piecesOf = (names) => Promise.all(names.map((name) => text(`/pack/${name}`)));

/** @param {string} address */
async function text(address) {
  const answered = await fetch(address, { signal: AbortSignal.timeout(LONGEST_WAIT) });
  if (!answered.ok) throw new NotTaken("no_answer");
  return answered.text();
}
