"""Whom something is sealed to: the public key that somebody hands over in a file."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Final

from advisor.durable import read_untrusted
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
        AdvisorError: It cannot be read, or is too large.
    """
    untrusted = read_untrusted(path, _MOST_BYTES, "one with a public key")
    found = set(_KEY.findall(untrusted.decode("utf-8", "replace")))
    if len(found) != 1:
        how_many = "several public keys" if found else "no public key"
        raise NoteError(
            f"“{path.name}” holds {how_many}.",
            hint="Choose the file that your ROCC gave you, or type the line that begins with age1.",
        )
    return Recipient.parse(found.pop())
