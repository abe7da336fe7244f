/** Who was there from when until when, out of several records: the rule of `booth/presence.py`. */

/** @typedef {{was_there?: boolean, since?: number | null, until?: number | null}} Record */

/**
 * What all that was told of one person comes to; nothing where nobody told anything.
 * @param {readonly Record[]} records
 * @returns {{wasThere: boolean, since: number | null, until: number | null} | null}
 */
export function settle(records) {
  const seen = records.filter((one) => one.was_there !== false);
  if (!seen.length) return records.length ? { wasThere: false, since: null, until: null } : null;
  const arrivals = seen.flatMap((one) => one.since ?? []);
  const leavings = seen.flatMap((one) => one.until ?? []);
  const last = leavings.length ? Math.max(...leavings) : null;
  const hasLeft = last !== null && arrivals.every((arrival) => last >= arrival);
  return {
    wasThere: true,
    since: arrivals.length ? Math.min(...arrivals) : null,
    until: hasLeft ? last : null,
  };
}
