"""Mobilink: plan, run, prove and hand over a mobile outreach service."""

__version__ = "0.1.0"
