"""Whatever is done to an audit log is named by its check, and whatever is recorded comes back."""

from __future__ import annotations

import shutil
from functools import cache
from pathlib import Path

import msgspec
import pytest
from hypothesis import assume, event, example, given, settings
from hypothesis import strategies as st

from advisor.audit.chain import Anchor
from advisor.audit.errors import AuditError, NotAnAnchorError
from advisor.audit.files import LogFiles
from advisor.audit.record import (
    DETAILS_BYTES,
    MAX_LINE_BYTES,
    Details,
    Kind,
    Outcome,
    begins_line,
    make_line,
    parse_line,
)
from advisor.audit.state import State
from tests.support.audit import NOON, Desk, split_lines
from tests.support.effort import tries

LINES = 7
TEXT = st.text(st.characters(exclude_categories=()), max_size=400)
DETAILS = st.builds(
    Details, who=TEXT, subject=TEXT, label=TEXT, outcome=st.sampled_from(Outcome), note=TEXT
)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    desk = Desk(tmp_path_factory.mktemp("audit"))
    desk.record(*map(str, range(LINES)))
    return desk.folder


@cache
def content(folder: Path) -> bytes:
    return Desk(folder).files.log.read_bytes()


@st.composite
def edits(draw: st.DrawFn) -> object:
    """Return a function that changes a file: at bytes, or at whole lines."""
    place, other = draw(st.floats(0, 1)), draw(st.floats(0, 1))
    data = draw(st.binary(max_size=40) | st.sampled_from([b"\n", b"\0", b"0", b"}\n", b" "]))
    most = draw(st.sampled_from([0, 1, 2, 64, 10**6]))
    line, to, size = (draw(st.integers(0, LINES - 1)) for _ in range(3))

    def bytewise(raw: bytes) -> bytes:
        at, end = sorted((round(place * len(raw)), round(other * len(raw))))
        end = at + min(end - at, most)
        return raw[:at] + data + raw[end:]

    def flip(raw: bytes) -> bytes:
        at = min(round(place * len(raw)), len(raw) - 1)
        return raw[:at] + bytes([raw[at] ^ 1 << line]) + raw[at + 1 :]

    def delete(raw: bytes) -> bytes:
        lines = split_lines(raw)
        return b"".join(lines[:line] + lines[line + size :])

    def move(raw: bytes) -> bytes:
        lines = split_lines(raw)
        lines.insert(to, lines.pop(line % len(lines)))
        return b"".join(lines)

    def double(raw: bytes) -> bytes:
        lines = split_lines(raw)
        lines.insert(to, lines[line % len(lines)])
        return b"".join(lines)

    def cut(raw: bytes) -> bytes:
        return raw[: round(place * len(raw))]

    return draw(st.sampled_from([bytewise, flip, delete, move, double, cut]))


def first_difference(one: bytes, other: bytes) -> int:
    """Return the number of the first line that differs."""
    pairs = zip(split_lines(one), split_lines(other), strict=False)
    same = 0
    for mine, theirs in pairs:
        if mine != theirs:
            break
        same += 1
    return same + 1


@settings(max_examples=tries(150), deadline=None)
@given(st.lists(edits(), min_size=1, max_size=3))
def test_any_edit_of_a_log_is_named(folder: Path, changes):
    raw = content(folder)
    altered = raw
    for change in changes:
        altered = change(altered or b"\n")
    desk = Desk(folder)
    desk.files.log.write_bytes(altered)
    line = first_difference(raw, altered)
    verdict, bare = desk.verify(), desk.verify(keyed=False)
    assert verdict.is_sound == bare.is_sound == (altered == raw)
    if altered != raw:
        event(f"{verdict.findings[0].problem.split()[0:4]}")
        assert any(found.line <= line <= found.last for found in verdict.findings), verdict
        assert any(found.line - 1 <= line <= found.last + 1 for found in bare.findings), bare


@settings(max_examples=tries(60), deadline=None)
@given(edits())
def test_any_edit_of_the_other_files_is_named_or_changes_nothing(folder: Path, change):
    files = Desk(folder).files
    files.log.write_bytes(content(folder))
    for path in (files.key, files.first_key):
        kept = path.read_bytes()
        altered = change(kept)
        if altered == kept or (path == files.key and as_state(altered) == as_state(kept)):
            continue
        path.write_bytes(altered)
        try:
            verdict = Desk(folder).verify()
            # An extra stanza in an age header may be altered; its code then no longer fits.
            assert not verdict.is_sound
        finally:
            path.write_bytes(kept)


def as_state(raw: bytes) -> State | None:
    try:
        return msgspec.json.decode(raw, type=State)
    except (ValueError, RecursionError):
        return None


@settings(max_examples=tries(60), deadline=None)
@given(edits())
def test_a_log_goes_on_soundly_or_not_at_all(folder: Path, change):
    """After any edit, whoever records is refused, or what was written goes on whole."""
    raw = content(folder)
    altered = change(raw)
    assume(altered != raw)
    work = folder.parent / f"{folder.name}-work"
    shutil.rmtree(work, ignore_errors=True)
    shutil.copytree(folder, work)
    desk = Desk(work)
    desk.files.log.write_bytes(altered)
    try:
        desk.record("after")
    except AuditError:
        assert desk.files.log.read_bytes() == altered
        return
    went_on = desk.files.log.read_bytes()
    same_end = len(altered) >= len(raw) and altered[: len(raw)].endswith(raw[-100:])
    assert same_end  # it looks at the end; what was altered before it, the check names
    assert desk.verify().is_sound == went_on.startswith(raw)


@given(DETAILS)
@example(Details(who="\ud800", note="\\" * 400))
def test_details_take_one_length_and_come_back_as_they_are_shown(details: Details):
    raw = details.to_bytes()
    assert len(raw) == DETAILS_BYTES
    assert b"\n" not in raw
    assert Details.from_bytes(raw) == details.cleaned() == details.cleaned().cleaned()


@given(st.binary(max_size=300))
def test_any_bytes_are_a_line_or_none(untrusted: bytes):
    assert parse_line(untrusted) is None
    begins_line(untrusted, 1)
    Details.from_bytes(untrusted)


@given(
    st.integers(1, 10**15 - 1),
    st.datetimes(timezones=st.timezones() | st.none()),
    st.sampled_from(Kind),
    st.binary(max_size=400),
)
def test_a_line_comes_back_and_no_piece_of_it_does(number, at, kind, sealed):
    at = NOON if at.tzinfo is None or not 2 < at.year < 9998 else at
    raw = make_line(number, at, kind, sealed, previous="a" * 64, key=b"k" * 32)
    line = parse_line(raw)
    assert (line.number, line.kind, line.sealed) == (number, kind, sealed)
    assert abs((line.at - at).total_seconds()) < 0.001
    assert line.is_genuine(b"k" * 32)
    assert len(raw) < MAX_LINE_BYTES
    for end in range(0, len(raw), 17):
        assert parse_line(raw[:end]) is None
        assert begins_line(raw[:end], number)


@given(st.integers(0, 10**15), st.integers(0, 2**256 - 1), st.integers(0, 2**32 - 1))
def test_an_anchor_comes_back(number: int, line_hash: int, name: int):
    anchor = Anchor.of(f"{name:08x}", number, f"{line_hash:064x}")
    assert Anchor.parse(str(anchor)) == Anchor.parse(str(anchor).lower()) == anchor


@given(st.text(max_size=60))
def test_any_text_is_an_anchor_or_wrong_usage(text: str):
    try:
        anchor = Anchor.parse(text)
    except NotAnAnchorError:
        return
    assert LogFiles(Path(), anchor.log).log.name == f"{anchor.log}.log"
