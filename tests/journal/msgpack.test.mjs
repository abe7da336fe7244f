import assert from "node:assert/strict";
import { test } from "node:test";

import { decode, encode } from "/static/journal/msgpack.js";

const bytes = (...values) => Uint8Array.of(...values);

test("what is written is read as it was", () => {
  const value = {
    list: [null, true, false, 0, 127, 128, 65_535, 65_536, 2 ** 32, Number.MAX_SAFE_INTEGER, -1, -129],
    text: "né – 'ok'".repeat(40),
    bytes: new Uint8Array(300).fill(7),
    empty: {},
  };

  assert.deepEqual(decode(encode(value)), value);
});

test("the keys of an object stand in order, whoever made it", () => {
  assert.deepEqual(encode({ b: 1, a: 2 }), encode({ a: 2, b: 1 }));
});

test("a number that no machine can carry exactly is refused", () => {
  for (const value of [2 ** 53, 1.5, NaN]) assert.throws(() => encode(value), RangeError);
});

test("bytes that end too early, go on, or say one key twice are refused", () => {
  const [whole, twice] = [encode(["a", 1]), bytes(0x82, 0xa1, 0x61, 1, 0xa1, 0x61, 2)];

  for (let end = 0; end < whole.length; end++)
    assert.throws(() => decode(whole.subarray(0, end)), RangeError);
  assert.throws(() => decode(bytes(...whole, 0xc0)), RangeError);
  assert.throws(() => decode(twice), RangeError);
});

test("a length that promises more than there is costs no memory", () => {
  assert.throws(() => decode(bytes(0xdd, 0xff, 0xff, 0xff, 0xff)), RangeError);
});

test("lists within lists within lists end somewhere", () => {
  assert.throws(() => decode(new Uint8Array(100).fill(0x91)), RangeError);
});
