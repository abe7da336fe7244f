"""The interface for machines: to join this installation, and to exchange with it."""
