"""What a release holds besides its entries: its number, its threat areas, its synonyms.

Terms to protect are of its sources alone: they are checked for, and in no release.
"""

from __future__ import annotations

import datetime

from advisor.catalogue.record import Record


class Release(Record, frozen=True, kw_only=True, omit_defaults=True):
    """A numbered version of everything published.

    Attributes:
        release: Its number.
        title: Its name.
        language: Language of its texts, as a BCP 47 tag.
        published_on: The day on which it was published.
        demonstration: Whether it is for rehearsal only, which every screen then says.
    """

    release: int
    title: str
    language: str
    published_on: datetime.date
    demonstration: bool = False


class Threat(Record, frozen=True, kw_only=True, omit_defaults=True):
    """A threat area that one browses by."""

    key: str
    title: str
    words: tuple[str, ...] = ()


class Synonyms(Record, frozen=True, kw_only=True, omit_defaults=True):
    """Plain words, and what the catalogue calls them."""

    says: tuple[str, ...]
    means: tuple[str, ...]


class ProtectedTerms(Record, frozen=True, kw_only=True, omit_defaults=True):
    """Words and phrases that may stand in nothing marked lower; in the sources alone.

    Attributes:
        terms: The words and phrases.
        why: Who says so, or why.
    """

    terms: tuple[str, ...]
    why: str
