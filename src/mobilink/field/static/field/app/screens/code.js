/** The code that somebody takes home, and the truth about where what they gave is. */
import { self } from "../../../journal/writing.js";
import { rowsOf } from "../booth/memory.js";
import { kept, numberOf } from "../consent/codes.js";
import { plan } from "../outings/plan.js";
import { dayOf, fill, longDay, words } from "../page/page.js";
import { showSiteQr } from "../page/site_qr.js";
import { news, whereabouts } from "../recorder/recorder.js";
import { copyMessage, officeNumber, writable } from "../sync/supervisor.js";

export const name = "code";

/** @param {import("../page/page.js").Context} at */
export async function show(at) {
  const card = at.root.firstElementChild;
  await showSiteQr(at.root);
  const code = at.path.split("/").at(-2) ?? "";
  const me = await self();
  const keptCode = me && (await kept(code, me.office));
  await paint(at, code, keptCode);
  const again = () =>
    card?.isConnected ? paint(at, code, keptCode) : news.removeEventListener("sent", again);
  news.addEventListener("sent", again);
}

/** @param {import("../page/page.js").Context} at @param {string} code @param {string} [keptCode] */
async function paint({ root, outing }, code, keptCode) {
  const rows = await rowsOf(outing.id);
  const row = rows.find((one) => one.kind === "follow_up" && one.fields.code === keptCode);
  const { whereIs } = await whereabouts();
  const place = row ? whereIs(row) : "needs";
  const unitPlan = await plan();
  const isWaiting = Boolean(row?.fields.is_urgent) && place !== "office";
  const sms = words("sms", outing.place, row ? numberOf(row.id) : "");
  fill(root, {
    code,
    office: unitPlan?.office ?? "",
    day: longDay(dayOf(row?.at)),
    where: words(`code_${place}`),
    isWaiting,
  });
  writable(root, await officeNumber(), sms);
  const where = root.querySelector("[data-where]");
  where?.classList.toggle("notice-done", place === "office");
  where?.classList.toggle("notice-warning", isWaiting);
}

/** @param {import("../page/page.js").Context} at @param {Element} target */
export function onClick({ root }, target) {
  return copyMessage(root, target);
}
