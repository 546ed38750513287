"""Who does what: threat by tier."""
