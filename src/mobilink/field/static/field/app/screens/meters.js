// @ts-check
/** Odometer, fuel and other receipts of the van, each with a photo of what shows it. */
import { rowsOf, whereabouts } from "../booth.js";
import { fraction, fuelProblem, keepReceipt, kmProblem, paidProblem, readOdometer, refuel, whole } from "../driving.js";
import { clockTime, fill, grouped, repeat, words } from "../page.js";
import { keepPhoto, photos } from "../photos.js";
import { soon } from "../stations.js";

export const name = "meters";
export const back = "way/";
const KINDS = new Set(["odometer", "fuel", "receipt"]);
const WHERE = { phone: "on_phone", van: "in_van", office: "at_office", needs: "needs" };

/** @param {import("../screens.js").Context} at */
export async function show(at) {
  const vans = at.outing.way?.vans ?? [];
  fill(at.root, { hasVans: vans.length, noVan: !vans.length, isOne: vans.length === 1, isMany: vans.length > 1, van: vans[0]?.name ?? "" });
  repeat(at.root, "vans", "van", vans, (made, van) => {
    fill(made, { name: van.name });
    const choice = /** @type {HTMLInputElement} */ (made.querySelector("input"));
    choice.value = van.id;
    choice.checked = choice.defaultChecked = van === vans[0];
  });
  await list(at);
}

/** What this phone recorded, the newest first. @param {import("../screens.js").Context} at */
async function list({ root, outing }) {
  const [{ whereIs }, there] = [await whereabouts(), await photos()];
  const rows = (await rowsOf(outing.id)).filter((row) => KINDS.has(row.kind)).reverse();
  fill(root, { hasRows: rows.length });
  repeat(root, "told", "one", rows, (made, row) => {
    const { photo } = row.fields;
    const where = [words(WHERE[whereIs(row)]), photo ? words(there.get(photo) ? "photo_at_office" : "photo_here") : ""];
    fill(made, { told: `${clockTime(row.at)} · ${say(row)}`, where: where.filter(Boolean).join(" · ") });
  });
}

/** @param {import("../booth.js").KeptRow} row */
function say({ kind, fields }) {
  if (kind === "odometer") return `${grouped(fields.km)} km`;
  const paid = `Rp${grouped(fields.rupiah)}`;
  return kind === "fuel" ? `${grouped(Number(fields.litres))} l · ${paid}` : `${words(`paid_${fields.kind}`)} · ${paid}`;
}

/** @param {import("../screens.js").Context} at @param {Element} target */
export function onChange(_at, target) {
  const field = /** @type {HTMLInputElement} */ (target);
  const form = field.form;
  if (form && field.type === "file") fill(form, { hasPhoto: field.files?.length });
}

/** @param {import("../screens.js").Context} at @param {HTMLFormElement} form */
export async function onSubmit(at, form) {
  const typed = new FormData(form);
  const chosen = /** @type {HTMLInputElement | null} */ (at.root.querySelector("[name=van]:checked"))?.value;
  const van = at.outing.way.vans.find((/** @type {any} */ one) => one.id === chosen);
  const [km, litres, rupiah] = [whole(typed.get("km")), fraction(typed.get("litres")), whole(typed.get("rupiah"))];
  const what = form.dataset.act;
  const problem = what === "odometer" ? await kmProblem(van, km) : what === "fuel" ? fuelProblem(litres, rupiah) : paidProblem(rupiah);
  for (const other of at.root.querySelectorAll("form")) fill(other, { problem: other === form ? problem : "", done: "" });
  if (problem) return;
  const photo = await photoIn(typed);
  if (what === "odometer") await readOdometer(at.outing, at.by, van, km, photo);
  if (what === "fuel") await refuel(at.outing, at.by, van, { litres, rupiah, photo });
  const [kind, note] = [String(typed.get("kind") ?? "other"), String(typed.get("note") ?? "").trim()];
  if (what === "receipt") await keepReceipt(at.outing, at.by, van, { kind, rupiah, note, photo });
  form.reset();
  fill(form, { hasPhoto: false, done: words("kept_here") });
  soon();
  await list(at);
}

/** The name of the photo that was taken along, or nothing. @param {FormData} typed */
async function photoIn(typed) {
  const picture = typed.get("photo");
  if (!(picture instanceof Blob) || !picture.size) return "";
  const kept = await keepPhoto(picture).catch(() => {
    throw new Error(words("no_photo"));
  });
  return kept.photo;
}
