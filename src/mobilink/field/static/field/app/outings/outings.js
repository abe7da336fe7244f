/** An outing as this phone knows it: of the plan, with what was changed here and the office has not yet. */
import { dashed } from "../../../journal/store.js";
import { rowsOf } from "../booth/memory.js";
import { whereabouts } from "../recorder/recorder.js";
import { plan } from "./plan.js";

/** @typedef {import("./plan.js").Outing} Outing */
/** @typedef {import("../../../journal/store.js").KeptRow} KeptRow */

/**
 * An outing of the plan, with what this phone changed of it.
 * @param {string} id
 * @returns {Promise<Outing | undefined>}
 */
export async function outingOf(id) {
  const unitPlan = await plan();
  const planned = unitPlan?.outings.find((/** @type {Outing} */ outing) => outing.id === id);
  return planned && asChangedHere({ ...planned, stream: `unit/${unitPlan.unit.code}` });
}

/**
 * The outing with what this phone changed of it and the office has not yet.
 * @param {Outing} outing
 * @returns {Promise<any>}
 */
export async function asChangedHere(outing) {
  const changes = (await rowsOf(outing.id)).filter(
    (row) => row.kind === "outing" || row.kind === "assignment",
  );
  if (!changes.length) return outing;
  const { whereIs } = await whereabouts();
  const known = [...((await plan())?.drivers ?? []), ...((await plan())?.officers ?? [])];
  const pending = changes.filter((row) => ["phone", "van"].includes(whereIs(row)));
  /** @type {any} */
  const shown = pending.reduce((made, row) => laid(made, row, known), { ...outing });
  const own = Object.entries(shown.mine ?? {});
  const mine = own.some(([field, value]) => value !== /** @type {any} */ (outing)[field]) ? shown.mine : null;
  return { ...shown, mine, isPending: Boolean(mine || shown.isBookedAnew) };
}

/** @param {any} outing @param {KeptRow} row @param {{id: string, name: string}[]} known @returns {any} */
function laid(outing, row, known) {
  const versions = Object.fromEntries(Object.keys(row.fields).map((field) => [field, row.hash ?? ""]));
  if (row.kind === "outing") {
    const place = row.fields.place_text || outing.place;
    const mine = { ...outing.mine, ...row.fields };
    return { ...outing, ...row.fields, place, mine, versions: { ...outing.versions, ...versions } };
  }
  if (row.fields.outing) {
    const name = known.find((one) => one.id === row.fields.person)?.name ?? "";
    const made = { id: dashed(row.id), name, served: null, versions: {}, ...row.fields };
    return { ...outing, booked: [...outing.booked, made], isBookedAnew: true };
  }
  const id = dashed(row.id.split(" ")[0]);
  const booked = outing.booked
    .map((/** @type {any} */ one) =>
      one.id === id ? { ...one, ...row.fields, versions: { ...one.versions, ...versions } } : one,
    )
    .filter((/** @type {any} */ one) => !one.is_released);
  return {
    ...outing,
    booked,
    isBookedAnew: outing.isBookedAnew || "is_released" in row.fields || "duty" in row.fields,
  };
}
