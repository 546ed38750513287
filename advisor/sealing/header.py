"""The header of an age file, read before the library sees it.

The library's time grows with the square of the number of stanzas and its memory
with the cost that a file names, so both are looked at first (SECURITY.md, case 49).

Rules that this module keeps:
 * At most ``MAX_HEADER_BYTES`` are looked at, however long the file is.
 * What is read here is strictly the format (age v1, header); anything else is
   ``NotSealedError``, so that the library and we cannot read two different headers.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from advisor.sealing.errors import NotSealedError

MAX_STANZAS = 64
MAX_HEADER_BYTES = 32_768

_VERSION = b"age-encryption.org/v1\n"
_ARGUMENTS = re.compile(rb"-> ([\x21-\x7e]+(?: [\x21-\x7e]+)*)\n")
_BODY = re.compile(rb"(?:[A-Za-z0-9+/]{64}\n)*[A-Za-z0-9+/]{0,63}\n")
_END = re.compile(rb"--- [A-Za-z0-9+/]{43}\n")
_LEAST_CONTENT = 32


@dataclass(frozen=True, slots=True)
class Stanza:
    """One way to the key of a file.

    Attributes:
        kind: Such as ``X25519`` or ``scrypt``.
        arguments: What follows it on its line.
        body: Its body, in base 64 with line ends.
    """

    kind: bytes
    arguments: tuple[bytes, ...]
    body: bytes


def parse_stanzas(untrusted: bytes) -> tuple[Stanza, ...]:
    """Return the stanzas of an age file, in order.

    Raises:
        NotSealedError: It does not begin with the whole header of an age file and as much
            as the shortest content takes, or the header is larger than any of ours.
    """
    head = untrusted[:MAX_HEADER_BYTES]
    if not head.startswith(_VERSION):
        raise NotSealedError
    stanzas: list[Stanza] = []
    at = len(_VERSION)
    while not (end := _END.match(head, at)):
        stanza, at = _parse_stanza(head, at)
        stanzas.append(stanza)
        if len(stanzas) > MAX_STANZAS:
            raise NotSealedError
    if not stanzas or len(untrusted) < end.end() + _LEAST_CONTENT:
        raise NotSealedError
    return tuple(stanzas)


def _parse_stanza(head: bytes, at: int) -> tuple[Stanza, int]:
    line = _ARGUMENTS.match(head, at)
    body = line and _BODY.match(head, line.end())
    if line is None or body is None:
        raise NotSealedError
    kind, *arguments = line[1].split(b" ")
    return Stanza(kind, tuple(arguments), body[0]), body.end()
