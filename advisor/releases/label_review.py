"""Labels that a next release would lower, which its publishers look at before they publish.

A release is sealed, so only the sources that it was built from show which labels were lowered.

Rules that this module keeps:
 * Where anything is or was sealed, nothing goes on until the labels were compared.
 * The sources are those of the release, as far as somebody without a key can tell: what
   anybody may read is the same in both.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from advisor.catalogue.catalogue import Catalogue
from advisor.catalogue.progress import Progress, tell_nobody
from advisor.catalogue.section import Section
from advisor.catalogue.source import read_sources
from advisor.catalogue.store import read_official, read_sealed
from advisor.releases.differences import LabelChange, find_differences
from advisor.releases.partition import part_sections
from advisor.signing.errors import ReleaseError

_NAME = "catalogue"


class NotComparedError(ReleaseError):
    """Something is or was sealed, and nobody compared its labels."""

    def __init__(self) -> None:
        super().__init__(
            "Parts of this release, or of the one before, are sealed, so its labels have to be "
            "compared.",
            hint="Name the folders that both were built from: --sources and --sources-before.",
        )


class OtherSourcesError(ReleaseError):
    """A folder of sources is not the one that a catalogue was built from.

    Args:
        folder: The folder.
        number: The number of the release.
    """

    def __init__(self, folder: Path, number: int) -> None:
        super().__init__(
            f"“{folder}” is not what release {number} was built from.",
            hint="Nothing was written. Name the sources as they were when it was built.",
        )


class LoweredLabelsError(ReleaseError):
    """Labels would be lowered, and nobody said that this is meant.

    Args:
        count: How many.
    """

    def __init__(self, count: int) -> None:
        super().__init__(
            f"It would lower {count} label{'s' if count > 1 else ''}: more people could read what "
            "stands above.",
            hint="Nothing was written. If each is meant, say --allow-lowered. Whoever else signs "
            "looks at them too.",
        )


@dataclass(frozen=True)
class Published:
    """A release, and the sources that it was built from.

    Attributes:
        catalogue: Its catalogue file.
        sources: The folder; ``None`` where none was named.
    """

    catalogue: bytes
    sources: Path | None

    @property
    def is_sealed(self) -> bool:
        """Whether anything in it may be sealed: dummies look alike.

        Raises:
            CatalogueError: It is no catalogue.
        """
        return bool(read_sealed(self.catalogue, _NAME))


def find_lowered(
    before: Published, after: Published, progress: Progress = tell_nobody
) -> tuple[LabelChange, ...]:
    """Return the labels that a release would lower; none, where nothing is or was sealed.

    Args:
        before: The release before.
        after: The next one.
        progress: Told how far it is. Raising from there stops it.

    Raises:
        NotComparedError: Something is sealed, and there are no sources to tell by.
        OtherSourcesError: Sources are not those of their release.
        AdvisorError: A folder holds no sources.
    """
    if before.sources is None or after.sources is None:
        if before.is_sealed or after.is_sealed:
            raise NotComparedError
        return ()
    was = _open(before.sources, before.catalogue, progress)
    now = _open(after.sources, after.catalogue, progress)
    return tuple(one for one in find_differences(was, now, progress).labels if one.is_lowered)


def _open(folder: Path, catalogue: bytes, progress: Progress) -> Catalogue:
    """Return all that a folder of sources holds, once it is known to be that of a catalogue."""
    source = read_sources(folder, progress=progress)
    number = 0 if source.release is None else source.release.release
    if source.release is None or source.unread:
        raise OtherSourcesError(folder, number)
    sections = part_sections(source, source.release, is_searched=False)
    official = read_official(catalogue, _NAME)
    if _content(sections[0]) != _content(official):
        raise OtherSourcesError(folder, official.release.release)
    return Catalogue(sections)


def _content(official: Section) -> tuple[object, ...]:
    """Return what anybody may read, without the index of its words."""
    return (
        official.release,
        official.heads,
        dict(official.portions),
        dict(official.citations),
        official.sources,
        official.threats,
        official.facts,
        official.thesaurus,
    )
