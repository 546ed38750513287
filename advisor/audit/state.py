"""Where a log ends, and the key of its next line; the only key that is kept.

Rules that this module keeps:
 * It is replaced all or nothing, and after the line that it speaks of has reached the disk.
   So it is never ahead of the log, and at most one line behind it.
 * The key is in no ``repr``.
"""

from __future__ import annotations

from typing import Annotated

import msgspec

from advisor.audit.chain import MAX_NUMBER, Anchor, begin_chain, next_key
from advisor.audit.files import LogFiles, read_small
from advisor.audit.record import MAX_LINE_BYTES, Line
from advisor.durable import write_file

FORMAT = 1
_MAX_BYTES = 1024

_Hex = Annotated[str, msgspec.Meta(pattern="^[0-9a-f]{64}$")]
_Count = Annotated[int, msgspec.Meta(ge=0, le=MAX_NUMBER)]
_Place = Annotated[int, msgspec.Meta(ge=0, lt=2**62)]


class State(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """Where a log ends.

    Attributes:
        format: Version of the format.
        number: The last line's number; 0 before the first one.
        start: Where that line starts in the file.
        end: Where it ends, which is where the next one goes.
        head: That line's hash.
        key: The key of the next line, in hexadecimal digits.
    """

    format: Annotated[int, msgspec.Meta(ge=FORMAT, le=FORMAT)] = FORMAT
    number: _Count
    start: _Place
    end: _Place
    head: _Hex
    key: _Hex

    @classmethod
    def before_first(cls, first_key: bytes, name: str) -> State:
        """Return the state of a log that holds nothing yet."""
        head = begin_chain(first_key, name)
        return cls(number=0, start=0, end=0, head=head, key=first_key.hex())

    @property
    def key_bytes(self) -> bytes:
        """The key of the next line."""
        return bytes.fromhex(self.key)

    def is_followed_by(self, line: Line) -> bool:
        """Tell whether a line is the genuine next one."""
        follows = line.number == self.number + 1 and line.previous == self.head
        return follows and line.is_genuine(self.key_bytes)

    def after(self, line: Line) -> State:
        """Return the state after one more line."""
        return State(
            number=line.number,
            start=self.end,
            end=self.end + len(line.raw),
            head=line.hash,
            key=next_key(self.key_bytes).hex(),
        )

    def anchor(self, name: str) -> Anchor:
        """Return what one notes of the log, to know it again."""
        return Anchor.of(name, self.number, self.head)

    def __repr__(self) -> str:
        return f"State(number={self.number}, …)"


def load_state(files: LogFiles) -> State | None:
    """Return where a log ends; ``None`` where the file cannot be understood.

    Raises:
        OSError: It cannot be read.
    """
    untrusted = read_small(files.key, _MAX_BYTES)
    try:
        state = msgspec.json.decode(untrusted, type=State)
    except (ValueError, RecursionError):
        return None
    is_possible = 0 <= state.end - state.start <= MAX_LINE_BYTES
    return state if is_possible else None


def save_state(files: LogFiles, state: State) -> None:
    """Put a log's state in the place of the one before.

    Raises:
        AdvisorError: It could not be written; the one before is there.
    """
    write_file(files.key, msgspec.json.encode(state), private=True)
