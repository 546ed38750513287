"""Finding what a site adds that a reader may see.

Rules that this module keeps:
 * What does not open leaves no trace: no count, no name, no message of its own.
 * Only what is signed with a key that the policy pins is understood at all.
 * A reader never waits for a pipe, and never reads more than a bounded length.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final

from advisor.additions.addition import Addition, Body
from advisor.additions.errors import AdditionsError, UnpinnedError, UnreliableError
from advisor.additions.signed_file import MOST_BYTES, read_signed_file
from advisor.clearance import OFFICIAL, Label, by_height

if TYPE_CHECKING:
    from advisor.sealing.age import Identity

FOLDER: Final = "additions"
OFFICIAL_FILE: Final = "official.additions"
#: The key that signs them, sealed to the administrators.
KEY_FILE: Final = "key.age"
#: The key that is to take its place.
NEXT_KEY_FILE: Final = "next-key.age"
_SEALED: Final = re.compile(r"[0-9a-f]{16}\.age")
_MOST_FILES: Final = 256
#: A seal adds less than this.
_MOST_SEALED_BYTES: Final = MOST_BYTES + 20_000


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
        """Every note and correction, with its label."""
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
    for name, label, content, key in _open_all(additions_path(site_folder), granted):
        if not pinned:
            return Additions((), (UnpinnedError(),))
        try:
            body = read_signed_file(content, label, site=site, pinned=pinned)
        except UnreliableError as error:
            problems.append(error)
            continue
        found = Opened(name, label, body, key)
        if label in newest:
            problems.append(UnreliableError(label, "there are two files; the newer one is used"))
            found = max(newest[label], found, key=lambda one: one.body.revision)
        newest[label] = found
    opened = sorted(newest.values(), key=lambda one: by_height(one.label))
    return Additions(tuple(opened), tuple(problems))


def _open_all(
    folder: Path, granted: Mapping[Label, tuple[Identity, ...]]
) -> Iterator[tuple[str, Label, bytes, Identity | None]]:
    plain = _read(folder / OFFICIAL_FILE)
    if plain is not None:
        yield OFFICIAL_FILE, OFFICIAL, plain, None
    if not granted:
        return
    from advisor.sealing.age import unseal  # noqa: PLC0415 - for those who sign in
    from advisor.sealing.errors import SealingError  # noqa: PLC0415

    keys = [(label, key) for label, found in granted.items() for key in found]
    for path in sealed_files(folder):
        sealed = _read(path)
        if sealed is None:
            continue
        for label, key in keys:
            try:
                content = unseal(sealed, (key,))
            except SealingError:
                break  # altered, or nobody's
            if content is not None:
                yield path.name, label, content, key
                break


def sealed_files(folder: Path) -> list[Path]:
    """Return the sealed files in the folder of additions, whoever may open them."""
    try:
        found = sorted(path for path in folder.iterdir() if _SEALED.fullmatch(path.name))
    except OSError:
        return []
    return found[:_MOST_FILES]


def _read(path: Path) -> bytes | None:
    try:
        if not path.is_file():  # a pipe or a device would keep us waiting
            return None
        with path.open("rb") as stream:
            return stream.read(_MOST_SEALED_BYTES)
    except (OSError, ValueError):
        return None
