/** Choosing rows: one box in the head chooses all rows of the page. */

for (const form of document.querySelectorAll("form[data-picks]")) {
  const all = /** @type {HTMLInputElement | null} */ (form.querySelector("[data-all]"));
  const boxes = /** @type {NodeListOf<HTMLInputElement>} */ (form.querySelectorAll("[name=row]"));
  if (!all) continue;
  all.hidden = false;
  form.addEventListener("change", (event) => {
    if (event.target === all) for (const box of boxes) box.checked = all.checked;
    const many = [...boxes].filter((box) => box.checked).length;
    all.checked = many === boxes.length;
    all.indeterminate = many > 0 && many < boxes.length;
  });
}
