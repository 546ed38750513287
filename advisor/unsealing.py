"""From an unlocked identity to the sections that its owner may read.

The caller has checked who published the file: age does not say who sealed.

Rules that this module keeps:
 * What does not open leaves no trace: no count, no name, no message of its own.
 * A section is read together with everything below it or not at all, so that what a
   session holds is always what some clearance dominates.
 * One damaged section leaves the OFFICIAL tier alone; nothing is read in part.
 * Every message is a constant.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from advisor.catalogue.errors import CatalogueError
from advisor.catalogue.section import Section, damaged_section, verify_sections
from advisor.catalogue.store import SealedSlot
from advisor.clearance import Label, by_height
from advisor.errors import AdvisorError
from advisor.sealing.age import Identity
from advisor.sealing.errors import SealingError
from advisor.sealing.grant import open_grants
from advisor.sealing.section import Digest, SectionId, open_section
from advisor.search import Segment, SegmentError

_MOST_GRANTS = 20_000
#: A grant of ours is below 5 KB.
_MOST_GRANT_BYTES = 16_384


class NothingOpenedError(AdvisorError):
    """An identity opened nothing beyond the OFFICIAL tier, whatever there is."""

    def __init__(self) -> None:
        super().__init__(
            "This identity opens nothing beyond OFFICIAL here, so you read OFFICIAL.",
            hint="Whoever administers your site grants clearances. Your ROCC knows what exists, "
            "including what is not listed here.",
        )


class PartlyGrantedError(AdvisorError):
    """A grant is of no use without another one."""

    def __init__(self) -> None:
        super().__init__(
            "Not all of what you were granted could be opened.",
            hint="Ask your administrator to grant it again, with everything below it.",
        )


def grants_path(site: Path) -> Path:
    """Return the folder in the site folder that grants are kept in."""
    return site / "grants"


#: The private keys that a person was granted, by label; a label may have several.
Granted = Mapping[Label, tuple[Identity, ...]]


@dataclass(frozen=True)
class Unsealed:
    """What a person's keys opened.

    Attributes:
        sections: The sections, the OFFICIAL one first, then by their labels.
        keys: The private key that opened each of those above OFFICIAL. They open the same for
            another process that shows less, and seal what is kept for the same clearance.
        segments: The search segment of each of those above OFFICIAL, opened.
        error: What to tell the reader, if anything.
        usable: The keys that what is sealed elsewhere may be opened with: not those of a label
            that is of no use here, and none where something is damaged.
    """

    sections: tuple[Section, ...]
    keys: Mapping[Label, Identity]
    segments: tuple[Segment, ...] = ()
    error: AdvisorError | None = None
    usable: Granted = field(default_factory=dict, repr=False)


def find_granted(site: Path, identity: Identity) -> Granted:
    """Return the keys that a person was granted at a site.

    Raises:
        GrantError: A grant is for this person, but cannot be used.
    """
    return open_grants(_read_grants(grants_path(site)), identity)


def open_sections(official: Section, slots: Sequence[SealedSlot], granted: Granted) -> Unsealed:
    """Open everything that some keys open.

    Args:
        official: The OFFICIAL section of the file.
        slots: The sealed places of the file.
        granted: The reader's keys.
    """
    try:
        opened = sorted(_open_all(official, slots, granted), key=_height)
        sections = _closed_downwards([official, *(section for section, _ in opened)])
        verify_sections(sections)
        # Here already, or searching would fail later, at OFFICIAL too.
        segments = tuple(Segment.from_bytes(section.segment) for section in sections[1:])
    except (SealingError, CatalogueError) as error:
        return Unsealed((official,), {}, error=error)
    except SegmentError:
        return Unsealed((official,), {}, error=damaged_section())
    kept = {section.label for section in sections}
    keys = {section.label: key for section, key in opened if section.label in kept}
    dropped = {section.label for section, _ in opened} - kept
    usable = {label: found for label, found in granted.items() if label not in dropped}
    return Unsealed(sections, keys, segments, _find_shortfall(len(opened), len(keys)), usable)


def _find_shortfall(opened: int, kept: int) -> AdvisorError | None:
    if kept < opened:
        return PartlyGrantedError()
    return None if opened else NothingOpenedError()


def _open_all(
    official: Section, slots: Sequence[SealedSlot], granted: Granted
) -> Iterator[tuple[Section, Identity]]:
    """Yield each section that opens, with the key that opened it."""
    keys = [(label, key) for label, found in granted.items() for key in found]
    for slot in slots:
        for label, key in keys:
            plaintext = open_section(
                slot.content,
                (key,),
                section_id=SectionId(slot.id),
                release=official.release.release,
                digest=Digest(slot.digest),
            )
            if plaintext is not None:
                section = Section.from_bytes(plaintext)
                if section.label != label:
                    raise damaged_section()
                yield section, key
                break  # the same key granted twice, or under two labels, opens it once


def _read_grants(folder: Path) -> Iterator[bytes]:
    """Yield every grant of the site, in the order of their names, which say nothing."""
    try:
        paths = sorted(folder.iterdir())[:_MOST_GRANTS]
    except OSError:
        return
    for path in paths:
        try:
            if path.is_file():
                with path.open("rb") as stream:
                    yield stream.read(_MOST_GRANT_BYTES)
        except OSError:
            continue  # as if it were not there


def _height(opened: tuple[Section, Identity]) -> tuple[int, int, str]:
    return by_height(opened[0].label)


def _closed_downwards(sections: Sequence[Section]) -> tuple[Section, ...]:
    """Return the sections that come with everything below them; they stand lowest first."""
    kept: list[Section] = []
    labels: set[Label] = set()
    for section in sections:
        if labels.issuperset(section.below):
            kept.append(section)
            labels.add(section.label)
    return tuple(kept)
