"""Tables: one way in which every face lists rows, searches, filters, sorts, chooses, and hands out files."""
