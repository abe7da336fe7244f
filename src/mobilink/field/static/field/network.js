/** The one module that touches the network: it hands an act to the office and tells what came of it. */

/**
 * @typedef {{
 *   id: string, key: string, kind: "tally" | "undo", url: string, at: number, fields: Record<string, string>,
 * }} Act
 */
/** @typedef {{tallies: number, visits: number, leaflets: number}} Counts */
/** @typedef {{words: string, stands: boolean, fact: string, undoes: string, of: string}} Bar */
/** @typedef {{ok: true, counts: Counts, bar: Bar}} Received */
/**
 * @typedef {{
 *   ok: false, why: "no_answer" | "signed_out" | "refused" | "unreadable", words: string,
 * }} NotReceived
 */

const LONGEST_WAIT = 10_000;

/**
 * Send an act; `ok` only when the office has written it down.
 * @param {Act} act
 * @returns {Promise<Received | NotReceived>}
 */
export async function send(act) {
  const stop = new AbortController();
  const late = setTimeout(() => stop.abort(), LONGEST_WAIT);
  try {
    const answer = await fetch(act.url, {
      method: "POST",
      headers: { Accept: "application/json", "X-CSRFToken": cookie("mobilink_csrf") },
      body: new URLSearchParams({ ...act.fields, waited: String((Date.now() - act.at) / 1000) }),
      signal: stop.signal,
    });
    return await understood(answer);
  } catch {
    return { ok: false, why: "no_answer", words: "" };
  } finally {
    clearTimeout(late);
  }
}

/**
 * @param {Response} answer
 * @returns {Promise<Received | NotReceived>}
 */
async function understood(answer) {
  if (!answer.headers.get("Content-Type")?.startsWith("application/json")) {
    return { ok: false, why: "unreadable", words: "" };
  }
  const answered = await answer.json();
  if (answer.ok) return { ok: true, ...answered };
  return { ok: false, why: answer.status === 401 ? "signed_out" : "refused", words: answered.refused };
}

/** @param {string} name */
function cookie(name) {
  const pair = document.cookie.split("; ").find((each) => each.startsWith(`${name}=`));
  return pair ? decodeURIComponent(pair.slice(name.length + 1)) : "";
}
