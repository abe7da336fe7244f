"""Scenarios: what an empty installation can begin from, laid in by the rooms' own actions.

`stories` are the texts that this version carries, `loading` lays one in; `answers`, `crew`,
`fleet`, `partners` and `stand` add what only a demo needs.
"""
