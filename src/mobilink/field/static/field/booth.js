/** Taps at the booth: the number moves at once, "recorded" appears when the office has it.
 *
 * Acts are sent one at a time and in order. Without this program the same buttons are plain forms.
 */
import { answerTap } from "./feedback.js";
import { send } from "./network.js";
import { forget, keep, kept } from "./waiting.js";

/** @typedef {import("./network.js").Act} Act */

const SEND_AGAIN_AFTER = 5_000;
const page = document.body.dataset;
const place = `mobilink.act.${page.officer}.${page.booth ? `${page.booth}.` : ""}`;
/** @type {Act[]} */
let waiting = [];
let isSending = false;
/** @type {number | undefined} */
let later;
let tallies = Number(document.querySelector("[data-count=tallies]")?.textContent?.replace(/\D/g, ""));

/** @param {string} selector @param {(each: HTMLElement) => void} change */
function each(selector, change) {
  for (const element of document.querySelectorAll(selector)) change(/** @type {HTMLElement} */ (element));
}

/** @param {string} selector @param {string} [text] */
function write(selector, text = "") {
  each(selector, (element) => {
    if (element.textContent !== text) element.textContent = text;
  });
}

/** @param {string} selector @param {boolean} isShown */
function show(selector, isShown) {
  each(selector, (found) => found.toggleAttribute("hidden", !isShown));
}

/** @param {number} figure */
function grouped(figure) {
  return figure.toLocaleString(document.documentElement.lang === "en" ? "en" : "id");
}

/** How far an act moves the number of tallies. @param {Act} act */
function move(act) {
  if (act.kind === "tally") return 1;
  return act.fields.of === "tally" ? -1 : 0;
}

/** What is true now: what the office has, and what waits here. */
function paint() {
  const total = waiting.reduce((sum, act) => sum + move(act), tallies);
  write("[data-total=tallies]", grouped(total));
  write("[data-waiting]", `${page.onPhone} ${grouped(waiting.length)}`);
  show("[data-waiting]", waiting.length > 0);
  if (!waiting.length) return;
  write("[data-bar]", page.sending);
  show(".bar .mark", false);
  show("[data-undo]", true);
}

/** @param {import("./network.js").Received} received */
function believe({ counts, bar }) {
  tallies = counts.tallies;
  for (const [name, figure] of Object.entries(counts)) write(`[data-count=${name}]`, grouped(figure));
  paint();
  if (waiting.length) return;
  write("[data-bar]", bar.words);
  write("[data-undoes]", ` ${bar.undoes}`);
  show(".bar .mark", bar.stands);
  show("[data-undo]", bar.fact !== "");
  each("[data-act=undo] [name=fact]", (field) => {
    /** @type {HTMLInputElement} */ (field).value = bar.fact;
  });
  each("[data-act=undo]", (form) => (form.dataset.of = bar.of));
}

/** @param {import("./network.js").NotReceived} failed */
function admit(failed) {
  write(
    "[data-trouble-words]",
    failed.words || (failed.why === "no_answer" ? page.noAnswer : page.unreadable),
  );
  show("[data-sign-in]", failed.why === "signed_out");
  show("[data-trouble]", true);
  if (failed.why === "no_answer") later = setTimeout(sendAll, SEND_AGAIN_AFTER);
}

/** Send what waits until done or in trouble; an undo that is refused is not tried again. */
async function sendAll() {
  clearTimeout(later);
  if (isSending) return;
  isSending = true;
  while (waiting.length) {
    const answer = await send(waiting[0]);
    if (!answer.ok) admit(answer);
    if (!answer.ok && !(answer.why === "refused" && waiting[0].kind === "undo")) break;
    forget(waiting[0]);
    waiting.shift();
    if (answer.ok) {
      show("[data-trouble]", false);
      believe(answer);
    } else paint();
  }
  isSending = false;
}

/** What an undo takes back: the newest tally that waits here, else what the office named.
 * @param {HTMLFormElement} form @returns {Record<string, string> | null}
 */
function undone(form) {
  const gone = new Set(waiting.map((act) => act.kind === "undo" && act.fields.tap));
  const newest = waiting.filter((act) => act.kind === "tally" && !gone.has(act.id)).at(-1);
  if (newest) return { tap: newest.id, of: "tally" };
  const fact = String(new FormData(form).get("fact"));
  return waiting.length ? null : { fact, of: form.dataset.of ?? "" };
}

/** @param {HTMLFormElement} form @param {HTMLElement | null} button */
function fieldsOf(form, button) {
  if (form.dataset.act === "undo") return undone(form);
  const pressed = button instanceof HTMLButtonElement && button.name ? { [button.name]: button.value } : {};
  const typed = /** @type {Record<string, string>} */ (Object.fromEntries(new FormData(form)));
  delete typed.csrfmiddlewaretoken;
  return { ...typed, ...pressed };
}

/** @param {SubmitEvent} event */
function onSubmit(event) {
  const form = /** @type {HTMLFormElement} */ (event.target);
  if (!form.dataset.act) return;
  const fields = fieldsOf(form, event.submitter);
  const kind = form.dataset.act === "undo" ? "undo" : "tally";
  // Where storage is full this throws, and the form goes the plain way.
  if (fields) waiting.push(keep(place, { kind, url: form.action, fields }, waiting.at(-1)));
  event.preventDefault();
  answerTap(page);
  paint();
  sendAll();
}

try {
  waiting = kept(place);
  document.addEventListener("submit", onSubmit);
  each("[data-retry]", (button) => button.addEventListener("click", sendAll));
  addEventListener("online", sendAll);
  paint();
  sendAll();
} catch {
  // Storage is closed to this page: the buttons stay plain forms, which write at the office at once.
}
