"""The base of every room: the clock, chance, words, refusals.

Standard library only, and nothing of the domain.
"""
