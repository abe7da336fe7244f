"""What must be true on paper: entries, chains, merge, verdicts, the exchange. Pure, no Django."""
