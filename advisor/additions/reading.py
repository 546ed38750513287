"""Finding what a site adds that a reader may see.

What does not open leaves no trace, and only what is signed with a key that the policy pins is
understood at all.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final

from advisor.additions.addition import Addition, Body
from advisor.additions.errors import AdditionsError, UnpinnedError, UnreliableError
from advisor.additions.signed_file import MOST_BYTES, read_signed_file
from advisor.clearance import Label, by_height
from advisor.sealing.folder import open_folder

if TYPE_CHECKING:
    from advisor.sealing.age import Identity

FOLDER: Final = "additions"
OFFICIAL_FILE: Final = "official.additions"
#: The key that signs them, sealed to the administrators.
KEY_FILE: Final = "key.age"
#: The key that is to take its place.
NEXT_KEY_FILE: Final = "next-key.age"


@dataclass(frozen=True)
class Opened:
    """One file of additions that a reader may see.

    Attributes:
        name: Its name in the folder.
        label: Its label.
        body: What it holds.
        key: The private key that opened it; ``None`` at OFFICIAL.
    """

    name: str
    label: Label
    body: Body
    key: Identity | None


@dataclass(frozen=True)
class Additions:
    """What a site adds, as far as a reader may see it.

    Attributes:
        opened: The files, one a label, lowest first.
        problems: Why others that the reader may see are not among them.
    """

    opened: tuple[Opened, ...] = ()
    problems: tuple[AdditionsError, ...] = ()

    @property
    def listed(self) -> tuple[tuple[Addition, Label], ...]:
        """Every note, correction and group of words, with its label."""
        return tuple((one, file.label) for file in self.opened for one in file.body.additions)


def additions_path(site_folder: Path) -> Path:
    """Return the folder in the site folder that additions are kept in."""
    return site_folder / FOLDER


def find_additions(
    site_folder: Path,
    *,
    site: str | None,
    pinned: Sequence[str],
    granted: Mapping[Label, tuple[Identity, ...]],
) -> Additions:
    """Return what a site adds that some keys open, and what is not sealed.

    Args:
        site_folder: The site folder.
        site: Id of the site; ``None`` where it was not set up.
        pinned: The public keys that the site's policy names.
        granted: The reader's keys, by label.
    """
    newest: dict[Label, Opened] = {}
    problems: list[AdditionsError] = []
    folder = additions_path(site_folder)
    for one in open_folder(folder, OFFICIAL_FILE, granted, most=MOST_BYTES):
        if not pinned:
            return Additions((), (UnpinnedError(),))
        label = one.label
        try:
            body = read_signed_file(one.content, label, site=site, pinned=pinned)
        except UnreliableError as error:
            problems.append(error)
            continue
        found = Opened(one.name, label, body, one.key)
        if label in newest:
            problems.append(UnreliableError(label, "there are two files; the newer one is used"))
            found = max(newest[label], found, key=lambda file: file.body.revision)
        newest[label] = found
    opened = sorted(newest.values(), key=lambda one: by_height(one.label))
    return Additions(tuple(opened), tuple(problems))
