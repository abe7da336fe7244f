"""Founding: how an office begins, from a kit of its service and from what its country says.

A *kit* is what one kind of office says and offers: words, lists, numbers, never a program. A
*country* is what all its offices share: regions, holidays, how places are spelt, what times to
avoid. Each is a folder, or the same as .zip. `folders` opens one, `reading` reads its files and
names every fault, `kit` and `country` say what they hold, `laying` lays them into the journal.
`office` reads a founding file, which tells of one office; `actions` founds it. Below `kits` and
`countries` lie those that this version brings along.
"""
