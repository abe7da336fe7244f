"""Proof and repair: rebuild, backup, erasure, and what tells that something is wrong."""
