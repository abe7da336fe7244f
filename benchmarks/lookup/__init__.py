"""Misspelt names of companies, looked up by us and by five peers."""
