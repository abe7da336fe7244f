"""What goes out on paper and in feeds: reports, the press release, the calendar.

A *wording* is a text of the house that an office may change. A *release* is drafted from recorded
facts, keeps the fact box it was drafted from, and is signed with initials. A *paper* is a PDF:
`tables` brings what it shows, `typst/` what it looks like, `press` sets the two.
"""
