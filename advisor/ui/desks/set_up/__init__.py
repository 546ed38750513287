"""Setting a site up, and what it still lacks."""
