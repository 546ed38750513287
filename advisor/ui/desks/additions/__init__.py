"""The desk at which a site's notes, corrections and words are kept."""
