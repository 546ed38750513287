"""Saved cases in the window: the list, one case, and keeping what is answered."""
