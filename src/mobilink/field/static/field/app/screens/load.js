/** The load list: a tick for what is in the van, and on the way home for what came back and how. */
import { answerTap } from "../../feedback.js";
import { rowsOf } from "../booth/memory.js";
import { loadOf, missing, move, piecesProblem } from "../driving/driving.js";
import { fill, grouped, repeat, words } from "../page/page.js";
import { whole } from "../page/typed.js";
import { soon } from "../recorder/recorder.js";

export const name = "load";
export const back = "way/";

/** @typedef {import("../driving/driving.js").Carried} Carried */
/** Which way is shown: out, or back. @type {"out" | "back"} */
let turned = "out";

/** @param {import("../page/page.js").Context} at */
export async function show(at) {
  const isOver =
    ["held", "reported"].includes(at.outing.state) ||
    (await rowsOf(at.outing.id)).some((row) => row.kind === "closing");
  turned = isOver ? "back" : "out";
  await list(at);
}

/** @param {import("../page/page.js").Context} at */
async function list({ root, outing }) {
  const load = await loadOf(outing);
  const [gone, isBack] = [load.filter((one) => one.out), turned === "back"];
  const home = gone.filter((one) => !missing(one));
  const progress = isBack
    ? words("came_back", grouped(home.length), grouped(gone.length))
    : words("loaded", grouped(load.filter(missing).length), grouped(load.length));
  fill(root, {
    progress: (isBack ? gone : load).length ? progress : "",
    isBack,
    isOut: !isBack,
    isEmpty: !(isBack ? gone : load).length,
  });
  for (const button of root.querySelectorAll("[data-turn]"))
    button.setAttribute("aria-pressed", String(button.getAttribute("data-turn") === turned));
  repeat(root, "out", "thing", isBack ? [] : load, (made, thing) => {
    fill(made, { name: titleOf(thing) });
    const button = /** @type {HTMLButtonElement} */ (made.querySelector("[data-tick]"));
    button.value = thing.key;
    button.setAttribute("aria-pressed", String(missing(thing) > 0));
  });
  repeat(root, "back", "return", isBack ? gone : [], giveBack);
}

/** @param {DocumentFragment} made @param {Carried} thing */
function giveBack(made, thing) {
  const left = missing(thing);
  const how = thing.conditions.map((code) => words(`condition_${code}`)).join(", ");
  const is = left ? words("still_out", grouped(left)) : [words("is_back"), how].filter(Boolean).join(" · ");
  fill(made, {
    name: titleOf(thing),
    is,
    isHome: !left,
    isThing: left && thing.equipment,
    isSort: left && !thing.equipment,
  });
  for (const button of made.querySelectorAll("[data-back-as]"))
    /** @type {HTMLButtonElement} */ (button).value = thing.key;
  const form = /** @type {HTMLFormElement} */ (made.querySelector("form"));
  form.dataset.key = thing.key;
  const field = /** @type {HTMLInputElement} */ (form.querySelector("input"));
  [field.value, field.defaultValue, field.id] = [String(left), String(left), `back-${thing.key}`];
  form.querySelector("label")?.setAttribute("for", field.id);
}

/** @param {Carried} one */
const titleOf = ({ equipment, name, label, out }) =>
  equipment || !out ? [name, label].filter(Boolean).join(" · ") : `${grouped(out)} ${name}`;

/** @param {import("../page/page.js").Context} at @param {Element} target */
export async function onClick(at, target) {
  const turn = /** @type {HTMLElement | null} */ (target.closest("[data-turn]"));
  if (turn) {
    turned = turn.dataset.turn === "back" ? "back" : "out";
    return list(at);
  }
  const button = /** @type {HTMLButtonElement | null} */ (target.closest("[data-tick], [data-back-as]"));
  const thing = button && (await loadOf(at.outing)).find(({ key }) => key === button.value);
  if (!button || !thing) return undefined;
  answerTap({
    vibration: localStorage.getItem("mobilink.vibration") ?? "on",
    sound: localStorage.getItem("mobilink.sound") ?? "off",
  });
  const left = missing(thing);
  const condition = button.dataset.backAs ?? "";
  const isOut = button.hasAttribute("data-tick") && !left;
  if (isOut || left)
    await move(at.outing, at.by, isOut ? "out" : "back", {
      ...what(thing),
      quantity: isOut ? thing.out || 1 : left,
      condition,
    });
  return again(at, thing.key);
}

/** @param {Carried} one */
const what = ({ equipment, name }) => (equipment ? { equipment } : { name });

/** @param {import("../page/page.js").Context} at @param {HTMLFormElement} form */
export async function onSubmit(at, form) {
  const typed = new FormData(form);
  const many = whole(typed.get("quantity"));
  if (form.dataset.key !== undefined) {
    const thing = (await loadOf(at.outing)).find(({ key }) => key === form.dataset.key);
    const problem = thing ? piecesProblem(many, missing(thing)) : "";
    fill(form, { problem });
    if (!thing || problem) return undefined;
    await move(at.outing, at.by, "back", { ...what(thing), quantity: many });
    return again(at, thing.key);
  }
  const title = String(typed.get("name") ?? "")
    .trim()
    .replace(/\s+/g, " ");
  const problem = title ? piecesProblem(many) : words("which_thing");
  fill(form, { problem });
  if (problem) return undefined;
  await move(at.outing, at.by, "out", { name: title, quantity: many });
  form.reset();
  return again(at, title.toLowerCase());
}

/** @param {import("../page/page.js").Context} at @param {string} key */
async function again(at, key) {
  soon();
  await list(at);
  /** @type {HTMLElement | null} */ (at.root.querySelector(`[data-tick][value="${CSS.escape(key)}"]`))?.focus(
    { preventScroll: true },
  );
}
