"""Reading one entry."""
