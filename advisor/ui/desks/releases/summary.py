"""What an import changed, as a document that can be kept and printed, marked as it has to be."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

from advisor.catalogue.wording import say_date
from advisor.clearance import OFFICIAL, Label, highest
from advisor.durable import write_file
from advisor.notes.document import Chapter, Document, Pairs, Paragraph, Section
from advisor.notes.html import to_html
from advisor.releases.proposal import Proposal
from advisor.signing.opening import SignedRelease
from advisor.ui.desks.long_work import Tell
from advisor.ui.desks.releases.changes import Change, Group, Part, list_changes
from advisor.ui.desks.releases.words import say_key, say_signed

PDF: Final = ".pdf"


def make_summary(proposal: Proposal, imported: SignedRelease) -> Document:
    """Return the summary of an import.

    Args:
        proposal: What was looked at before.
        imported: What was imported.
    """
    changes = list_changes(proposal)
    before = proposal.preview.current
    facts = (
        ("Issued", say_date(imported.issued)),
        ("In place of", f"release {before}" if before else "the catalogue of the application"),
        ("Signed", say_signed(imported)),
        *(("By", say_key(key)) for key in imported.signers),
        ("Written", f"{datetime.now(UTC):%Y-%m-%d %H:%M} UTC"),
    )
    chapters = [_chapter(group, changes) for group in Group]
    return Document(
        f"Release {imported.number}: what changed",
        highest([OFFICIAL, *(change.label for change in changes)]),
        "en-GB",
        (Pairs(facts), Paragraph(_say_unchanged(proposal))),
        tuple(chapter for chapter in chapters if chapter.sections),
    )


def write_summary(document: Document, path: Path, tell: Tell) -> Path:
    """Write a summary, as a page; as PDF where the name ends so.

    Args:
        document: The summary.
        path: The file.
        tell: Told how far it is.

    Raises:
        AdvisorError: It cannot be written.
    """
    if path.suffix.casefold() == PDF:
        data = _draw(document, tell)
    else:
        data = to_html(document).encode("utf-8")
    write_file(path, data, private=document.label != OFFICIAL)
    return path


def _draw(document: Document, tell: Tell) -> bytes:
    from advisor.printing.pdf import draw_pdf  # noqa: PLC0415 - when wanted

    work = draw_pdf(document, datetime.now(UTC).date())
    while True:
        try:
            tell(next(work))
        except StopIteration as ended:
            return bytes(ended.value)


def _chapter(group: Group, changes: Sequence[Change]) -> Chapter:
    found = [change for change in changes if change.group is group]
    label: Label = highest([OFFICIAL, *(change.label for change in found)])
    return Chapter(f"{group.value}: {len(found):,}", label, tuple(map(_section, found)))


def _section(change: Change) -> Section:
    return Section(change.line, tuple(map(_block, change.parts)))


def _block(part: Part) -> Pairs:
    return Pairs(tuple((f"{part.name}. {name}".rstrip(". "), text) for name, text in part.lines))


def _say_unchanged(proposal: Proposal) -> str:
    compared = proposal.compared
    if compared is None:
        return "What differs was not told to whoever imported it: they had not signed in."
    return (
        f"Unchanged entries: {compared.differences.unchanged:,}. It says what whoever imported it "
        "may read, and counts nothing else."
    )
