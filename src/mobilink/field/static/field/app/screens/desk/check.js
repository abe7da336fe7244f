/** Is a recruiter on the list, and what does the list say of it? Nothing that is typed is kept. */
import { listing } from "../../guidance/pack.js";
import { check, dayWords, oldWords, standingWords } from "../../guidance/desk.js";
import { isSerious } from "../../../../guidance/standing.js";
import { fill, repeat, words } from "../../page/page.js";
import { lay } from "./show.js";
import { tellAge, ways } from "./ways.js";

export const name = "check";
export const back = "desk/";
let latest = 0;

/** @param {import("../../page/page.js").Context} at */
export async function show({ root, path }) {
  const list = await listing("recruiter");
  fill(root, { isEmpty: !list, old: oldWords(list) });
  tellAge(root, list);
  ways(root, path);
  const typed = /** @type {HTMLInputElement} */ (root.querySelector("[name=q]"));
  typed.addEventListener("input", () => answer(root, typed.value));
  typed.focus();
}

/** @param {import("../../page/page.js").Context} at @param {HTMLFormElement} form */
export async function onSubmit({ root }, form) {
  await answer(root, String(new FormData(form).get("q") ?? ""));
  /** @type {HTMLElement | null} */ (document.activeElement)?.blur(); // the keyboard hides what was found
}

/** @param {HTMLElement} root @param {string} typed */
async function answer(root, typed) {
  const asked = (latest += 1);
  const place = root.querySelector("[data-answer]");
  const result = typed.trim() && (await listing("recruiter")) ? await check(typed) : undefined;
  if (asked !== latest) return;
  place?.toggleAttribute("hidden", !result);
  if (!result) return;
  const { code, heading, candidates, list } = result;
  fill(root, { heading, isShort: code === "short", isNone: code === "none", hasAnswers: candidates.length });
  repeat(root, "answers", "answer", candidates, (made, { row, why, findings }) => {
    const says = findings.map((one) => standingWords(one, list?.asAt ?? ""));
    const licence = row.sip3mi ? `SIP3MI ${row.sip3mi}` : "";
    fill(made, {
      name: row.name,
      licence,
      city: row.city,
      branches: row.branches?.join("; "),
      countries: row.countries?.join(", "),
    });
    lines(root, made, "says", "line", says);
    lines(root, made, "why", "whyLine", why);
    if (isSerious(findings)) made.querySelector("[data-list=says] li")?.classList.add("problem");
    const button = /** @type {HTMLButtonElement} */ (made.querySelector("[data-turn-to]"));
    button.value = JSON.stringify({
      title: list && words("as_at", dayWords(list.asAt), list.age),
      facts: [row.name, ...why, ...says],
    });
  });
}

/**
 * @param {HTMLElement} root
 * @param {DocumentFragment} made
 * @param {string} list
 * @param {string} name
 * @param {string[]} sentences
 */
function lines(root, made, list, name, sentences) {
  const template = /** @type {HTMLTemplateElement} */ (root.querySelector(`template[data-part=${name}]`));
  made.querySelector(`[data-list=${list}]`)?.replaceChildren(
    ...sentences.map((sentence) => {
      const line = /** @type {DocumentFragment} */ (template.content.cloneNode(true));
      fill(line, { words: sentence });
      return line;
    }),
  );
}

/** @param {import("../../page/page.js").Context} at @param {Element} target */
export function onClick(at, target) {
  const button = /** @type {HTMLButtonElement | null} */ (target.closest("[data-turn-to]"));
  if (button) return lay(at, JSON.parse(button.value));
}
