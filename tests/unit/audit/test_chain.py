from __future__ import annotations

import hashlib
import re
from datetime import UTC, datetime

import pytest

from advisor.audit.chain import (
    Anchor,
    Keys,
    authenticate,
    begin_chain,
    hash_line,
    new_key,
    next_key,
)
from advisor.audit.errors import NotAnAnchorError
from advisor.audit.record import Kind, make_line, parse_line
from tests.support.project import ROOT

PAGE = ROOT / "docs" / "formats" / "audit-log.md"
KEY = bytes(range(32))


def test_keys_follow_from_each_other_one_way():
    keys = Keys(KEY)
    assert keys.of_line(1) == KEY
    assert keys.of_line(4) == next_key(next_key(next_key(KEY)))
    assert keys.of_line(2) == next_key(KEY)
    assert len({keys.of_line(number) for number in range(1, 50)}) == 49


def test_no_use_of_a_key_gives_another():
    assert len({next_key(KEY).hex(), authenticate(KEY, b""), begin_chain(KEY, "")}) == 3


def test_first_keys_are_at_random():
    assert len({new_key() for _ in range(20)}) == 20
    assert {len(new_key()) for _ in range(20)} == {32}


def test_keys_are_in_no_representation():
    assert repr(Keys(KEY)) == "Keys(…)"


def test_beginning_depends_on_the_key_and_the_name():
    beginnings = {begin_chain(key, name) for key in (KEY, bytes(32)) for name in ("0" * 8, "1" * 8)}
    assert len(beginnings) == 4


def test_anchor_comes_back_from_its_text():
    anchor = Anchor.of("1a2b3c4d", 17, hash_line(b"line"))
    assert re.fullmatch("1a2b3c4d-17(-[0-9A-HJKMNP-TV-Z]{5}){4}", str(anchor))
    assert Anchor.parse(str(anchor)) == anchor
    assert Anchor.parse(f" {str(anchor).lower()} ") == anchor


def test_anchor_is_read_though_letters_were_taken_for_digits():
    anchor = Anchor("1a2b3c4d", 1, "00000111110000011111")
    assert Anchor.parse("1a2b3c4d-1-OOooO-IlLi1-00000-11111") == anchor


def test_anchor_has_the_first_hundred_bits_of_the_hash():
    assert Anchor.of("0" * 8, 0, "f" * 25 + "0" * 39).letters == "Z" * 20
    assert Anchor.of("0" * 8, 0, "0" * 25 + "f" * 39).letters == "0" * 20


@pytest.mark.parametrize(
    "text",
    [
        "",
        "17",
        "1a2b3c4d-17-00000-00000-00000",
        "1a2b3c4d-17-00000-00000-00000-0000",
        "1a2b3c4d-017-00000-00000-00000-00000",
        "1a2b3c4d--1-00000-00000-00000-00000",
        "1a2b3c4-17-00000-00000-00000-00000",
        "1a2b3c4g-17-00000-00000-00000-00000",
        "1a2b3c4d-9999999999999999-00000-00000-00000-00000",
        "1a2b3c4d-17-U0000-00000-00000-00000",
        "1a2b3c4d-17-00000-00000-00000-00000-",
        "1a2b3c4d-\N{ARABIC-INDIC DIGIT ONE}-00000-00000-00000-00000",
    ],
)
def test_what_is_no_anchor_is_wrong_usage(text: str):
    with pytest.raises(NotAnAnchorError) as caught:
        Anchor.parse(text)
    assert caught.value.exit_code == 2


def documented() -> dict[str, str]:
    """Return the example of the page: what stands before each ``|``, by what is said after it."""
    shown = re.search(r"## Example\n.*?\n((?:    .*\n)+)", PAGE.read_text("utf-8"), re.DOTALL)
    rows = [line.strip().rpartition(" | ") for line in shown[1].splitlines()]
    return {said.strip(): value.strip() for value, _, said in rows}


def test_documented_bytes_are_the_ones_that_are_written():
    page = documented()
    key, name = bytes.fromhex(page["first key"]), page["name of the log"]
    assert begin_chain(key, name) == page["beginning"]
    raw = make_line(
        1,
        datetime(2026, 6, 3, 12, tzinfo=UTC),
        Kind.SIGN_IN,
        b"sealed",
        previous=page["beginning"],
        key=key,
    )
    assert raw == page["line 1, and a line feed"].encode() + b"\n"
    line = parse_line(raw)
    assert line.is_genuine(key)
    assert line.hash == page["hash of line 1"] == hashlib.sha256(raw).hexdigest()
    assert next_key(key).hex() == page["key of line 2"]
    assert str(Anchor.of(name, 1, line.hash)) == page["anchor"]
