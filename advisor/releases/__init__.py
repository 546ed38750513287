"""Publishing: from checked sources to a catalogue file."""
