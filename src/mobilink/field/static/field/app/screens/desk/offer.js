/** Is this offer what it says? One question on a screen; what is typed is kept nowhere. */
import { choicesOf, codeOf, countryNames, offerCards, say } from "../../guidance/desk.js";
import { examined } from "../../guidance/offered.js";
import { fill, part, repeat, words } from "../../page/page.js";
import { lay } from "./show.js";
import { deskOf, tellAge } from "./ways.js";

export const name = "offer";
export const back = "desk/";

const FIELDS = /** @type {const} */ ([
  "company",
  "contact",
  "job",
  "country",
  "contract",
  "visa",
  "payment",
  "pressure",
]);
const TYPED = new Set(["company", "contact", "job", "country"]);
const blank = () => ({
  company: "",
  contact: "",
  job: "",
  country: "",
  contract: "",
  visa: "",
  payment: "",
  pressure: /** @type {string[]} */ ([]),
});
let offer = blank();
let step = 0;
/** @type {import("./show.js").Sheet} */
let sheet = { title: "", facts: [] };

/** The next visitor finds nothing of what the last one told. */
export function forget() {
  [offer, step] = [blank(), 0];
}

/** @param {import("../../page/page.js").Context} at */
export function show({ root, path }) {
  const isOver = step >= FIELDS.length;
  root.querySelector("[data-asking]")?.toggleAttribute("hidden", isOver);
  root.querySelector("[data-found]")?.toggleAttribute("hidden", !isOver);
  return isOver ? find(root, path) : ask(root);
}

/** @param {HTMLElement} root */
function ask(root) {
  const field = FIELDS[step];
  const isTyped = TYPED.has(field);
  const isOpen = isTyped || field === "pressure";
  fill(root, {
    far: `${step + 1} / ${FIELDS.length}`,
    question: say(`question.${field}`),
    isFirst: step === 0,
    isTyped,
    isOpen,
    problem: "",
  });
  const input = /** @type {HTMLInputElement} */ (root.querySelector("[name=typed]"));
  input.value = isTyped
    ? field === "country"
      ? (countryNames[offer.country] ?? "")
      : String(offer[field])
    : "";
  if (isTyped) input.focus();
  repeat(root, "countries", "land", field === "country" ? Object.values(countryNames) : [], (made, land) => {
    made.querySelector("option")?.setAttribute("value", land);
  });
  repeat(root, "choices", field === "pressure" ? "many" : "one", choicesOf(field), (made, [code, text]) => {
    fill(made, { words: text });
    const choice = /** @type {HTMLInputElement | HTMLButtonElement} */ (made.querySelector("input, button"));
    choice.value = code;
    if (choice instanceof HTMLInputElement) choice.checked = offer.pressure.includes(code);
    else choice.classList.toggle("offer-chosen", offer[field] === code);
  });
}

/** @param {HTMLElement} root @param {string} path */
async function find(root, path) {
  const { kinds, isUrgent } = await examined(offer, offerCards);
  fill(root, { isUrgent });
  repeat(root, "kinds", "kind", kinds, (made, { kind, findings, list, card }) => {
    tellAge(made, list);
    fill(made, { name: say(`kind.${kind}`), card: card ? card.title : "" });
    if (card) made.querySelector("[data-link]")?.setAttribute("href", `${deskOf(path)}cards/${card.code}/`);
    made.querySelector("[data-findings]")?.append(
      ...findings.map((finding) => {
        const line = part(root, "finding");
        fill(line, { status: `${statusOf(finding)}.`, words: finding.words });
        line.querySelector("li")?.classList.add(`finding-${finding.status}`);
        return line;
      }),
    );
  });
  const facts = kinds.flatMap(({ kind, findings }) =>
    findings.map((one) => `${say(`kind.${kind}`)}: ${statusOf(one)}. ${one.words}`),
  );
  sheet = { title: words("offer_found"), facts };
}

/** @param {{status: string}} found */
function statusOf({ status }) {
  const text = say(`status.${status}`);
  return text.slice(0, 1).toUpperCase() + text.slice(1);
}

/** @param {import("../../page/page.js").Context} at @param {HTMLFormElement} form */
export function onSubmit(at, form) {
  const [field, answered] = [FIELDS[step], new FormData(form)];
  const typed = String(answered.get("typed") ?? "").trim();
  const code = field === "country" ? codeOf(typed) : "";
  if (field === "country" && typed && !code) return fill(at.root, { problem: words("one_country") });
  if (field === "pressure") offer.pressure = answered.getAll("pressure").map(String);
  else offer = { ...offer, [field]: field === "country" ? code : typed };
  return to(at, step + 1);
}

/** @param {import("../../page/page.js").Context} at @param {Element} target */
export function onClick(at, target) {
  const choice = /** @type {HTMLButtonElement | null} */ (target.closest("[data-answer-of]"));
  const field = FIELDS[step];
  if (choice) {
    offer = { ...offer, [field]: choice.value };
    return to(at, step + 1);
  }
  if (target.closest("[data-unknown]")) {
    offer = { ...offer, [field]: blank()[field] };
    return to(at, step + 1);
  }
  if (target.closest("[data-anew]")) {
    forget();
    return to(at, 0);
  }
  if (target.closest("[data-turn-to]")) return lay(at, sheet);
  return step ? to(at, step - 1) : at.go(deskOf(at.path));
}

/** @param {import("../../page/page.js").Context} at @param {number} place */
async function to(at, place) {
  step = place;
  await show(at);
  scrollTo(0, 0);
}
