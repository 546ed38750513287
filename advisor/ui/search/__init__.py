"""Finding entries: the list, the start page, nothing found."""
