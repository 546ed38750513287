"""Everything of a catalogue that shares one label.

A catalogue file holds the OFFICIAL section as ordinary tables. A session merges
the sections that it may open into one ``Catalogue``; what it may not open is
never there to be filtered.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from advisor.catalogue.access import FactDefinition
from advisor.catalogue.entry import Citation, Head, Source
from advisor.catalogue.release import Release, Synonyms, Threat
from advisor.clearance import Label


@dataclass(frozen=True)
class StoredPortion:
    """A portion as it is stored.

    Attributes:
        part: Its name.
        value: Its content as JSON.
    """

    part: str
    value: bytes


@dataclass(frozen=True)
class Section:
    """The portions, rules and questions that share one label.

    Attributes:
        label: What a reader must hold to open it.
        release: The release it belongs to.
        heads: Entries whose existence is in this section, in order.
        portions: Portions by entry id.
        citations: Citations by entry id.
        sources: What they cite.
        threats: Threat areas.
        facts: Questions that rules of this section ask.
        thesaurus: Plain words and what they mean here.
        segment: The prebuilt search segment.
    """

    label: Label
    release: Release
    heads: tuple[Head, ...]
    portions: Mapping[str, tuple[StoredPortion, ...]]
    citations: Mapping[str, tuple[Citation, ...]]
    sources: tuple[Source, ...]
    threats: tuple[Threat, ...]
    facts: tuple[FactDefinition, ...]
    thesaurus: tuple[Synonyms, ...]
    segment: bytes
