"""The journal, a replicated change log: every write of a replicated table is an entry here first.

An *entry* is one local transaction: who, what they did, why, and its *ops* (new rows and changed
fields). Each installation appends entries to its own *chain*, one chain per *stream* and epoch, each
entry naming the hash of the one before. The office puts entries in one order, the *ledger*, and
gives each a *verdict*. Tables are what you get by applying the applied entries in that order; the
journal can rebuild them and prove that they are equal.

From the ground up: `core` is pure and runs the same on the databases and in the simulator;
`storage` keeps it in tables, and `actions.commit` is the only writer; `safety` proves and repairs;
`members` says who takes part; `sync` speaks with other machines. `rulings`, `checkup` and
`simulation` stand beside them. This room knows no domain: rooms declare what travels in their own
`journal.py`.
"""
