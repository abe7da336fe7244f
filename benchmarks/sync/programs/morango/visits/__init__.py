"""The one Django app of the Morango contender: a table of visits."""
