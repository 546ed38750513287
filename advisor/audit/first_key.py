"""The first key of a log, which all others follow from, sealed to the auditor.

It is given out once, when a log begins, and kept nowhere else. age does not say who sealed,
so it is relied on only with an anchor that was noted: see ``verification.py``.
"""

from __future__ import annotations

from typing import Annotated

import msgspec

from advisor.audit.chain import KEY_BYTES
from advisor.sealing.age import Identity, Recipient, seal, unseal
from advisor.sealing.errors import SealingError

FORMAT = 1
#: The longest file of ours has some 600 bytes.
MAX_FILE_BYTES = 4096

_Key = Annotated[str, msgspec.Meta(pattern=f"^[0-9a-f]{{{2 * KEY_BYTES}}}$")]


class _FirstKey(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What is inside, as JSON."""

    format: int
    log: str
    key: _Key

    def __repr__(self) -> str:
        return "_FirstKey(…)"


def seal_first_key(key: bytes, name: str, auditor: Recipient) -> bytes:
    """Seal the first key of a log to its auditor."""
    return seal(msgspec.json.encode(_FirstKey(FORMAT, name, key.hex())), (auditor,))


def open_first_key(untrusted: bytes, name: str, identity: Identity) -> bytes | None:
    """Return the first key of a log; ``None`` where it is not one for this log and identity."""
    try:
        content = unseal(untrusted, (identity,))
        found = msgspec.json.decode(content or b"", type=_FirstKey)
    except (SealingError, ValueError, RecursionError):
        return None
    return bytes.fromhex(found.key) if (found.format, found.log) == (FORMAT, name) else None
