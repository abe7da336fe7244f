"""What people ask about and what they are told: topics, cards, particulars, recruiters, vacancies."""
