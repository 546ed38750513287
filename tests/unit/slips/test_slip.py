"""A slip quotes what its reader sees, is marked for it, and nothing in it acts."""

from __future__ import annotations

import datetime
import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from advisor.catalogue.quoting import CONTROL
from advisor.clearance import OFFICIAL, Label
from advisor.errors import AdvisorError, UsageError
from advisor.session import Session
from advisor.settings import Places
from advisor.slips import (
    Code,
    Finding,
    Said,
    Slip,
    SlipError,
    Standing,
    entry_lines,
    find_files,
    find_line,
    find_said,
    make_slip,
    markings_for,
    read_slip,
    say_slip,
    verify_may_be_written,
    write_slip,
)
from advisor.slips.reading import MOST_BYTES, MOST_FILES
from advisor.slips.slip import MOST_OF_SAYS
from tests.support.labelled import ABOVE, everything, open_at
from tests.support.sealed import LABELS

TODAY = datetime.date(2026, 6, 3)
MOST = LABELS[-1]


@pytest.fixture(scope="module")
def session() -> Session:
    return open_at(everything(), MOST)


@pytest.fixture
def official() -> Session:
    return open_at(everything(), OFFICIAL)


def slip_about(session: Session, key: str = "title", **said: str) -> Slip:
    entry = session.catalogue.entry("kidnap-unit")
    line = find_line(entry_lines(session, entry), key)
    return make_slip(session, entry, line, Said(**{"wrong": "x", **said}), today=TODAY)


def read(tmp_path: Path, data: bytes, session: Session) -> Finding:
    path = tmp_path / "slip.json"
    path.write_bytes(data)
    return read_slip(path, session)


def changed(slip: Slip, **fields: object) -> bytes:
    return json.dumps({**json.loads(write_slip(slip)), **fields}).encode()


# ── what it quotes ───────────────────────────────────────────────────────────


@pytest.mark.parametrize("clearance", LABELS, ids=str)
def test_lines_are_those_that_the_reader_sees(clearance: Label):
    session = open_at(everything(), clearance)
    entry = session.catalogue.entry("kidnap-unit")
    text = " ".join(line.text for line in entry_lines(session, entry))
    for label, word in ABOVE.items():
        assert (word in text) == clearance.dominates(label)


def test_lines_of_every_shipped_entry_have_keys_and_codes_of_their_own(tmp_path: Path):
    session = Session.open(None, Places(tmp_path, tmp_path))
    for head in session.catalogue.heads:
        lines = entry_lines(session, session.catalogue.entry(head.id))
        assert len({line.key for line in lines}) == len(lines)
        assert len({line.identity for line in lines}) == len(lines)
        assert all(line.text and line.heading for line in lines)
        assert find_line(lines, "title").text == head.title


def test_no_such_line_names_those_that_there_are(session: Session):
    entry = session.catalogue.entry("kidnap-unit")
    with pytest.raises(UsageError, match="no line “x”") as error:
        find_line(entry_lines(session, entry), "x")
    assert "title, summary" in error.value.hint


# ── how it is marked ─────────────────────────────────────────────────────────


def test_slip_is_marked_as_high_as_all_that_can_be_read_of_the_entry():
    for clearance in LABELS:
        session = open_at(everything(), clearance)
        assert slip_about(session).label == clearance
        for line in entry_lines(session, session.catalogue.entry("kidnap-unit")):
            assert slip_about(session, line.key).label.dominates(line.label)


def test_slip_can_be_marked_as_what_it_quotes_and_never_below(session: Session):
    entry = session.catalogue.entry("kidnap-unit")
    lines = entry_lines(session, entry)
    for line in lines:
        offered = markings_for(session, entry, line)
        assert offered[0] == line.label.join(entry.label)
        for marking in offered:
            made = make_slip(session, entry, line, Said(wrong="x"), today=TODAY, marking=marking)
            assert made.label == marking
    high = next(line for line in lines if line.label == MOST)
    with pytest.raises(UsageError, match="cannot be marked OFFICIAL"):
        make_slip(session, entry, high, Said(wrong="x"), today=TODAY, marking=OFFICIAL)


def test_slip_cannot_be_marked_above_what_is_open(official: Session):
    entry = official.catalogue.entry("kidnap-unit")
    line = entry_lines(official, entry)[0]
    with pytest.raises(UsageError, match="cannot be marked"):
        make_slip(official, entry, line, Said(wrong="x"), today=TODAY, marking=MOST)


def test_file_above_what_the_site_lets_out_is_refused(session: Session, official: Session):
    verify_may_be_written(official, slip_about(official))
    with pytest.raises(AdvisorError, match="Your organisation lets files up to"):
        verify_may_be_written(session, slip_about(session))


def test_text_to_read_out_has_its_marking_above_and_below(session: Session):
    slip = slip_about(session, right="y", known_from="z", by="DC  Smith\nROCU")
    lines = say_slip(slip).splitlines()
    assert lines[0] == lines[-1] == str(MOST)
    assert f"Code: {slip.code}" in lines
    assert "From: DC Smith ROCU" in lines


# ── what is said ─────────────────────────────────────────────────────────────


@given(st.text(min_size=1, max_size=80))
def test_nothing_that_is_said_acts(text: str):
    session = open_at(everything(), OFFICIAL)
    try:
        slip = slip_about(session, wrong=text, by=text)
    except UsageError as error:
        assert "Say what is wrong" in error.message  # noqa: PT017 - often there is none
        return
    assert not CONTROL.search(say_slip(slip))


@pytest.mark.parametrize("wrong", ["", "  \n", "\x1b\x00"])
def test_nothing_said_is_refused(official: Session, wrong: str):
    with pytest.raises(UsageError, match="Say what is wrong"):
        slip_about(official, wrong=wrong)


def test_too_much_is_refused_with_how_much_is_not(official: Session):
    with pytest.raises(UsageError, match="“What is right” is too long") as error:
        slip_about(official, right="x" * (MOST_OF_SAYS + 1))
    assert str(MOST_OF_SAYS) in error.value.hint


# ── reading it ───────────────────────────────────────────────────────────────


def test_slip_is_read_as_it_was_written(tmp_path: Path, official: Session):
    slip = slip_about(official, "summary", right="y", by="me")
    found = read(tmp_path, write_slip(slip), official)
    assert (found.slip, found.standing, found.now) == (slip, Standing.SAME, slip.quoted)


def test_line_that_changed_since_is_told(tmp_path: Path, official: Session):
    slip = slip_about(official)
    old = changed(slip, quoted="An old name", title="An old name")
    with pytest.raises(SlipError, match="its code is not that of what it quotes"):
        read(tmp_path, old, official)
    code = Code.of(slip.release, slip.entry, (slip.part, slip.heading, "An old name"))
    found = read(tmp_path, changed(slip, quoted="An old name", code=str(code)), official)
    assert (found.standing, found.now) == (Standing.CHANGED, slip.quoted)


def test_entry_that_is_not_there_and_one_that_is_not_for_you_are_the_same(
    tmp_path: Path, session: Session, official: Session
):
    high = next(h for h in session.catalogue.heads if session.catalogue.label_of(h.id) == MOST)
    seen = []
    for entry_id in (high.id, "no-such-thing"):
        code = Code.of(3, entry_id, ("title", "Name", "T"))
        fields = {"entry": entry_id, "code": str(code), "part": "title", "heading": "Name"}
        data = changed(slip_about(official), **fields, quoted="T", release=3)
        found = read(tmp_path, data, official)
        seen.append((found.standing, found.now, found.label))
        assert find_said(str(code), official) == ()
    assert seen == [(Standing.NO_ENTRY, "", OFFICIAL)] * 2


def test_slip_marked_above_what_is_open_is_not_shown(
    tmp_path: Path, session: Session, official: Session
):
    with pytest.raises(SlipError, match=f"is marked {MOST}, and OFFICIAL is open"):
        read(tmp_path, write_slip(slip_about(session)), official)


def test_code_that_was_read_out_finds_the_line(official: Session):
    slip = slip_about(official, "summary")
    ((head, line),) = find_said(slip.code, official)
    assert (head.id, line and line.key) == ("kidnap-unit", "summary")


BAD = {
    "empty": b"",
    "no JSON": b"\xff\x00slip",
    "not UTF-8": b'{"format": 1, "marking": "\xff"}',
    "a list": b"[1]",
    "deep": b"[" * 60_000,
    "huge number": b'{"format": ' + b"9" * 5000 + b"}",
    "no fields": b"{}",
}


@pytest.mark.parametrize("data", BAD.values(), ids=BAD)
def test_what_is_no_slip_is_said_to_be_none(tmp_path: Path, official: Session, data: bytes):
    with pytest.raises(SlipError) as error:
        read(tmp_path, data, official)
    assert error.value.message.startswith("“slip.json” ")
    assert error.value.hint


@pytest.mark.parametrize(
    "fields",
    [
        {"extra": 1},
        {"said": {"wrong": ""}},
        {"said": {"wrong": "x" * (MOST_OF_SAYS + 1)}},
        {"marking": "RESTRICTED"},
        {"release": -1},
        {"release": "1"},
        {"format": 0},
        {"code": "x"},
        {"entry": "kidnap-units"},
        {"written_on": "yesterday"},
        {"title": None},
    ],
    ids=str,
)
def test_slip_with_a_field_that_cannot_be_is_refused(
    tmp_path: Path, official: Session, fields: dict[str, object]
):
    with pytest.raises(SlipError):
        read(tmp_path, changed(slip_about(official), **fields), official)


def test_slip_of_a_newer_version_is_left_alone(tmp_path: Path, official: Session):
    with pytest.raises(SlipError, match="newer version"):
        read(tmp_path, changed(slip_about(official), format=2, extra=1), official)


def test_control_characters_of_a_file_are_taken_out(tmp_path: Path, official: Session):
    slip = slip_about(official)
    data = changed(slip, said={"wrong": "a\x1b[31mb\u202e", "by": "\x07me"})
    assert read(tmp_path, data, official).slip.said == Said(wrong="a[31mb", by="me")


def test_too_large_a_file_and_what_is_no_file_are_refused(tmp_path: Path, official: Session):
    with pytest.raises(SlipError, match="too large"):
        read(tmp_path, b" " * (MOST_BYTES + 1), official)
    with pytest.raises(SlipError, match="is not a file"):
        read_slip(tmp_path, official)
    with pytest.raises(SlipError, match="cannot be read: no such file"):
        read_slip(tmp_path / "none.json", official)


def test_folder_is_read_in_order_and_only_so_many(tmp_path: Path):
    for name in ("b.json", "a.json", "c.txt"):
        (tmp_path / name).touch()
    found = find_files([tmp_path, tmp_path / "c.txt"])
    assert [path.name for path in found] == ["a.json", "b.json", "c.txt"]
    with pytest.raises(SlipError, match="at most"):
        find_files([tmp_path / "a.json"] * (MOST_FILES + 1))
