/** Sealing for the office: neither this phone nor a van reads it again (`journal/members/sealing.py`).
 *
 * The office's X25519 key follows from the Ed25519 key that this phone learnt when it joined.
 */
import { joined } from "../../../journal/msgpack.js";

const TEXT = new TextEncoder();
const BLOCK = 512; // how long a text is, is told no closer than this
const INFO = TEXT.encode("mobilink sealed by a phone");
const P = 2n ** 255n - 19n;

/**
 * @param {Uint8Array} officeKey Ed25519
 * @param {Record<string, string>} contents
 * @returns {Promise<string>}
 */
export async function sealed(officeKey, contents) {
  const office = montgomery(officeKey);
  const made = /** @type {CryptoKeyPair} */ (
    await crypto.subtle.generateKey("X25519", false, ["deriveBits"])
  );
  const known = new Uint8Array(await crypto.subtle.exportKey("raw", made.publicKey));
  const theirs = await crypto.subtle.importKey("raw", office, "X25519", false, []);
  const shared = await crypto.subtle.deriveBits({ name: "X25519", public: theirs }, made.privateKey, 256);
  const base = await crypto.subtle.importKey("raw", shared, "HKDF", false, ["deriveKey"]);
  const salt = /** @type {BufferSource} */ (joined([known, office]));
  const way = { name: "HKDF", hash: "SHA-256", salt, info: INFO };
  const key = await crypto.subtle.deriveKey(way, base, { name: "AES-GCM", length: 256 }, false, ["encrypt"]);
  // The key seals this one content, so its nonce says nothing.
  const body = await crypto.subtle.encrypt(
    { name: "AES-GCM", iv: new Uint8Array(12) },
    key,
    padded(contents),
  );
  return `x.${btoa(String.fromCharCode(...joined([known, new Uint8Array(body)])))}`;
}

/** @param {Record<string, string>} contents */
function padded(contents) {
  const plain = TEXT.encode(JSON.stringify(contents));
  const whole = new Uint8Array(Math.ceil(plain.length / BLOCK) * BLOCK).fill(32);
  whole.set(plain);
  return whole;
}

/** The same point on the curve of X25519: u = (1 + y) / (1 − y). @param {Uint8Array} key Ed25519 */
export function montgomery(key) {
  let y = 0n;
  for (const [place, byte] of key.entries())
    y |= BigInt(place === 31 ? byte & 127 : byte) << BigInt(8 * place);
  let u = ((1n + y) * power((1n - y + P) % P, P - 2n)) % P;
  return Uint8Array.from({ length: 32 }, () => {
    const byte = Number(u & 255n);
    u >>= 8n;
    return byte;
  });
}

/** @param {bigint} base @param {bigint} exponent */
function power(base, exponent) {
  let product = 1n;
  for (let bits = exponent, square = base; bits; bits >>= 1n, square = (square * square) % P) {
    if (bits & 1n) product = (product * square) % P;
  }
  return product;
}
