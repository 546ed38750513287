"""The author's side of a catalogue: its sources as a workbook and back."""
