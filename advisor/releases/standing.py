"""How a site stands with releases: what is open, who signed it, what is kept, what was done.

It takes no key and changes nothing: everybody at the site may know all of it.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from advisor.catalogue.progress import Progress, tell_nobody
from advisor.catalogue_file import CatalogueFile
from advisor.errors import AdvisorError
from advisor.policy import Policy, load_policy
from advisor.settings import Places
from advisor.signing.errors import RefusedReleaseError
from advisor.signing.opening import (
    SignedRelease,
    Trusted,
    find_trusted,
    open_release,
    verify_kept,
)
from advisor.signing.root import Link
from advisor.signing.shelf import Done, Installed, Shelf, release_of


@dataclass(frozen=True)
class Kept:
    """A release that is kept at the site.

    Attributes:
        number: Its number.
        issued: The day on which it was issued; ``None`` where it does not verify.
        is_open: Whether it is what the site reads.
        refusal: Why it could not be open; ``None`` where it could.
    """

    number: int
    issued: date | None
    is_open: bool
    refusal: RefusedReleaseError | None = None


@dataclass(frozen=True)
class Standing:
    """How a site stands with releases.

    Attributes:
        number: The number of what is open.
        title: What that is called.
        issued: The day on which it was issued.
        words: Who vouches for it.
        release: The signed release that is open; ``None`` where it is the bundled catalogue.
        problem: Why it is another one than it should be, or why that cannot be told.
        publisher: The root of trust that the site trusts now; ``None`` for none yet.
        newest: The highest number that was ever imported here; ``None`` where none was.
        kept: The releases that are kept, highest number first.
        history: What was done, oldest first.
        policy: What the site decides for everybody.
    """

    number: int
    title: str
    issued: date
    words: str
    release: SignedRelease | None
    problem: AdvisorError | None
    publisher: Link | None
    newest: int | None
    kept: tuple[Kept, ...]
    history: tuple[Done, ...]
    policy: Policy


def read_standing(places: Places, progress: Progress = tell_nobody) -> Standing:
    """Read how a site stands with releases.

    Args:
        places: The site and home folders.
        progress: Told how many of the releases are verified. Raising from there stops it.

    Raises:
        CatalogueError: Not even the bundled catalogue can be opened.
    """
    site = places.site
    progress("Verifying what is kept", 0, 1)
    file = CatalogueFile.read(None, site)
    opened = open_release(site)
    release = opened.release if opened else None
    problem, installed, trusted = file.release_error, None, None
    try:
        installed = Shelf(site).load()
        trusted = find_trusted(site, installed)
    except RefusedReleaseError as error:
        problem = problem or error
    said = file.official.release
    return Standing(
        said.release,
        said.title,
        release.issued if release else said.published_on,
        file.words,
        release,
        problem,
        trusted.link if trusted else None,
        release_of(installed.newest) if installed else None,
        _find_kept(Shelf(site), installed, trusted, progress),
        installed.history if installed else (),
        load_policy(site),
    )


def _find_kept(
    shelf: Shelf, installed: Installed | None, trusted: Trusted | None, progress: Progress
) -> tuple[Kept, ...]:
    if installed is None or trusted is None:
        return ()
    found: dict[int, Kept] = {}
    names = shelf.kept(installed)
    for done, name in enumerate(names, start=1):  # what is open was verified before
        progress("Verifying what is kept", done, len(names) + 1)
        kept = _verify(shelf, name, trusted, is_open=name == installed.current)
        found.setdefault(kept.number, kept)
    return tuple(found.values())


def _verify(shelf: Shelf, name: str, trusted: Trusted, *, is_open: bool) -> Kept:
    try:
        release = verify_kept(shelf, name, trusted)
    except RefusedReleaseError as error:
        return Kept(release_of(name), None, is_open, error)
    return Kept(release.number, release.issued, is_open)
