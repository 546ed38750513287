"""A release file that somebody may import, with all that it would change for them.

Rules that this module keeps:
 * What differs is made from two sessions of that reader, so nothing above them is in it.
 * Nothing is changed, and nothing is written but what the check needs for a moment.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from advisor.additions.conflicts import Conflict, conflicts
from advisor.cases import Case
from advisor.cases.case_file import Keys
from advisor.cases.shelf import Shelf
from advisor.catalogue.errors import CatalogueError
from advisor.catalogue.progress import Progress, tell_nobody
from advisor.catalogue_file import CatalogueFile
from advisor.clearance import OFFICIAL, Label
from advisor.errors import AdvisorError, SignInRequiredError
from advisor.releases.comparing import Compared, Side, compare
from advisor.releases.differences import LabelChange
from advisor.releases.importing import ImportWork, Preview, preview_release
from advisor.session import Session
from advisor.signing.root import Link
from advisor.signing.updating import read_release_file

if TYPE_CHECKING:
    from advisor.sealing.age import Identity


@dataclass(frozen=True)
class Proposal:
    """A release file that may be imported.

    Attributes:
        preview: What it is, and what it would replace.
        compared: What differs for this reader; ``None`` where that cannot be told to them.
        conflicts: Additions of the site that they would have to look at.
        untold: Why nothing is said of what differs; ``None`` where it is.
    """

    preview: Preview
    compared: Compared | None
    conflicts: tuple[Conflict, ...] = ()
    untold: AdvisorError | None = None

    @property
    def marking(self) -> Label:
        """The highest marking of what is told."""
        marking = self.compared.marking if self.compared else OFFICIAL
        for conflict in self.conflicts:
            marking = marking.join(conflict.label)
        return marking

    @property
    def lowered(self) -> tuple[LabelChange, ...]:
        """What somebody could read then whom it is kept from now."""
        labels = self.compared.differences.labels if self.compared else ()
        return tuple(one for one in labels if one.is_lowered)


def propose(path: Path, work: ImportWork, identity: Identity | None = None) -> Proposal:
    """Verify a release file, and compare it with what the site has open.

    Args:
        path: The release file.
        work: What an import of it would work with.
        identity: Of whoever asks; ``None`` for what anybody may read.

    Raises:
        RefusedReleaseError: It may not be imported.
        ReleasesNotWritableError: There is no room to check it in.
        AdvisorError: The reader is not let in.
        CancelledError: ``work.progress`` raised it.
    """
    preview = preview_release(path, work)
    places = work.places
    try:
        now = preview.open_now or CatalogueFile.read(None, places.site)
        before = Session.open_file(now, places, identity)
        then = CatalogueFile.of_release(preview.release, official=preview.official)
        after = Session.open_file(then, places, identity)
    except (SignInRequiredError, CatalogueError) as error:
        return Proposal(preview, None, untold=error)
    saved = _saved_cases(before, identity)
    compared = compare(Side.of(before), Side.of(after), saved, work.progress)
    listed = before.joined.listed if before.joined else ()
    found = conflicts(before.catalogue, after.catalogue, listed)
    return Proposal(preview, compared, found)


def read_publisher(path: Path, progress: Progress = tell_nobody) -> Link:
    """Return the root of trust that a release file brings, for somebody to compare.

    Args:
        path: The release file.
        progress: Told how much is read. Raising from there stops it.

    Raises:
        RefusedReleaseError: It is no release, or not one whose root of trust signed itself.
    """
    file = read_release_file(path, progress)
    file.verify()
    return file.root.last


def _saved_cases(session: Session, identity: Identity | None) -> tuple[Case, ...]:
    home = session.places.home
    if identity is None:
        shelf = Shelf.open_plain(home)
    else:
        own = Keys.of(identity.recipient, session.keys)
        shelf = Shelf.open_sealed(home, identity, own, session.opening_keys)
    return tuple(kept.case for kept in shelf.all)
