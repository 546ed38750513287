"""What an administrator does with releases, off the window's thread."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final

from advisor.audit.record import Kind
from advisor.catalogue.progress import Progress
from advisor.clearance import OFFICIAL, Label
from advisor.journal import Journal, name_reader, read_clock
from advisor.releases.importing import ImportWork, apply_release, roll_back
from advisor.releases.proposal import Proposal, propose, read_publisher
from advisor.releases.standing import Standing, read_standing
from advisor.settings import Places
from advisor.signing.opening import SignedRelease
from advisor.signing.root import Link
from advisor.ui.desks.long_work import Tell

if TYPE_CHECKING:
    from advisor.sealing.age import Identity

#: What each piece of the work begins with, and ends with, in per cent of all of it.
_LOOKING: Final = {
    "Reading the release": (0, 10),
    "Checking the release": (10, 20),
    "Comparing entries": (20, 80),
    "Trying cases": (80, 100),
}
_APPLYING: Final = {
    "Reading the release": (0, 30),
    "Checking the release": (30, 60),
    "Writing the release": (60, 100),
}
_GOING_BACK: Final = {"Checking the release": (0, 100)}


@dataclass(frozen=True)
class Administrator:
    """Somebody who changes the releases of a site.

    Attributes:
        places: The site and home folders.
        identity: Theirs, where they are signed in; without one they see what anybody may.
        label: What they are cleared for.
    """

    places: Places
    identity: Identity | None = None
    label: Label = OFFICIAL

    def read_standing(self, tell: Tell) -> Standing:
        """Read how the site stands.

        Raises:
            CatalogueError: Not even the bundled catalogue can be opened.
        """
        return read_standing(self.places, in_shares(tell, {}))

    def read_publisher(self, path: Path, tell: Tell) -> Link:
        """Read whom a release file is by.

        Raises:
            RefusedReleaseError: It is no release.
        """
        return read_publisher(path, in_shares(tell, {}))

    def look_at(self, path: Path, trust: str | None, tell: Tell) -> Proposal:
        """Verify a release file, and say what it would change.

        Args:
            path: The file.
            trust: The fingerprint that they compared, where the site trusts nobody yet.
            tell: Told how far it is.

        Raises:
            AdvisorError: It may not be imported.
        """
        return propose(path, self._work(trust, in_shares(tell, _LOOKING)), self.identity)

    def apply(
        self, path: Path, trust: str | None, looked_at: SignedRelease, tell: Tell
    ) -> SignedRelease:
        """Import a release file that they have looked at.

        Raises:
            AdvisorError: It was not imported; nothing was changed.
        """
        work = self._work(trust, in_shares(tell, _APPLYING), looked_at)
        return apply_release(path, work)

    def go_back(self, number: int, reason: str, tell: Tell) -> SignedRelease:
        """Open another release that is kept here.

        Raises:
            AdvisorError: It was not opened; nothing was changed.
        """
        return roll_back(number, reason, self._work(None, in_shares(tell, _GOING_BACK)))

    def record_summary(self, number: int, label: Label, path: Path) -> None:
        """Record that the summary of a release is going to be written to a file.

        Raises:
            AuditError: It cannot be recorded.
        """
        self._journal.export_of(f"release {number}", label, f"summary to {path.name}")

    def record_printing(self, number: int, label: Label, printer: str) -> None:
        """Record that the summary of a release is going to be printed, if it is above OFFICIAL.

        Raises:
            AuditError: It cannot be recorded.
        """
        said = f"summary, on {printer}"
        self._journal.take_away(Kind.PRINT, (f"release {number}",), label, said)

    @property
    def _journal(self) -> Journal:
        key = self.identity.recipient.text if self.identity else None
        return Journal.open(self.places, name_reader(key) if key else name_reader())

    def _work(
        self, trust: str | None, progress: Progress, looked_at: SignedRelease | None = None
    ) -> ImportWork:
        return ImportWork(self.places, self._journal, read_clock(), trust, progress, looked_at)


def in_shares(tell: Tell, shares: dict[str, tuple[int, int]]) -> Callable[[str, int, int], None]:
    """Return what is told which piece is how far, and tells how far all of it is.

    Args:
        tell: Told that, in per cent.
        shares: What each piece begins and ends with.
    """

    def progress(what: str, done: int, of: int) -> None:
        begins, ends = shares.get(what, (0, 100))
        tell(begins + (ends - begins) * done // max(1, of))

    return progress
