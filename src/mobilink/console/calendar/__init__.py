"""The month at the desk, and what the calendar asks of its reader."""
