/** The way to an outing, for who drives: when to leave, where to, whom to call, what the van must carry. */
import { foundOf, loadOf, missing } from "../driving/driving.js";
import { clockTime, dayOf, fill, grouped, hours, longDay, repeat, words } from "../page/page.js";

export const name = "way";
const FACTS = ["gate", "parking", "contact", "crossing", "last_boat", "plan_b"];
const NUMBER = /\+?\d[\d .()-]{6,}\d/;

/** @param {import("../page/page.js").Context} at */
export async function show({ root, outing }) {
  const way = outing.way ?? {};
  const facts = Object.fromEntries(FACTS.map((fact) => [fact, way[fact] || words("unrecorded")]));
  const leave = way.leave_at ? way.leave_at.slice(0, 5).replace(":", ".") : words("unrecorded");
  const reason = outing.reason && `${words(`state_${outing.state}`)}: ${outing.reason}`;
  fill(root, {
    ...facts,
    reason,
    leave,
    day: longDay(outing.day),
    hours: hours(outing),
    address: way.address,
    access: outing.access || words("unrecorded"),
  });
  call(root.querySelector("[data-call-contact]"), way.contact);
  const language = document.documentElement.lang === "en" ? "en" : "id";
  const vans = way.vans ?? [];
  /** @type {[import("../driving/driving.js").Van, Awaited<ReturnType<typeof foundOf>>][]} */
  const inspected = await Promise.all(
    vans.map(async (/** @type {any} */ van) => [van, await foundOf(outing, van)]),
  );
  const unsafe = inspected
    .filter(([, one]) => one.unsafe.length)
    .map(([van, one]) => words("van_unsafe", van.name, partsOf(one.unsafe).toLowerCase()));
  repeat(
    root,
    "warnings",
    "warning",
    [...vans.flatMap((/** @type {any} */ van) => van.warnings[language]), ...unsafe],
    (made, words) => fill(made, { words }),
  );
  // A plan of an older office cannot know, and nobody inspects a van before the day.
  const known = inspected.filter(([van, { last }]) => last || (van.seen && outing.day <= dayOf()));
  repeat(root, "seen", "seen", known, (made, [van, { last }]) =>
    fill(made, { van: van.name, seen: last ? seenAs(last) : "", unseen: last ? "" : words("not_inspected") }),
  );
  fill(root, {
    vans:
      vans.map((/** @type {any} */ van) => [van.name, van.plate].filter(Boolean).join(" ")).join(", ") ||
      words("unrecorded"),
    drives: vans.length,
  });
  repeat(root, "crew", "person", way.crew ?? [], (made, member) => {
    fill(made, {
      name: member.name,
      duty: words(`duty_${member.duty}`),
      noPhone: member.phone ? "" : words("phone_unrecorded"),
    });
    call(made.querySelector("[data-call]"), member.phone);
  });
  showTents(root, way.things ?? []);
  const load = await loadOf(outing);
  fill(root, {
    loaded: load.length ? words("so_many", grouped(load.filter(missing).length), grouped(load.length)) : "",
  });
}

/** @param {string[]} parts */
const partsOf = (parts) => parts.map((code) => words(`part_${code}`).replace(/^part_/, "")).join(", ");

/** @param {import("../driving/driving.js").Seen} last */
const seenAs = ({ at, by, defects }) =>
  [clockTime(Date.parse(at)), by, defects.length ? words("defects", partsOf(defects)) : words("no_defect")]
    .filter(Boolean)
    .join(" · ");

/** Where a number is told, one tap calls it. @param {Element | null} link @param {string | undefined} text */
function call(link, text) {
  const number = NUMBER.exec(text ?? "")?.[0] ?? "";
  link?.toggleAttribute("hidden", !number);
  link?.setAttribute("href", `tel:${number.replace(/[^+\d]/g, "")}`);
  if (link) fill(link, { number });
}

/** @param {HTMLElement} root @param {any[]} things */
function showTents(root, things) {
  const tents = things.filter((one) => one.tent);
  fill(root, { hasTents: tents.length });
  repeat(root, "tents", "tent", tents, (made, { name, tent }) => {
    const weight =
      tent.weight_kg === null
        ? words("unrecorded")
        : `${String(tent.weight_kg).replace(".", words("point"))} kg`;
    const wind = tent.wind_kmh === null ? words("unrecorded") : words("km_an_hour", grouped(tent.wind_kmh));
    fill(made, { name, weight, wind });
  });
}
