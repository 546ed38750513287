"""Signing in: the dialog, the process that holds what was opened, and the way back to OFFICIAL."""
