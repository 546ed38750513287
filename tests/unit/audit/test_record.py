from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta, timezone

import msgspec
import pytest

from advisor.audit.record import (
    DETAILS_BYTES,
    MAX_LINE_BYTES,
    Details,
    Kind,
    Outcome,
    begins_line,
    escape,
    make_line,
    parse_line,
    write_time,
)
from advisor.sealing.age import seal
from tests.support.audit import AUDITOR, NOON

KEY = bytes(range(32))
TEXTS = ("who", "subject", "label", "note")


def line_of(number: int = 7, sealed: bytes = b"sealed", at: datetime = NOON) -> bytes:
    return make_line(number, at, Kind.CHECK, sealed, previous="a" * 64, key=KEY)


def test_details_come_back():
    details = Details(
        who="Ann O’Neill",
        subject="kidnap-unit",
        label="SECRET/ALDER",
        outcome=Outcome.REFUSED,
        note="to the stick “A”",
    )
    assert Details.from_bytes(details.to_bytes()) == details


@pytest.mark.parametrize(
    "text", ["", "a", "x" * 10**6, "\x00" * 500, "\\" * 500, '"' * 500, "🚨" * 500, "\ud800" * 500]
)
def test_details_take_one_length_whatever_they_hold(text: str):
    details = Details(**dict.fromkeys(TEXTS, text), outcome=Outcome.REFUSED)
    content = details.to_bytes()
    assert len(content) == DETAILS_BYTES
    assert Details.from_bytes(content) == details.cleaned()
    assert details.cleaned().cleaned() == details.cleaned()


def test_what_is_cut_says_so_and_what_fits_is_whole():
    assert Details(note="x" * 360).cleaned().note == "x" * 360
    assert Details(note="x" * 361).cleaned().note == "x" * 357 + "…"
    assert Details(who="ß" * 81).cleaned().who == "ß" * 78 + "…"


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("one\ntwo\r\n", r"one\x0atwo\x0d\x0a"),
        ("\x1b[2J\x00\x7f\x85", r"\x1b[2J\x00\x7f\x85"),
        ("\u2028\u2029\u202e\u2066\u200b\ufeff", r"\u2028\u2029\u202e\u2066\u200b\ufeff"),
        ("\ud800", r"\ud800"),
        ("\U000e0041", r"\ue0041"),
        ("FORCE\\ann “é” 🚨", "FORCE\\ann “é” 🚨"),
    ],
)
def test_text_that_acts_is_written_out(text: str, written: str):
    assert escape(text) == written
    assert Details(who=text).cleaned().who == written


@pytest.mark.parametrize(
    "content",
    [b"", b"{", b"[]", b'{"who":1}', b'{"outcome":"perhaps"}', b"\xff", b"[" * 100_000],
    ids=lambda content: repr(content[:12]),
)
def test_what_holds_no_details_is_none(content: bytes):
    assert Details.from_bytes(content) is None


def test_details_of_a_newer_version_are_read():
    assert Details.from_bytes(b'{"who":"ann","more":1}   ') == Details(who="ann")


def test_forged_details_cannot_act_either():
    forged = msgspec.json.encode({"who": "a\x1b[2J", "note": "y" * 9000})
    found = Details.from_bytes(forged)
    assert (found.who, len(found.note)) == (r"a\x1b[2J", 358)


def test_line_is_json_on_one_line_with_nothing_else_open():
    raw = line_of()
    assert raw.endswith(b"}\n")
    assert raw.count(b"\n") == 1
    assert list(json.loads(raw)) == ["number", "at", "kind", "sealed", "previous", "mac"]


def test_line_comes_back():
    line = parse_line(line_of())
    assert (line.number, line.at, line.kind) == (7, NOON, "check")
    assert (line.sealed, line.previous) == (b"sealed", "a" * 64)
    assert line.is_genuine(KEY)
    assert not line.is_genuine(bytes(32))


def test_line_with_real_details_is_well_below_its_bound():
    raw = line_of(10**15 - 1, seal(Details().to_bytes(), [AUDITOR.recipient]))
    assert len(raw) < MAX_LINE_BYTES / 2
    assert parse_line(raw) is not None


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (b'"number":7', b'"number":07'),
        (b'"number":7', b'"number":0'),
        (b'"number":7', b'"number":-7'),
        (b'"number":7', b'"number":' + b"9" * 400),
        (b'"number":7', b'"number": 7'),
        (b"2026-06-03", b"2026-06-31"),
        (b"12:00:00.000Z", b"25:00:00.000Z"),
        (b"12:00:00.000Z", b"12:00:00.000+00:00"),
        (b'"check"', b'"Check"'),
        (b'"check"', b'"check","kind":"print"'),
        (b'"c2VhbGVk"', b'"c2VhbGV"'),
        (b'"c2VhbGVk"', b'"c2V*bGVk"'),
        (b'"previous":"a', b'"previous":"A'),
        (b"}\n", b"}"),
        (b"}\n", b"}\r\n"),
        (b"}\n", b"}\n\n"),
        (b"{", b" {"),
    ],
)
def test_line_in_any_other_form_is_none(old: bytes, new: bytes):
    assert old in line_of()
    assert parse_line(line_of().replace(old, new)) is None


def test_time_is_written_in_utc_to_the_millisecond():
    west = timezone(timedelta(hours=-5))
    at = datetime(2026, 6, 3, 7, 0, 0, 123_999, tzinfo=west)
    assert write_time(at) == "2026-06-03T12:00:00.123Z"
    assert write_time(datetime(1, 1, 1, tzinfo=UTC)) == "0001-01-01T00:00:00.000Z"
    assert write_time(datetime(9999, 12, 31, tzinfo=UTC)) == "9999-12-31T00:00:00.000Z"
    with pytest.raises(ValueError, match="zone"):
        write_time(datetime(2026, 6, 3))


@pytest.mark.parametrize("keep", [0, 1, 5, 11, 12, 100])
def test_piece_of_the_next_line_is_what_a_crash_leaves(keep: int):
    piece = line_of()[:keep]
    assert begins_line(piece, 7)
    assert begins_line(piece + bytes(200), 7)
    assert begins_line(piece, 8) == (keep <= 10)


def test_anything_else_is_not():
    assert not begins_line(b"x", 7)
    assert not begins_line(line_of(70), 7)
    assert not begins_line(line_of() + bytes(MAX_LINE_BYTES), 7)


def test_kinds_and_outcomes_are_words_of_the_pattern():
    for kind in Kind:
        raw = make_line(1, NOON, kind, b"", previous="a" * 64, key=KEY)
        assert parse_line(raw).kind == kind
