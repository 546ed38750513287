"""The short code of a note: release, what it was made of, and what it says.

``3-KMPT7-X2QWA-AA`` is the number of the release, five characters for the entries and answers,
five for the content, and two to check the rest by, as ``advisor.slips.code`` makes them. It can
be read out on the telephone. It shows that a file was changed by accident or by somebody who
does not know how it is made; it is no signature.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from advisor.notes.recipe import Recipe
from advisor.slips.code import ALPHABET, MOST_RELEASE, check_letters, cut_hash

_LETTERS: Final = 5
_SHAPE: Final = re.compile(rf"([0-9]{{1,6}})-([{ALPHABET}]{{5}})-([{ALPHABET}]{{5}})-(..)")


@dataclass(frozen=True)
class Receipt:
    """What a code says.

    Attributes:
        release: Number of the release.
        made_of: Characters that stand for the recipe.
        content: Characters that stand for what the note says.
    """

    release: int
    made_of: str
    content: str

    @classmethod
    def of(cls, recipe: Recipe, page: str) -> Receipt:
        """Return the receipt of a note.

        Args:
            recipe: What it is made of.
            page: The note as HTML, without a code and without a recipe.
        """
        made_of = cut_hash(recipe.to_bytes(), _LETTERS, b"advisor note")
        content = cut_hash(page.encode("utf-8"), _LETTERS, b"advisor page")
        return cls(min(recipe.release, MOST_RELEASE), made_of, content)

    def __str__(self) -> str:
        """Return the code as it is written."""
        checks = check_letters(self.release, self.made_of + self.content)
        return f"{self.release}-{self.made_of}-{self.content}-{checks}"


def parse_receipt(text: str) -> Receipt | None:
    """Return what a code says; ``None`` where it is none, or a character of it is wrong."""
    found = _SHAPE.fullmatch(text)
    if found is None or int(found[1]) > MOST_RELEASE:
        return None
    receipt = Receipt(int(found[1]), found[2], found[3])
    return receipt if str(receipt) == text else None
