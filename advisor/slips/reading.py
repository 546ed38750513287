"""Reading slips: whoever wrote one, it is checked before a word of it is shown.

Rules that this module keeps:
 * A file is read whole or not at all, up to a size that no slip reaches; what is no regular file
   is never waited for.
 * The code of a slip has to be that of what it quotes, so that neither was changed alone.
 * A slip that is marked higher than what is open is not shown.
 * What a slip says is somebody's words. Nothing is done because of them.
"""

from __future__ import annotations

import difflib
import stat
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Any, Final

import msgspec

from advisor.catalogue.entry import Entry, Head
from advisor.catalogue.quoting import quoted
from advisor.clearance import Label
from advisor.errors import say_reason
from advisor.session import Session
from advisor.slips.code import Code, parse_code
from advisor.slips.errors import HigherSlipError, SlipError
from advisor.slips.line import Line, entry_lines
from advisor.slips.slip import FORMAT, Slip, strip_all

MOST_BYTES: Final = 65_536
MOST_FILES: Final = 1000
_SUFFIX: Final = ".json"
_LEFT: Final = "It was left as it is. Ask whoever sent it for the slip, or for its code."
_LEAST_ALIKE: Final = 0.4
#: To compare takes time that grows with the square of the length, and slips are anybody's words.
_MOST_COMPARED: Final = 300


class Standing(StrEnum):
    """How a line that a slip is about stands now."""

    SAME = "as it was"
    CHANGED = "changed since"
    GONE = "not there now"
    NO_ENTRY = "no such entry"


@dataclass(frozen=True)
class Finding:
    """A slip beside what stands in the catalogue now.

    Attributes:
        slip: The slip.
        standing: How its line stands.
        now: The line as it stands now, or the one of its part that is most like it; empty where
            there is none.
        label: The highest marking of both.
    """

    slip: Slip
    standing: Standing
    now: str
    label: Label


def find_files(paths: Iterable[Path]) -> tuple[Path, ...]:
    """Return the files to read: those that were named, and those in the folders that were.

    Raises:
        SlipError: A folder cannot be read, or there are more files than anybody would read.
    """
    found: list[Path] = []
    for path in paths:
        try:
            is_folder = path.is_dir()
            found += sorted(path.glob(f"*{_SUFFIX}")) if is_folder else [path]
        except OSError as error:
            raise SlipError(
                f"“{path}” cannot be read: {say_reason(error)}.", hint="Name another folder."
            ) from error
    if len(found) > MOST_FILES:
        raise SlipError(
            f"There are {len(found)} files, and at most {MOST_FILES} slips are read at once.",
            hint="Name fewer of them, or sort them into folders.",
        )
    return tuple(found)


def read_slip(path: Path, session: Session) -> Finding:
    """Return the slip of a file beside what stands now.

    Raises:
        HigherSlipError: It is marked higher than what is open.
        SlipError: It cannot be read, or is no slip.
    """
    slip = _decode(_read(path), path.name)
    if not session.clearance.label.dominates(slip.label):
        raise HigherSlipError(
            f"{quoted(path.name)} is marked {slip.label}, and {session.clearance.label} is open.",
            hint="Sign in with an identity that was granted that, with --identity.",
        )
    return compare(slip, session)


def find_said(typed: str, session: Session) -> tuple[tuple[Head, Line | None], ...]:
    """Return what a code that was read out stands for.

    Returns:
        Each entry that it can mean, with the line; ``None`` for a line that is not there as it
        stood. Nothing, where there is no such entry for this reader.

    Raises:
        SlipError: It is no code, or was misheard.
    """
    code = parse_code(typed)
    entries = [
        session.catalogue.entry(head.id)
        for head in session.catalogue.heads
        if Code.of(0, head.id, ("", "", "")).entry == code.entry
    ]
    return tuple((entry.head, _line_of(code, entry, session)) for entry in entries)


def _line_of(code: Code, entry: Entry, session: Session) -> Line | None:
    for line in entry_lines(session, entry):
        if Code.of(code.release, entry.id, line.identity) == code:
            return line
    return None


def _read(path: Path) -> bytes:
    try:
        if not stat.S_ISREG(path.stat().st_mode):  # a pipe or a device would keep us waiting
            raise SlipError(f"{quoted(path.name)} is not a file.", hint="Name a slip, or a folder.")
        with path.open("rb") as stream:
            data = stream.read(MOST_BYTES + 1)
    except (OSError, ValueError) as error:
        why = say_reason(error) if isinstance(error, OSError) else "it is no name of a file"
        raise SlipError(
            f"{quoted(path.name)} cannot be read: {why}.", hint="Name another file."
        ) from error
    if len(data) > MOST_BYTES:
        raise SlipError(f"{quoted(path.name)} is too large for a slip.", hint=_LEFT)
    return data


def _decode(untrusted: bytes, name: str) -> Slip:
    """Return the slip that some bytes are.

    Raises:
        SlipError: They are none, or one that does not hold together.
    """
    try:
        found = strip_all(msgspec.json.decode(untrusted))
        _verify_format(found, name)
        slip = msgspec.convert(found, Slip)
        _ = slip.label
        code = parse_code(slip.code)
    except SlipError:
        raise
    except (ValueError, RecursionError) as error:
        raise SlipError(
            f"{quoted(name)} is not a slip: {quoted(str(error))[1:-1]}.", hint=_LEFT
        ) from error
    if code != slip.code_of_line:
        raise SlipError(
            f"{quoted(name)} was changed: its code is not that of what it quotes.", hint=_LEFT
        )
    return slip


def _verify_format(found: Any, name: str) -> None:
    number = found.get("format") if isinstance(found, dict) else None
    if isinstance(number, int) and number > FORMAT:
        raise SlipError(
            f"{quoted(name)} was written by a newer version of this program.",
            hint="Read it with the newer version.",
        )


def compare(slip: Slip, session: Session) -> Finding:
    """Return a slip beside what stands in the catalogue that is open."""
    if slip.entry not in session.catalogue:
        return Finding(slip, Standing.NO_ENTRY, "", slip.label)
    entry = session.catalogue.entry(slip.entry)
    lines = [line for line in entry_lines(session, entry) if line.part == slip.part]
    same = [line for line in lines if line.identity == (slip.part, slip.heading, slip.quoted)]
    line = same[0] if same else _most_alike(slip, lines)
    if line is None:
        return Finding(slip, Standing.GONE, "", slip.label.join(entry.label))
    standing = Standing.SAME if same else Standing.CHANGED
    return Finding(slip, standing, line.text, slip.label.join(entry.label).join(line.label))


def _most_alike(slip: Slip, lines: list[Line]) -> Line | None:
    """Return the line that took the place of the one that is quoted, as far as that can be told."""
    texts = [line.text[:_MOST_COMPARED] for line in lines]
    near = difflib.get_close_matches(slip.quoted[:_MOST_COMPARED], texts, 1, _LEAST_ALIKE)
    if near:
        return lines[texts.index(near[0])]
    return lines[0] if len(lines) == 1 else None
