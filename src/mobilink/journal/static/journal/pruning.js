/** What a phone need not keep any more: a backup, read back, holds it. */
import { answer, transaction } from "./store.js";
import { alone, chains } from "./writing.js";

/** So long the screens show what is safe already. */
const SHOWN = 30 * 24 * 60 * 60_000;

/** Drop entries and segments that a backup covers, and the rows of them that nobody looks at. */
export function prune(now = Date.now()) {
  return alone(async () => {
    const covered = new Map();
    for (const [name, state] of await chains()) {
      const last = Math.min(state.backup, state.sealed);
      covered.set(name, last);
      if (last > (state.pruned ?? 0)) await drop(name, last, state);
    }
    // A row is looked at for a while longer, so its day comes without anything new on its chain.
    const rows = await transaction(["rows"], "readonly", (at) => answer(at("rows").getAll()));
    const old = rows.filter((row) => row.seq <= covered.get(row.chain) && row.at < now - SHOWN);
    if (old.length) {
      await transaction(["rows"], "readwrite", (at) => old.forEach((row) => at("rows").delete(row.id)));
    }
  });
}

/** @param {string} name @param {number} last @param {import("./store.js").ChainState} state */
function drop(name, last, state) {
  return transaction(["chains", "entries", "segments"], "readwrite", (at) => {
    const those = IDBKeyRange.bound([name], [name, last]);
    at("entries").delete(those);
    at("segments").delete(those);
    at("chains").put({ ...state, pruned: last }, name);
  });
}
