"""Deterministic simulation: the journal's own code in seeded worlds where everything goes wrong."""
