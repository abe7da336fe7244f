"""The team at the desk: persons, roles, absences, skills, signing in."""
