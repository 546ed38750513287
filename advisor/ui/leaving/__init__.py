"""What leaves the window: printed, saved, copied."""
