/** Photos on this phone: drawn anew so small that they travel, without what a camera writes into them. */
import { answer, hex, transaction } from "../../../journal/store.js";
import { sha256 } from "../../../journal/wire.js";

const LONGEST_SIDE = 1280;
const LARGEST = 300_000;
const QUALITIES = [0.82, 0.7, 0.55, 0.4];

/**
 * Keep a picture; its name and its size.
 * @param {Blob} picture
 * @returns {Promise<{photo: string, photo_size: number}>}
 */
export async function keepPhoto(picture) {
  const data = await smaller(picture, LONGEST_SIDE, LARGEST);
  const hash = hex(await sha256(data));
  await transaction(["photos", "pictures"], "readwrite", (at) => {
    at("pictures").put(data, hash);
    at("photos").put({ hash, size: data.length, at: Date.now(), brought: [], isAtOffice: false });
  });
  return { photo: hash, photo_size: data.length };
}

/**
 * Drawn on a canvas, so that neither place nor device nor hour goes along: at most so long, and so many
 * bytes.
 * @param {Blob} picture
 * @param {number} longest
 * @param {number} largest
 */
export async function smaller(picture, longest, largest) {
  const image = await createImageBitmap(picture, { imageOrientation: "from-image" });
  for (let side = longest; ; side /= 1.5) {
    const scale = Math.min(1, side / Math.max(image.width, image.height));
    const canvas = document.createElement("canvas");
    canvas.width = Math.max(1, Math.round(image.width * scale));
    canvas.height = Math.max(1, Math.round(image.height * scale));
    canvas.getContext("2d")?.drawImage(image, 0, 0, canvas.width, canvas.height);
    for (const quality of QUALITIES) {
      const made = await jpeg(canvas, quality);
      if (made.length <= largest) return made;
    }
  }
}

/** @param {HTMLCanvasElement} canvas @param {number} quality @returns {Promise<Uint8Array>} */
async function jpeg(canvas, quality) {
  /** @type {Blob | null} */
  const made = await new Promise((resolve) => canvas.toBlob(resolve, "image/jpeg", quality));
  if (!made) throw new Error("not_a_photo");
  return new Uint8Array(await made.arrayBuffer());
}

/**
 * The photos of this phone by name: whether the office has each whole.
 * @returns {Promise<Map<string, boolean>>}
 */
export async function photos() {
  const kept = await transaction(["photos"], "readonly", (at) => answer(at("photos").getAll()));
  return new Map(kept.map((one) => [one.hash, one.isAtOffice]));
}
