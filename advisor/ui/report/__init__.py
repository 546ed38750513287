"""What the inspection asked for, in the window."""
