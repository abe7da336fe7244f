"""The vans and the things they carry, where they are based, and what their meters said.

A *van* serves an area from its home unit; a piece of *equipment* is one thing with one label. Who
uses them when is an assignment of an outing, above this room.
"""
