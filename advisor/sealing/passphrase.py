"""Passphrases: words that are offered, and the floor under those that are chosen.

Six words of 2,048 are 66 bits. Each guess costs an attacker who has the file about a
second and half a gigabyte, so all of them would take a million computers two million years.
"""

from __future__ import annotations

import secrets
import unicodedata
from functools import cache
from math import log2
from pathlib import Path

from advisor import resources
from advisor.errors import AdvisorError

#: Longer is neither typed nor written down; it only costs time.
MAX_CHARACTERS = 1024
MIN_CHARACTERS = 15
MIN_DIFFERENT = 8
USUAL_WORDS = 6
MIN_WORDS = 5

_MOST_BYTES = 8192
_ROWS = ("abcdefghijklmnopqrstuvwxyz", "01234567890", "qwertyuiop", "asdfghjkl", "zxcvbnm")


@cache
def load_words() -> tuple[str, ...]:
    """Return the words that passphrases are made of.

    They are 3 to 7 letters long, no two begin with the same four, and none begins another,
    so that they can be told apart however they are written down.
    """
    return tuple(resources.path("words/passphrase.txt").read_text("ascii").split())


def generate(words: int = USUAL_WORDS) -> str:
    """Return a new passphrase of so many words, such as to be offered to its owner.

    Raises:
        ValueError: It would be too easy to guess.
    """
    if words < MIN_WORDS:
        raise ValueError(f"fewer than {MIN_WORDS} words are too easy to guess")
    return " ".join(secrets.choice(load_words()) for _ in range(words))


def read_passphrase(path: Path) -> str:
    """Return the first line of a passphrase file.

    Raises:
        AdvisorError: It cannot be read, or is no text.
    """
    try:
        with path.open("rb") as stream:
            lines = stream.read(_MOST_BYTES).decode("utf-8-sig").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise AdvisorError(
            "The passphrase file cannot be read.", hint="Give it one line of text."
        ) from error
    return lines[0] if lines else ""


def entropy_bits(words: int = USUAL_WORDS) -> float:
    """Return how many bits of chance are in a generated passphrase."""
    return words * log2(len(load_words()))


def normalise(passphrase: str) -> str:
    """Return a passphrase as every keyboard and system would write it (NFC)."""
    return unicodedata.normalize("NFC", passphrase)


def is_possible(passphrase: str) -> bool:
    """Tell whether a text can be the passphrase of any file: not empty, endless or unwritable."""
    if not 1 <= len(passphrase) <= MAX_CHARACTERS:
        return False
    return not any(unicodedata.category(letter) == "Cs" for letter in passphrase)


def find_weakness(passphrase: str) -> str | None:
    """Return why a chosen passphrase is too easy to guess, or ``None``.

    This is a floor, not a measure: what passes can still be weak. The reason quotes nothing.
    """
    if len(passphrase) > MAX_CHARACTERS:
        return f"A passphrase has at most {MAX_CHARACTERS:,} characters."
    letters = "".join(normalise(passphrase).casefold().split())
    controls = any(unicodedata.category(letter) in {"Cc", "Cs"} for letter in passphrase)
    reasons = {
        "A passphrase is one line of letters, digits, signs and spaces.": controls,
        f"This passphrase is too short: it takes {MIN_CHARACTERS} characters besides spaces.": (
            len(letters) < MIN_CHARACTERS
        ),
        "This passphrase repeats a few characters.": len(set(letters)) < MIN_DIFFERENT,
        "This passphrase is one piece, repeated.": _repeats(letters),
        "This passphrase follows the alphabet, the digits or a row of keys.": (
            _follows_a_row(letters)
        ),
    }
    return next((reason for reason, holds in reasons.items() if holds), None)


def _repeats(letters: str) -> bool:
    """Tell whether a text is made of one piece only: it is found in itself, turned."""
    return letters in (letters + letters)[1:-1]


def _follows_a_row(letters: str) -> bool:
    """Tell whether most neighbours are neighbours in a row of keys or letters too."""
    pairs = {row[at : at + 2] for row in _ROWS for at in range(len(row) - 1)}
    pairs |= {pair[::-1] for pair in pairs}
    found = sum(letters[at : at + 2] in pairs for at in range(len(letters) - 1))
    return found * 2 > len(letters)
