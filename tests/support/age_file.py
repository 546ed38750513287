"""A second, slow writer of age files with a passphrase, from the format's description.

The library chooses the cost by itself, which takes two seconds. This one makes files that
cost nothing, and files that nobody should make. For tests alone.
"""

from __future__ import annotations

import hashlib
import hmac
import operator
import struct
from base64 import b64encode

SALT = bytes(range(16))
FILE_KEY = bytes(range(100, 116))
_PAYLOAD_NONCE = bytes(range(50, 66))


def seal_with_passphrase(content: bytes, passphrase: str, *, log_cost: int = 4) -> bytes:
    """Return an age file that a passphrase opens, with a cost of one's own choice."""
    salt = b"age-encryption.org/v1/scrypt" + SALT
    key = hashlib.scrypt(passphrase.encode(), salt=salt, n=2**log_cost, r=8, p=1, dklen=32)
    wrapped = _seal(key, bytes(12), FILE_KEY)
    header = _header(str(log_cost), wrapped)
    mac = hmac.digest(_hkdf(b"", b"header"), header, "sha256")
    payload = _seal(_hkdf(_PAYLOAD_NONCE, b"payload"), bytes(11) + b"\1", content)
    return header + b" " + _text(mac) + b"\n" + _PAYLOAD_NONCE + payload


def with_cost(cost: str, stanzas: int = 1) -> bytes:
    """Return a file whose header names a cost; nothing else of it is right."""
    return _header(cost, bytes(32), stanzas) + b" " + b"A" * 43 + b"\n" + bytes(200)


def _header(cost: str, wrapped: bytes, stanzas: int = 1) -> bytes:
    stanza = b"-> scrypt %s %s\n%s\n" % (_text(SALT), cost.encode(), _text(wrapped))
    return b"age-encryption.org/v1\n" + stanza * stanzas + b"---"


def _text(data: bytes) -> bytes:
    return b64encode(data).rstrip(b"=")


def _hkdf(salt: bytes, info: bytes) -> bytes:
    secret = hmac.digest(salt or bytes(32), FILE_KEY, "sha256")
    return hmac.digest(secret, info + b"\1", "sha256")


# RFC 8439


def _seal(key: bytes, nonce: bytes, content: bytes) -> bytes:
    sealed = b"".join(
        bytes(map(operator.xor, content[at : at + 64], _block(key, at // 64 + 1, nonce)))
        for at in range(0, len(content), 64)
    )
    padded = sealed + bytes(-len(sealed) % 16) + struct.pack("<QQ", 0, len(sealed))
    return sealed + _poly1305(_block(key, 0, nonce)[:32], padded)


def _block(key: bytes, counter: int, nonce: bytes) -> bytes:
    start = [*struct.unpack("<4I", b"expand 32-byte k"), *struct.unpack("<8I", key), counter]
    start += struct.unpack("<3I", nonce)
    state = list(start)
    for _ in range(10):
        for column in range(4):
            _quarter(state, column, column + 4, column + 8, column + 12)
        for column in range(4):
            _quarter(
                state,
                column,
                4 + (column + 1) % 4,
                8 + (column + 2) % 4,
                12 + (column + 3) % 4,
            )
    return struct.pack("<16I", *((a + b) % 2**32 for a, b in zip(state, start, strict=True)))


def _quarter(state: list[int], a: int, b: int, c: int, d: int) -> None:
    for x, y, z, turn in ((a, b, d, 16), (c, d, b, 12), (a, b, d, 8), (c, d, b, 7)):
        state[x] = (state[x] + state[y]) % 2**32
        mixed = state[z] ^ state[x]
        state[z] = (mixed << turn | mixed >> (32 - turn)) % 2**32


def _poly1305(key: bytes, content: bytes) -> bytes:
    r = int.from_bytes(key[:16], "little") & 0x0FFFFFFC0FFFFFFC0FFFFFFC0FFFFFFF
    total = 0
    for at in range(0, len(content), 16):
        total = (total + int.from_bytes(content[at : at + 16] + b"\1", "little")) * r
        total %= 2**130 - 5
    return ((total + int.from_bytes(key[16:], "little")) % 2**128).to_bytes(16, "little")
