"""Search over what a session may read; the one door to Whoosh."""
