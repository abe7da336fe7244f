/** Forms about a van: which one where several go, and the photo that comes with what is told. */
import { fill, repeat, words } from "../page/page.js";
import { keepPhoto } from "../page/photos.js";

/** @typedef {import("../page/page.js").Context} Context */
/** @typedef {import("./driving.js").Van} Van */

/**
 * Ask which van, where there are several; the first is meant unless another is tapped, or none is.
 * @param {Context} at
 * @param {boolean} [isFirst]
 */
export function askWhich({ root, outing }, isFirst = true) {
  const vans = outing.way?.vans ?? [];
  fill(root, {
    hasVans: vans.length,
    noVan: !vans.length,
    isOne: vans.length === 1,
    isMany: vans.length > 1,
    van: vans[0]?.name ?? "",
  });
  repeat(root, "vans", "van", vans, (made, van) => {
    fill(made, { name: van.name });
    const choice = /** @type {HTMLInputElement} */ (made.querySelector("input"));
    choice.value = van.id;
    choice.checked = choice.defaultChecked = van === vans[0] && (isFirst || vans.length === 1);
  });
}

/** The van that is meant, where one is. @param {Context} at @returns {Van} */
export function chosen({ root, outing }) {
  const id = /** @type {HTMLInputElement | null} */ (root.querySelector("[name=van]:checked"))?.value;
  return outing.way.vans.find((/** @type {Van} */ one) => one.id === id);
}

/** Say that a photo was taken along. @param {Element} target */
export function noteFile(target) {
  const field = /** @type {HTMLInputElement} */ (target);
  if (field.form && field.type === "file") fill(field.form, { hasPhoto: field.files?.length });
}

/** The name of the photo that was taken along, or nothing. @param {FormData} typed */
export async function photoIn(typed) {
  const picture = typed.get("photo");
  if (!(picture instanceof Blob) || !picture.size) return "";
  const kept = await keepPhoto(picture).catch(() => {
    throw new Error(words("no_photo"));
  });
  return kept.photo;
}
