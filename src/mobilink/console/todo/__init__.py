"""The to-do list: what waits for the person who is signed in, each kind told by its subject."""
