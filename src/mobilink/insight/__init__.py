"""Reports: what the service brought, by outing and over any window of days.

A figure that nobody recorded is None and is never shown as 0.
"""
