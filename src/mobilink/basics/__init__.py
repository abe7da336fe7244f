"""The base of every room: the clock, words, refusals.

Standard library only, and nothing of the domain.
"""
