"""What is published: entries, their portions, the file that holds them, and its sources."""
