import assert from "node:assert/strict";
import { test } from "node:test";

import { kept, make, numberOf, proof, read } from "/static/field/app/consent/codes.js";

const OFFICE = Uint8Array.from({ length: 16 }, (_, place) => place);

test("a code is read however somebody wrote it", () => {
  for (const typed of ["MK-7Q2F9-KABCD", "mk7q2f9kabcd", " 7q2f9 kabcd ", "mk 7q2f9–kabcd"])
    assert.equal(read(typed), "MK-7Q2F9-KABCD");
});

test("the form of four letters is read for ever", () => {
  for (const typed of ["MK-7Q2F", "mk7q2f", " 7q2f ", "mk 7q 2f", "MK–7Q2F"])
    assert.equal(read(typed), "MK-7Q2F");
});

test("what can be no code is none", () => {
  for (const typed of ["", "MK-7Q2", "MK-7Q2O", "7Q2FF", "MK-7Q2F9-KABC", "7Q2F9KABCDE"])
    assert.equal(read(typed), "");
});

test("a new code has ten letters and is read as itself, also one that begins like the prefix", () => {
  for (let n = 0; n < 500; n++) {
    const code = make();
    assert.match(code, /^MK-[2-9A-Z]{5}-[2-9A-Z]{5}$/);
    assert.equal(read(code.slice(3)), code);
  }
  assert.equal(read("MKMK"), "MK-MKMK");
});

test("what is kept of a code is what the office makes of it", async () => {
  assert.equal(await proof("MK-7F3Q9-KABCD", OFFICE), "8777a84fb1c90ef2dbac85966be6fcaa");
  assert.equal(await kept("MK-7F3Q9-KABCD", OFFICE), "37e89526235e2c2ecafcc95cfc07b83e");
  assert.equal(await kept("MK-7F3Q", OFFICE), "MK-7F3Q");
});

test("the number of a case is what the office calls it", () => {
  assert.equal(numberOf("00000000-0000-0000-0000-000000000007"), "0000-0007");
  assert.equal(numberOf("ffffffff-ffff-ffff-ffff-ffffffffffff"), "6821-1455");
});
