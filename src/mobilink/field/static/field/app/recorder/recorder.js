/** Where this page records: the one place that chooses.
 *
 * The page that a phone keeps writes a signed chain of its own, and brings it to whoever it reaches. The
 * page that a server answers hands each act to that server, as who is signed in there.
 */
import * as online from "./online.js";
import * as phone from "./phone.js";

/** Whether a server answered this page; Node, which tests pure modules, has none. */
export const isOnline = typeof document === "object" && document.body.dataset.online !== undefined;

/** @type {typeof phone} */
const chosen = isOnline ? online : phone;

export const {
  draftsOf,
  dropDraft,
  follows,
  hearers,
  isOwn,
  isStill,
  keepDraft,
  keepPhoto,
  lastReached,
  nameOfPlace,
  news,
  packHeld,
  persists,
  photos,
  piecesOf,
  planHeld,
  reach,
  read,
  record,
  renew,
  sendNow,
  signedIn,
  signOut,
  soon,
  speak,
  standstill,
  start,
  stations,
  trouble,
  troubles,
  whereabouts,
} = chosen;
