import assert from "node:assert/strict";
import { test } from "node:test";

import { missing } from "/static/field/app/driving/driving.js";
import { dayOf, initials } from "/static/field/app/page/page.js";
import { fraction, valueOf, whole } from "/static/field/app/page/typed.js";
import { isEasy, isPin, waitAfter } from "/static/field/app/people/pins.js";

test("rupiah and kilometres are read with dots and without, and nothing else is a number", () => {
  const typed = ["150.000", "Rp150.000", " 150000 ", "rp 1.500.000"];
  assert.deepEqual(typed.map(whole), [150_000, 150_000, 150_000, 1_500_000]);
  for (const none of ["", "-5", "1,5", "1.50", "abc", null])
    assert.ok(Number.isNaN(whole(none)), String(none));
});

test("litres are read with a comma or a point", () => {
  assert.deepEqual(["20,5", "20.5", "7"].map(fraction), [20.5, 20.5, 7]);
  assert.ok(Number.isNaN(fraction("")));
});

test("what was typed of a row is a number, a text or nothing, as its pad has it", () => {
  assert.deepEqual(
    ["90", " ", "0"].map((typed) => valueOf(typed, "numeric")),
    [90, null, 0],
  );
  assert.deepEqual(
    ["1,5", "2.0", ""].map((typed) => valueOf(typed, "decimal")),
    ["1.5", "2", null],
  );
  assert.deepEqual(
    [" Hujan ", ""].map((typed) => valueOf(typed, "")),
    ["Hujan", null],
  );
});

test("what came back twice is not missing less than nothing", () => {
  assert.equal(missing({ out: 2, back: 1 }), 1);
  assert.equal(missing({ out: 1, back: 2 }), 0);
});

test("a PIN is four to six digits, and a run or one digit over and over is an easy one", () => {
  assert.deepEqual(["123", "1234", "123456", "1234567", "12a4"].map(isPin), [
    false,
    true,
    true,
    false,
    false,
  ]);
  const easy = ["1111", "4321", "012345", "1212", "2580"].map(isEasy);
  assert.deepEqual(easy, [true, true, true, false, false]);
});

test("waits after wrong PINs grow and end", () => {
  const waits = [0, 1, 2, 3, 4, 5, 9, 10, 99].map(waitAfter);

  assert.deepEqual(waits, [0, 0, 0, 5_000, 10_000, 20_000, 300_000, 300_000, 300_000]);
});

test("a day is that of this phone, and a name has two initials", () => {
  assert.equal(dayOf(new Date(2019, 7, 8, 23, 59).getTime()), "2019-08-08");
  assert.equal(initials("  dewi  contoh sari"), "DC");
});
