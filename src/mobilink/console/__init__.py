"""The office desk: calendar, outings, approvals, registers, reports. No rule lives here."""
