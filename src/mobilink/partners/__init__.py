"""Who goes along: organisations, agreements, invitations to outings, and their way in to see it.

A partner sees what concerns that partner and nothing else: no lead, no person, no other partner.
Whose turn it is among recruiters is a rule that anyone can check (`fair_order`).
"""
