"""An audit log with a clock of its own, and what somebody who can write its files does to it."""

from __future__ import annotations

import shutil
from collections.abc import Collection, Iterable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import msgspec

from advisor.audit.chain import Anchor, Keys, next_key
from advisor.audit.files import LogFiles
from advisor.audit.first_key import open_first_key
from advisor.audit.log import AuditLog
from advisor.audit.reading import Record, read_records
from advisor.audit.record import Details, Kind, make_line, parse_line
from advisor.audit.state import State, load_state, save_state
from advisor.audit.verification import Verdict, verify
from tests.support.sealing import somebody

AUDITOR, STRANGER = somebody(10), somebody(11)
NOON = datetime(2026, 6, 3, 12, tzinfo=UTC)


def split_lines(raw: bytes) -> list[bytes]:
    """Return lines with their ends, which are line feeds and nothing else."""
    return [line + b"\n" for line in raw.split(b"\n")[:-1]] + [
        rest for rest in raw.split(b"\n")[-1:] if rest
    ]


class Clock:
    """A clock that goes on by a second whenever one looks at it."""

    def __init__(self, now: datetime = NOON) -> None:
        self.now = now

    def __call__(self) -> datetime:
        self.now += timedelta(seconds=1)
        return self.now


class Desk:
    """An account of a computer, with its log."""

    def __init__(self, folder: Path, account: str = "ann") -> None:
        self.folder, self.account = folder, account
        self.files = LogFiles.of(folder, account, AUDITOR.recipient)
        self.clock = Clock()

    def open(self) -> AuditLog:
        return AuditLog.open(
            self.folder, account=self.account, auditor=AUDITOR.recipient, clock=self.clock
        )

    def record(self, *notes: str, kind: Kind = Kind.CHECK) -> list[Anchor]:
        """Record something for each note, and return the anchors."""
        log = self.open()
        return [
            log.record(kind, Details(who="ann", subject="kidnap-unit", label="SECRET", note=note))
            for note in notes
        ]

    def verify(self, anchors: Collection[Anchor] = (), *, keyed: bool = True) -> Verdict:
        return verify(self.files, AUDITOR if keyed else None, anchors)

    def named(self, *, keyed: bool = True) -> list[tuple[int, int]]:
        """Return the lines that a check names."""
        return [(found.line, found.last) for found in self.verify(keyed=keyed).findings]

    def read(self) -> list[Record]:
        return list(read_records(self.files, AUDITOR))

    @property
    def notes(self) -> list[str]:
        return [record.details.note for record in self.read() if record.details]

    @property
    def lines(self) -> list[bytes]:
        return split_lines(self.files.log.read_bytes())

    @lines.setter
    def lines(self, lines: Iterable[bytes]) -> None:
        self.files.log.write_bytes(b"".join(lines))

    @property
    def state(self) -> State:
        state = load_state(self.files)
        assert state is not None
        return state

    @state.setter
    def state(self, state: State) -> None:
        save_state(self.files, state)

    @property
    def keys(self) -> Keys:
        """The keys of all lines, as the auditor has them."""
        first = open_first_key(self.files.first_key.read_bytes(), self.files.name, AUDITOR)
        assert first is not None
        return Keys(first)

    def snapshot(self) -> dict[str, bytes]:
        """Return what every file holds, but for the lock."""
        return {
            path.name: path.read_bytes() for path in self.folder.iterdir() if path.suffix != ".lock"
        }

    def copy_to(self, folder: Path) -> Desk:
        shutil.copytree(self.folder, folder)
        return Desk(folder, self.account)

    def put_back(self, old: dict[str, bytes]) -> None:
        for name, content in old.items():
            (self.folder / name).write_bytes(content)

    def chain_again(self, lines: Iterable[bytes]) -> None:
        """Write lines as if they followed each other, all under today's key, and fit the state."""
        key, previous, end = self.state.key_bytes, self._beginning(), 0
        made: list[bytes] = []
        for number, raw in enumerate(lines, 1):
            line = parse_line(raw)
            assert line is not None
            kind = Kind(line.kind)
            made.append(make_line(number, line.at, kind, line.sealed, previous=previous, key=key))
            previous, end = self._hash(made[-1]), end + len(made[-1])
        self.lines = made
        self.state = msgspec.structs.replace(
            self.state, number=len(made), start=end - len(made[-1]), end=end, head=previous
        )

    def _beginning(self) -> str:
        line = parse_line(self.lines[0])
        assert line is not None
        return line.previous

    @staticmethod
    def _hash(raw: bytes) -> str:
        line = parse_line(raw)
        assert line is not None
        return line.hash

    def cut_to(self, number: int) -> None:
        """Cut the log, and make the state fit it as well as one can without an older key."""
        self.lines = self.lines[:number]
        end = sum(map(len, self.lines))
        last = self.lines[-1]
        self.state = State(
            number=number,
            start=end - len(last),
            end=end,
            head=self._hash(last),
            key=next_key(self.state.key_bytes).hex(),
        )
