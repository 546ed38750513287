"""Help, keys, and what this is."""
