"""The machines that take part, and what they left open for a person."""
