"""Saying that a line of an entry is wrong, in the window."""
