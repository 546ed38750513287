"""Checking a log: what is wrong with it, by line.

Without a key a check finds accidents. With the auditor's identity, which opens the first key,
it finds what somebody rewrote who had today's key. What no key shows, a whole older copy that
was put back or a log that was begun anew under its old name, an anchor shows.

Rules that this module keeps:
 * Every byte of a log counts: whatever is changed, some finding names the line, or the first
   of those that are missing.
 * A line is genuine or not for itself, whatever stands before it. So one altered line is one
   finding, and does not make the rest of the log doubtful.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, field, replace
from datetime import datetime
from pathlib import Path

from advisor.audit.chain import Anchor, Keys, begin_chain
from advisor.audit.errors import NoLogError
from advisor.audit.files import LogFiles, find_logs, read_small
from advisor.audit.first_key import MAX_FILE_BYTES, open_first_key
from advisor.audit.reading import Tell, open_details, read_lines, take_snapshot, tell_nobody
from advisor.audit.record import Line, parse_line, write_time
from advisor.audit.state import State
from advisor.sealing.age import Identity

#: How far a line's number may be beyond its place, before it is no longer looked into.
_MOST_MISSING = 100_000

_NO_RECORD = "It is no record: it was altered."
_NOT_WHOLE = "It is not whole: it was cut, or the computer stopped while it was written."
_NOT_GENUINE = "It was altered, or not written by this log."
_NOT_OPENED = "Its details do not open with this identity."
_DOES_NOT_FIT = "It was altered, or the line after it: they do not fit together."
_OTHER_LAST = "It is not the line that was written last, or the current key was replaced."
_NO_STATE = "The current key is missing or damaged, so lines may be missing at the end."
_NO_FIRST_KEY = "The first key is missing, or is not one for this log and this identity."
_OTHER_FIRST_KEY = "No line was written with this first key: it was replaced, or all lines were."
_CUT_OFF = "Lines are missing from here on, or the current key was replaced: it does not follow."
_BEHIND = "The current key is older than the log: it was put back."
_SHORTER_THAN_NOTED = "The log ends before line {}, which was noted: an older copy was put back."
_OTHER_THAN_NOTED = "It is not what was noted: the log was put back or begun anew."

_WITHOUT_KEY = "Without the auditor's identity a check finds accidents, not what somebody rewrote."
_WITHOUT_ANCHOR = "Without an anchor nobody sees whether a whole older copy was put back."


@dataclass(frozen=True)
class Finding:
    """What is wrong with a log.

    Attributes:
        line: The line, counted from 1; 0 for the log as a whole.
        last: The last line that it is so with.
        problem: What it is, in a sentence or two.
    """

    line: int
    last: int
    problem: str

    def __str__(self) -> str:
        """Return it as it is printed."""
        if not self.line:
            return self.problem
        if self.line == self.last:
            return f"Line {self.line}: {self.problem}"
        return f"Lines {self.line} to {self.last}: {self.problem}"


@dataclass(frozen=True)
class Verdict:
    """What a check found.

    Attributes:
        log: The name of the log.
        lines: How many lines it has.
        anchor: What to note of it now, where nothing is wrong with it.
        is_keyed: Whether it was checked with the first key.
        findings: What is wrong with it, by line.
        notes: What else the auditor has to know.
    """

    log: str
    lines: int
    anchor: Anchor | None
    is_keyed: bool
    findings: tuple[Finding, ...]
    notes: tuple[str, ...]

    @property
    def is_sound(self) -> bool:
        """Whether nothing is wrong with it, as far as this check goes."""
        return not self.findings


def verify_all(
    folder: Path,
    identity: Identity | None = None,
    anchors: Collection[Anchor] = (),
    tell: Tell = tell_nobody,
) -> tuple[Verdict, ...]:
    """Check every log of a folder, and every one that an anchor was noted of.

    Args:
        folder: Where logs are kept.
        identity: The auditor's.
        anchors: What was noted elsewhere.
        tell: Told how many bytes more were checked; what it raises ends the check.

    Raises:
        NoLogError: There is none, and none was noted.
        AuditError: As ``verify``.
    """
    found = {files.name: files for files in find_logs(folder)}
    noted = {anchor.log: LogFiles(folder, anchor.log) for anchor in anchors}
    if not found and not noted:
        raise NoLogError
    logs = noted | found
    return tuple(verify(logs[name], identity, anchors, tell) for name in sorted(logs))


def verify(
    files: LogFiles,
    identity: Identity | None = None,
    anchors: Collection[Anchor] = (),
    tell: Tell = tell_nobody,
) -> Verdict:
    """Check a log.

    Args:
        files: The log.
        identity: The auditor's, to check with the first key.
        anchors: What was noted elsewhere; those of other logs are passed over.
        tell: As ``verify_all``.

    Raises:
        BusyLogError: A writer holds the log for too long.
        UnreadableLogError: The system refuses to let it be read.
    """
    anchors = [anchor for anchor in anchors if anchor.log == files.name]
    snapshot = take_snapshot(files)
    first_key = _find_first_key(files, identity) if identity else None
    wanted = frozenset(anchor.number for anchor in anchors)
    walk = _Walk(files.name, snapshot.state, identity if first_key else None, first_key, wanted)
    for raw in read_lines(files, snapshot.size):
        walk.take(raw)
        tell(len(raw))
    if identity and not first_key:
        walk.blame(0, _NO_FIRST_KEY)
    walk.judge_end()
    for anchor in anchors:
        walk.judge_anchor(anchor)
    return Verdict(
        files.name,
        walk.lines,
        None if walk.findings else walk.anchor,
        first_key is not None,
        tuple(sorted(walk.findings, key=lambda found: (found.line, found.last))),
        _find_notes(walk, anchors),
    )


def _find_first_key(files: LogFiles, identity: Identity) -> bytes | None:
    try:
        return open_first_key(read_small(files.first_key, MAX_FILE_BYTES), files.name, identity)
    except OSError:
        return None


def _find_notes(walk: _Walk, anchors: Collection[Anchor]) -> tuple[str, ...]:
    notes = [] if walk.keys else [_WITHOUT_KEY]
    return (*notes, *([] if anchors else [_WITHOUT_ANCHOR]), *walk.notes)


def _say_missing(first: int, last: int) -> str:
    return f"Record {first} is" if first == last else f"Records {first} to {last} are"


@dataclass
class _Walk:
    """A walk over the lines of a log, from the first to the last.

    Lines that are not genuine may stand for a record or may have been put in, so the next
    genuine one may have any number from ``least`` to ``most``.
    """

    name: str
    state: State | None
    identity: Identity | None
    first_key: bytes | None
    wanted: frozenset[int]
    findings: list[Finding] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    lines: int = 0
    end: int = 0
    least: int = 1
    most: int = 1
    previous: str | None = None  # hash of the line before, where that is in order
    last_at: datetime | None = None
    hashes: dict[int, str] = field(default_factory=dict)
    anchor: Anchor | None = None

    def __post_init__(self) -> None:
        self.keys = Keys(self.first_key) if self.first_key else None
        if self.first_key:
            self.previous = begin_chain(self.first_key, self.name)
        elif self.state and not self.state.number:
            self.previous = self.state.head
        if self.previous:
            self._reach(0, self.previous)

    def blame(self, line: int, problem: str) -> None:
        """Note what is wrong with a line, as one finding with the lines before it."""
        before = self.findings[-1] if self.findings else None
        if before and line and (before.problem, before.last) == (problem, line - 1):
            self.findings[-1] = replace(before, last=line)
        else:
            self.findings.append(Finding(line, line, problem))

    def take(self, raw: bytes) -> None:
        """Judge the next line."""
        self.lines += 1
        start, self.end = self.end, self.end + len(raw)
        line = parse_line(raw)
        if line is None:
            self._doubt(_NO_RECORD if raw.endswith(b"\n") else _NOT_WHOLE)
        elif not self._may_be_genuine(line):
            self._doubt(_NOT_GENUINE)
        elif line.number < self.least:
            self._misplace(f"It is record {line.number}, out of its place or a second time.")
        else:
            self._take_in_order(line, start)

    def _may_be_genuine(self, line: Line) -> bool:
        """Tell whether a line was written by this log; without a key, whether it may be."""
        if line.number > self.lines + _MOST_MISSING:
            return False
        if self.keys is not None:
            return line.is_genuine(self.keys.of_line(line.number))
        state = self.state  # whose key is that of one line at least
        is_next = state is not None and line.number == state.number + 1
        return line.is_genuine(state.key_bytes) if state and is_next else True

    def _doubt(self, problem: str) -> None:
        self.blame(self.lines, problem)
        self.most += 1
        self.previous = None

    def _misplace(self, problem: str) -> None:
        self.blame(self.lines, problem)
        self.previous = None

    def _take_in_order(self, line: Line, start: int) -> None:
        if line.number > self.most:
            gone = _say_missing(self.most, line.number - 1)
            self.blame(self.lines, f"{gone} missing before it.")
        elif self.previous is not None and line.previous != self.previous:
            self.blame(max(1, self.lines - 1), _DOES_NOT_FIT)
        if self.lines == 1 and not self.keys:
            self._reach(0, line.previous)
        self._check_time(line)
        if self.identity and open_details(line, self.identity) is None:
            self.blame(self.lines, _NOT_OPENED)
        self.least = self.most = line.number + 1
        self.previous = line.hash
        self._reach(line.number, line.hash)
        self._check_last(line, start)

    def _reach(self, number: int, line_hash: str) -> None:
        self.anchor = Anchor.of(self.name, number, line_hash)
        if number in self.wanted:
            self.hashes[number] = line_hash

    def _check_time(self, line: Line) -> None:
        if self.last_at is not None and line.at < self.last_at:
            self.notes.append(
                f"Line {self.lines} was written at {write_time(line.at)}, earlier than the line "
                "before it: the clock was set back."
            )
        self.last_at = line.at

    def _check_last(self, line: Line, start: int) -> None:
        """Compare the line that was written last with what the state has of it."""
        state = self.state
        if state is None or state.number != line.number:
            return
        has_place = not self.findings  # else it may have been moved
        if state.head != line.hash or (has_place and (state.start, state.end) != (start, self.end)):
            self.blame(self.lines, _OTHER_LAST)

    def judge_end(self) -> None:
        """Judge where the log ends."""
        if self.keys and self.lines and self.least == 1:
            self.blame(0, _OTHER_FIRST_KEY)
        if self.state is None:
            self.blame(0, _NO_STATE)
            return
        number = self.state.number
        if number >= self.most:
            gone = _say_missing(self.most, number)
            self.blame(self.lines + 1, f"{gone} missing at the end.")
        elif self.keys and self.keys.of_line(number + 1) != self.state.key_bytes:
            self.blame(min(number, self.lines) + 1, _CUT_OFF)
        elif self.least > number + 2:  # one line more is what a crash leaves
            self.blame(number + 1, _BEHIND)

    def judge_anchor(self, anchor: Anchor) -> None:
        """Compare the log with what was noted of it."""
        found = self.hashes.get(anchor.number)
        if found is None and anchor.number >= self.most:
            self.blame(self.lines + 1, _SHORTER_THAN_NOTED.format(anchor.number))
        elif found is None or Anchor.of(self.name, anchor.number, found) != anchor:
            self.blame(anchor.number, _OTHER_THAN_NOTED)
