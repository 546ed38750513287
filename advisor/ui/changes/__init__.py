"""What a release changed for the reader of a window."""
