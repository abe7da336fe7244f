/** The public pages as a code to scan, drawn by the office and carried in the plan. */
import { plan } from "../outings/plan.js";
import { fill } from "./page.js";

/**
 * Draw it where a screen has room for it; nothing where the office named no address.
 * @param {ParentNode} root
 */
export async function showSiteQr(root) {
  const site = (await plan())?.site;
  fill(root, { site: site?.address });
  if (!site) return;
  const drawn = root.querySelector("[data-site-code]");
  drawn?.setAttribute("viewBox", `0 0 ${site.size} ${site.size}`);
  drawn?.querySelector("path")?.setAttribute("d", site.path);
}
