"""Outings: where the service goes, when, with whom and what, and who decided it.

An *outing* is one visit of the service to one venue on one day. Its *owner unit* answers for it, its
*executing unit* does it. A *slot* is a recurring rhythm that proposes outings. An *assignment* books
a person, a van or a piece of equipment; two that overlap *clash*. A *decision* is what somebody with
the right said about an outing, and how.
"""
