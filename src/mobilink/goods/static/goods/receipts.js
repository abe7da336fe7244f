/** The number of a receipt, as `goods/receipts.py` gives it. */
import { sha256 } from "../journal/wire.js";

const LETTERS = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ"; // no 0 O 1 I
const OF_A_MACHINE = 6;

/** @param {{author: Uint8Array, epoch: Uint8Array}} chain @param {number} seq */
export async function number({ author, epoch }, seq) {
  const digest = await sha256(new TextEncoder().encode("mobilink receipt"), author, epoch);
  const machine = Array.from(digest.subarray(0, OF_A_MACHINE), (byte) => LETTERS[byte % LETTERS.length]).join(
    "",
  );
  return `T-${machine}-${seq}`;
}
