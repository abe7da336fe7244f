/** Changing an outing of the plan on this phone: shown at once, published when the office has it. */
import { record } from "../recorder/recorder.js";
import { change, teamAct } from "../booth/booth.js";
import { words } from "../page/page.js";
import { nameOf, stillDeciding } from "../people/people.js";
import { plan } from "./plan.js";

/** @typedef {import("./plan.js").Outing} Outing */
/** @typedef {import("../law.js").ChangedFields["outing"]} ChangedField */

/**
 * Who may do something with an outing today.
 * @param {any} outing
 * @param {string} act
 * @returns {Promise<{id: string, name: string}[]>}
 */
export const deciders = (outing, act) => stillDeciding(outing.may?.[act] ?? []);

/**
 * @template {Record<string, any>} Fields
 * @param {Outing} outing
 * @param {string} by
 * @param {import("../law.js").Only<ChangedField, Fields>} fields
 */
export async function revise(outing, by, fields) {
  await record("revise outing", by, [change(outing, "outing", outing, fields)]);
}

/** @param {Outing} outing @param {string} by @param {string} reason @param {string} next_day */
export async function cancel(outing, by, reason, next_day) {
  const decided = {
    outing: outing.id,
    verdict: "cancelled",
    decided_by: await nameOf(by),
    decided_at: Date.now(),
    reason,
  };
  await record(
    "cancel outing",
    by,
    [
      teamAct("decision", decided),
      change(outing, "outing", outing, { state: "cancelled", reason, ...(next_day ? { next_day } : {}) }),
    ],
    reason,
  );
}

/**
 * Take back what this phone changed of an outing and nobody published.
 * @param {any} outing
 * @param {string} by
 */
export async function takeBack(outing, by) {
  const before = (await plan()).outings.find((/** @type {Outing} */ one) => one.id === outing.id);
  const fields = Object.fromEntries(Object.keys(outing.mine).map((field) => [field, before[field]]));
  await revise(outing, by, /** @type {Partial<Record<ChangedField, any>>} */ (fields));
}

/**
 * Free who was booked to drive, and let another drive; who is booked already stays one booking.
 * @param {Outing} outing
 * @param {string} by
 * @param {string} person
 */
export async function swapDriver(outing, by, person) {
  const before = outing.booked.filter((one) => one.duty === "driver");
  const booking = outing.booked.find((one) => one.person === person);
  await record("swap driver", by, [
    ...before.map((one) => change(outing, "assignment", one, { is_released: true })),
    booking
      ? change(outing, "assignment", booking, { duty: "driver" })
      : teamAct("assignment", { outing: outing.id, person, duty: "driver" }),
  ]);
}

/** What stands in the way of a new start, in words. @param {Outing} outing @param {string} start */
export function startProblem({ end }, start) {
  if (!/^\d\d:\d\d$/.test(start)) return words("which_hour");
  return end && start >= end.slice(0, 5) ? words("ends_before") : "";
}
