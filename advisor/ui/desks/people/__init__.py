"""The people of a site: who they are, what they hold, granting and revoking."""
