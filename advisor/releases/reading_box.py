"""Where what a reader last knew is kept: sealed where they are signed in, plain where not.

Rules that this module keeps:
 * It is sealed as a draft is: through the key of every label that was open, and last to the
   reader. What was read in a higher session never reaches a lower one.
 * Where nobody is signed in it is a plain file, as recent entries and favourites are, and holds
   nothing above OFFICIAL.
 * What cannot be read is as good as none; it never keeps anybody out.
"""

from __future__ import annotations

import contextlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final

import msgspec

from advisor.clearance import OFFICIAL, Label
from advisor.durable import write_file
from advisor.releases.reading_kept import KeptReading

if TYPE_CHECKING:
    from advisor.sealing.age import Identity, Recipient

FOLDER: Final = "reading"
_PLAIN: Final = "reading.json"
_MAGIC: Final = b"\x89ADVRDG\n"
_MOST_BYTES: Final = 16_000_000


@dataclass(frozen=True)
class ReadingBox:
    """Where one reader's is kept; it opens nothing.

    Attributes:
        path: The file.
        recipients: The public keys to seal to, from the inside out; none for a plain file.
    """

    path: Path
    recipients: tuple[Recipient, ...] = ()

    def save(self, reading: KeptReading) -> None:
        """Keep it in place of what was kept before, all or nothing.

        Raises:
            AdvisorError: The home folder cannot be written.
        """
        plain = msgspec.json.encode(reading)
        if not self.recipients:
            if reading.labels - {OFFICIAL}:
                raise ValueError("what is above OFFICIAL is never kept plain")
            write_file(self.path, plain, private=True)
        elif len(plain) < _MOST_BYTES // 2:
            from advisor.sealing.nested import seal_nested  # noqa: PLC0415 - loads age

            write_file(self.path, seal_nested(_MAGIC + plain, self.recipients), private=True)


@dataclass(frozen=True)
class OpenedReading:
    """A box, and what was in it, not looked at yet.

    Attributes:
        box: The box.
        content: What was in it; ``None`` where there was nothing that this reader may open.
    """

    box: ReadingBox
    content: bytes | None = None

    def load(self) -> KeptReading | None:
        """Return what a reader last knew; ``None`` where nothing of use is kept."""
        if self.content is None:
            return None
        try:
            reading = msgspec.json.decode(self.content, type=KeptReading)
            labels = reading.labels
            if not reading.sections:
                return None
            reading.catalogue()  # or it would fail where it is compared
        except (ValueError, RecursionError):
            return None
        is_whole = bool(reading.sections) and reading.sections[0].label == str(OFFICIAL)
        return reading if is_whole and len(labels) == len(reading.sections) else None


def open_plain_reading(home: Path) -> OpenedReading:
    """Return that of somebody who is not signed in.

    Args:
        home: The home folder.
    """
    path = home / FOLDER / _PLAIN
    content = None
    with contextlib.suppress(OSError):
        if path.stat().st_size <= _MOST_BYTES:
            content = path.read_bytes()
    return OpenedReading(ReadingBox(path), content)


def open_sealed_reading(
    home: Path,
    identity: Identity,
    keys: Mapping[Label, Identity],
    opening: Sequence[Identity] = (),
) -> OpenedReading:
    """Return that of a reader who is signed in; their private key is not kept.

    Where nothing was kept with all of this open, the largest that opens counts: somebody who was
    cleared for more goes on from what they knew.

    Args:
        home: The home folder.
        identity: The reader's.
        keys: The key of each label that is open.
        opening: Every key of these labels, with those that they had before.
    """
    from advisor.sealing.nested import (  # noqa: PLC0415 - loads age
        name_for,
        recipients_of,
        unseal_files,
    )

    recipients = recipients_of(identity.recipient, keys)
    box = ReadingBox(home / FOLDER / name_for(recipients), recipients)
    opened = (*keys.values(), *opening)
    found = dict(unseal_files(home / FOLDER, _MAGIC, identity, opened, most=_MOST_BYTES))
    content = found.pop(box.path, None)
    if content is None and found:
        content = max(found.values(), key=len)
    return OpenedReading(box, content)
