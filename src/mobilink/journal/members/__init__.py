"""Membership: identities, certificates, and whether a message is really a member's."""
