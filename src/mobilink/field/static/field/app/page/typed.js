/** What people type, as rows have it. */

/** @typedef {import("../law.js").NewFields} NewFields */
/** @typedef {string | number | null} Value */

/** Whether somebody fills a form. @param {ParentNode} root */
export const isFilled = (root) =>
  [...root.querySelectorAll("input, textarea")]
    .map((field) => /** @type {HTMLInputElement} */ (field))
    .some(
      ({ value, defaultValue, checked, defaultChecked }) =>
        value !== defaultValue || checked !== defaultChecked,
    );

/**
 * What a form says of a new row of a kind: each field that its `data-closing`, for a closing, names, as the
 * pad has it on which it is typed.
 * @template {keyof NewFields} Kind
 * @param {Kind} kind
 * @param {HTMLFormElement} form
 * @returns {Partial<Record<NewFields[Kind], Value>>}
 */
export function typedRow(kind, form) {
  const typed = new FormData(form);
  const names = /** @type {NewFields[Kind][]} */ ((form.dataset[kind] ?? "").split(" "));
  /** @type {Partial<Record<NewFields[Kind], Value>>} */
  const row = {};
  for (const name of names) {
    const pad = form.querySelector(`[name=${name}]`)?.getAttribute("inputmode") ?? "";
    row[name] = valueOf(String(typed.get(name) ?? ""), pad);
  }
  return row;
}

/**
 * What was typed on a pad, as it travels: a fraction is a text. Nothing where nothing was typed.
 * @param {string} typed
 * @param {string} pad
 * @returns {Value}
 */
export function valueOf(typed, pad) {
  const text = typed.trim();
  if (!text) return null;
  if (pad === "numeric") return Number(text);
  return pad === "decimal" ? String(fraction(text)) : text;
}

/**
 * A whole number as people type it, 150.000 or Rp150.000; NaN where it is none.
 * @param {FormDataEntryValue | null} typed
 */
export function whole(typed) {
  const text = String(typed ?? "")
    .trim()
    .replace(/^rp\s*/i, "")
    .replace(/\.(?=\d{3}(\D|$))/g, "");
  return /^\d+$/.test(text) ? Number(text) : NaN;
}

/** A fraction as people type it, 20,5 or 20.5. @param {FormDataEntryValue | null} typed */
export const fraction = (typed) =>
  Number(
    String(typed ?? "")
      .trim()
      .replace(",", ".") || NaN,
  );
