"""The first page of a machine on which nothing has begun: a new office, or a van of one.

Whoever can read the terminal of the machine may begin; `mobilink serve` prints a code there.
"""
