from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import msgspec
import pytest

from advisor.audit.chain import Anchor
from advisor.audit.errors import NoLogError, UnreadableLogError
from advisor.audit.first_key import open_first_key, seal_first_key
from advisor.audit.reading import read_lines, read_records, take_snapshot
from advisor.audit.record import MAX_LINE_BYTES, Kind, make_line, parse_line
from advisor.audit.verification import Finding, verify, verify_all
from advisor.sealing.age import seal
from tests.support.audit import AUDITOR, NOON, STRANGER, Desk

NOTES = "abcdefgh"


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    desk = Desk(tmp_path / "audit")
    desk.record(*NOTES)
    return desk


def said(desk: Desk, *, keyed: bool = True) -> list[str]:
    return [str(found) for found in desk.verify(keyed=keyed).findings]


@pytest.mark.parametrize("keyed", [True, False])
def test_sound_log_has_an_anchor_and_no_findings(desk: Desk, keyed: bool):
    verdict = desk.verify(keyed=keyed)
    assert (verdict.is_sound, verdict.lines, verdict.is_keyed) == (True, 8, keyed)
    assert verdict.anchor == desk.open().find_anchor()


def test_log_that_has_only_begun_is_sound(tmp_path: Path):
    desk = Desk(tmp_path)
    anchor = desk.open().find_anchor()
    for keyed in (True, False):
        verdict = desk.verify([anchor], keyed=keyed)
        assert (verdict.findings, verdict.lines, verdict.anchor) == ((), 0, anchor)


def test_check_says_what_it_cannot_find(desk: Desk):
    (noted,) = desk.record("i")
    assert len(desk.verify(keyed=False).notes) == 2
    assert desk.verify().notes == (
        "Without an anchor nobody sees whether a whole older copy was put back.",
    )
    assert desk.verify([noted]).notes == ()


def test_clock_that_was_set_back_is_a_note_and_no_fault(desk: Desk):
    desk.clock.now = NOON - timedelta(days=1)
    desk.record("back")
    verdict = desk.verify()
    assert verdict.is_sound
    assert "Line 9 was written at 2026-06-02T12:00:01.000Z, earlier" in verdict.notes[1]


def test_one_altered_line_is_one_finding(desk: Desk):
    lines = desk.lines
    lines[3] = lines[3].replace(b'"check"', b'"print"')
    desk.lines = lines
    assert said(desk) == ["Line 4: It was altered, or not written by this log."]
    assert said(desk, keyed=False) == [
        "Line 4: It was altered, or the line after it: they do not fit together."
    ]


def test_altered_lines_that_follow_each_other_are_one_finding(desk: Desk):
    desk.lines = [
        *desk.lines[:2],
        *(line[:100] + b"\n" for line in desk.lines[2:5]),
        *desk.lines[5:],
    ]
    assert said(desk) == ["Lines 3 to 5: It is no record: it was altered."]


def test_missing_records_are_named_where_they_are_missing(desk: Desk):
    lines = desk.lines
    desk.lines = [*lines[:2], *lines[5:]]
    assert said(desk) == ["Line 3: Records 3 to 5 are missing before it."]
    desk.lines = lines[1:]
    assert said(desk) == ["Line 1: Record 1 is missing before it."]
    desk.lines = lines[:6]
    assert said(desk) == ["Line 7: Records 7 to 8 are missing at the end."]


def test_line_that_was_put_in_leaves_the_others_in_order(desk: Desk):
    lines = desk.lines
    forged = make_line(4, NOON, Kind.EXPORT, b"", previous="a" * 64, key=bytes(32))
    desk.lines = [*lines[:3], forged, *lines[3:]]
    assert desk.named() == [(4, 4)]


def test_records_that_others_stand_in_for_are_all_named(desk: Desk):
    lines = desk.lines
    forged = make_line(4, NOON, Kind.EXPORT, b"", previous="a" * 64, key=bytes(32))
    desk.lines = [*lines[:2], forged, *lines[6:]]
    assert said(desk) == [
        "Line 3: It was altered, or not written by this log.",
        "Line 4: Records 4 to 6 are missing before it.",
    ]


def test_moved_and_doubled_lines_are_named(desk: Desk):
    one, two, three, *rest = desk.lines
    desk.lines = [one, three, two, *rest]
    assert said(desk) == [
        "Line 2: Record 2 is missing before it.",
        "Line 3: It is record 2, out of its place or a second time.",
    ]
    desk.lines = [one, two, two, three, *rest]
    assert said(desk) == ["Line 3: It is record 2, out of its place or a second time."]


def test_number_far_beyond_is_not_looked_into(desk: Desk):
    far = make_line(10**14, NOON, Kind.CHECK, b"", previous="a" * 64, key=bytes(32))
    desk.lines = [*desk.lines[:-1], far]
    assert desk.named() == [(8, 8)]
    assert desk.named(keyed=False) == [(8, 8)]


@pytest.mark.parametrize(
    "sealed", [b"", b"junk", seal(b"{", [AUDITOR.recipient]), seal(b"{}", [STRANGER.recipient])]
)
def test_details_that_do_not_open_are_named_though_the_line_is_genuine(desk: Desk, sealed: bytes):
    state = desk.state
    raw = make_line(9, NOON, Kind.CHECK, sealed, previous=state.head, key=state.key_bytes)
    desk.lines = [*desk.lines, raw]
    desk.state = state.after(parse_line(raw))
    assert said(desk) == ["Line 9: Its details do not open with this identity."]
    assert desk.verify(keyed=False).is_sound
    assert [record.details is None for record in desk.read()] == [False] * 8 + [True]


def test_endless_line_is_held_in_part_and_named(desk: Desk):
    lines = desk.lines
    desk.lines = [lines[0], b"x" * (5 * MAX_LINE_BYTES) + b"\n", *lines[2:]]
    assert (
        max(map(len, read_lines(desk.files, take_snapshot(desk.files).size))) <= MAX_LINE_BYTES + 1
    )
    assert desk.named() == [(2, 2)]
    desk.lines = [*lines, b"x" * (5 * MAX_LINE_BYTES)]
    assert desk.named() == [(9, 9)]


# The other files


def test_missing_current_key_is_named(desk: Desk):
    desk.files.key.unlink()
    for keyed in (True, False):
        assert said(desk, keyed=keyed) == [
            "The current key is missing or damaged, so lines may be missing at the end."
        ]


@pytest.mark.parametrize(
    ("changes", "line"),
    [
        ({"head": "a" * 64}, 8),
        ({"start": 10**9, "end": 10**9 + 1000}, 8),
        ({"number": 7}, 7),
        ({"number": 9}, 9),
        ({"key": "a" * 64}, 9),
        ({"start": 10**9}, 0),
    ],
    ids=["head", "place", "lower", "higher", "key", "impossible"],
)
def test_altered_current_key_is_named(desk: Desk, changes: dict[str, object], line: int):
    desk.state = msgspec.structs.replace(desk.state, **changes)
    assert line in [found.line for found in desk.verify().findings]


def test_older_current_key_is_named(desk: Desk):
    old = desk.state
    desk.record("i")
    desk.record("j", "k")
    desk.state = old
    assert said(desk) == ["Line 9: The current key is older than the log: it was put back."]
    assert said(desk, keyed=False) == said(desk)


def test_line_that_was_forged_after_the_last_one_is_named_with_and_without_a_key(desk: Desk):
    state = desk.state
    forged = make_line(9, NOON, Kind.PRINT, b"", previous=state.head, key=bytes(32))
    with desk.files.log.open("ab") as stream:
        stream.write(forged)
    assert desk.named() == desk.named(keyed=False) == [(9, 9)]


def test_first_key_that_is_gone_or_for_somebody_else_is_named(desk: Desk):
    verdict = verify(desk.files, STRANGER)
    assert not verdict.is_keyed
    assert [str(found) for found in verdict.findings] == [
        "The first key is missing, or is not one for this log and this identity."
    ]
    desk.files.first_key.unlink()
    assert said(desk) == [str(found) for found in verdict.findings]


def test_first_key_of_another_log_is_not_one_for_this(desk: Desk, tmp_path: Path):
    other = Desk(tmp_path / "audit", "bob")
    other.record("one")
    desk.files.first_key.write_bytes(other.files.first_key.read_bytes())
    assert not desk.verify().is_keyed


def test_first_key_that_was_replaced_is_named(desk: Desk):
    forged = seal_first_key(bytes(32), desk.files.name, AUDITOR.recipient)
    desk.files.first_key.write_bytes(forged)
    assert said(desk)[0] == (
        "No line was written with this first key: it was replaced, or all lines were."
    )
    assert "Lines 1 to 8" in said(desk)[1]


@pytest.mark.parametrize(
    "content",
    [
        b"{}",
        b'{"format":2,"log":"%s","key":"%s"}',
        b'{"format":1,"log":"0","key":"%.0s%s"}',
        b'{"format":1,"log":"%s","key":"%.60s"}',
        b"[" * 5000,
    ],
    ids=range(5),
)
def test_first_key_in_another_form_is_none(content: bytes):
    if b"%" in content:
        content %= b"1a2b3c4d", b"a" * 64
    sealed = seal(content, [AUDITOR.recipient])
    assert open_first_key(sealed, "1a2b3c4d", AUDITOR) is None


def test_first_key_is_in_no_representation():
    sealed = seal_first_key(b"k" * 32, "1a2b3c4d", AUDITOR.recipient)
    assert open_first_key(sealed, "1a2b3c4d", AUDITOR) == b"k" * 32
    assert open_first_key(sealed, "1a2b3c4d", STRANGER) is None


def test_log_without_its_lines_is_named(desk: Desk):
    desk.files.log.unlink()
    assert said(desk) == ["Line 1: Records 1 to 8 are missing at the end."]


# Anchors


def test_every_anchor_of_a_log_holds(desk: Desk):
    noted = [desk.open().find_anchor(), *desk.record(*NOTES)]
    assert desk.verify(noted).is_sound
    assert desk.verify(noted, keyed=False).is_sound


def test_anchor_before_the_first_line_holds_for_ever(tmp_path: Path):
    desk = Desk(tmp_path)
    noted = [desk.open().find_anchor()]
    desk.record("one", "two")
    assert desk.verify(noted).is_sound
    assert desk.verify(noted, keyed=False).is_sound


def test_anchor_of_a_line_that_reads_otherwise_is_named(desk: Desk):
    wrong = Anchor(desk.files.name, 5, "0" * 20)
    assert desk.verify([wrong]).findings == (
        Finding(5, 5, "It is not what was noted: the log was put back or begun anew."),
    )


def test_anchor_of_a_line_that_is_not_there_is_named(desk: Desk):
    verdict = desk.verify([Anchor(desk.files.name, 50, "0" * 20)])
    assert [str(found) for found in verdict.findings] == [
        "Line 9: The log ends before line 50, which was noted: an older copy was put back."
    ]


# Folders, reading


def test_every_log_of_a_folder_is_checked(tmp_path: Path):
    for account in ("ann", "bob"):
        Desk(tmp_path, account).record("one")
    (tmp_path / "notes.log").write_text("not ours")
    verdicts = verify_all(tmp_path, AUDITOR)
    assert [verdict.is_sound for verdict in verdicts] == [True, True]
    for path in Desk(tmp_path, "bob").folder.glob(f"{Desk(tmp_path, 'bob').files.name}.[lf]*"):
        path.unlink()
    assert [verdict.is_sound for verdict in verify_all(tmp_path, AUDITOR)].count(False) == 1


def test_log_that_was_noted_and_is_gone_altogether_is_named(desk: Desk):
    (noted,) = desk.record("i")
    for path in desk.folder.iterdir():
        path.unlink()
    (verdict,) = verify_all(desk.folder, AUDITOR, [noted])
    assert not verdict.is_sound
    with pytest.raises(NoLogError):
        verify_all(desk.folder, AUDITOR)
    with pytest.raises(NoLogError):
        verify_all(desk.folder / "none")


def test_somebody_else_reads_number_time_and_kind(desk: Desk):
    for identity in (None, STRANGER):
        records = list(read_records(desk.files, identity))
        assert [record.number for record in records] == list(range(1, 9))
        assert {record.kind for record in records} == {"check"}
        assert {record.details for record in records} == {None}


def test_lines_that_are_no_records_are_passed_over_when_reading(desk: Desk):
    desk.lines = [desk.lines[0], b"junk\n", *desk.lines[2:]]
    assert [record.number for record in desk.read()] == [1, 3, 4, 5, 6, 7, 8]


def test_reading_a_copy_writes_nothing(desk: Desk, tmp_path: Path):
    copy = desk.copy_to(tmp_path / "copy")
    copy.files.lock.unlink()
    before = sorted(path.name for path in copy.folder.iterdir())
    assert copy.verify().is_sound
    assert copy.notes == list(NOTES)
    assert sorted(path.name for path in copy.folder.iterdir()) == before


def test_file_that_cannot_be_read_is_told(desk: Desk):
    desk.files.log.unlink()
    desk.files.log.mkdir()
    with pytest.raises(UnreadableLogError, match="cannot be read"):
        desk.verify()
    with pytest.raises(UnreadableLogError, match="cannot be read"):
        list(read_lines(desk.files, 10))
