/** What waits in a browser until its server has answered. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { forget, keep, kept, newId, rowsIn } from "/static/field/app/recorder/posts.js";
import { dashed } from "/static/journal/store.js";

const DEWI = "a767185f-03d6-0cc2-1d64-eba4f6afab83";
const ANDI = "fbbf8559-ca00-63df-8a97-afa2a33494a6";

/** A browser's storage, as far as posts use it; `limit` is how much it holds. */
function storage(limit = Infinity) {
  const kept = {};
  const of = {
    getItem: (key) => kept[key] ?? null,
    setItem: (key, value) => {
      if (Object.keys(kept).length >= limit) throw new DOMException("Full", "QuotaExceededError");
      kept[key] = value;
    },
    removeItem: (key) => delete kept[key],
  };
  return new Proxy(kept, { get: (all, name) => of[name] ?? all[name] });
}

const post = (by, at, acts = [{ id: newId(), kind: "tally", fields: { outing: "o", at } }]) => ({
  by,
  at,
  acts,
});

test("each person finds their own posts again, the oldest first", () => {
  globalThis.localStorage = storage();
  const [first, second] = [post(DEWI, 1), post(DEWI, 2)];
  for (const each of [second, first, post(ANDI, 3)]) keep(each);

  assert.deepEqual(kept(DEWI), [first, second]);

  forget(first);
  assert.deepEqual(kept(DEWI), [second]);
  assert.equal(kept(ANDI).length, 1);
});

test("what finds no room is told; where storage is closed the page alone knows it", () => {
  globalThis.localStorage = storage(0);
  assert.throws(() => keep(post(DEWI, 1)), { name: "QuotaExceededError" });

  const closed = () => {
    throw new DOMException("Closed", "SecurityError");
  };
  globalThis.localStorage = { setItem: closed };
  keep(post(DEWI, 1));
});

test("a post is rows as a phone keeps them, until it is answered or refused", () => {
  const served = { id: newId(), kind: "assignment", row: dashed("ab".repeat(16)), fields: { served: true } };
  const closing = { id: newId(), kind: "closing", fields: { outing: "o", at: 5 } };
  const waiting = post(DEWI, 7, [{ ...served, outing: "o" }, closing]);

  const [booked, closed] = rowsIn(waiting);
  assert.deepEqual([booked.id, booked.at, booked.outing], [`${"ab".repeat(16)} ${served.id}`, 7, "o"]);
  assert.deepEqual([closed.id, closed.at, closed.chain, closed.by], [closing.id, 5, "phone", DEWI]);
  assert.equal(rowsIn({ ...waiting, refused: "Ditolak." })[0].chain, "needs");
});

test("an id is one of 128 bits, and is written in fields as the journal writes one", () => {
  assert.match(newId(), /^[0-9a-f]{32}$/);
  assert.notEqual(newId(), newId());
  assert.equal(dashed("00112233445566778899aabbccddeeff"), "00112233-4455-6677-8899-aabbccddeeff");
});
