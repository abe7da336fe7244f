"""What a table of the desk costs where it has many rows."""
