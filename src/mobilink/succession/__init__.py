"""How the service passes from one hand to the next: scenarios to begin from.

Kits for another office and the handover pack come with their own issue.
"""
