/** A phone that nobody touches covers what is about a visitor, then asks who is there, as it does when
 * the last day of who works is over; one that is put away shows nothing.
 */
import { COUNTED_EVERY, countWork, hasEnded, isAway, stay } from "./people.js";

const LOOK_EVERY = 2_000;
const COVERED_AFTER = 30_000;
/** Screens that show or take what is about one visitor. */
const PERSONAL = new Set(["follow", "hand", "code", "withdraw", "offer"]);

/**
 * @param {() => unknown} lock shows nothing of anybody's, and asks for the PIN
 * @param {() => string} screen the name of the one that is shown
 */
export function watch(lock, screen) {
  const cover = /** @type {HTMLElement} */ (document.querySelector("[data-cover]"));
  let touchedAt = Date.now();
  const look = async () => {
    if (isAway()) lock();
    lay(Date.now() - touchedAt > COVERED_AFTER && PERSONAL.has(screen()));
    if (await hasEnded()) lock();
  };
  /** @param {boolean} isOn */
  const lay = (isOn) => {
    if (isOn !== cover.hidden) return;
    cover.hidden = !isOn;
    document.body.classList.toggle("is-covered", isOn);
    if (isOn) cover.focus();
  };
  // A touch after two minutes is no sign of the person who left.
  const touched = () => {
    touchedAt = Date.now();
    return isAway() ? lock() : stay();
  };
  for (const kind of ["pointerdown", "keydown"])
    addEventListener(kind, touched, { capture: true, passive: true });
  // The touch that takes the cover away does nothing else.
  cover.addEventListener("click", () => lay(false));
  setInterval(look, LOOK_EVERY);
  setInterval(() => document.visibilityState === "visible" && !isAway() && countWork(), COUNTED_EVERY);
  document.addEventListener("visibilitychange", () => {
    const isHidden = document.visibilityState === "hidden";
    document.body.classList.toggle("is-put-away", isHidden);
    if (!isHidden) look();
  });
}
