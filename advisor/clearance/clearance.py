"""What a person may read."""

from __future__ import annotations

from dataclasses import dataclass

from advisor.clearance.label import OFFICIAL, Label


@dataclass(frozen=True)
class Clearance:
    """The highest label that a person may read.

    Attributes:
        label: The highest classification and every compartment held.
    """

    label: Label = OFFICIAL

    def dominates(self, label: Label) -> bool:
        """Say whether a portion with this label may be read (no read up)."""
        return self.label.dominates(label)
