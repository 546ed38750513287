"""Text broken into lines that fit a width, without a font at hand to measure it by.

Widths are those of a wide sans-serif typeface, so that what fits here fits in others.
"""

from __future__ import annotations

from collections.abc import Iterator

#: Widths in hundredths of the size: of letters by group, then of all others.
_GROUPS = (
    ("ijl.,:;'|!I‘’", 32),
    ("ftr()[]-/“” ", 42),
    ("mMW%@", 98),
    ("w—", 84),
    ("ABCDEGHKNOPQRSUVXYZ&", 74),
)
_WIDTHS = {letter: width for letters, width in _GROUPS for letter in letters}
_OTHER = 63
_STRONG = 1.12


def width_of(text: str, size: float, *, strong: bool = False) -> float:
    """Return about how wide a text is, rather more than less.

    Args:
        text: One line.
        size: The size of its letters; the width is in the same unit.
        strong: Whether it is in bold.
    """
    hundredths = sum(_WIDTHS.get(letter, _OTHER) for letter in text)
    return hundredths * size * (_STRONG if strong else 1) / 100


def wrap(text: str, room: float, size: float, *, strong: bool = False) -> list[str]:
    """Return a text in lines that fit a width; a word that is wider alone is broken.

    Args:
        text: The text; white space of any kind parts its words.
        room: The width.
        size: The size of its letters, in the same unit.
        strong: Whether it is in bold.
    """
    lines: list[str] = []
    for word in text.split():
        for piece in _pieces(word, room, size, strong=strong):
            longer = f"{lines[-1]} {piece}" if lines else piece
            if lines and width_of(longer, size, strong=strong) <= room:
                lines[-1] = longer
            else:
                lines.append(piece)
    return lines


def _pieces(word: str, room: float, size: float, *, strong: bool) -> Iterator[str]:
    piece = ""
    for letter in word:
        if piece and width_of(piece + letter, size, strong=strong) > room:
            yield piece
            piece = ""
        piece += letter
    yield piece
