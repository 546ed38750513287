"""What a signed-in reader had open, kept sealed for when they come back.

Rules that this module keeps:
 * A draft is sealed through the key of every label that was open, one seal inside the
   other, and last to the reader. So it opens only where all of that is open again: what
   was typed in a higher session never reaches a lower one, not even sealed to oneself.
 * Saving needs public keys alone; the reader's private key is not kept for it.
 * Its file's name and length say nothing: the name is a hash of random keys, and the
   content is filled up to steps.
 * A draft that cannot be read is as good as none; it never keeps anybody out.
"""

from __future__ import annotations

import contextlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import msgspec

from advisor.clearance import Label
from advisor.draft import Draft
from advisor.durable import write_file
from advisor.sealing.age import Identity, Recipient
from advisor.sealing.nested import name_for, recipients_of, seal_nested, unseal_files

_MAGIC = b"\x89ADVDRF\n"
_MOST_BYTES = 1_000_000


@dataclass(frozen=True)
class DraftBox:
    """Where one reader's drafts of one clearance are kept.

    Attributes:
        path: The file.
        recipients: The public keys to seal to, from the inside out.
    """

    path: Path
    recipients: tuple[Recipient, ...]

    def save(self, draft: Draft) -> None:
        """Keep a draft in place of the one before, all or nothing.

        Raises:
            AdvisorError: The home folder cannot be written.
        """
        content = _MAGIC + msgspec.json.encode(draft)
        write_file(self.path, seal_nested(content, self.recipients), private=True)


def open_drafts(
    home: Path,
    identity: Identity,
    keys: Mapping[Label, Identity],
    *,
    opening: Sequence[Identity] = (),
    now: datetime | None = None,
) -> tuple[DraftBox, Draft | None]:
    """Return where a session keeps its drafts, and the newest one that it may see.

    Older ones that it may see are superseded by the next one saved, and taken away.

    Args:
        home: The reader's home folder.
        identity: The reader's.
        keys: The key of each label that is open.
        opening: Every key of these labels, with those that they had before.
        now: The time; a draft of a later one was saved by a wrong clock, and is the oldest.
    """
    folder, latest = home / "drafts", now or datetime.now(UTC)
    box = _make_box(folder, identity.recipient, keys)
    opened = _open_all(folder, identity, (*keys.values(), *opening))
    found = sorted(opened, key=lambda one: (one[1].saved_at <= latest, one[1].saved_at))
    for path, _ in found[:-1]:
        if path != box.path:
            with contextlib.suppress(OSError):
                path.unlink()
    return box, found[-1][1] if found else None


def _make_box(folder: Path, reader: Recipient, keys: Mapping[Label, Identity]) -> DraftBox:
    recipients = recipients_of(reader, keys)
    return DraftBox(folder / name_for(recipients), recipients)


def _open_all(
    folder: Path, identity: Identity, keys: Sequence[Identity]
) -> Iterator[tuple[Path, Draft]]:
    for path, untrusted in unseal_files(folder, _MAGIC, identity, keys, most=_MOST_BYTES):
        with contextlib.suppress(ValueError, RecursionError):
            yield path, msgspec.json.decode(untrusted, type=Draft)
