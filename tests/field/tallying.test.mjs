import assert from "node:assert/strict";
import { test } from "node:test";

import { inOrder } from "/static/field/app/recorder/order.js";
import { Tallying } from "/static/field/app/booth/tallying.js";

let made = 0;

/** A row of one chain, the next in its order. */
function row(kind, fields = {}) {
  made += 1;
  return { id: `${made}`, kind, chain: "a", seq: made, at: made, by: "p", outing: "o", fields };
}

const takenBack = (fact, reason = "") => row("void", { fact: fact.id, kind: fact.kind, reason });

test("a record that is taken back counts no more, also when that is said twice", () => {
  const [tap, leaflets] = [row("tally"), row("handout", { item: "leaflet", quantity: 30 })];

  const tallying = new Tallying([tap, leaflets, takenBack(leaflets), takenBack(leaflets)]);

  assert.deepEqual(tallying.counts, { tallies: 1, visits: 0, leaflets: 0 });
});

test("undo is about the newest record that stands", () => {
  const [first, second] = [row("tally"), row("tally")];
  const tallying = new Tallying([first, second]);
  assert.equal(tallying.newest, second);

  tallying.add(takenBack(second));

  assert.equal(tallying.newest, first);
  assert.equal(tallying.taken, second);
});

test("a record that is said better keeps its place before what was done after it", () => {
  const [visit, tap] = [row("visit"), row("tally")];

  const tallying = new Tallying([visit, tap, takenBack(visit, "completed"), row("visit")]);

  assert.equal(tallying.newest, tap);
  assert.equal(tallying.last, tap);
  assert.deepEqual(tallying.counts, { tallies: 1, visits: 1, leaflets: 0 });
});

test("one's own acts are taken back before those of others, of which only a tally is", () => {
  const [theirs, mine, visit] = [row("tally"), { ...row("tally"), by: "q" }, row("visit")];
  const isOwn = ({ by }) => by === "q";

  const tallying = new Tallying([theirs, mine, visit], isOwn);

  assert.deepEqual(tallying.counts, { tallies: 2, visits: 1, leaflets: 0 });
  assert.deepEqual([tallying.newest, tallying.last], [mine, mine]);
  tallying.add({ ...takenBack(mine), by: "q" });
  assert.equal(tallying.newest, theirs);
  assert.equal(tallying.taken, mine);
});

test("a sale is the last act and yet not what undo takes back", () => {
  const [tap, sale] = [row("tally"), row("movement")];

  const tallying = new Tallying([tap, sale]);

  assert.equal(tallying.last, sale);
  assert.equal(tallying.newest, tap);
});

test("a clock that was set back changes nothing of the order of a chain", () => {
  const [first, second, third] = [
    { ...row("tally"), at: 500 },
    { ...row("tally"), at: 100 },
    { ...row("tally"), chain: "b", at: 300 },
  ];

  assert.deepEqual(inOrder([third, second, first]), [third, first, second]);
});

test("what is taken back to be said better comes before what says it, in one entry", () => {
  const better = row("visit");
  const gone = { ...takenBack(better, "completed"), seq: better.seq, at: better.at };

  assert.deepEqual(inOrder([better, gone]), [gone, better]);
});
