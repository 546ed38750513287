"""The command line: a thin door to the session, and the only place that imports click."""
