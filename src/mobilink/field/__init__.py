"""The officer's phone: today's outings and the open booth. No rule lives here."""
