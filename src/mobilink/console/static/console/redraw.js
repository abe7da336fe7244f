// A photo that somebody chose is drawn anew and smaller before it is sent: the office needs the
// thing, not where it stood and with what it was taken. Without this the server takes that out.
const QUALITY = 0.82;

/** @param {HTMLInputElement} input @param {number} longest */
async function redraw(input, longest) {
  const [file] = input.files ?? [];
  if (!file) return;
  let picture;
  try {
    picture = await createImageBitmap(file);
  } catch {
    return; // no picture: the server says so in words
  }
  const scale = Math.min(1, longest / Math.max(picture.width, picture.height));
  const canvas = document.createElement("canvas");
  canvas.width = Math.round(picture.width * scale);
  canvas.height = Math.round(picture.height * scale);
  const brush = /** @type {CanvasRenderingContext2D} */ (canvas.getContext("2d"));
  brush.fillStyle = "#fff"; // what was transparent
  brush.fillRect(0, 0, canvas.width, canvas.height);
  brush.drawImage(picture, 0, 0, canvas.width, canvas.height);
  canvas.toBlob(
    (blob) => {
      if (!blob) return;
      const chosen = new DataTransfer();
      chosen.items.add(new File([blob], "photo.jpg", { type: "image/jpeg" }));
      input.files = chosen.files;
    },
    "image/jpeg",
    QUALITY,
  );
}

/** @type {NodeListOf<HTMLInputElement>} */
const inputs = document.querySelectorAll("input[data-redraw]");
for (const input of inputs) {
  input.addEventListener("change", () => redraw(input, Number(input.dataset.redraw)));
}
