"""Whom something is sealed to: the public key that somebody hands over in a file."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Final

from advisor.errors import AdvisorError, say_reason
from advisor.notes.errors import NoteError
from advisor.sealing.age import Recipient

_MOST_BYTES: Final = 65_536
_KEY: Final = re.compile(r"\bage1[0-9a-z]+\b")


def read_key(path: Path) -> Recipient:
    """Return the one public key that stands in a text file, whatever stands around it.

    Args:
        path: The file.

    Raises:
        NoteError: It holds none, or several.
        NotARecipientError: What looks like one is none.
        AdvisorError: It cannot be read.
    """
    try:
        with path.open("rb") as stream:
            untrusted = stream.read(_MOST_BYTES + 1)
    except OSError as error:
        raise AdvisorError(
            f"“{path.name}” cannot be read: {say_reason(error)}.", hint="Choose another file."
        ) from error
    is_short = len(untrusted) <= _MOST_BYTES
    found = set(_KEY.findall(untrusted.decode("utf-8", "replace"))) if is_short else set()
    if len(found) != 1:
        how_many = "several public keys" if found else "no public key"
        raise NoteError(
            f"“{path.name}” holds {how_many}.",
            hint="Choose the file that your ROCC gave you, or type the line that begins with age1.",
        )
    return Recipient.parse(found.pop())
