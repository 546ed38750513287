"""The chain: what ties each line to the one before, and to a key that is gone.

Rules that this module keeps:
 * Each line is authenticated with a key of its own, and the next key follows from it but not
   the other way round. Who takes the newest key can write what comes next, and nothing before.
 * The hash of a line stands for every line before it and for the first key as well.
"""

from __future__ import annotations

import hashlib
import hmac
import re
import secrets
from dataclasses import dataclass

from advisor.audit.errors import NotAnAnchorError

KEY_BYTES = 32
#: The largest number of a line.
MAX_NUMBER = 10**15

_RECORD, _NEXT, _BEGIN = b"record\0", b"next\0", b"begin\0"

_LETTERS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
_LETTER_BITS, _ANCHOR_LETTERS, _GROUP = 5, 20, 5
_ANCHOR = re.compile(r"([0-9a-f]{8})-(0|[1-9][0-9]{0,15})-((?:[0-9A-Z]{5}-){3}[0-9A-Z]{5})")
_MISREAD = str.maketrans("OIL", "011")


def new_key() -> bytes:
    """Return a first key."""
    return secrets.token_bytes(KEY_BYTES)


def next_key(key: bytes) -> bytes:
    """Return the key of the line after the one that a key is for."""
    return hmac.digest(key, _NEXT, "sha256")


def authenticate(key: bytes, body: bytes) -> str:
    """Return what shows that a line was written while its key was at hand."""
    return hmac.digest(key, _RECORD + body, "sha256").hex()


def begin_chain(first_key: bytes, name: str) -> str:
    """Return what the first line of a log goes on from; it gives nothing of the key away."""
    return hmac.digest(first_key, _BEGIN + name.encode("ascii"), "sha256").hex()


def hash_line(line: bytes) -> str:
    """Return what the next line goes on from."""
    return hashlib.sha256(line).hexdigest()


class Keys:
    """The keys of a log's lines, from the first one on.

    Args:
        first_key: The key of line 1.
    """

    def __init__(self, first_key: bytes) -> None:
        self._keys = [first_key]

    def of_line(self, number: int) -> bytes:
        """Return the key of a line, counted from 1."""
        while len(self._keys) < number:
            self._keys.append(next_key(self._keys[-1]))
        return self._keys[number - 1]

    def __repr__(self) -> str:
        return "Keys(…)"


@dataclass(frozen=True)
class Anchor:
    """What one notes elsewhere of a log, to know it again: short enough to be typed.

    Attributes:
        log: The name of the log.
        number: Its last line; 0 before the first one.
        letters: The first 100 bits of that line's hash, as 20 letters and digits.
    """

    log: str
    number: int
    letters: str

    @classmethod
    def of(cls, log: str, number: int, line_hash: str) -> Anchor:
        """Return the anchor of a line."""
        bits = int(line_hash, 16) >> 256 - _LETTER_BITS * _ANCHOR_LETTERS
        shifts = range(_LETTER_BITS * (_ANCHOR_LETTERS - 1), -1, -_LETTER_BITS)
        return cls(log, number, "".join(_LETTERS[bits >> shift & 31] for shift in shifts))

    @classmethod
    def parse(cls, text: str) -> Anchor:
        """Read an anchor as it was printed, also where a person took an O for a 0.

        Raises:
            NotAnAnchorError: It is not one.
        """
        name, _, rest = text.strip().partition("-")
        found = _ANCHOR.fullmatch(f"{name.lower()}-{rest.upper().translate(_MISREAD)}")
        if found is None or int(found[2]) > MAX_NUMBER or "U" in found[3]:
            raise NotAnAnchorError
        return cls(found[1], int(found[2]), found[3].replace("-", ""))

    def __str__(self) -> str:
        """Return the form that ``parse`` reads."""
        groups = (self.letters[at : at + _GROUP] for at in range(0, _ANCHOR_LETTERS, _GROUP))
        return "-".join((self.log, str(self.number), *groups))
