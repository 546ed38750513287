"""Whom to ring: by region, where a life is at risk, and the site's own."""
