/** Asking for consent, purpose by purpose, and for a contact only where somebody allowed its use. */
import { self } from "../../../journal/writing.js";
import { recordFact } from "../booth/booth.js";
import { plan } from "../outings/plan.js";
import { kept, make } from "./codes.js";
import { dropDraft } from "../page/drafts.js";
import { words } from "../page/page.js";
import { sealed } from "./sealing.js";
import { soon } from "../recorder/recorder.js";

/** @typedef {import("../page/page.js").Context} Context */
/** @typedef {Record<string, {yes: boolean, text: string}>} Consents */

/** What a problem is about.
 * @type {Record<string, string>}
 */
const ABOUT = {
  needs_answer: "[data-purpose]:not([hidden])",
  needs_number: "[name=phone]",
  needs_matter: "[name=matter]",
};
/** A photo needs nobody's number. */
const REACHED = ["call_back", "vacancies", "partner"];

/** Show the sentences of the office; how many there are. @param {ParentNode} root */
export async function ask(root) {
  const consents = (await plan())?.consents ?? [];
  const language = document.documentElement.lang === "en" ? "en" : "id";
  let asked = 0;
  for (const place of /** @type {Iterable<HTMLElement>} */ (root.querySelectorAll("[data-purpose]"))) {
    const consent = consents.find((/** @type {any} */ one) => one.purpose === place.dataset.purpose);
    place.hidden = !consent;
    if (!consent) continue;
    asked += 1;
    place.dataset.text = consent.text;
    const sentence = place.querySelector("[data-sentence]");
    if (sentence) sentence.textContent = consent[language];
  }
  const form = /** @type {HTMLFormElement} */ (root.querySelector("form"));
  form.addEventListener("change", () => showContact(form));
  showContact(form);
  return asked;
}

/** @param {HTMLFormElement} form */
function showContact(form) {
  form.querySelector("[data-contact]")?.toggleAttribute("hidden", !mayReach(answers(form)));
}

/** What was answered to each sentence that was asked. @param {HTMLFormElement} form @returns {Consents} */
export function answers(form) {
  /** @type {Consents} */
  const consents = {};
  for (const place of /** @type {Iterable<HTMLElement>} */ (form.querySelectorAll("[data-purpose]"))) {
    const said = new FormData(form).get(`consent_${place.dataset.purpose}`);
    if (said) consents[place.dataset.purpose ?? ""] = { yes: said === "yes", text: place.dataset.text ?? "" };
  }
  return consents;
}

/** @param {Consents} consents */
function mayReach(consents) {
  return REACHED.some((purpose) => consents[purpose]?.yes);
}

/** The contact that somebody gave for what they allowed; nothing where they allowed none of it.
 * @param {HTMLFormElement} form @returns {Record<string, string>}
 */
export function contact(form) {
  const typed = new FormData(form);
  const given = ["name", "phone"].map((field) => [field, String(typed.get(field) ?? "").trim()]);
  return mayReach(answers(form)) ? Object.fromEntries(given.filter(([, value]) => value)) : {};
}

/** What is missing before this can be kept, in the name of its words. @param {HTMLFormElement} form */
export function lacks(form) {
  const digits = (contact(form).phone ?? "").replace(/\D/g, "");
  return mayReach(answers(form)) && digits.length < 6 ? "needs_number" : "";
}

/** Say what to do first. @param {HTMLFormElement} form @param {string} problem */
export function complain(form, problem) {
  const place = /** @type {HTMLElement} */ (form.querySelector("[data-problem]"));
  place.textContent = words(problem);
  place.hidden = false;
  form.querySelector(ABOUT[problem] ?? "h1")?.dispatchEvent(new Event("lacking", { bubbles: true }));
  place.focus();
}

/**
 * Record what somebody allowed and gave, sealed; then show the code, where there is one.
 * @param {Context} at
 * @param {HTMLFormElement} form
 * @param {{isUrgent?: boolean, matter?: Record<string, string>}} [more]
 */
export async function save({ outing, by, go }, form, { isUrgent = false, matter = {} } = {}) {
  const consents = answers(form);
  const contents = { ...contact(form), ...matter };
  const isKept = Object.keys(contents).length > 0;
  const code = isKept || Object.values(consents).some((one) => one.yes) ? make() : "";
  const me = /** @type {import("../../../journal/writing.js").Self} */ (await self());
  await recordFact(outing, by, "follow_up", {
    asked_by: by,
    code: code && (await kept(code, me.office)),
    consents,
    is_urgent: isUrgent,
    contents: isKept ? await sealed(me.officeKey, contents) : "",
  });
  await dropDraft(form);
  soon();
  go(`/field/outings/${outing.id}/${code ? `code/${code}/` : ""}`);
}
