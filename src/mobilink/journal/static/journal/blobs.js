/**
 * A phone brings its photos in parts to whoever answers, and goes on where a connection broke off
 * (`journal/sync/blobs.py`).
 */
import { NotDelivered, ask, nameIn } from "./messages.js";
import { all, bytesOf, get, put } from "./store.js";
import { NOTHING } from "./wire.js";
import { self } from "./writing.js";

const PART = 256 * 1024;

/**
 * Bring every photo that a station has not, the oldest first.
 * @param {string} address @param {(message: Uint8Array) => Promise<Uint8Array>} send
 * @param {string} program @param {boolean} isOffice
 */
export async function bringPhotos(address, send, program, isOffice) {
  const waiting = (await all("photos")).filter((one) => !one.isAtOffice && !one.brought.includes(address));
  for (const photo of waiting.sort((one, other) => one.at - other.at)) {
    await bring(photo, nameIn(address), send, program);
    await put("photos", { ...photo, brought: [...photo.brought, address], isAtOffice: isOffice });
  }
}

/**
 * @param {any} photo
 * @param {string} to
 * @param {(message: Uint8Array) => Promise<Uint8Array>} send
 * @param {string} program
 */
async function bring({ hash, size }, to, send, program) {
  const data = await get("pictures", hash);
  const me = /** @type {import("./writing.js").Self} */ (await self());
  const sendPart = async (/** @type {number} */ start, /** @type {Uint8Array} */ part) => {
    const answer = await ask(
      me,
      ["Part", [program, bytesOf(hash), size, start, part, to]],
      ["Held", 2, 5],
      send,
    );
    return answer.fields[4];
  };
  let held = await sendPart(0, NOTHING);
  while (held < size) {
    const now = await sendPart(held, data.slice(held, held + PART));
    if (now <= held) throw new NotDelivered("no_answer");
    held = now;
  }
}
