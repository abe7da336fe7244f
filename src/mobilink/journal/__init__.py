"""The journal: every write of a replicated table is an entry here first.

An *entry* is one local transaction: who, what they did, why, and its *ops* (new rows and changed
fields). Each installation appends entries to its own *chain*, one chain per *stream* and epoch, each
entry naming the hash of the one before. The office puts entries in one order, the *ledger*, and
gives each a *verdict*. Tables are what you get by applying the applied entries in that order; the
journal can rebuild them and prove that they are equal.

`wire`, `segment`, `merge`, `sequence`, `replica` and `exchange` are pure: they run the same on the
databases (`tables`) and in the simulator (`simulation`). `actions.commit` is the only writer,
`contact` speaks with other machines, `rebuild` proves. This room knows no domain: rooms declare
what travels in their own `journal.py`.
"""
