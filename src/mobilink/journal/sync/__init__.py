"""Synchronisation over real lines: hub and office, phones, bundles, photos, joining, recovery."""
