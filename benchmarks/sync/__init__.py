"""Records captured at a van until they are visible at the office: ours beside its peers.

Every contender is two real processes, a *field* and an *office*, that speak HTTP on 127.0.0.1
through a counting relay:

    field process ── wire.Relay ── office process
         └──────── stdin/stdout: load, sync ────────┘ measure.measure

A contender is a module with `prepare(folder)` and `measure(folder, count, …) -> Measured`. Peers come
from their own package registries into a cache folder; nothing of theirs lies in this repository.
"""
