"""The marking of a portion: a classification and the compartments it needs.

Labels form a lattice (Denning, "A lattice model of secure information flow",
1976). ``join`` is the least label that dominates both, ``meet`` the greatest
that both dominate.

OFFICIAL-SENSITIVE is a marking within OFFICIAL in the Government Security
Classifications Policy (August 2024); here it is ordered as a level of its own,
because those who may read it are fewer.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from enum import IntEnum
from functools import reduce

_COMPARTMENT = re.compile(r"[A-Z][A-Z0-9]{1,23}")


class Classification(IntEnum):
    """Levels from the least to the most protected."""

    OFFICIAL = 1
    OFFICIAL_SENSITIVE = 2
    SECRET = 3
    TOP_SECRET = 4

    @property
    def words(self) -> str:
        """The level as it is printed, such as ``OFFICIAL-SENSITIVE``."""
        return _WORDS[self]

    @classmethod
    def parse(cls, words: str) -> Classification:
        """Read a level as it is printed.

        Raises:
            ValueError: There is none of that name.
        """
        if words not in _LEVELS:
            raise ValueError(
                f"There is no classification “{words[:40]}”; one of {', '.join(_LEVELS)}"
            )
        return _LEVELS[words]


_WORDS = {
    Classification.OFFICIAL: "OFFICIAL",
    Classification.OFFICIAL_SENSITIVE: "OFFICIAL-SENSITIVE",
    Classification.SECRET: "SECRET",
    Classification.TOP_SECRET: "TOP SECRET",
}
_LEVELS = {words: level for level, words in _WORDS.items()}


@dataclass(frozen=True)
class Label:
    """What a reader must hold to read a portion.

    Attributes:
        classification: The level.
        compartments: Every one of these is needed.
    """

    classification: Classification = Classification.OFFICIAL
    compartments: frozenset[str] = frozenset()

    @classmethod
    def parse(cls, text: str) -> Label:
        """Read a label such as ``SECRET`` or ``TOP SECRET/ALDER/BIRCH``.

        Raises:
            ValueError: The level is unknown, or a compartment is not one
                capitalised word of 2 to 24 letters and digits.
        """
        level, *compartments = (part.strip() for part in text.split("/"))
        classification = Classification.parse(level)
        for compartment in compartments:
            if not _COMPARTMENT.fullmatch(compartment):
                raise ValueError(f"“{compartment[:40]}” is not a compartment's name")
        return cls(classification, frozenset(compartments))

    def __str__(self) -> str:
        """Return the form that ``parse`` reads."""
        return "/".join([self.classification.words, *sorted(self.compartments)])

    def dominates(self, other: Label) -> bool:
        """Say whether everything that ``other`` protects is protected at least as well by this."""
        return (
            self.classification >= other.classification and self.compartments >= other.compartments
        )

    def join(self, other: Label) -> Label:
        """Return the least label that dominates both."""
        # Nearly always one of the two, and a window joins thousands: no new one is made for that.
        if self.dominates(other):
            return self
        if other.dominates(self):
            return other
        return Label(
            max(self.classification, other.classification), self.compartments | other.compartments
        )

    def meet(self, other: Label) -> Label:
        """Return the greatest label that both dominate."""
        return Label(
            min(self.classification, other.classification), self.compartments & other.compartments
        )


OFFICIAL = Label()


def by_height(label: Label) -> tuple[int, int, str]:
    """Return what sorts labels so that each comes behind all that it dominates."""
    return label.classification, len(label.compartments), str(label)


def highest(labels: Iterable[Label]) -> Label:
    """Return the marking for a page that shows portions with these labels."""
    return reduce(Label.join, labels, OFFICIAL)
