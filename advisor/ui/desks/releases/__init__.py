"""The desk at which an administrator looks at signed releases, imports one and goes back."""
