"""What a note says of an entry itself: what it is, its parts in reading order, its law."""

from __future__ import annotations

import datetime
from collections.abc import Iterator

from advisor.catalogue.access import Access, Prerequisite, Requirement, Route, Step
from advisor.catalogue.directory import organisation_of
from advisor.catalogue.entry import Entry, Kind, LawLink, Portion, Urgent
from advisor.catalogue.freshness import say_entry_checked
from advisor.catalogue.parts import PARTS
from advisor.catalogue.wording import KIND_NAMES, labelled_lines, say_date
from advisor.notes.citing import Sources
from advisor.notes.document import Block, Pairs, Paragraph, Points, Section, Table, section
from advisor.notes.people import contact_table
from advisor.session import Session

#: Parts that are shown in a way of their own, or not at all.
_SITE = ("site_corrections", "site_notes")
_APART = frozenset({"urgent", "access", "steps", "contacts", "organisation", "law", *_SITE})
_LINKS = frozenset({"used", "alternatives", "related"})
_PLACES = (("region", "Region"), ("unit", "Regional unit"), ("host", "Hosted by"))


def lead(entry: Entry) -> tuple[Block, ...]:
    """Return what stands under an entry's name: its kind, who runs it, what it is for."""
    head = entry.head
    kind = KIND_NAMES[head.kind][0]
    owner = f", {head.owner}" if head.owner else ""
    return (Paragraph(f"{kind}{owner}"), Paragraph(head.summary))


def urgent_sections(session: Session, entry: Entry, day: datetime.date) -> list[Section]:
    """Return whom to ring first where it is going on now."""
    urgent = entry.find("urgent")
    if not isinstance(urgent, Urgent):
        return []
    contacts = session.directory.resolve(urgent.contacts, session.where)
    blocks: list[Block] = [Paragraph(urgent.detail)]
    blocks += contact_table(contacts, day, "Ring in this order")
    blocks += [Paragraph(urgent.note)] if urgent.note else []
    return section(urgent.text, blocks, is_urgent=True)


def site_sections(session: Session, entry: Entry) -> Iterator[Section]:
    """Yield what the reader's own site corrects and adds, which comes before the rest."""
    is_marked = entry.marking != entry.label
    for portion in entry.portions:
        if portion.part in _SITE:
            yield from _portion(session, portion, is_marked=is_marked)


def law_sections(session: Session, entry: Entry) -> list[Section]:
    """Return the law that applies."""
    laws: tuple[LawLink, ...] = entry.find("law") or ()
    lines = [_say_law(session, law) for law in laws]
    return section(PARTS["law"].heading, [Points(tuple(lines))] if lines else [])


def _say_law(session: Session, law: LawLink) -> str:
    if law.entry is None or law.entry not in session.catalogue:
        return law.text
    return f"{law.text} (see: {session.catalogue.head(law.entry).title})"


def part_sections(
    session: Session, entry: Entry, sources: Sources, day: datetime.date
) -> Iterator[Section]:
    """Yield everything else that a reader sees of an entry, in reading order."""
    is_marked = entry.marking != entry.label
    access = entry.find("access")
    if isinstance(access, Access):
        yield from _access(access, sources)
    steps: tuple[Step, ...] = entry.find("steps") or ()
    yield from section(PARTS["steps"].heading, _step_table(steps, sources, "Steps"))
    yield from section(PARTS["organisation"].heading, _organisation(session, entry))
    for portion in entry.portions:
        if portion.part not in _APART:
            yield from _portion(session, portion, is_marked=is_marked)
    contacts = contact_table(session.contacts_of(entry), day, "Whom to ring, in this order")
    yield from section("Whom to ring", contacts)


def _access(access: Access, sources: Sources) -> Iterator[Section]:
    yield from section("What must hold", _requirements(access.requirements, sources))
    for route in access.routes:
        yield from section(f"How to get it: {route.title}", _route(route, sources))
    yield from section("Note", [Paragraph(access.note)] if access.note else [])


def _route(route: Route, sources: Sources) -> Iterator[Block]:
    yield from _requirements(route.requirements, sources)
    yield from _step_table((*route.prerequisites, *route.steps), sources, "Steps")


def _requirements(requirements: tuple[Requirement, ...], sources: Sources) -> Iterator[Block]:
    rows = tuple((one.text, one.otherwise, sources.cite(one.sources)) for one in requirements)
    if rows:
        yield Table(
            "Conditions",
            ("Condition", "If it does not hold", "Rests on"),
            rows,
            lead=1,
            widths=(45, 43, 12),
        )


def _step_table(
    steps: tuple[Prerequisite | Step, ...], sources: Sources, caption: str
) -> Iterator[Block]:
    rows = tuple(
        (
            f"{number}.",
            " ".join(filter(None, (f"{step.text.rstrip('.')}.", getattr(step, "detail", None)))),
            step.who or "",
            step.time or ("time not published" if step.who else ""),
            sources.cite(step.sources),
        )
        for number, step in enumerate(steps, start=1)
    )
    if rows:
        columns = ("No.", "What to do", "Who", "How long", "Rests on")
        yield Table(caption, columns, rows, widths=(6, 46, 20, 16, 12))


def _organisation(session: Session, entry: Entry) -> Iterator[Block]:
    if entry.head.kind is not Kind.ORGANISATION:
        return
    place = organisation_of(entry)
    catalogue = session.catalogue
    named = [(words, getattr(place, field)) for field, words in _PLACES]
    rows = [(words, catalogue.head(one).title) for words, one in named if one in catalogue]
    forces = [catalogue.head(one).title for one in place.forces if one in catalogue]
    rows += [("Forces", ", ".join(forces))] if forces else []
    if rows:
        yield Pairs(tuple(rows))


def _portion(session: Session, portion: Portion, *, is_marked: bool) -> list[Section]:
    heading = PARTS[portion.part].heading
    heading = f"{heading} ({portion.label})" if is_marked else heading
    if portion.part in _LINKS:
        catalogue = session.catalogue
        titles = [catalogue.head(one).title for one in portion.value if one in catalogue]
        return section(heading, [Points(tuple(titles))] if titles else [])
    lines = tuple(labelled_lines(portion.value))
    if len(lines) == 1 and not lines[0][0]:
        return section(heading, [Paragraph(lines[0][1])])
    if any(label for label, _ in lines):
        return section(heading, [Pairs(tuple(_carry_on(lines)))])
    return section(heading, [Points(tuple(text for _, text in lines))] if lines else [])


def _carry_on(lines: tuple[tuple[str, str], ...]) -> Iterator[tuple[str, str]]:
    """Give lines without a label the one above them."""
    above = ""
    for label, text in lines:
        above = label or above
        yield above, text


def source_sections(entry: Entry, sources: Sources, day: datetime.date) -> list[Section]:
    """Return what a chapter rests on, and when the entry was compared with it last."""
    sources.cite(citation.source for citation in entry.citations)
    supports = {one.source: one.supports for one in entry.citations}
    checked = {one.source: say_date(one.checked_on) for one in entry.citations}
    return [
        *sources.to_section(supports, checked),
        *section("How fresh this is", [Paragraph(say_entry_checked(entry.head, day))]),
    ]
