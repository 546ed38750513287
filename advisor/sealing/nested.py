"""Content that is sealed through several keys, one seal inside the other.

Rules that this module keeps:
 * What a reader keeps is sealed through the key of every label that was open, and last to the
   reader. So it opens only where all of that is open again.
 * Sealing needs public keys alone.
 * The file's name and length say nothing: the name is a hash of random keys, and the content
   is filled up to steps.
 * What does not open is as good as not there.
"""

from __future__ import annotations

import contextlib
import hashlib
from collections.abc import Collection, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Final

from advisor.clearance import Label, by_height
from advisor.sealing.age import Identity, Recipient, seal, unseal
from advisor.sealing.errors import SealingError

_STEP_BYTES: Final = 4096
#: No more labels than this are ever open at once, and a file of more seals is not one of ours.
_MOST_SEALS: Final = 64
_MOST_FILES: Final = 64


def recipients_of(reader: Recipient, keys: Mapping[Label, Identity]) -> tuple[Recipient, ...]:
    """Return the public keys to seal to, from the inside out.

    Args:
        reader: The reader's.
        keys: The key of each label that is open.
    """
    return (*(keys[label].recipient for label in sorted(keys, key=by_height)), reader)


def name_for(recipients: Collection[Recipient]) -> str:
    """Return the name of the file that is sealed to some keys."""
    text = "\0".join(one.text for one in recipients)
    return f"{hashlib.sha256(text.encode()).hexdigest()[:32]}.age"


def seal_nested(content: bytes, recipients: Collection[Recipient], fill: bytes = b" ") -> bytes:
    """Seal content that begins with a magic of its own.

    Args:
        content: What is sealed.
        recipients: The public keys to seal to, from the inside out.
        fill: What stands behind it, up to the next step of length.
    """
    sealed = content.ljust(-(-len(content) // _STEP_BYTES) * _STEP_BYTES, fill)
    for recipient in recipients:
        sealed = seal(sealed, (recipient,))
    return sealed


def unseal_nested(
    untrusted: bytes, magic: bytes, identity: Identity, keys: Sequence[Identity]
) -> bytes | None:
    """Open one seal after the other; ``None`` where one is for somebody else or damaged.

    Args:
        untrusted: What was sealed.
        magic: What the content begins with.
        identity: The reader's.
        keys: The key of each label that is open.

    Returns:
        What stands behind the magic, filled up.
    """
    content = _unseal(untrusted, (identity,))
    for _ in range(_MOST_SEALS):
        if content is None or content.startswith(magic):
            break
        content = _unseal(content, keys)
    if content is None or not content.startswith(magic):
        return None
    return content[len(magic) :]


def unseal_files(
    folder: Path, magic: bytes, identity: Identity, keys: Sequence[Identity], *, most: int
) -> Iterator[tuple[Path, bytes]]:
    """Yield each file of a folder that opens, with what stands behind its magic.

    Args:
        folder: The folder; it need not be there.
        magic: What the content begins with.
        identity: The reader's.
        keys: The key of each label that is open.
        most: How many bytes a file of ours has at most.
    """
    try:
        paths = sorted(folder.glob("*.age"))[:_MOST_FILES]
    except OSError:
        return
    for path in paths:
        with contextlib.suppress(OSError):
            if path.is_file() and path.stat().st_size <= most:
                opened = unseal_nested(path.read_bytes(), magic, identity, keys)
                if opened is not None:
                    yield path, opened


def _unseal(untrusted: bytes, identities: Collection[Identity]) -> bytes | None:
    try:
        return unseal(untrusted, identities)
    except SealingError:
        return None
