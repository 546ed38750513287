"""One's own identity: its public key, its passphrase, and a new one."""
