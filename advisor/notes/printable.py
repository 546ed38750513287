"""Whatever a reader can take away from a page: a note, the draft of a request, whom to ring.

Each is a document with a marking, a name for its file that tells nothing of what it is about,
and what the auditor is told.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property
from typing import Final

from advisor.advice import Answers
from advisor.catalogue.directory import Contact
from advisor.catalogue.wording import say_date
from advisor.clearance import Label, highest
from advisor.notes.answer_sheet import sheet_document
from advisor.notes.document import Block, Chapter, Document, Pairs, Paragraph, Points, Section
from advisor.notes.html import to_html
from advisor.notes.making import Note, Wanted, make_note, say_release
from advisor.notes.people import say_ways
from advisor.notes.plain import to_text
from advisor.requesting import RequestDraft, draft_request
from advisor.session import Session

URGENT_TITLE: Final = "Life at risk: who to ring"
REQUEST_TITLE: Final = "Draft request"


@dataclass(frozen=True)
class Printable:
    """Something to be printed, saved or copied.

    Attributes:
        document: What it says.
        file_stem: A name for its file.
        entries: Ids of what it is about, for the auditor; none, where it is about no entry.
        what: What it is, for the auditor.
        made_on: The day, in UTC.
    """

    document: Document = field(repr=False)
    file_stem: str
    entries: tuple[str, ...]
    what: str
    made_on: datetime.date

    @property
    def label(self) -> Label:
        """Its marking."""
        return self.document.label

    @cached_property
    def html(self) -> str:
        """It as an HTML page."""
        return to_html(self.document)

    @cached_property
    def text(self) -> str:
        """It as plain text, with its marking above and below."""
        return to_text(self.document)


def print_note(note: Note) -> Printable:
    """Return a note, ready to be taken away."""
    recipe = note.recipe
    what = f"advice note {note.code}"
    return Printable(note.document, note.file_stem, recipe.entries, what, recipe.made_on)


def print_entry(session: Session, entry_id: str, day: datetime.date) -> Printable:
    """Return an entry in full, as its reader sees it.

    Raises:
        NoSuchEntryError: There is no such entry for this reader.
    """
    return print_note(make_note(session, Wanted((entry_id,), Answers(), day, whole=True)))


def print_check(session: Session, entry_id: str, answers: Answers, day: datetime.date) -> Printable:
    """Return the advice on an entry for what was answered.

    Raises:
        NoSuchEntryError: There is no such entry for this reader.
    """
    return print_note(make_note(session, Wanted((entry_id,), answers, day)))


def print_request(
    session: Session, entry_id: str, answers: Answers, about: str, day: datetime.date
) -> Printable:
    """Return the draft of a request, blanks and all.

    Raises:
        NoSuchEntryError: There is no such entry for this reader.
        UsageError: It has no access rules.
    """
    draft = draft_request(session, entry_id, answers, about)
    title, lead, sections = _read_draft(draft)
    language = session.catalogue.release.language
    chapter = Chapter(title, draft.label, sections, lead)
    document = Document(REQUEST_TITLE, draft.label, language, (), (chapter,))
    return Printable(document, "draft-request", (entry_id,), "draft request", day)


def _read_draft(draft: RequestDraft) -> tuple[str, tuple[Block, ...], tuple[Section, ...]]:
    """Return a draft's title, what stands under it, and its sections, without its markings."""
    body = draft.text.removeprefix(f"{draft.label}\n").removesuffix(f"{draft.label}\n")
    head, *parts = body.split("\n## ")
    title, _, under = head.strip().partition("\n")
    sections = []
    for part in parts:
        heading, _, text = part.partition("\n")
        sections.append(Section(heading, tuple(_read_lines(text))))
    name = title.removeprefix("# ").removeprefix(f"{REQUEST_TITLE}: ")
    return name, tuple(_read_lines(under)), tuple(sections)


def _read_lines(text: str) -> Iterator[Block]:
    """Yield the points of a text as one list, and its other lines as paragraphs."""
    lines = [line for line in text.splitlines() if line.strip()]
    points = tuple(line.removeprefix("- ") for line in lines if line.startswith("- "))
    yield from (Paragraph(line) for line in lines if not line.startswith("- "))
    if points:
        yield Points(points)


def print_urgent(session: Session, day: datetime.date) -> Printable:
    """Return whom to ring where a life is at risk, on one page for the reader's place."""
    contacts = session.directory.life_at_risk(session.where)
    places = [session.directory.label_of_place(one) for one in _places(session)]
    label = highest([*(contact.label for contact in contacts), *places])
    titles = [session.catalogue.head(one).title for one in _places(session)]
    rows = [("For", ", ".join(titles))] if titles else []
    rows += [("Made on", say_date(day)), ("Release", say_release(session))]
    missing = session.directory.missing_urgent()
    foot: list[Block] = [Paragraph(session.referral, is_strong=True)]
    if missing:
        foot.insert(0, Paragraph(f"Your site has not added: {'; '.join(missing)}."))
    sections = [_ring(number, one, day) for number, one in enumerate(contacts, start=1)]
    chapter = Chapter("Ring in this order. Search afterwards.", label, tuple(sections))
    document = Document(
        URGENT_TITLE,
        label,
        session.catalogue.release.language,
        (Pairs(tuple(rows)),),
        (chapter,),
        tuple(foot),
    )
    return Printable(document, "life-at-risk", (), "whom to ring where a life is at risk", day)


def print_sheet(session: Session, answers: Answers, day: datetime.date) -> Printable:
    """Return the answer sheet of what was answered, to be read out on the telephone."""
    return Printable(sheet_document(session, answers), "answer-sheet", (), "answer sheet", day)


def _ring(number: int, contact: Contact, day: datetime.date) -> Section:
    """Return whom to ring, with the number where one looks first."""
    telephone = f": {contact.telephone}" if contact.telephone else ""
    blocks = [Paragraph(say_ways(contact, day)), Paragraph(contact.caution or contact.role)]
    return Section(f"{number}. {contact.name}{telephone}", tuple(blocks), is_urgent=bool(telephone))


def _places(session: Session) -> list[str]:
    return [one for one in (session.where.region, session.where.force) if one]
