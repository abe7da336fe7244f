/** The phone in a visitor's hand: a question at a time, answered by a picture, skipped at will. */
import { offer, read, stop } from "../../../design/reading.js";
import { recordFact } from "../booth/booth.js";
import { plan } from "../outings/plan.js";
import { fill, part } from "../page/page.js";
import { soon } from "../recorder/recorder.js";

export const name = "survey";
const SKIPPED = "skip";
/** How long a thank-you stands, and how long a phone that was put down waits for its visitor. */
const THANKS = 8_000;
const GONE = 60_000;

/** @typedef {{code: string, id: string, en: string, scale: string}} Question */
/** @type {Question[]} */
let questions = [];
/**
 * What the visitor of this moment answered, and how far they are.
 * @type {{outing: string, given: Record<string, number | string>, number: number}}
 */
let visitor = { outing: "", given: {}, number: 0 };
let language = document.documentElement.lang;
/** @type {ReturnType<typeof setTimeout> | undefined} */
let later;

/** @param {import("../page/page.js").Context} at */
export async function show({ root, outing }) {
  questions = (await plan())?.questions ?? [];
  // Somebody who went back by mistake finds their answers where they were.
  if (visitor.outing !== outing.id || visitor.number >= questions.length) begin(outing.id);
  paint(root);
}

/** @param {string} outing */
function begin(outing) {
  visitor = { outing, given: {}, number: 0 };
  language = document.documentElement.lang;
}

/** The question of the moment, or the thanks. @param {ParentNode} root */
function paint(root) {
  const question = questions[visitor.number];
  const place = /** @type {HTMLElement} */ (root.querySelector("[data-survey]"));
  for (const button of root.querySelectorAll("[data-language]"))
    button.setAttribute("aria-pressed", String(button.getAttribute("value") === language));
  if (!questions.length) return;
  const made = part(root, `${question?.scale ?? "done"}-${language}`);
  if (question) {
    fill(made, {
      text: question[language === "en" ? "en" : "id"],
      where: `${visitor.number + 1} / ${questions.length}`,
    });
    made.querySelector("[data-before]")?.toggleAttribute("hidden", !visitor.number);
    const before = visitor.given[question.code];
    for (const answer of made.querySelectorAll("[data-answer]"))
      answer.setAttribute("aria-pressed", String(answer.getAttribute("value") === String(before)));
  }
  stop();
  offer(made);
  place.replaceChildren(made);
  /** @type {HTMLElement | null} */ (place.querySelector("h1"))?.focus({ preventScroll: true });
  clearTimeout(later);
  if (!question || visitor.number) later = setTimeout(() => next(place), question ? GONE : THANKS);
}

/** Ready for the next visitor, wherever the officer is meanwhile. @param {HTMLElement} place */
function next(place) {
  begin(visitor.outing);
  if (place.isConnected) paint(/** @type {HTMLElement} */ (place.parentElement));
}

/** @param {import("../page/page.js").Context} at @param {number | string} value */
async function give(at, value) {
  const question = questions[visitor.number];
  // A second tap on the last picture finds no question any more.
  if (!question) return;
  visitor.given[question.code] = value;
  visitor.number += 1;
  if (visitor.number < questions.length) return paint(at.root);
  try {
    const { given } = visitor;
    if (Object.values(given).some((one) => one !== SKIPPED))
      await recordFact(at.outing, at.by, "survey_answer", { answers: given, language });
  } catch (error) {
    visitor.number -= 1;
    throw error;
  }
  soon();
  paint(at.root);
}

/** @param {import("../page/page.js").Context} at @param {Element} target */
export function onClick(at, target) {
  const button = /** @type {HTMLButtonElement} */ (target.closest("button"));
  const { answer, skip, before, again, turn, reads } = button.dataset;
  if (answer !== undefined) return give(at, Number(button.value));
  if (skip !== undefined) return give(at, SKIPPED);
  if (reads !== undefined) return read(button);
  if (turn !== undefined) return at.root.querySelector("[data-survey]")?.classList.toggle("is-turned");
  if (before !== undefined) visitor.number -= 1;
  else if (again !== undefined) begin(at.outing.id);
  else language = button.value;
  return paint(at.root);
}
