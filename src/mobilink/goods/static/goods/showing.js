/** Whether a product may be shown on a day, as `goods/showable.py` decides it. Days are ISO text. */

/** @typedef {{kind: string, valid_until: string | null}} Papers */
/** @typedef {{is_listed: boolean, is_food: boolean, permits: Papers[], best_before?: string | null}} Shown */

const FOOD_PERMITS = ["pirt", "bpom"];

/** Why it must not be shown on that day; empty where it may. @param {string} day @param {Shown} product */
export function bar(day, { is_listed, is_food, permits, best_before }) {
  if (!is_listed) return "off";
  const had = new Set(permits.map((one) => one.kind));
  const valid = new Set(
    permits.filter((one) => !one.valid_until || day <= one.valid_until).map((one) => one.kind),
  );
  if ([...had].some((kind) => !valid.has(kind))) return "lapsed";
  if (is_food && !FOOD_PERMITS.some((kind) => had.has(kind))) return "no_permit";
  return best_before && best_before < day ? "stale" : "";
}
