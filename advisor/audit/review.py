"""Records to look through: all of a folder, newest first, and which of them somebody asks for.

Rules that this module keeps:
 * Whatever a folder holds, so many records are kept and no more: the newest.
 * A label that cannot be read counts as the highest that it can be, never as none.
"""

from __future__ import annotations

import heapq
from collections import Counter, deque
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, tzinfo
from itertools import islice
from pathlib import Path

from advisor.audit.errors import NoLogError
from advisor.audit.files import LogFiles, find_logs
from advisor.audit.reading import (
    Record,
    Tell,
    open_details,
    read_lines,
    take_snapshot,
    tell_nobody,
)
from advisor.audit.record import Details, parse_line
from advisor.clearance import OFFICIAL, Classification, Label, highest
from advisor.sealing.age import Identity

#: Some 1 KB each in memory.
MOST_RECORDS = 200_000
_ALL = Label(Classification.TOP_SECRET)


@dataclass(frozen=True, slots=True)
class Row:
    """A record with what it is looked for by.

    Attributes:
        record: The record.
        at: When, on the clock of whoever reads it.
        label: Its label; OFFICIAL where it has none, or where its details do not open.
        text: All its words, in small letters.
    """

    record: Record
    at: datetime
    label: Label
    text: str

    @property
    def who(self) -> str:
        """The person; empty where the details do not open."""
        return self.record.details.who if self.record.details else ""

    @property
    def outcome(self) -> str:
        """What became of it; empty where the details do not open."""
        return self.record.details.outcome.value if self.record.details else ""


_Timed = tuple[datetime, Row]


@dataclass(frozen=True)
class Asked:
    """Which records somebody wants to see; what is empty or ``None`` asks for nothing.

    Attributes:
        log: The name of a log.
        kind: What was done.
        who: By whom.
        outcome: What became of it.
        first: The first day, on the reader's clock.
        last: The last day.
        text: Words that a record has all of.
    """

    log: str = ""
    kind: str = ""
    who: str = ""
    outcome: str = ""
    first: date | None = None
    last: date | None = None
    text: str = ""

    def select(self, rows: Iterable[Row]) -> tuple[Row, ...]:
        """Return the rows that are asked for, in their order."""
        words = self.text.casefold().split()
        return tuple(
            row for row in rows if self._is_like(row) and all(word in row.text for word in words)
        )

    def _is_like(self, row: Row) -> bool:
        return (
            self.log in ("", row.record.log)
            and self.kind in ("", row.record.kind)
            and self.who in ("", row.who)
            and self.outcome in ("", row.outcome)
            and (self.first is None or row.at.date() >= self.first)
            and (self.last is None or row.at.date() <= self.last)
        )


@dataclass(frozen=True)
class Review:
    """What the logs of a folder say.

    Attributes:
        folder: The folder.
        rows: The records, newest first; within a log by number, whatever its clock said.
        logs: The names of the logs.
        closed: Those of which nothing was sealed to this identity.
        total: How many records there are, also those that are too many to keep.
    """

    folder: Path
    rows: tuple[Row, ...]
    logs: tuple[str, ...]
    closed: tuple[str, ...]
    total: int

    def count(self) -> dict[str, Counter[str]]:
        """Return how many records there are of each kind, person, outcome and log."""
        return {
            "kind": Counter(row.record.kind for row in self.rows),
            "who": Counter(row.who for row in self.rows if row.who),
            "outcome": Counter(row.outcome for row in self.rows if row.outcome),
            "log": Counter(row.record.log for row in self.rows),
        }


def mark(rows: Iterable[Row]) -> Label:
    """Return the highest label of records."""
    return highest({row.label for row in rows})


def parse_label(text: str) -> Label:
    """Return what a record is to be handled as, by the label that was written into it."""
    if not text:
        return OFFICIAL
    try:
        return Label.parse(text)
    except ValueError:
        return _ALL


def measure(folder: Path) -> int:
    """Return how many bytes there are to read, for whoever is told how far it is.

    Raises:
        UnreadableLogError: The system refuses.
    """
    return sum(take_snapshot(files).size for files in find_logs(folder))


def read_review(
    folder: Path,
    identity: Identity,
    tell: Tell = tell_nobody,
    *,
    most: int = MOST_RECORDS,
    zone: tzinfo | None = None,
) -> Review:
    """Read every log of a folder.

    Args:
        folder: Where logs are kept.
        identity: The auditor's.
        tell: Told how many bytes more were read; what it raises ends the reading.
        most: How many records are kept.
        zone: Whose days and hours are shown; the computer's, where ``None``.

    Raises:
        NoLogError: There is none.
        UnreadableLogError: The system refuses.
    """
    logs = find_logs(folder)
    if not logs:
        raise NoLogError
    reading = _Reading(identity, tell, zone)
    newest: list[_Timed] = []
    for files in logs:
        own = _by_time(deque(reading.read(files), most))
        both = heapq.merge(newest, own, key=lambda pair: pair[0], reverse=True)
        newest = list(islice(both, most))
    return Review(
        folder,
        tuple(row for _, row in newest),
        tuple(files.name for files in logs),
        tuple(sorted(reading.closed - reading.opened)),
        reading.total,
    )


def _by_time(rows: Iterable[Row]) -> list[_Timed]:
    """Return the newest first, each with a time that never goes back, as a clock may have."""
    pairs: list[_Timed] = []
    for row in rows:
        latest = max(pairs[-1][0], row.record.at) if pairs else row.record.at
        pairs.append((latest, row))
    return pairs[::-1]


class _Reading:
    """Reads logs one after another; a text that stands in many records is kept once."""

    def __init__(self, identity: Identity, tell: Tell, zone: tzinfo | None) -> None:
        self._identity = identity
        self._tell = tell
        self._zone = zone
        self._labels: dict[str, Label] = {}
        self._texts: dict[str, str] = {}
        self._details: dict[Details, Details] = {}
        self.total = 0
        self.opened: set[str] = set()
        self.closed: set[str] = set()

    def read(self, files: LogFiles) -> Iterator[Row]:
        """Return the records of a log in their order; what is no record is left to a check."""
        for raw in read_lines(files, take_snapshot(files).size):
            self._tell(len(raw))
            line = parse_line(raw)
            if line is None:
                continue
            self.total += 1
            details = self._once(open_details(line, self._identity))
            (self.opened if details else self.closed).add(files.name)
            kind = self._texts.setdefault(line.kind, line.kind)
            yield self._make_row(Record(files.name, line.number, line.at, kind, line.hash, details))

    def _once(self, details: Details | None) -> Details | None:
        return None if details is None else self._details.setdefault(details, details)

    def _make_row(self, record: Record) -> Row:
        details = record.details
        label, said = "", record.kind
        if details is not None:
            label = details.label
            parts = (said, details.who, details.subject, label, details.outcome, details.note)
            said = "\n".join(parts)
        if label not in self._labels:
            self._labels[label] = parse_label(label)
        text = self._texts.setdefault(said, said.casefold())
        return Row(record, record.at.astimezone(self._zone), self._labels[label], text)
