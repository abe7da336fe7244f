/** Training cards: what the plan brings for the crew to read, and what somebody said to have understood. */
import { record } from "../recorder/recorder.js";
import { plan } from "../outings/plan.js";
import { teamAct } from "../booth/booth.js";
import { rowsKept } from "../booth/memory.js";

/**
 * @typedef {{
 *   title: string, blocks: any[], language: string, version: number, signed_off_by: string,
 *   checked_on: string, review_by: string,
 * }} Text
 */
/** @typedef {{code: string, text: Text, isRead: boolean}} Lesson */

/**
 * The cards in the reader's language, where there is one, and whether they read them: those to read come
 * first.
 * @param {string} by
 * @returns {Promise<Lesson[]>}
 */
export async function lessons(by) {
  const own = (await rowsKept())
    .filter((row) => row.kind === "reading" && row.fields.person === by)
    .map((row) => row.fields);
  const cards = ((await plan())?.training ?? []).map((/** @type {any} */ entry) => {
    const text =
      entry.texts[document.documentElement.lang] ?? entry.texts.id ?? Object.values(entry.texts)[0];
    const isOwn = own.some(
      ({ card, language, version }) => card === entry.code && entry.texts[language]?.version === version,
    );
    return { code: entry.code, text, isRead: isOwn || entry.read_by.includes(by) };
  });
  return cards.sort(
    (/** @type {Lesson} */ one, /** @type {Lesson} */ other) => Number(one.isRead) - Number(other.isRead),
  );
}

/** Somebody says that a card is understood. @param {string} by @param {Lesson} lesson */
export async function understand(by, { code, text }) {
  const fields = { at: Date.now(), person: by, card: code, language: text.language, version: text.version };
  await record("record reading", by, [teamAct("reading", fields)]);
}
