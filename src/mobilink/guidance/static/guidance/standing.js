/**
 * What a list says of a recruiter's licence on a day, as `guidance/standing.py` finds it. Days are ISO text.
 */

/** @typedef {{code: string, day: string, scope: string}} Finding */
/** @typedef {Record<string, any>} Listed */

/**
 * What there is to say of a licence on this day, the weightiest first.
 * @param {Listed} listed @param {string} day @returns {Finding[]}
 */
export function standing(listed, day) {
  if (listed.gone_on) {
    const gone = finding("gone", listed.gone_on);
    return listed.status === "revoked" ? [gone, finding("revoked-before")] : [gone];
  }
  const findings = [...sanction(listed, day), ...term(listed, day)];
  return findings.length ? findings : [finding(listed.status === "active" ? "listed" : "not-told")];
}

/** Whether the weightiest finding is one that a person must not overlook. @param {Finding[]} findings */
export function isSerious(findings) {
  return !["valid", "listed", "not-told"].includes(findings[0].code);
}

/**
 * Whether each answer must say that a list of so many days may be out of date.
 * @param {number} age
 * @param {Record<string, number>} rules
 */
export function isOld(age, { FRESH_DAYS }) {
  return age > FRESH_DAYS;
}

/** A sanction, if the list tells one. @param {Listed} listed @param {string} day */
function sanction({ status, status_from: from, status_to: to, status_scope: scope }, day) {
  if (status === "revoked") return [finding("revoked", from)];
  if (status === "watched") return [finding("watched", to, scope)];
  if (!["suspended", "partly-suspended"].includes(status)) return [];
  if (from && day < from) return [finding("sanction-ahead", from, scope)];
  if (to && to < day) return [finding("sanction-over", to, scope)];
  return [finding(status, to, scope)];
}

/**
 * The term of a licence that was not revoked, as far as it is told.
 * @param {Listed} listed
 * @param {string} day
 */
function term({ status, valid_from: from, valid_to: to }, day) {
  if (status === "revoked") return [];
  if (to && to < day) return [finding("lapsed", to)];
  if (from && day < from) return [finding("not-begun", from)];
  return to ? [finding("valid", to)] : [];
}

/** @param {string} code @param {string | null} [day] @param {string} [scope] @returns {Finding} */
function finding(code, day, scope) {
  return { code, day: day ?? "", scope: scope ?? "" };
}
