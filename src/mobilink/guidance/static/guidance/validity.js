/**
 * What holds on a day, as `guidance/validity.py` decides it. Days are ISO text; versions come the oldest
 * first.
 */

/** @typedef {Record<string, any>} Dated */

/**
 * The version to be told on this day, of those of one thing.
 * @param {Dated[]} versions
 * @param {string} day
 */
export function inForce(versions, day) {
  const begun = versions.filter((one) => !one.valid_from || one.valid_from <= day).at(-1);
  return begun && !hasLapsed(begun, day) ? begun : undefined;
}

/** Whether its last day is over. @param {Dated} version @param {string} day */
export function hasLapsed(version, day) {
  return Boolean(version.valid_to && version.valid_to < day);
}

/** Whether somebody was to check it again before. @param {Dated} version @param {string} day */
export function isOverdue(version, day) {
  return version.review_by < day;
}

/**
 * Of many things, the version of each that is to be told.
 * @param {Dated[]} rows
 * @param {string} day
 * @param {(row: Dated) => string} thing
 */
export function eachInForce(rows, day, thing) {
  /** @type {Map<string, Dated[]>} */
  const versions = new Map();
  for (const row of rows) versions.set(thing(row), [...(versions.get(thing(row)) ?? []), row]);
  return [...versions.values()].flatMap((some) => inForce(some, day) ?? []);
}
