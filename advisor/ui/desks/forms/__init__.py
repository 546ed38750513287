"""What the windows of office work are filled in and confirmed with."""
