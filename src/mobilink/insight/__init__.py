"""What it brought: the figures of an outing and of any window of days.

A figure that nobody recorded is None and is never shown as 0.
"""
