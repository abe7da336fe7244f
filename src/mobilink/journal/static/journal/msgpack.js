/** MessagePack as the journal writes it: each value in its one shortest spelling, keys in order.
 *
 * It knows what entries and messages are made of: nothing, truth, whole numbers below 2⁵³, text,
 * bytes, lists, and objects with text as keys. Bytes that say anything else are refused.
 */

const TEXT = new TextEncoder();
const READ = new TextDecoder("utf-8", { fatal: true });

/** @param {unknown} value @returns {Uint8Array} */
export function encode(value) {
  /** @type {Uint8Array[]} */
  const parts = [];
  write(value, parts);
  return joined(parts);
}

/** Several bytes as one. @param {Uint8Array[]} parts @returns {Uint8Array} */
export function joined(parts) {
  const whole = new Uint8Array(parts.reduce((size, part) => size + part.length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}

/** @param {any} value @param {Uint8Array[]} parts */
function write(value, parts) {
  if (value === null) parts.push(Uint8Array.of(0xc0));
  else if (typeof value === "boolean") parts.push(Uint8Array.of(value ? 0xc3 : 0xc2));
  else if (typeof value === "number") parts.push(number(value));
  else if (typeof value === "string") {
    const text = TEXT.encode(value);
    parts.push(head(text.length, 0xa0, 31, [0xd9, 0xda, 0xdb]), text);
  } else if (value instanceof Uint8Array) {
    parts.push(head(value.length, 0, -1, [0xc4, 0xc5, 0xc6]), value);
  } else if (Array.isArray(value)) {
    parts.push(head(value.length, 0x90, 15, [0, 0xdc, 0xdd]));
    for (const item of value) write(item, parts);
  } else {
    const keys = Object.keys(value).sort();
    parts.push(head(keys.length, 0x80, 15, [0, 0xde, 0xdf]));
    for (const key of keys) {
      write(key, parts);
      write(value[key], parts);
    }
  }
}

/** How long something is: in one byte with its kind, or in one, two or four bytes after it.
 * @param {number} size @param {number} short @param {number} most @param {number[]} kinds
 */
function head(size, short, most, kinds) {
  if (size <= most) return Uint8Array.of(short | size);
  if (size < 256 && kinds[0]) return Uint8Array.of(kinds[0], size);
  if (size < 65536) return Uint8Array.of(kinds[1], size >> 8, size & 255);
  return after(kinds[2], 4, (view) => view.setUint32(1, size));
}

/** @param {number} value */
function number(value) {
  if (!Number.isSafeInteger(value)) throw new RangeError(`${value} is no whole number that can travel`);
  if (value >= -32 && value < 128) return Uint8Array.of(value & 255);
  const [kind, bits] = value < 0 ? [0xd0, 7] : [0xcc, 8];
  const size = value < 0 ? -value - 1 : value;
  if (size < 2 ** bits) return Uint8Array.of(kind, value & 255);
  if (size < 2 ** (bits + 8)) return after(kind + 1, 2, (view) => view.setUint16(1, value & 65535));
  if (size < 2 ** (bits + 24)) return after(kind + 2, 4, (view) => view.setUint32(1, value));
  return after(kind + 3, 8, (view) => view.setBigInt64(1, BigInt(value)));
}

/** @param {number} kind @param {number} size @param {(view: DataView) => void} fill */
function after(kind, size, fill) {
  const bytes = new Uint8Array(1 + size);
  bytes[0] = kind;
  fill(new DataView(bytes.buffer));
  return bytes;
}

/** What some bytes say; throws for anything that is not whole. @param {Uint8Array} bytes @returns {any} */
export function decode(bytes) {
  const reader = new Reader(bytes);
  const value = reader.value(0);
  if (reader.at !== bytes.length) throw new RangeError("There are more bytes than the message has.");
  return value;
}

class Reader {
  /** @param {Uint8Array} bytes */
  constructor(bytes) {
    this.bytes = bytes;
    this.view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    this.at = 0;
  }

  /** @param {number} depth @returns {any} */
  value(depth) {
    if (depth > 16) throw new RangeError("The message is nested too deep.");
    const kind = this.size(1);
    if (kind < 0x80) return kind;
    if (kind < 0x90) return this.object(kind & 15, depth);
    if (kind < 0xa0) return this.list(kind & 15, depth);
    if (kind < 0xc0) return this.text(kind & 31);
    if (kind >= 0xe0) return kind - 256;
    return this.other(kind, depth);
  }

  /** @param {number} kind @param {number} depth @returns {any} */
  other(kind, depth) {
    if (kind === 0xc0) return null;
    if (kind === 0xc2 || kind === 0xc3) return kind === 0xc3;
    if (kind >= 0xc4 && kind <= 0xc6) return this.take(this.size(1 << (kind - 0xc4))).slice();
    if (kind >= 0xcc && kind <= 0xcf) return this.size(1 << (kind - 0xcc));
    if (kind >= 0xd0 && kind <= 0xd3) return this.signed(1 << (kind - 0xd0));
    if (kind >= 0xd9 && kind <= 0xdb) return this.text(this.size(1 << (kind - 0xd9)));
    if (kind === 0xdc || kind === 0xdd) return this.list(this.size(kind === 0xdc ? 2 : 4), depth);
    if (kind === 0xde || kind === 0xdf) return this.object(this.size(kind === 0xde ? 2 : 4), depth);
    throw new RangeError(`The message has a part of the kind ${kind}, which no message has.`);
  }

  /** @param {number} many */
  take(many) {
    if (this.at + many > this.bytes.length) throw new RangeError("The message ends too early.");
    return this.bytes.subarray(this.at, (this.at += many));
  }

  /** A number without a sign. @param {number} many */
  size(many) {
    let value = 0;
    for (const byte of this.take(many)) value = value * 256 + byte;
    return safe(value);
  }

  /** @param {number} many */
  signed(many) {
    const start = this.at;
    this.take(many);
    return safe(Number(BigInt.asIntN(many * 8, BigInt(this.hex(start, many)))));
  }

  /** @param {number} start @param {number} many */
  hex(start, many) {
    let text = "0x";
    for (let at = start; at < start + many; at++)
      text += this.view.getUint8(at).toString(16).padStart(2, "0");
    return text;
  }

  /** @param {number} many */
  text(many) {
    return READ.decode(this.take(many));
  }

  /** @param {number} many @param {number} depth */
  list(many, depth) {
    if (many > this.bytes.length - this.at) throw new RangeError("The message ends too early.");
    return Array.from({ length: many }, () => this.value(depth + 1));
  }

  /** @param {number} many @param {number} depth */
  object(many, depth) {
    if (many > this.bytes.length - this.at) throw new RangeError("The message ends too early.");
    /** @type {Record<string, any>} */
    const map = {};
    for (let n = 0; n < many; n++) {
      const key = this.value(depth + 1);
      if (typeof key !== "string" || Object.hasOwn(map, key))
        throw new RangeError("The message has a wrong key.");
      Object.defineProperty(map, key, { value: this.value(depth + 1), enumerable: true });
    }
    return map;
  }
}

/** @param {number} value */
function safe(value) {
  if (!Number.isSafeInteger(value)) throw new RangeError("The message has a number that is too large.");
  return value;
}
