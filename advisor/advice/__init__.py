"""From facts to outcomes, with reasons."""
