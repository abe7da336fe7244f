/** Telling the office how this phone stands, in one message that also goes without the internet. */
import { tallyOfPlaces } from "../booth/whereabouts.js";
import { plan } from "../outings/plan.js";
import { dayOf, fill, grouped, longDay, words } from "../page/page.js";
import { nameOf } from "../people/people.js";
import { nameOfPlace, persists } from "../recorder/recorder.js";
import { networkWords, refusalWords } from "../page/status_bar.js";

/** Fill the part of a screen from which somebody tells the office; nothing of a visitor is in it.
 * @param {ParentNode} root @param {string} by @param {string[]} [more] sentences of what it is about
 */
export async function offerToTell(root, by, more = []) {
  const unitPlan = await plan();
  const { phone, van, office, needs, oldest } = await tallyOfPlaces();
  const report = [
    words("report", by ? await nameOf(by) : "–", await nameOfPlace(), unitPlan?.unit?.name ?? ""),
    words("report_places", ...[phone, van, office, needs].map(grouped)),
    oldest === null ? "" : words("report_oldest", longDay(dayOf(oldest))),
    await networkWords(),
    await refusalWords(),
    (await persists()) ? "" : words("report_may_vanish"),
    ...more,
  ];
  writable(root, await officeNumber(), report.filter(Boolean).map(ended).join(" "));
}

/** A sentence with its end. @param {string} text */
const ended = (text) => (/[.!?]$/.test(text) ? text : `${text}.`);

/** The number at which the office takes messages, as a phone dials it; empty where it named none. */
export async function officeNumber() {
  return String((await plan())?.urgent_number ?? "").replace(/[^+\d]/g, "");
}

/**
 * Put a message where a screen shows it and can have it written.
 * @param {ParentNode} root
 * @param {string} number
 * @param {string} sms
 */
export function writable(root, number, sms) {
  fill(root, { sms, number });
  // Without a number the phone asks to whom.
  root.querySelector("[data-sms]")?.setAttribute("href", `sms:${number}?body=${encodeURIComponent(sms)}`);
  root.querySelector("[data-call]")?.setAttribute("href", `tel:${number}`);
}

/**
 * Copy the message, where that was tapped; whether it was.
 * @param {ParentNode} root
 * @param {Element} target
 */
export async function copyMessage(root, target) {
  if (!target.closest("[data-copy]")) return false;
  await navigator.clipboard.writeText(root.querySelector("[data-fill=sms]")?.textContent ?? "");
  fill(root, { copied: words("copied") });
  return true;
}
