/**
 * Filling the screens: templates of this page, words in its language, days and numbers as people write them.
 */

/**
 * What a screen is given: where it stands, its outing, who works, its address, the way to another.
 * @typedef {{
 *   root: HTMLElement, outing: any, by: string, path: string,
 *   go: (path: string, taker?: string) => void,
 * }} Context
 */

/** @type {Map<string, string> | undefined} */
let sentences;

/** A sentence of the page, with each {} replaced. @param {string} name @param {...unknown} given */
export function words(name, ...given) {
  sentences ??= read();
  return (sentences.get(name) ?? name).replace(/\{\}/g, () => String(given.shift() ?? ""));
}

function read() {
  const list = /** @type {HTMLTemplateElement} */ (document.getElementById("words")).content;
  return new Map(
    [...list.querySelectorAll("dt")].map((term) => [
      term.textContent ?? "",
      term.nextElementSibling?.textContent ?? "",
    ]),
  );
}

/** A fresh copy of a screen of this page. @param {string} name @returns {DocumentFragment} */
export function screen(name) {
  return copy(document.querySelector(`template[data-screen=${name}]`));
}

/** A fresh copy of a part that a screen repeats. @param {ParentNode} root @param {string} name */
export function part(root, name) {
  return copy(root.querySelector(`template[data-part=${name}]`));
}

/** @param {Element | null} template */
function copy(template) {
  return /** @type {DocumentFragment} */ (
    document.importNode(/** @type {HTMLTemplateElement} */ (template).content, true)
  );
}

/** Write values where a screen has room for them; what is false, empty or nothing is hidden.
 * @param {ParentNode} root @param {Record<string, unknown>} values
 */
export function fill(root, values) {
  for (const [name, value] of Object.entries(values)) {
    for (const place of root.querySelectorAll(`[data-fill=${name}]`)) place.textContent = String(value ?? "");
    for (const place of root.querySelectorAll(`[data-show=${name}]`)) place.toggleAttribute("hidden", !value);
  }
}

/** Put the outing's own id where the page has none. @param {ParentNode} root @param {string} id */
export function named(root, id) {
  for (const name of ["href", "action", "id", "for"]) {
    for (const place of root.querySelectorAll(`[${name}*="${NAMELESS}"]`)) {
      place.setAttribute(name, (place.getAttribute(name) ?? "").replace(NAMELESS, id));
    }
  }
}
const NAMELESS = "00000000-0000-0000-0000-000000000000";

/** Repeat a part for each thing. @template Thing
 * @param {ParentNode} root @param {string} list @param {string} name @param {Thing[]} things
 * @param {(made: DocumentFragment, thing: Thing) => void} each
 */
export function repeat(root, list, name, things, each) {
  const place = /** @type {Element} */ (root.querySelector(`[data-list=${list}]`));
  place.replaceChildren(
    ...things.map((thing) => {
      const made = part(root, name);
      each(made, thing);
      return made;
    }),
  );
}

/**
 * Repeat a part of one element for each thing, which keeps its element as long as it is there: fingers that
 * tap faster than the screen meet what they aimed at.
 * @template Thing
 * @param {ParentNode} root
 * @param {string} list
 * @param {string} name
 * @param {[string, Thing][]} things by what tells them apart
 * @param {(made: HTMLElement, thing: Thing) => void} each
 */
export function keep(root, list, name, things, each) {
  const place = /** @type {Element} */ (root.querySelector(`[data-list=${list}]`));
  const here = new Map([...place.children].map((one) => [/** @type {HTMLElement} */ (one).dataset.key, one]));
  const wanted = things.map(([key, thing]) => {
    const made = /** @type {HTMLElement} */ (here.get(key) ?? part(root, name).firstElementChild);
    made.dataset.key = key;
    each(made, thing);
    return made;
  });
  for (const element of here.values())
    if (!wanted.includes(/** @type {HTMLElement} */ (element))) element.remove();
  wanted.forEach(
    (made, index) =>
      place.children[index] !== made && place.insertBefore(made, place.children[index] ?? null),
  );
}

/** The first letters of a name. @param {string} name */
export const initials = (name) =>
  name
    .split(" ")
    .filter(Boolean)
    .slice(0, 2)
    .map((word) => word[0].toUpperCase())
    .join("");

const language = () => document.documentElement.lang || "id";

/** @type {Intl.NumberFormat | undefined} */
let figures;

/** @param {number} figure */
export const grouped = (figure) => (figures ??= new Intl.NumberFormat(language())).format(figure);

/** Minggu, 18 Agustus 2019. @param {string} day */
export const longDay = (day) =>
  new Date(`${day}T00:00:00Z`).toLocaleDateString(language(), {
    weekday: "long",
    day: "numeric",
    month: "long",
    year: "numeric",
    timeZone: "UTC",
  });

/** 18 Agu 2019. @param {string} day */
export const shortDay = (day) =>
  new Date(`${day}T00:00:00Z`).toLocaleDateString(language(), {
    day: "numeric",
    month: "short",
    year: "numeric",
    timeZone: "UTC",
  });

/** 18 Agu on this phone's clock. @param {number} at */
export const dayAndMonth = (at) =>
  new Date(at).toLocaleDateString(language(), { day: "numeric", month: "short" });

/** Indonesian parts hours from minutes by a dot. @param {string} time */
const written = (time) => (language() === "id" ? time.replace(":", ".") : time);

/** 06.12 on this phone's clock. @param {number} at */
export const clockTime = (at) => {
  const date = new Date(at);
  const [hour, minute] = [date.getHours(), date.getMinutes()].map((part) => String(part).padStart(2, "0"));
  return written(`${hour}:${minute}`);
};

/** The day it is on this phone. @param {number} [at] */
export function dayOf(at = Date.now()) {
  const date = new Date(at);
  const [month, day] = [date.getMonth() + 1, date.getDate()].map((part) => String(part).padStart(2, "0"));
  return `${date.getFullYear()}-${month}-${day}`;
}

/** 06.00–09.00. @param {{start: string | null, end: string | null}} outing */
export function hours({ start, end }) {
  const times = [start, end].filter(Boolean).map((time) => written(String(time).slice(0, 5)));
  return times.length ? times.join("–") : words("no_hours");
}
