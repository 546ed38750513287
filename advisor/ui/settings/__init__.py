"""What a reader chooses, beside what their organisation decides."""
