from __future__ import annotations

import pytest

from advisor.sealing.age import seal
from advisor.sealing.errors import NotSealedError
from advisor.sealing.header import MAX_STANZAS, parse_stanzas
from tests.support.sealing import somebody

CONTENT = bytes(32)
BODY = b"A" * 43 + b"\n"
STANZA = b"-> X25519 " + BODY + BODY
END = b"--- " + BODY
VERSION = b"age-encryption.org/v1\n"


def test_stanzas_are_read_in_order():
    stanzas = parse_stanzas(seal(b"text", [somebody(1).recipient, somebody(2).recipient]))
    assert [stanza.kind for stanza in stanzas[:2]] == [b"X25519", b"X25519"]
    assert len(stanzas) == 3  # and the one that the library adds
    assert [len(stanza.arguments) for stanza in stanzas[:2]] == [1, 1]


def test_long_and_empty_bodies_are_read():
    lines = b"A" * 64 + b"\n"
    header = VERSION + b"-> a b c\n" + lines + b"\n" + b"-> d\n\n" + END
    assert [stanza.arguments for stanza in parse_stanzas(header + CONTENT)] == [(b"b", b"c"), ()]


@pytest.mark.parametrize(
    "header",
    [
        VERSION[:-1],
        b"age-encryption.org/v2\n" + STANZA + END,
        VERSION + END,
        VERSION + STANZA,
        VERSION + STANZA + END[:-1],
        VERSION + STANZA + b"--- " + b"A" * 42 + b"\n",
        VERSION + STANZA + b"\n" + END,
        VERSION + b"->  two spaces\n" + BODY + END,
        VERSION + b"-> space \n" + BODY + END,
        VERSION + b"-> \n" + BODY + END,
        VERSION + b"-> a\r\n" + BODY + END,
        VERSION + b"-> a\n" + b"A" * 65 + b"\n" + END,
        VERSION + b"-> a\n" + b"A" * 64 + b"\n" + END,
        VERSION + b"-> a\nA=\n" + END,
        VERSION + "-> é\n".encode() + BODY + END,
        VERSION + STANZA * (MAX_STANZAS + 1) + END,
        VERSION + b"-> " + b"a" * 40_000 + b"\n" + BODY + END,
        b" " + VERSION + STANZA + END,
    ],
)
def test_anything_but_a_strict_small_header_is_refused(header: bytes):
    with pytest.raises(NotSealedError):
        parse_stanzas(header + CONTENT)


def test_largest_header_is_read():
    header = VERSION + STANZA * MAX_STANZAS + END
    assert len(parse_stanzas(header + CONTENT)) == MAX_STANZAS


def test_file_without_any_content_is_refused():
    with pytest.raises(NotSealedError):
        parse_stanzas(VERSION + STANZA + END + CONTENT[1:])
