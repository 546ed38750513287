"""The window: the only place that imports Qt. Views hold no rules."""
