"""What people sent: requests, reports, follow-ups; opened by who is cleared."""
