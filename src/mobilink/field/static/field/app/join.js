/** The page on which a phone joins the office. */
import { NotDelivered } from "../../journal/messages.js";
import { join } from "../../journal/joining.js";
import { standstill } from "./recorder/recorder.js";
import { words } from "./page/page.js";
import { wayTo } from "./sync/sync_targets.js";
import { keep } from "./sync/updates.js";

const form = /** @type {HTMLFormElement} */ (document.querySelector("[data-join]"));
const problem = /** @type {HTMLElement} */ (document.querySelector("[data-problem]"));
const code = /** @type {HTMLInputElement} */ (form.elements.namedItem("code"));

/** @param {string} text */
function tell(text) {
  problem.textContent = text;
  problem.hidden = !text;
}

/** This browser can keep nothing: the booth online is left. @param {string} why */
function offerOnline(why) {
  tell(words(why));
  /** @type {HTMLElement} */ (document.querySelector("[data-online]")).hidden = false;
}

async function begin() {
  readCode(); // before anything is waited for: somebody may tap at once
  if (!isSecureContext) return offerOnline("insecure");
  if (!navigator.serviceWorker || !navigator.locks) return offerOnline("too_old");
  const why = await standstill();
  if (why === "closed") return offerOnline(why);
  // Its program may have been taken off; its records are here still. With a code it joins again.
  if (!why && !location.hash) return keep().then(() => location.replace("/field/"));
  code.focus();
}

/** A code that was scanned stands in the address, also where this page is open already. */
function readCode() {
  if (location.hash) code.value = decodeURIComponent(location.hash.slice(1));
}

form.addEventListener("submit", async (event) => {
  event.preventDefault();
  tell("");
  try {
    await join(code.value, wayTo(location.origin, "/api/v1/enrol"));
    await keep();
    location.replace("/field/");
  } catch (error) {
    const isOld = error instanceof DOMException && error.name === "NotSupportedError";
    const isOut = error instanceof NotDelivered && error.message === "out_of_service";
    const reason =
      error instanceof NotDelivered && !isOut
        ? error.code
        : isOld
          ? "too_old"
          : String(/** @type {Error} */ (error).message);
    tell(words(reason));
  }
});
addEventListener("hashchange", readCode);
begin();
