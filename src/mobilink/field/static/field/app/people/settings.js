/** Hand, look, sound, language: each person's own, in force while they work. */
import { speak } from "../recorder/recorder.js";

const LIVE = "mobilink.";
/** Settings of the person who works lie under `mobilink.NAME`, those of the others here. */
const OTHERS = "mobilink.of.";
const USUAL_LANGUAGE = "id";
const NOT_SETTINGS = /^mobilink\.(of|act)\b/;

/** The look in which the page came, where nobody chose another one here. */
const cameAs = globalThis.document?.documentElement.dataset.theme ?? "";

const names = () =>
  Object.keys(localStorage).filter((name) => name.startsWith(LIVE) && !NOT_SETTINGS.test(name));

/** A setting of who works now. @param {string} name @param {string} usual */
export const setting = (name, usual) => localStorage.getItem(LIVE + name) ?? usual;

/**
 * Put one person's settings away and another's in force; whether these are of another language.
 * Whoever is the first takes the phone as it is.
 * @param {string | undefined} before @param {string} person
 */
export async function takeUp(before, person) {
  if (!before || before === person) return false;
  const language = document.documentElement.lang;
  const current = Object.fromEntries(names().map((name) => [name, localStorage.getItem(name)]));
  localStorage.setItem(OTHERS + before, JSON.stringify({ ...current, [`${LIVE}language`]: language }));
  for (const name of names()) localStorage.removeItem(name);
  const kept = JSON.parse(localStorage.getItem(OTHERS + person) ?? "{}");
  for (const [name, value] of Object.entries(kept)) localStorage.setItem(name, String(value));
  dress();
  const wanted = setting("language", USUAL_LANGUAGE);
  if (wanted === language) return false;
  await speak(wanted);
  return true;
}

/** Show the look and the hand that are in force. */
export function dress() {
  const theme = setting("theme", cameAs);
  if (theme) document.documentElement.dataset.theme = theme;
  else delete document.documentElement.dataset.theme;
  const hand = setting("hand", "right");
  document.body.classList.remove("hand-left", "hand-right");
  document.body.classList.add(`hand-${hand}`);
}
