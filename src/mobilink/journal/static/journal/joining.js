/**
 * How a phone joins an office: both prove that they know a code without sending it
 * (`journal/sync/enrolment.py`).
 */
import { decode, encode, joined } from "./msgpack.js";
import { NotDelivered } from "./messages.js";
import { NOTHING, sha256 } from "./wire.js";
import { hex, put } from "./store.js";
import { alone, self } from "./writing.js";

const TEXT = new TextEncoder();

/**
 * Join the office that gave out the code, and keep who this phone is now. A phone that joined before
 * comes back as who it was, with its key and all that it recorded: the office may have forgotten it.
 * @param {string} code @param {(message: Uint8Array) => Promise<Uint8Array>} send
 */
export function join(code, send) {
  return alone(async () => {
    const before = await self();
    const { key, publicKey } = before ?? (await fresh());
    const who = before?.id ?? NOTHING;
    const said = code.trim().toUpperCase();
    const codeHash = hex(await sha256(TEXT.encode(`mobilink code${said}`)));
    const answered = await send(
      encode([
        codeHash,
        publicKey,
        await proof(said, joined([publicKey, who])),
        "phone",
        who,
        before?.streams ?? [],
      ]),
    );
    const [body, theirs] = decode(answered);
    if (hex(await proof(said, body)) !== hex(theirs)) throw new NotDelivered("not_ours");
    const [id, kind, name, streams, office, officeKey] = decode(body);
    if (kind !== "phone") throw new Error("for_a_van");
    if (
      before &&
      hex(joined([id, office, officeKey])) !== hex(joined([who, before.office, before.officeKey]))
    )
      throw new Error("another_office");
    const epoch = before?.epoch ?? crypto.getRandomValues(new Uint8Array(16));
    const me = { id, epoch, key, publicKey, office, officeKey, name, streams };
    await put("self", me, "self");
    return me;
  });
}

/** A key that never leaves this browser. */
async function fresh() {
  const made = await crypto.subtle.generateKey("Ed25519", false, ["sign", "verify"]);
  const { privateKey: key, publicKey } = /** @type {CryptoKeyPair} */ (made);
  return { key, publicKey: new Uint8Array(await crypto.subtle.exportKey("raw", publicKey)) };
}

/** @param {string} code @param {Uint8Array} said */
async function proof(code, said) {
  const key = await crypto.subtle.importKey(
    "raw",
    TEXT.encode(code),
    { name: "HMAC", hash: "SHA-256" },
    false,
    ["sign"],
  );
  const message = /** @type {BufferSource} */ (joined([TEXT.encode("mobilink proof"), said, NOTHING]));
  return new Uint8Array(await crypto.subtle.sign("HMAC", key, message));
}
