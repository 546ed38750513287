"""Everything of a catalogue that shares one label.

A catalogue file holds the OFFICIAL section as ordinary tables. A session merges
the sections that it may open into one ``Catalogue``; what it may not open is
never there to be filtered.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import msgspec

from advisor.catalogue.access import FactDefinition
from advisor.catalogue.entry import Citation, Head, Source
from advisor.catalogue.errors import DamagedCatalogueError
from advisor.catalogue.release import Release, Synonyms, Threat
from advisor.clearance import OFFICIAL, Label


class StoredPortion(msgspec.Struct, frozen=True, array_like=True, forbid_unknown_fields=True):
    """A portion as it is stored; inside a seal, as a pair in MessagePack.

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
        below: Labels of the other sections that it may refer to, lowest first.
        cases: Test cases of its rules as JSON, to be tried on the release before and the next.
        is_of_site: Whether a site added it; what a release holds never is.
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
    below: tuple[Label, ...] = ()
    cases: tuple[bytes, ...] = ()
    is_of_site: bool = False

    def to_bytes(self) -> bytes:
        """Return this section as it is sealed; ``advisor.sealing`` adds its place and padding."""
        wire = _Wire(
            label=str(self.label),
            release=self.release,
            below=tuple(map(str, self.below)),
            heads=self.heads,
            portions=dict(self.portions),
            citations=dict(self.citations),
            sources=self.sources,
            threats=self.threats,
            facts=self.facts,
            thesaurus=self.thesaurus,
            segment=self.segment,
            cases=self.cases,
        )
        return msgspec.msgpack.encode(wire)

    @classmethod
    def from_bytes(cls, untrusted_data: bytes) -> Section:
        """Read a section as it was sealed.

        Raises:
            DamagedCatalogueError: It is no section.
        """
        try:
            wire = msgspec.msgpack.decode(untrusted_data, type=_Wire)
            label, below = Label.parse(wire.label), tuple(map(Label.parse, wire.below))
        except (msgspec.MsgspecError, ValueError, RecursionError):
            # The cause may quote what is protected.
            raise damaged_section() from None
        if label == OFFICIAL:
            raise damaged_section()
        return cls(
            label=label,
            release=wire.release,
            heads=wire.heads,
            portions=wire.portions,
            citations=wire.citations,
            sources=wire.sources,
            threats=wire.threats,
            facts=wire.facts,
            thesaurus=wire.thesaurus,
            segment=wire.segment,
            below=below,
            cases=wire.cases,
        )


class _Wire(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A section inside its seal, as MessagePack; the field names and types are the format."""

    label: str
    release: Release
    below: tuple[str, ...]
    heads: tuple[Head, ...]
    portions: dict[str, tuple[StoredPortion, ...]]
    citations: dict[str, tuple[Citation, ...]]
    sources: tuple[Source, ...]
    threats: tuple[Threat, ...]
    facts: tuple[FactDefinition, ...]
    thesaurus: tuple[Synonyms, ...]
    segment: bytes
    cases: tuple[bytes, ...] = ()


def damaged_section() -> DamagedCatalogueError:
    """Return what is raised for every section that is not what was published, in the same words."""
    return DamagedCatalogueError("A part of the catalogue that you may read is damaged.")


def verify_sections(sections: Sequence[Section]) -> None:
    """Verify that sections were published together and fit together.

    Args:
        sections: What was opened, the OFFICIAL section first.

    Raises:
        DamagedCatalogueError: One is of another release, says what another has said, or
            refers to what none has.
    """
    official = sections[0]
    labels = [section.label for section in sections]
    if any(section.release != official.release for section in sections):
        raise damaged_section()
    entries = [head.id for section in sections for head in section.heads]
    sources = [source.key for section in sections for source in section.sources]
    facts = [fact.name for section in sections for fact in section.facts]
    threats = [threat.key for section in sections for threat in section.threats]
    if any(len(set(names)) != len(names) for names in (labels, entries, sources, facts, threats)):
        raise damaged_section()
    if any(not set(labels).issuperset(section.below) for section in sections):
        raise damaged_section()
    if not refers_within(sections):
        raise damaged_section()


def refers_within(sections: Sequence[Section]) -> bool:
    """Say whether every portion and citation of some sections has its entry and source in them."""
    entries = {head.id for section in sections for head in section.heads}
    sources = {source.key for section in sections for source in section.sources}
    return all(
        entries.issuperset((*section.portions, *section.citations))
        and sources.issuperset(
            item.source for items in section.citations.values() for item in items
        )
        for section in sections
    )
