"""Widgets that two screens or more share: small, accessible, painted by the theme."""
