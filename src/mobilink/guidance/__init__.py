"""What people ask about and what they are told: topics, the list of recruiters; content cards to come."""
