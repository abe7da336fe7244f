"""What people ask about and what they are told: topics now, content cards and recruiters to come."""
