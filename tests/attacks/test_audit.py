"""What somebody who can write an audit log's files achieves, by the numbers in the threat model."""

from __future__ import annotations

import errno
import json
import os
import re
from collections.abc import Callable
from pathlib import Path

import msgspec
import pytest

from advisor.audit.errors import AuditError, BrokenLogError, NotRecordedError
from advisor.audit.first_key import open_first_key, seal_first_key
from advisor.audit.record import Details, Kind, make_line, parse_line
from advisor.audit.state import State
from advisor.audit.verification import verify
from advisor.sealing.age import seal
from tests.support.audit import AUDITOR, NOON, STRANGER, Desk

NOTES = [f"note {number}" for number in range(20)]


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    desk = Desk(tmp_path / "audit")
    desk.record(*NOTES)
    return desk


def edited(line: bytes) -> bytes:
    return line.replace(b'"check"', b'"print"')


# 22 and 54: a whole older copy


def test_54_older_copy_of_everything_is_invisible_without_an_anchor_and_caught_with_one(desk: Desk):
    old = desk.snapshot()
    (noted,) = desk.record("an export that is to be forgotten")
    desk.put_back(old)
    assert desk.verify().is_sound
    verdict = desk.verify([noted])
    assert [(found.line, "an older copy" in found.problem) for found in verdict.findings] == [
        (21, True)
    ]
    desk.record("something harmless")
    assert desk.verify().is_sound
    assert [found.line for found in desk.verify([noted]).findings] == [21]
    assert not desk.verify([noted], keyed=False).is_sound


def test_54_anchors_of_before_the_older_copy_still_hold(desk: Desk):
    (noted,) = desk.record("noted")
    old = desk.snapshot()
    desk.record("later")
    desk.put_back(old)
    assert desk.verify([noted]).is_sound


def test_22_log_that_was_deleted_and_began_anew_is_caught_with_any_anchor(desk: Desk):
    begun = Desk(desk.folder, "bob").open().find_anchor()
    (noted,) = desk.record("noted")
    for path in desk.folder.iterdir():
        path.unlink()
    desk.record(*NOTES, "noted")
    assert desk.verify().is_sound
    assert [found.line for found in desk.verify([noted]).findings] == [21]
    other = Desk(desk.folder, "bob")
    other.open()
    assert [found.line for found in other.verify([begun]).findings] == [0]


def test_54_log_made_anew_under_a_first_key_of_ones_own_is_caught_with_any_anchor(desk: Desk):
    """Whoever writes the files may seal a first key to the auditor: age does not say who sealed."""
    noted = desk.record("noted")
    key = b"k" * 32
    state, made = State.before_first(key, desk.files.name), []
    for raw in desk.lines:
        line = parse_line(raw)
        written = make_line(
            state.number + 1,
            line.at,
            Kind.CHECK,
            line.sealed,
            previous=state.head,
            key=state.key_bytes,
        )
        state = state.after(parse_line(written))
        made.append(written)
    desk.lines, desk.state = made, state
    desk.files.first_key.write_bytes(seal_first_key(key, desk.files.name, AUDITOR.recipient))
    assert desk.verify().is_sound
    assert [found.line for found in desk.verify(noted).findings] == [21]


# 52: edit, delete, swap, insert, duplicate, cut

DAMAGE: dict[str, tuple[Callable[[list[bytes]], list[bytes]], int]] = {
    "edit": (lambda one: [*one[:6], edited(one[6]), *one[7:]], 7),
    "edit the first": (lambda one: [edited(one[0]), *one[1:]], 1),
    "edit the last": (lambda one: [*one[:-1], edited(one[-1])], 20),
    "delete": (lambda one: one[:5] + one[6:], 6),
    "delete the first": (lambda one: one[1:], 1),
    "delete the last": (lambda one: one[:-1], 20),
    "swap": (lambda one: [*one[:3], one[4], one[3], *one[5:]], 4),
    "insert": (lambda one: [*one[:3], edited(one[10]), *one[3:]], 4),
    "duplicate": (lambda one: [*one[:4], one[3], *one[4:]], 5),
    "duplicate at the end": (lambda one: [*one, one[-1]], 21),
    "move to the end": (lambda one: [*one[:8], *one[9:], one[8]], 9),
    "cut": (lambda one: one[:-7], 14),
    "cut in the middle of a line": (lambda one: [*one[:11], one[11][:400]], 12),
    "shorten a line": (lambda one: [*one[:4], one[4][:20] + b"\n", *one[5:]], 5),
    "join two lines": (lambda one: [*one[:4], one[4][:-1], *one[5:]], 5),
    "empty line": (lambda one: [*one[:4], b"\n", *one[4:]], 5),
    "empty": (lambda _: [], 1),
    "other line ends": (lambda one: [*one[:4], one[4][:-1] + b"\r\n", *one[5:]], 5),
    "details of another record": (
        lambda one: [*one[:4], one[4][:-300] + one[5][-300:], *one[5:]],
        5,
    ),
}


@pytest.mark.parametrize("name", DAMAGE)
def test_52_damaged_line_is_named(desk: Desk, name: str):
    damage, line = DAMAGE[name]
    desk.lines = damage(desk.lines)
    assert desk.verify().findings[0].line == line


@pytest.mark.parametrize("name", DAMAGE)
def test_52_damaged_line_is_named_within_one_line_without_a_key(desk: Desk, name: str):
    damage, line = DAMAGE[name]
    desk.lines = damage(desk.lines)
    assert abs(desk.verify(keyed=False).findings[0].line - line) <= 1


def test_52_line_of_another_account_is_named(desk: Desk, tmp_path: Path):
    other = Desk(tmp_path / "other", "bob")
    other.record(*NOTES)
    desk.lines = [*desk.lines[:4], other.lines[4], *desk.lines[5:]]
    assert desk.named() == [(5, 5)]


def test_52_log_of_another_account_in_its_place_is_named(desk: Desk, tmp_path: Path):
    other = Desk(tmp_path / "other", "bob")
    other.record("harmless")
    for ours, theirs in (
        (desk.files.log, other.files.log),
        (desk.files.key, other.files.key),
        (desk.files.first_key, other.files.first_key),
    ):
        ours.write_bytes(theirs.read_bytes())
    assert not desk.verify().is_sound


# 53: with today's key


def test_53_chained_again_with_todays_key(desk: Desk):
    lines = desk.lines
    desk.chain_again([*lines[:3], edited(lines[3]), *lines[4:]])
    assert desk.verify(keyed=False).is_sound  # the bare chain does not notice
    assert (1, 20) in desk.named()


def test_53_tail_chained_again_with_todays_key(desk: Desk):
    """What was written before the take-over cannot be changed; the line from which on is named."""
    state, lines = desk.state, desk.lines
    key, previous, made = state.key_bytes, parse_line(lines[9]).hash, lines[:10]
    for raw in map(parse_line, lines[10:]):
        number = len(made) + 1
        made.append(make_line(number, raw.at, Kind.PRINT, raw.sealed, previous=previous, key=key))
        previous = parse_line(made[-1]).hash
    desk.lines = made
    end = sum(map(len, made))
    desk.state = msgspec.structs.replace(state, head=previous, start=end - len(made[-1]), end=end)
    assert desk.verify(keyed=False).is_sound
    assert desk.named() == [(11, 20)]


def test_53_cut_and_made_to_fit_with_todays_key(desk: Desk):
    desk.cut_to(17)
    desk.open()  # it ends as its state says
    assert desk.verify(keyed=False).is_sound
    assert desk.named() == [(18, 18)]
    desk.record("after")
    assert (18, 18) in desk.named()


def test_53_todays_key_forges_what_comes_next_and_nothing_else(desk: Desk):
    """Said in the manual: from the take-over on, a log says what its taker wants."""
    state = desk.state
    sealed = seal(Details(who="bob").to_bytes(), [AUDITOR.recipient])
    raw = make_line(21, NOON, Kind.CHECK, sealed, previous=state.head, key=state.key_bytes)
    desk.lines = [*desk.lines, raw]
    desk.state = state.after(parse_line(raw))
    assert desk.verify().is_sound


def test_53_no_older_key_can_be_had_from_the_files(desk: Desk):
    everything = b"".join(desk.snapshot().values())
    first = desk.files.first_key.read_bytes()
    for number in range(1, 21):
        key = desk.keys.of_line(number)
        assert key not in everything
        assert key.hex().encode() not in everything
    assert open_first_key(first, desk.files.name, STRANGER) is None


# 55: odd text


@pytest.mark.parametrize(
    "text",
    [
        'bob\n{"number":21,"at":"2026-06-03T12:00:00.000Z"}',
        "view\r\n\u2028\x00\x1b[2J",
        "\ud800\udfff",
        "\x85\x9b31m\u202egnirts",
        "\0" * 5000,
        '"},{"who":"eve"',
    ],
    ids=range(6),
)
def test_55_odd_text_is_one_line_escaped(desk: Desk, text: str):
    log = desk.open()
    log.record(Kind.EXPORT, Details(who=text, subject=text, label=text, note=text))
    assert len(desk.lines) == len(desk.files.log.read_bytes().splitlines()) == 21
    assert desk.verify().is_sound
    record = desk.read()[-1]
    for shown in (record.details.who, record.details.note):
        assert len(shown.splitlines()) == 1
        assert shown.isprintable()
        assert not re.search(r"[\x00-\x1f\x7f-\x9f\ud800-\udfff\u2028\u202e]", shown)


def test_55_odd_account_has_a_log_like_any_other(tmp_path: Path):
    for account in ("", "../../etc", "con", "a\0b", "\ud800", "x" * 10_000):
        desk = Desk(tmp_path / "audit", account)
        desk.record("one")
        assert desk.notes == ["one"]
    assert [path.name for path in tmp_path.iterdir()] == ["audit"]


# 56: going on after a cut


@pytest.mark.parametrize(
    ("damage", "what"),
    [
        (lambda one: one[:-3], "is shorter than it was"),
        (lambda one: [], "is shorter than it was"),
        (lambda one: [*one[:-1], one[-1][:-1]], "is shorter than it was"),
        (lambda one: [*one, one[-1]], "is longer than it was"),
        (lambda one: [*one, b"\n"], "is longer than it was"),
        (lambda one: [*one, b"x" * 20_000], "is longer than it was"),
        (lambda one: [*one[:-1], edited(one[-1])], "has another last line than was written"),
        (lambda one: [*one[:-2], one[-1], one[-2]], "has another last line than was written"),
    ],
    ids=["cut", "emptied", "cut a byte", "doubled", "line", "junk", "edited", "swapped"],
)
def test_56_damaged_end_is_refused_and_nothing_is_written(
    desk: Desk, damage: Callable[[list[bytes]], list[bytes]], what: str
):
    log = desk.open()
    desk.lines = damage(desk.lines)
    before = desk.snapshot()
    for go_on in (lambda: log.record(Kind.CHECK, Details()), desk.open, log.find_anchor):
        with pytest.raises(BrokenLogError, match=what) as caught:
            go_on()
        assert "Nothing more is recorded in it, so it was not done." in caught.value.message
        assert desk.snapshot() == before


def test_56_older_key_put_back_is_refused(desk: Desk):
    old = desk.files.key.read_bytes()
    desk.record("one", "two")
    desk.files.key.write_bytes(old)
    with pytest.raises(BrokenLogError, match="is longer than it was"):
        desk.record("three")


@pytest.mark.parametrize("changes", [{"number": 20}, {"number": 22}, {"head": "a" * 64}], ids=str)
def test_56_next_line_that_does_not_follow_is_refused_though_its_key_is_right(
    desk: Desk, changes: dict[str, object]
):
    state = msgspec.structs.replace(desk.state, **{"number": 21, **changes})
    raw = make_line(
        state.number, NOON, Kind.CHECK, b"", previous=state.head, key=desk.state.key_bytes
    )
    desk.lines = [*desk.lines, raw]
    with pytest.raises(BrokenLogError, match="is longer than it was"):
        desk.open()


# 57: full disk


def test_57_full_disk_refuses_and_leaves_everything_as_it_was(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
):
    log, before = desk.open(), desk.snapshot()

    def full(*_: object) -> int:
        raise OSError(errno.ENOSPC, "No space left on device")

    for name in ("write", "fsync", "replace"):
        with monkeypatch.context() as patch:
            patch.setattr(os, name, full)
            with pytest.raises(NotRecordedError) as caught:
                log.record(Kind.EXPORT, Details())
        assert caught.value.message == (
            "The audit log could not be written: no space left on device. So it was not done."
        )
        assert desk.snapshot() == before
    desk.record("after")
    assert desk.verify().is_sound


def test_57_disk_that_takes_half_a_line_keeps_none_of_it(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
):
    log, before, real = desk.open(), desk.snapshot(), os.write

    def half(descriptor: int, data: bytes) -> int:
        if len(data) < 1000:
            raise OSError(errno.EDQUOT, "Disk quota exceeded")
        return real(descriptor, data[:1000])

    monkeypatch.setattr(os, "write", half)
    with pytest.raises(NotRecordedError, match="disk quota exceeded"):
        log.record(Kind.EXPORT, Details())
    assert desk.snapshot() == before


def test_57_folder_that_cannot_be_written_refuses():
    with pytest.raises(NotRecordedError):
        Desk(Path("/proc/audit")).open()


# 58: what others see


def test_58_only_number_time_and_kind_are_open(tmp_path: Path):
    desk = Desk(tmp_path / "audit", "ann canary")
    canary = Details(
        who="who canary", subject="subject canary", label="SECRET/CANARY", note="note canary"
    )
    desk.open().record(Kind.ENTRY_VIEWED, canary)
    for name, content in desk.snapshot().items():
        assert b"canary" not in content.lower()
        assert "canary" not in name
    shown = json.loads(desk.lines[0])
    assert set(shown) == {"number", "at", "kind", "sealed", "previous", "mac"}
    assert [record.details for record in desk.read()] == [canary]


def test_58_length_tells_nothing_of_what_is_sealed(desk: Desk):
    log = desk.open()
    sizes: dict[str, set[int]] = {}
    for note in ("", "x" * 300):
        for _ in range(300):
            log.record(Kind.CHECK, Details(note=note))
        sizes[note] = {len(parse_line(raw).sealed) for raw in desk.lines[-300:]}
    least, most = zip(*((min(found), max(found)) for found in sizes.values()), strict=True)
    # The library adds a stanza of random length to each; the rest is one length.
    assert max(least) - min(least) < 30
    assert max(most) - min(most) < 30


def test_58_stranger_checks_and_reads_nothing_sealed(desk: Desk):
    verdict = verify(desk.files, STRANGER)
    assert not verdict.is_keyed
    assert not verdict.is_sound


def test_refusals_say_nothing_of_what_was_to_be_recorded(desk: Desk):
    desk.lines = []
    with pytest.raises(AuditError) as caught:
        desk.record("canary")
    assert "canary" not in repr(caught.value)
