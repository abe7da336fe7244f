/** A form as one question a screen, to be read aloud, or all on one; each officer's choice, remembered. */
import { fill, screen, words } from "./page.js";
import { setting } from "../people/settings.js";

const CHOICE = "mobilink.questions";
const ONE = "one";
/** What a form asks, in its order; what is hidden is not asked. */
const ASKED = ":scope > fieldset, :scope > details";

/**
 * Lay a form out as the officer who works likes it.
 * @param {HTMLFormElement} form
 * @param {Element | null} [field] where they were
 */
export function layOut(form, field) {
  if (form.querySelectorAll(ASKED).length < 2) return;
  form.querySelector(".save")?.before(screen("steps"));
  const steps = { at: 0, isOne: setting("questions", "all") === ONE };
  const asked = () =>
    /** @type {HTMLElement[]} */ ([...form.querySelectorAll(ASKED)]).filter((one) => !one.hidden);
  /** @param {Element} part */
  const holds = (part) => asked().findIndex((one) => one.contains(part));
  const paint = () => show(form, asked(), steps);
  /** @param {number} to */
  const turn = (to) => {
    steps.at = to;
    paint();
    const question = asked()[to]?.querySelector("legend, summary");
    question?.setAttribute("tabindex", "-1");
    /** @type {HTMLElement | null} */ (question)?.focus({ preventScroll: true });
    scrollTo(0, 0);
  };
  form.addEventListener("click", (event) => {
    const button = /** @type {Element} */ (event.target).closest("button[type=button]");
    if (button?.matches("[data-choose-steps]")) {
      steps.isOne = !steps.isOne;
      localStorage.setItem(CHOICE, steps.isOne ? ONE : "all");
      paint();
      scrollTo(0, 0);
    }
    if (button?.matches("[data-step-back]")) turn(steps.at - 1);
    if (button?.matches("[data-step-on]")) turn(steps.at + 1);
  });
  // The key that ends a line goes on; only the last question ends with saving.
  form.addEventListener("submit", (event) => {
    if (!form.classList.contains("is-unfinished")) return;
    event.preventDefault();
    event.stopPropagation();
    turn(steps.at + 1);
  });
  // Another answer may ask one question more, or less.
  form.addEventListener("change", paint);
  // What is complained of must be in sight.
  form.addEventListener("lacking", (event) => {
    if (steps.isOne) turn(Math.max(0, holds(/** @type {Element} */ (event.target))));
  });
  steps.at = field ? Math.max(0, holds(field)) : 0;
  paint();
}

/** @param {HTMLFormElement} form @param {HTMLElement[]} asked @param {{at: number, isOne: boolean}} steps */
function show(form, asked, steps) {
  steps.at = Math.min(steps.at, asked.length - 1);
  const { at, isOne } = steps;
  for (const [place, question] of asked.entries()) {
    question.classList.toggle("is-later", isOne && place !== at);
    if (isOne && question instanceof HTMLDetailsElement) question.open = true;
  }
  form.classList.toggle("is-stepped", isOne);
  form.classList.toggle("is-further", isOne && at > 0);
  form.classList.toggle("is-unfinished", isOne && at < asked.length - 1);
  fill(form, {
    stepped: isOne,
    isFurther: at > 0,
    isUnfinished: at < asked.length - 1,
    step: `${at + 1} / ${asked.length}`,
  });
  const choice = form.querySelector("[data-choose-steps]");
  if (choice) choice.textContent = words(isOne ? "all_questions" : "one_question");
}
