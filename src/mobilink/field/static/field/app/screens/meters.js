/** Odometer, fuel and other receipts of the van, each with a photo of what shows it. */
import { rowsOf } from "../booth/memory.js";
import {
  fuelProblem,
  keepReceipt,
  kmProblem,
  paidProblem,
  readOdometer,
  refuel,
} from "../driving/driving.js";
import { clockTime, fill, grouped, repeat, words } from "../page/page.js";
import { photos } from "../page/photos.js";
import { fraction, whole } from "../page/typed.js";
import { soon, whereabouts } from "../recorder/recorder.js";
import { askWhich, chosen, noteFile, photoIn } from "../driving/vans.js";

export const name = "meters";
export const back = "way/";
const KINDS = new Set(["odometer", "fuel", "receipt"]);
const WHERE = { phone: "on_phone", van: "in_van", office: "at_office", needs: "needs" };

/** @param {import("../page/page.js").Context} at */
export async function show(at) {
  askWhich(at);
  await list(at);
}

/** What this phone recorded, the newest first. @param {import("../page/page.js").Context} at */
async function list({ root, outing }) {
  const [{ whereIs }, photosKept] = [await whereabouts(), await photos()];
  const rows = (await rowsOf(outing.id)).filter((row) => KINDS.has(row.kind)).reverse();
  fill(root, { hasRows: rows.length });
  repeat(root, "told", "one", rows, (made, row) => {
    const { photo } = row.fields;
    const where = [
      words(WHERE[whereIs(row)]),
      photo ? words(photosKept.get(photo) ? "photo_at_office" : "photo_here") : "",
    ];
    fill(made, { told: `${clockTime(row.at)} · ${say(row)}`, where: where.filter(Boolean).join(" · ") });
  });
}

/** @param {import("../booth/booth.js").KeptRow} row */
function say({ kind, fields }) {
  if (kind === "odometer") return `${grouped(fields.km)} km`;
  const paid = `Rp${grouped(fields.rupiah)}`;
  return kind === "fuel"
    ? `${grouped(Number(fields.litres))} l · ${paid}`
    : `${words(`paid_${fields.kind}`)} · ${paid}`;
}

/** @param {import("../page/page.js").Context} _at @param {Element} target */
export const onChange = (_at, target) => noteFile(target);

/** @param {import("../page/page.js").Context} at @param {HTMLFormElement} form */
export async function onSubmit(at, form) {
  const typed = new FormData(form);
  const van = chosen(at);
  const [km, litres, rupiah] = [
    whole(typed.get("km")),
    fraction(typed.get("litres")),
    whole(typed.get("rupiah")),
  ];
  const what = form.dataset.act;
  const problem =
    what === "odometer"
      ? await kmProblem(van, km)
      : what === "fuel"
        ? fuelProblem(litres, rupiah)
        : paidProblem(rupiah);
  for (const other of at.root.querySelectorAll("form"))
    fill(other, { problem: other === form ? problem : "", done: "" });
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
