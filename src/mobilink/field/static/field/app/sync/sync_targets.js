/** The vans and offices that this phone may reach, and when it brings them its records. */
import { bringPhotos } from "../../../journal/blobs.js";
import { NotDelivered } from "../../../journal/messages.js";
import { deliver } from "../../../journal/delivering.js";
import { prune } from "../../../journal/pruning.js";
import { all, get, put, transaction, answer } from "../../../journal/store.js";
import { self } from "../../../journal/writing.js";

const PROGRAM = "phone 1";
const LONGEST_WAIT = 20_000;
const SLOWEST = 8; // bytes in a ms
const OFTEN = 15_000;
const SELDOM = 120_000;
/** @type {Promise<void> | undefined} */
let running;
let wait = OFTEN;
/** @type {ReturnType<typeof setTimeout> | undefined} */
let next;
/** What is told whenever something came of an attempt. */
export const news = new EventTarget();

/** Addresses that this phone knows, where its program came from first. @returns {Promise<string[]>} */
export async function addresses() {
  const known = (await get("self", "addresses")) ?? [];
  return [...new Set([location.origin, ...known])];
}

/** Remember a van's address; throws for what is none. @param {string} text */
export async function addStation(text) {
  const { origin } = new URL(text.includes("://") ? text : `https://${text}`);
  await put("self", [...new Set([...((await get("self", "addresses")) ?? []), origin])], "addresses");
}

/**
 * What is known of each station; `refusal` is why it took nothing the last time.
 * @returns {Promise<{
 *   address: string, kind: string, name: string, at: number, clock: number, refusal: string,
 * }[]>}
 */
export async function stations() {
  const noted = (await get("self", "reach")) ?? {};
  const known = await transaction(["stations"], "readonly", async (at) => {
    const [keys, values] = await Promise.all([
      answer(at("stations").getAllKeys()),
      answer(at("stations").getAll()),
    ]);
    return new Map(keys.map((key, place) => [String(key), values[place]]));
  });
  return (await addresses()).map((address) => ({
    address,
    kind: "",
    name: address,
    at: 0,
    clock: 0,
    refusal: noted[address]?.refusal ?? "",
    ...known.get(address),
  }));
}

/**
 * What posts a message to a path of a station, and gives back its answer.
 * @param {string} address
 * @param {string} path
 */
export function wayTo(address, path) {
  return async (/** @type {Uint8Array} */ message) => {
    try {
      return await answerOf(`${address}${path}`, message);
    } catch (problem) {
      throw problem instanceof NotDelivered ? problem : new NotDelivered("no_answer");
    }
  };
}

/** @param {string} place @param {Uint8Array} message */
async function answerOf(place, message) {
  const answered = await fetch(place, {
    method: "POST",
    body: /** @type {BodyInit} */ (message),
    headers: { "Content-Type": "text/plain" }, // a van's browser asks no leave for this
    signal: AbortSignal.timeout(LONGEST_WAIT + message.length / SLOWEST),
    credentials: "omit",
  });
  if (answered.ok) return new Uint8Array(await answered.arrayBuffer());
  const isOurs = answered.headers.get("Content-Type")?.startsWith("application/json");
  if (isOurs && answered.status === 403) throw new NotDelivered("refused", (await answered.json()).code);
  // Too busy, too slow, in trouble: the same as nobody, and asked again.
  throw new NotDelivered(
    answered.status >= 500 || [408, 413].includes(answered.status) ? "no_answer" : "not_ours",
  );
}

/**
 * Bring the records wherever somebody answers; what came of it at each address.
 * @returns {Promise<{address: string, name: string, problem: NotDelivered | null}[]>}
 */
export async function sendNow() {
  const attempts = await Promise.all((await addresses()).map((address) => sendTo(address)));
  await noteReach(attempts);
  await prune();
  wait = attempts.some((one) => !one.problem) ? OFTEN : Math.min(SELDOM, wait * 2);
  news.dispatchEvent(new CustomEvent("sent", { detail: attempts }));
  return attempts;
}

/** Bring the records to one station, and perhaps take along what a van has for the office.
 * One page of this phone at a time speaks with a station.
 * @param {string} address @param {boolean} [takesLoad]
 * @returns {Promise<{address: string, name: string, problem: NotDelivered | null}>}
 */
export function sendTo(address, takesLoad = false) {
  return navigator.locks.request(`mobilink to ${address}`, async () => {
    try {
      const receipt = await deliver(address, wayTo(address, "/api/v1/deliver"), PROGRAM, takesLoad);
      await bringPhotos(address, wayTo(address, "/api/v1/blobs"), PROGRAM, receipt.isOffice).catch(
        waitForAnother,
      );
      return { address, name: receipt.name, problem: null };
    } catch (error) {
      if (!(error instanceof NotDelivered)) throw error;
      return { address, name: address, problem: error };
    }
  });
}

/**
 * Keep since when each address answers or does not.
 * @param {{address: string, problem: NotDelivered | null}[]} attempts
 */
async function noteReach(attempts) {
  const before = (await get("self", "reach")) ?? {};
  const now = attempts.map(({ address, problem }) => {
    const isSilent = !problem || problem.code === "no_answer" || problem.code === "not_ours";
    const refusal = isSilent ? "" : problem.code === "refused" ? problem.message : problem.code;
    const answers = !problem || Boolean(refusal);
    const since = before[address]?.answers === answers ? before[address].since : Date.now();
    return [address, { answers, since, refusal }];
  });
  await put("self", Object.fromEntries(now), "reach");
}

/** Whether a van and the office answer, and since when; nothing of a kind that this phone never met.
 * @returns {Promise<{kind: "hub" | "office", answers: boolean, since: number}[]>}
 */
export async function reach() {
  const [known, noted] = [await stations(), (await get("self", "reach")) ?? {}];
  return /** @type {const} */ (["hub", "office"]).flatMap((kind) => {
    const of = known
      .filter((one) => one.kind === kind)
      .map((one) => noted[one.address])
      .filter(Boolean);
    const best = of.find((one) => one.answers) ?? of.sort((one, other) => other.since - one.since)[0];
    return best ? [{ kind, ...best }] : [];
  });
}

/** The station that was reached last, by whose clock this phone's is judged. */
export async function lastReached() {
  // Whom this phone heard while its clock ran ahead was not reached after everybody else.
  const reached = (await stations()).filter((one) => one.at && one.at <= Date.now());
  return reached.sort((one, other) => other.at - one.at)[0];
}

/**
 * What this phone carries for vans.
 * @returns {Promise<{address: string, name: string, data: Uint8Array, at: number}[]>}
 */
export function loads() {
  return all("loads");
}

/** A station of an older version takes no photos: they wait on this phone. @param {unknown} problem */
function waitForAnother(problem) {
  if (!(problem instanceof NotDelivered) || problem.code !== "not_ours") throw problem;
}

/** Send soon: something was recorded. */
export function soon() {
  clearTimeout(next);
  next = setTimeout(again, 2_000);
}

function again() {
  clearTimeout(next);
  running ??= sendNow()
    .catch(() => undefined)
    .then(() => {
      running = undefined;
      // Many phones at one tent do not ask in step.
      next = setTimeout(again, wait * (0.75 + Math.random() / 2));
    });
}

/** Begin to send by itself, now and then. */
export async function begin() {
  if (!(await self())) return;
  addEventListener("online", again);
  addEventListener("visibilitychange", () => document.visibilityState === "visible" && again());
  again();
}
