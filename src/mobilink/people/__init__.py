"""Who: units with the names they bore on a day, persons, and what each may do where.

A *role* gives a person one *function* in one unit and everything below it, for a time. Titles and
institution names change and are data; functions are what the program knows.
"""
