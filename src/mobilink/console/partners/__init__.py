"""Partners at the desk, and asking them along to outings."""
