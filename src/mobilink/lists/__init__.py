"""The lists an office owns: what may be chosen where every office offers something else.

A value is kept as a code. Which codes there are, and their words, are rows; so a new one needs no new
program, and a machine that has not heard of it yet shows the code.
"""
