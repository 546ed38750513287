"""What may be done with something that leaves the window, and doing it once it is recorded.

Rules that this module keeps:
 * The site's policy is asked first, then it is recorded, then it is done. Where either says no,
   nothing is done.
 * Above OFFICIAL all three are recorded: printing, copying, and writing to a file.
"""

from __future__ import annotations

from collections.abc import Generator, Iterator
from enum import Enum
from pathlib import Path
from typing import TYPE_CHECKING

from advisor.audit.record import Kind
from advisor.durable import write_output
from advisor.errors import AdvisorError, UsageError
from advisor.notes.printable import Printable
from advisor.printing import draw_pdf
from advisor.session import Session

if TYPE_CHECKING:
    from advisor.journal import Journal


class Way(Enum):
    """How something leaves."""

    PRINT = "printed"
    COPY = "copied"
    SAVE = "written to a file"


def find_refusal(session: Session, printable: Printable, way: Way) -> str:
    """Return why the site does not let something leave in a way; empty where it does."""
    policy, label = session.policy, printable.label
    allows, most = {
        Way.PRINT: (policy.allows_printing, policy.print_up_to),
        Way.COPY: (policy.allows_copying, policy.copy_up_to),
        Way.SAVE: (policy.allows_exporting, policy.export_up_to),
    }[way]
    if allows(label):
        return ""
    return (
        f"Set by your organisation: what is marked up to {most} may be {way.value}, and this is "
        f"{label}."
    )


def record(
    session: Session, journal: Journal | None, printable: Printable, way: Way, where: str
) -> None:
    """Record that something leaves, before it does.

    Args:
        session: Whose reader takes it.
        journal: Where it is recorded; nowhere, where ``None``.
        printable: What leaves.
        way: How.
        where: Where it goes, such as the name of a file.

    Raises:
        AdvisorError: The site does not let it, or it cannot be recorded.
    """
    refusal = find_refusal(session, printable, way)
    if refusal:
        raise AdvisorError(refusal, hint="Nothing was done.")
    if journal is not None:
        kind = Kind.PRINT if way is Way.PRINT else Kind.EXPORT
        journal.take_away(kind, printable.entries, printable.label, f"{printable.what}, {where}")


def save(
    session: Session, journal: Journal | None, printable: Printable, path: Path
) -> Iterator[int]:
    """Write something to a file, by its suffix, once that is recorded.

    Yields:
        How much of it is done, in per cent; what is left in between is as if never begun.

    Raises:
        UsageError: It has no suffix that we write.
        AdvisorError: The site does not let it, it cannot be recorded, or not be written; the
            old file is as it was.
    """
    refusal = find_refusal(session, printable, Way.SAVE)
    if refusal:
        raise AdvisorError(refusal, hint="Nothing was done.")
    data = yield from encode(printable, path.suffix.lower())
    record(session, journal, printable, Way.SAVE, f"to {path.name}")
    write_output(path, data)


def encode(printable: Printable, suffix: str) -> Generator[int, None, bytes]:
    """Yield how much is done, in per cent, and return the content of a file.

    Raises:
        UsageError: It is no suffix that we write.
    """
    match suffix:
        case ".pdf":
            return (yield from draw_pdf(printable.document, printable.made_on))
        case ".html" | ".htm":
            return printable.html.encode("utf-8")
        case ".txt":
            return printable.text.encode("utf-8")
        case _:
            raise UsageError(
                "The file has no suffix that can be written.", hint="Name it .pdf, .html or .txt."
            )
