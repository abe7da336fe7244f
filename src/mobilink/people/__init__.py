"""People: units with the names they bore on a day, persons, and what each may do where.

A *role* gives a person one *function* in one unit and everything below it, for a time. Titles and
institution names change and are data; functions are what the program knows.
An *absence* says from when to when a person is away, and never why; a *skill* what they can do. A
*guest* (a volunteer, or somebody lent by a partner) has only roles that end.
"""
