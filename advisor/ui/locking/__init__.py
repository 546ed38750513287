"""What locks a window that somebody signed in to: the clock, the desktop, the reader."""
