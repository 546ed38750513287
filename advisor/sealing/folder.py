"""A folder that a site keeps things in: one file for everybody, and one sealed for each label.

Rules that this module keeps:
 * What does not open leaves no trace: no count, no name, no message of its own.
 * A reader never waits for a pipe, and never reads more than a bounded length.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final

from advisor.clearance import OFFICIAL, Label

if TYPE_CHECKING:
    from advisor.sealing.age import Identity

_SEALED: Final = re.compile(r"[0-9a-f]{16}\.age")
_MOST_FILES: Final = 256
#: A seal adds less than this.
_SEAL_BYTES: Final = 20_000


@dataclass(frozen=True)
class OpenedFile:
    """A file of such a folder that some keys open, or that everybody may read.

    Attributes:
        name: Its name in the folder.
        label: The label that it was sealed to.
        content: What it holds, of anybody's making.
        key: The private key that opened it; ``None`` at OFFICIAL.
    """

    name: str
    label: Label
    content: bytes
    key: Identity | None


def open_folder(
    folder: Path, official: str, granted: Mapping[Label, tuple[Identity, ...]], *, most: int
) -> Iterator[OpenedFile]:
    """Yield the files of a folder that a reader may read, that of everybody first.

    Args:
        folder: The folder; it need not be there.
        official: Name of the file that is not sealed.
        granted: The reader's keys, by label.
        most: How many bytes of a file are read at most, its seal aside.
    """
    plain = _read(folder / official, most)
    if plain is not None:
        yield OpenedFile(official, OFFICIAL, plain, None)
    keys = [(label, key) for label, found in granted.items() for key in found]
    if not keys:
        return
    for path in sealed_files(folder):
        sealed = _read(path, most)
        opened = None if sealed is None else _unseal(path.name, sealed, keys)
        if opened is not None:
            yield opened


def sealed_files(folder: Path) -> list[Path]:
    """Return the sealed files in such a folder, whoever may open them."""
    try:
        found = sorted(path for path in folder.iterdir() if _SEALED.fullmatch(path.name))
    except OSError:
        return []
    return found[:_MOST_FILES]


def _unseal(name: str, sealed: bytes, keys: list[tuple[Label, Identity]]) -> OpenedFile | None:
    from advisor.sealing.age import unseal  # noqa: PLC0415 - for those who sign in
    from advisor.sealing.errors import SealingError  # noqa: PLC0415

    for label, key in keys:
        try:
            content = unseal(sealed, (key,))
        except SealingError:
            return None  # altered, or nobody's
        if content is not None:
            return OpenedFile(name, label, content, key)
    return None


def _read(path: Path, most: int) -> bytes | None:
    try:
        if not path.is_file():  # a pipe or a device would keep us waiting
            return None
        with path.open("rb") as stream:
            return stream.read(most + _SEAL_BYTES)
    except (OSError, ValueError):
        return None
