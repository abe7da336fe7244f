"""An outing at the desk: planning it, everything about it on one page, and its recurring slots."""
