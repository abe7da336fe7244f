"""What the office answers from: lists of recruiters, vacancies and countries, cards, printed matter."""
