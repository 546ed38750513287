"""What was done with releases at a site, which ones are kept, and which is open."""

from __future__ import annotations

from dataclasses import dataclass

from advisor.settings import Places
from advisor.signing.shelf import Done, Shelf, release_of


@dataclass(frozen=True)
class History:
    """What a site remembers of its releases.

    Attributes:
        done: What was done, oldest first.
        kept: Numbers of the releases that are kept, highest first.
        current: The number of the open one; ``None`` where none was ever imported.
    """

    done: tuple[Done, ...] = ()
    kept: tuple[int, ...] = ()
    current: int | None = None


def read_history(places: Places) -> History:
    """Return what was done with releases at a site; it takes no key and changes nothing.

    Args:
        places: The site and home folders.

    Raises:
        RefusedReleaseError: It cannot be told.
    """
    shelf = Shelf(places.site)
    installed = shelf.load()
    if installed is None:
        return History()
    kept = tuple(dict.fromkeys(map(release_of, shelf.kept(installed))))
    return History(installed.history, kept, release_of(installed.current))
