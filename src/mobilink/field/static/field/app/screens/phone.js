/** This phone: whom it reaches, whether its records are safe, how it looks, who works. */
import { tallyOfPlaces } from "../booth/whereabouts.js";
import { plan } from "../outings/plan.js";
import { clockTime, fill, grouped, repeat, words } from "../page/page.js";
import { leave } from "../people/people.js";
import { dress } from "../people/settings.js";
import { isOnline, persists, sendNow, signOut, speak, stations } from "../recorder/recorder.js";
import { addStation, loads, sendTo } from "../sync/sync_targets.js";
import { sayRefusal } from "../page/status_bar.js";

export const name = "phone";

/** @param {import("../page/page.js").Context} at */
export async function show({ root, by }) {
  const officers = (await plan())?.officers ?? [];
  const storage = words((await persists()) ? "persists" : "may_vanish");
  const waiting = (await tallyOfPlaces()).phone;
  fill(root, {
    storage,
    unsent: waiting ? words("unsent", grouped(waiting)) : "",
    who: officers.find((/** @type {any} */ one) => one.id === by)?.name ?? "",
    outcome: "",
  });
  repeat(root, "stations", "station", await stations(), (made, station) => {
    fill(made, {
      name: station.name,
      status: station.at ? words("reached", clockTime(station.at)) : words("never"),
      isVan: station.kind === "hub",
    });
    made.querySelector("[data-take]")?.setAttribute("value", station.address);
  });
  const carried = isOnline ? [] : await loads();
  fill(root, { isCarrying: carried.length });
  repeat(root, "loads", "load", carried, (made, { name, data, at }) => {
    fill(made, { load: words("carried", name, Math.ceil(data.length / 1024), clockTime(at)) });
  });
  for (const group of root.querySelectorAll("[data-choice]")) mark(/** @type {HTMLElement} */ (group));
}

/** @param {HTMLElement} group */
function mark(group) {
  const name = group.dataset.choice ?? "";
  const usual = {
    vibration: "on",
    sound: "off",
    hand: "right",
    theme: "",
    language: document.documentElement.lang,
  }[name];
  const chosen = name === "language" ? usual : (localStorage.getItem(`mobilink.${name}`) ?? usual);
  for (const button of group.querySelectorAll("button"))
    button.setAttribute("aria-pressed", String(button.value === chosen));
}

/** @param {import("../page/page.js").Context} at @param {Element} target */
export async function onClick(at, target) {
  const group = /** @type {HTMLElement | null} */ (target.closest("[data-choice]"));
  if (group) return choose(group, /** @type {HTMLButtonElement} */ (target.closest("button")).value);
  const van = /** @type {HTMLButtonElement | null} */ (target.closest("[data-take]"));
  if (van) {
    await sendTo(van.value, true);
    return show(at);
  }
  if (target.closest("[data-sign-out]")) return signOut();
  if (target.closest("[data-leave]")) {
    leave();
    return at.go("/field/");
  }
  if (!target.closest("[data-send-now]")) return;
  const attempts = await sendNow();
  const best = attempts.find((one) => !one.problem);
  const worst = attempts.find((one) => one.problem && one.problem.code !== "no_answer")?.problem;
  await show(at);
  const name = best?.name ?? attempts[0].name;
  const outcome = best
    ? words("sent", name)
    : worst
      ? words(worst.code, name, sayRefusal(worst.message))
      : words("no_answer");
  fill(at.root, { outcome });
}

/** @param {HTMLElement} group @param {string} value */
async function choose(group, value) {
  const name = group.dataset.choice ?? "";
  localStorage.setItem(`mobilink.${name}`, value);
  if (name === "language") {
    await speak(value);
    return location.reload();
  }
  dress();
  mark(group);
}

/** @param {import("../page/page.js").Context} at @param {HTMLFormElement} form */
export async function onSubmit(at, form) {
  await addStation(String(new FormData(form).get("address") ?? ""));
  await show(at);
}
