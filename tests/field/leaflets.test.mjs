import assert from "node:assert/strict";
import { test } from "node:test";

import { reconcile } from "/static/field/app/booth/leaflets.js";

const session = (id, leaflets_taken) => ({ id, kind: "session", fields: { leaflets_taken } });
const closing = (of, leaflets_left) => ({
  id: `c${of}`,
  kind: "closing",
  fields: { session: of, leaflets_left },
});
const given = (quantity) => ({ id: "h", kind: "handout", fields: { item: "leaflet", quantity } });

test("leaflets that are gone are compared with those recorded", () => {
  const reconciled = reconcile([session("1", 100), given(30), closing("1", 60)]);

  assert.deepEqual(reconciled, { taken: 100, left: 60, recorded: 30, gone: 40, difference: 10 });
});

test("a session that is still open stands with what is left now", () => {
  assert.equal(reconcile([session("1", 100)], 90).gone, 10);
});

test("one count that is lacking leaves the sum uncounted, never 0", () => {
  const reconciled = reconcile([session("1", 100), session("2", null), closing("1", 60), closing("2", 5)]);

  assert.equal(reconciled.taken, null);
  assert.equal(reconciled.difference, null);
});
