"""Every table of the desk: its page, its files, the views that somebody keeps of it."""
