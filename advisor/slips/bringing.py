"""Bringing slips to an administrator: from files, or as somebody says them on the telephone.

Rules that this module keeps:
 * A file that is marked higher than what is open is passed over without a word, so that a list of
   slips shows and counts only what its reader may see.
 * A code that was read out stands for a line only as it stood: a line that has changed since is
   never guessed.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

import msgspec

from advisor.durable import write_file
from advisor.errors import AdvisorError
from advisor.session import Session
from advisor.slips.code import parse_code
from advisor.slips.errors import HigherSlipError, SlipError
from advisor.slips.reading import find_files, find_said, read_slip
from advisor.slips.slip import Said, Slip, make_slip, verify_may_be_written, write_slip


@dataclass(frozen=True)
class Brought:
    """What was found in some files.

    Attributes:
        slips: The slips that can be read, in the order of the files.
        problems: Why each other file cannot be.
    """

    slips: tuple[Slip, ...]
    problems: tuple[AdvisorError, ...]


def bring_files(paths: Iterable[Path], session: Session) -> Brought:
    """Return the slips of some files and folders.

    Raises:
        SlipError: A folder cannot be read, or there are more files than anybody would read.
    """
    slips, problems = [], []
    for path in find_files(paths):
        try:
            slips.append(read_slip(path, session).slip)
        except HigherSlipError:
            continue
        except SlipError as error:
            problems.append(error)
    return Brought(tuple(slips), tuple(problems))


def bring_said(typed: str, said: Said, session: Session, *, today: datetime.date) -> Slip:
    """Return the slip that somebody reads out: the code of a line, and what they say about it.

    Args:
        typed: The code, as it was heard.
        said: What they say.
        session: Of the administrator who writes it down.
        today: The day.

    Raises:
        SlipError: It is no code, was misheard, or stands for no line as it stands now.
        UsageError: Nothing is said, or a text is too long.
    """
    code = parse_code(typed)
    for head, line in find_said(typed, session):
        if line is not None:
            made = make_slip(session, session.catalogue.entry(head.id), line, said, today=today)
            return msgspec.structs.replace(made, release=code.release, code=str(code))
    raise SlipError(
        f"{code} is no line as it stands in the catalogue that is open.",
        hint="It may have changed since their release. Ask them to send the slip as a file.",
    )


def give_out(slips: Sequence[Slip], folder: Path, session: Session) -> tuple[Path, ...]:
    """Write slips into a folder for whoever keeps the catalogue, one file each.

    Args:
        slips: The slips, as their readers wrote them.
        folder: Where to; it is there.
        session: Of the administrator, whose site says how high a file may be marked.

    Raises:
        AdvisorError: One is marked higher than the policy allows, or could not be written.

    Returns:
        The files.
    """
    for slip in slips:
        verify_may_be_written(session, slip)
    paths = []
    for number, slip in enumerate(slips, start=1):
        path = folder / f"slip-{number:03}-{slip.code}.json"
        write_file(path, write_slip(slip), private=True)
        paths.append(path)
    return tuple(paths)
