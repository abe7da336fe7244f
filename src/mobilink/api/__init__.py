"""What machines ask of this installation: to join, and to exchange."""
