/** How a page says that something was not kept. */
import { words } from "./page.js";

const FULL = ["QuotaExceededError", "AbortError", "UnknownError"];

/** Say that something was not kept, and why. @param {HTMLElement} root @param {unknown} error */
export function admit(root, error) {
  excuse(root);
  const notice = document.createElement("p");
  notice.className = "notice notice-danger";
  notice.dataset.notKept = "";
  notice.setAttribute("role", "alert");
  const isFull = error instanceof DOMException && FULL.includes(error.name);
  notice.textContent = words(isFull ? "not_kept" : String(/** @type {Error} */ (error)?.message ?? error));
  root.prepend(notice);
}

/** What was said is true no more. @param {HTMLElement} root */
export function excuse(root) {
  root.querySelector("[data-not-kept]")?.remove();
}
