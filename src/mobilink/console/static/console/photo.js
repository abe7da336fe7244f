// Draws a chosen photo anew: small enough to travel, without what a camera writes into it.
"use strict";
const LONGEST_SIDE = 1600;
const LARGEST = 400000;

/** @param {File} file @returns {Promise<Blob>} */
async function redrawn(file) {
  const image = await createImageBitmap(file, { imageOrientation: "from-image" });
  const scale = Math.min(1, LONGEST_SIDE / Math.max(image.width, image.height));
  const canvas = document.createElement("canvas");
  canvas.width = Math.max(1, Math.round(image.width * scale));
  canvas.height = Math.max(1, Math.round(image.height * scale));
  canvas.getContext("2d")?.drawImage(image, 0, 0, canvas.width, canvas.height);
  for (const quality of [0.82, 0.65, 0.45, 0.25]) {
    /** @type {Blob | null} */
    const made = await new Promise((done) => canvas.toBlob(done, "image/jpeg", quality));
    if (made && made.size <= LARGEST) return made;
  }
  return file;
}

document.addEventListener("change", async ({ target }) => {
  if (!(target instanceof HTMLInputElement) || !("photo" in target.dataset)) return;
  const [file] = target.files ?? [];
  if (!file) return;
  try {
    const held = new DataTransfer();
    held.items.add(new File([await redrawn(file)], "photo.jpg", { type: "image/jpeg" }));
    target.files = held.files;
  } catch {
    // What cannot be drawn goes as it is; the office says what is wrong with it.
  }
});
