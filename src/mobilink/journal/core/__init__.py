"""The pure core, without Django: entries, chains, merge, verdicts, the exchange."""
