"""The desk at which a site's notes and corrections are kept."""
