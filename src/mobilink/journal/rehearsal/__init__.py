"""The rehearsal: the simulation's worlds, played by real installations through the real exchange.

Each machine has a database, keys, a clock and a file of heads of its own, in one process.
"""
