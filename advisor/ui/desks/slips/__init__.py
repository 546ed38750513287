"""The desk at which what readers report to be wrong is decided."""
