"""Fingerprints that two people can compare over a telephone.

Twelve words of 2,048 are the first 132 bits of a SHA-256, too many for anybody to find
something else with the same words. No two of the words begin with the same four letters.
"""

from __future__ import annotations

import hashlib
import re

from advisor.sealing.passphrase import load_words

_WORDS, _BITS, _GROUP = 12, 11, 4
_BETWEEN = re.compile(r"[\s,.·-]+")


def fingerprint(data: bytes) -> str:
    """Return the fingerprint of some bytes: twelve words, joined by hyphens."""
    number = int.from_bytes(hashlib.sha256(data).digest(), "big") >> (256 - _WORDS * _BITS)
    words = load_words()
    places = reversed(range(_WORDS))
    return "-".join(words[number >> place * _BITS & (1 << _BITS) - 1] for place in places)


def in_groups(text: str) -> tuple[str, ...]:
    """Return a fingerprint as it is read out: three groups of four words."""
    words = text.split("-")
    return tuple(" ".join(words[at : at + _GROUP]) for at in range(0, len(words), _GROUP))


def is_fingerprint(typed: str) -> bool:
    """Tell whether somebody typed twelve of the words, whatever stands between them."""
    words = normalise(typed).split("-")
    return len(words) == _WORDS and set(words) <= set(load_words())


def normalise(typed: str) -> str:
    """Return a fingerprint as ``fingerprint`` writes it, from how somebody typed it."""
    return _BETWEEN.sub("-", typed.strip().casefold()).strip("-")
