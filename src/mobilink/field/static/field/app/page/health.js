/** Whether this phone can keep records at all, and how it says that something was not kept. */
import { self } from "../../../journal/writing.js";
import { words } from "./page.js";

const AWHILE = 500;
const FULL = ["QuotaExceededError", "AbortError", "UnknownError"];

/** Why nothing can be recorded: its storage was emptied, the browser keeps it closed; or nothing.
 * @returns {Promise<"" | "cleared" | "closed">}
 */
export async function standstill() {
  for (const isLast of [false, true]) {
    try {
      return (await self()) ? "" : "cleared";
    } catch {
      if (isLast) break;
      // A database that was just taken away closes a moment later, and another can be opened.
      await new Promise((resolve) => setTimeout(resolve, AWHILE));
    }
  }
  return "closed";
}

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
