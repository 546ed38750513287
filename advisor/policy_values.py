"""What settings of a site's policy take, and how a message says so."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from advisor.catalogue.quoting import CONTROL
from advisor.clearance import Classification

#: Stands in a list of fingerprints that nothing has.
NOBODY = "none"

_FINGERPRINT = re.compile(r"[a-z]+(?:-[a-z]+){11}")
#: The public half of a key that signs what a site adds.
_KEY = re.compile(r"[0-9a-f]{64}")
_MOST_KEYS = 8


class Takes(Protocol):
    """What a setting takes; ``str`` of it is how a message says so."""

    def accepts(self, untrusted: object) -> bool:
        """Tell whether a value can be had."""


@dataclass(frozen=True)
class YesOrNo:
    """True or false, and neither a number nor a text that means it."""

    def accepts(self, untrusted: object) -> bool:
        """Tell whether a value is one."""
        return isinstance(untrusted, bool)

    def __str__(self) -> str:
        return "true or false"


@dataclass(frozen=True)
class WholeNumber:
    """A whole number within bounds.

    Attributes:
        least: The smallest that is taken.
        most: The largest that is taken.
    """

    least: int
    most: int

    def accepts(self, untrusted: object) -> bool:
        """Tell whether a value is one; ``true`` is none, though Python counts with it."""
        return type(untrusted) is int and self.least <= untrusted <= self.most

    def __str__(self) -> str:
        return f"a whole number from {self.least} to {self.most}"


@dataclass(frozen=True)
class Level:
    """A classification as it is printed; compartments do not count."""

    def accepts(self, untrusted: object) -> bool:
        """Tell whether a value is one."""
        return isinstance(untrusted, str) and any(untrusted == one.words for one in Classification)

    def __str__(self) -> str:
        return f"one of {', '.join(one.words for one in Classification)}"


@dataclass(frozen=True)
class Folder:
    """The whole path of a folder; empty for the usual one."""

    def accepts(self, untrusted: object) -> bool:
        """Tell whether a value is one; where it begins must not depend on who starts us."""
        if not isinstance(untrusted, str) or CONTROL.search(untrusted):
            return False
        return not untrusted or Path(untrusted).is_absolute()

    def __str__(self) -> str:
        return "the whole path of a folder"


@dataclass(frozen=True)
class PublicKeys:
    """A list of public keys, each once; none, where it is empty."""

    def accepts(self, untrusted: object) -> bool:
        """Tell whether a value is one."""
        if not isinstance(untrusted, list | tuple) or len(untrusted) > _MOST_KEYS:
            return False
        keys = [key for key in untrusted if isinstance(key, str) and _KEY.fullmatch(key)]
        return len(set(keys)) == len(untrusted)

    def __str__(self) -> str:
        return "a list of public keys as “advisor local key” prints them"


@dataclass(frozen=True)
class VettingLevels:
    """A table of levels of vetting, each with its classification and who says so."""

    def accepts(self, untrusted: object) -> bool:
        """Tell whether a value is one; a level without a source counts for nothing."""
        return isinstance(untrusted, Mapping) and all(
            bool(str(name).strip()) and CONTROL.search(name) is None and _is_level(row)
            for name, row in untrusted.items()
        )

    def __str__(self) -> str:
        return "levels of vetting, each with its classification and source"


@dataclass(frozen=True)
class OneOf:
    """One of some words.

    Attributes:
        words: The words.
    """

    words: tuple[str, ...]

    def accepts(self, untrusted: object) -> bool:
        """Tell whether a value is one."""
        return isinstance(untrusted, str) and untrusted in self.words

    def __str__(self) -> str:
        return f"one of {', '.join(self.words)}"


@dataclass(frozen=True)
class Fingerprints:
    """A list of fingerprints, each of twelve words joined by hyphens; or one that says “none”."""

    def accepts(self, untrusted: object) -> bool:
        """Tell whether a value is one."""
        if untrusted == [NOBODY]:
            return True
        return isinstance(untrusted, list | tuple) and all(
            isinstance(one, str) and _FINGERPRINT.fullmatch(one) for one in untrusted
        )

    def __str__(self) -> str:
        return f'a list of fingerprints, each of twelve words with hyphens, or ["{NOBODY}"]'


def _is_level(row: object) -> bool:
    if not isinstance(row, Mapping) or set(row) != {"classification", "source"}:
        return False
    level, source = row["classification"], row["source"]
    try:
        Classification.parse(level)
    except (ValueError, TypeError):
        return False
    return isinstance(source, str) and bool(source.strip()) and CONTROL.search(source) is None
