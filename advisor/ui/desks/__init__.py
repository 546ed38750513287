"""Office work of administrators, auditors and everybody, each in a process of its own."""
