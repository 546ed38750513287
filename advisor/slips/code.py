"""The short code of a slip: which release, entry and line, to be read out on the telephone.

It is the number of the release, five characters for the entry, four for the line as it stood,
and two to check the rest by. Of 31 characters none looks like another (no I, L, O, 0 or 1), and
31 is a prime, so that the two check characters tell any one or two characters that were misheard,
and any two that were swapped: the code of Reed and Solomon ("Polynomial codes over certain finite
fields", 1960) with two checks.

Characters for entry and line are cut from a hash. They say nothing to somebody who does not know
the text, and let somebody who guesses it find out that they are right: a code is marked like
what it stands for.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from hashlib import blake2b
from typing import Final

from advisor.catalogue.quoting import quoted
from advisor.slips.errors import SlipError

ALPHABET: Final = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"
_BASE: Final = len(ALPHABET)
_ENTRY: Final = 5
_LINE: Final = 4
_CHECKS: Final = 2
_RELEASE_DIGITS: Final = 4
MOST_RELEASE: Final = _BASE**_RELEASE_DIGITS - 1
_MOST_TYPED: Final = 60
_SHAPE: Final = re.compile(r"\s*([0-9]{1,6})[\s-]+([0-9A-Za-z\s-]+)")
_HINT: Final = "A code looks like 3-KMPT7-X2QW-AA. Ask for it again, character by character."
#: The alphabet that police and armed forces spell with (ICAO, Annex 10, volume II).
_SPOKEN: Final = (
    *("Alfa", "Bravo", "Charlie", "Delta", "Echo", "Foxtrot", "Golf", "Hotel", "India"),
    *("Juliett", "Kilo", "Lima", "Mike", "November", "Oscar", "Papa", "Quebec", "Romeo"),
    *("Sierra", "Tango", "Uniform", "Victor", "Whiskey", "X-ray", "Yankee", "Zulu"),
)
_WORD_FOR: Final = {word[0]: word for word in _SPOKEN}


@dataclass(frozen=True)
class Code:
    """What a code says.

    Attributes:
        release: Number of the release that was read.
        entry: Characters that stand for the entry.
        line: Characters that stand for the line as it stood.
    """

    release: int
    entry: str
    line: str

    @classmethod
    def of(cls, release: int, entry_id: str, line: tuple[str, str, str]) -> Code:
        """Return the code of a line.

        Args:
            release: Number of the release.
            entry_id: Id of the entry.
            line: The line's part, heading and text.
        """
        return cls(release, _cut([entry_id], _ENTRY), _cut([entry_id, *line], _LINE))

    def __str__(self) -> str:
        """Return the code as it is written: ``3-KMPT7-X2QW-AA``."""
        return f"{self.release}-{self.entry}-{self.line}-{self.checks}"

    @property
    def checks(self) -> str:
        """The characters that the others are checked by."""
        return check_letters(self.release, self.entry + self.line)


def parse_code(typed: str) -> Code:
    """Return the code that somebody typed or heard: in any case, with any gaps.

    Raises:
        SlipError: It is none, or a character of it is wrong.
    """
    found = _SHAPE.fullmatch(typed) if len(typed) <= _MOST_TYPED else None
    letters = re.sub(r"[\s-]", "", found[2]).upper() if found else ""
    if found is None or len(letters) != _ENTRY + _LINE + _CHECKS:
        raise SlipError(f"{quoted(typed)} is not a code.", hint=_HINT)
    if not set(letters) <= set(ALPHABET):
        raise SlipError(
            f"{quoted(typed)} is not a code: no code has I, L, O, 0 or 1 after its first number.",
            hint=_HINT,
        )
    if int(found[1]) > MOST_RELEASE:
        raise SlipError(f"{quoted(typed)} is not a code: no release is so high.", hint=_HINT)
    code = Code(int(found[1]), letters[:_ENTRY], letters[_ENTRY:-_CHECKS])
    if code.checks != letters[-_CHECKS:]:
        raise SlipError(f"{quoted(typed)} was misheard: its check letters differ.", hint=_HINT)
    return code


def spell(code: Code) -> str:
    """Return a code as it is said on the telephone: ``3, Kilo Mike Papa Tango 7, …``."""
    groups = str(code).split("-")
    said = (" ".join(_WORD_FOR.get(each, each) for each in group) for group in groups[1:])
    return ", ".join([groups[0], *said])


def check_letters(release: int, letters: str) -> str:
    """Return the characters that a code's others are checked by.

    Args:
        release: The number that the code begins with.
        letters: All of its other characters, in order.
    """
    body = _digits(release, _RELEASE_DIGITS)
    body += [ALPHABET.index(letter) for letter in letters]
    plain = sum(body)
    weighed = sum(place * digit for place, digit in enumerate(body, start=1))
    return ALPHABET[plain % _BASE] + ALPHABET[weighed % _BASE]


def _cut(texts: list[str], length: int) -> str:
    """Return some characters of the hash of some texts."""
    data = json.dumps(texts, ensure_ascii=False).encode("utf-8", "surrogatepass")
    return cut_hash(data, length, b"advisor slip")


def cut_hash(data: bytes, length: int, person: bytes) -> str:
    """Return some characters of a hash, to be read out.

    Args:
        data: What it is a hash of.
        length: How many characters.
        person: What the hash is for, so that no other use has the same (16 bytes at most).
    """
    number = int.from_bytes(blake2b(data, digest_size=16, person=person).digest())
    return "".join(ALPHABET[digit] for digit in _digits(number, length))


def _digits(number: int, length: int) -> list[int]:
    """Return the last digits of a number, to the base of the alphabet."""
    return [number // _BASE**place % _BASE for place in reversed(range(length))]
