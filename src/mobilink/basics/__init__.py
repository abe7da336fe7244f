"""What every room may lean on: the clock, words, refusals.

Standard library only, and nothing of the domain.
"""
