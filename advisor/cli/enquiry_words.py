"""How enquiries are printed, and what they are as data."""

from __future__ import annotations

import datetime
from typing import TYPE_CHECKING, Any

from advisor.catalogue.wording import say_date
from advisor.cli.output import heading, item, message, paragraph, title

if TYPE_CHECKING:
    from advisor.enquiries.enquiry import Enquiry
    from advisor.enquiries.figures import Figures
    from advisor.enquiries.final_look import FinalLook
    from advisor.enquiries.retrying import Retried
    from advisor.session import Session


def enquiry_json(one: Enquiry) -> dict[str, Any]:
    """Return an enquiry as data, without what only a comparison needs."""
    return {
        "id": one.id,
        "name": one.name,
        "description": one.description,
        "unit": one.unit,
        "region": one.region,
        "force": one.force,
        "clearance": one.clearance,
        "status": one.status.value,
        "review_on": one.review_on,
        "outcome": one.outcome,
        "unmet": one.unmet.value,
        "unmet_words": one.unmet_words,
        "answers": one.answers,
        "tactics": one.tactics,
        "looked_at": {name: seen.outcome for name, seen in one.looked_at.items()},
        "words": [{"marking": words.marking, "text": words.text} for words in one.words],
        "author": one.author,
        "author_marking": one.author_marking,
        "notes": [
            {"code": note.code, "made_on": note.made_on, "marking": note.marking, "file": note.file}
            for note in one.notes
        ],
        "release": one.release,
        "created_at": one.created_at,
        "changed_at": one.changed_at,
        "closed_at": one.closed_at,
    }


def print_short(one: Enquiry, today: datetime.date) -> None:
    """Print an enquiry as a row of the list."""
    item(one.name)
    due = " · review is due" if one.is_due(today) else ""
    review = f" · review {say_date(one.review_on)}" if one.review_on and not one.is_done else ""
    asker = f" · for {one.clearance}"
    unit = f" · {one.unit}" if one.unit else ""
    counts = f" · tactics: {len(one.tactics)}, notes: {len(one.notes)}"
    paragraph(f"{one.id} · {one.status.value}{unit}{asker}{counts}{review}{due}", indent=2)


def print_enquiry(one: Enquiry, session: Session) -> None:
    """Print all of an enquiry."""
    catalogue = session.catalogue
    title(one.name)
    paragraph(f"{one.status.value}; the asker is cleared for {one.clearance}.")
    for name, text in _particulars(one, session):
        item(f"{name}: {text}")
    if one.description:
        heading("What they ask")
        paragraph(one.description)
    subjects = {fact.name: fact.subject for fact in catalogue.facts}
    heading(f"Facts: {len(one.answers)}")
    for name, answer in one.answers.items():
        item(f"{subjects.get(name, name)}: {answer}")
    heading(f"Tactics: {len(one.tactics)}")
    for name in one.tactics:
        shown = catalogue.head(name).title if name in catalogue else f"{name}, not here any more"
        seen = one.looked_at.get(name)
        item(f"{shown}: {seen.outcome}" if seen else shown)
    heading(f"Your paragraphs: {len(one.words)}")
    for number, words in enumerate(one.words, start=1):
        item(f"({words.marking}) {words.text}", mark=f"{number}.")
    heading(f"Notes given out: {len(one.notes)}")
    for note in one.notes:
        where = f", {note.file}" if note.file else ""
        item(f"{note.code}, {say_date(note.made_on)}, marked {note.marking}{where}")


def _particulars(one: Enquiry, session: Session) -> list[tuple[str, str]]:
    catalogue = session.catalogue
    places = [name for name in (one.region, one.force) if name]
    titles = [catalogue.head(name).title if name in catalogue else name for name in places]
    author = f"{one.author} ({one.author_marking})" if one.author else ""
    rows = [
        ("Unit", one.unit),
        ("Where", ", ".join(titles)),
        ("Answered by", author),
        ("Next review", say_date(one.review_on) if one.review_on else ""),
        ("What became of it", one.outcome),
        ("Unmet need", " ".join(filter(None, (one.unmet.value, one.unmet_words)))),
    ]
    return [(name, text) for name, text in rows if text and text != "none"]


def print_retried(found: tuple[Retried, ...]) -> None:
    """Print what comes out otherwise, with the rules before and after."""
    title(f"Comes out otherwise on this release: {len(found)}")
    for one in found:
        about = f"note {one.note.code}" if one.note is not None else "your own look"
        item(f"{one.enquiry.name}, {about}: {one.title}: {one.before} then, {one.after} now.")
        for line in one.rules_before:
            paragraph(f"Rule before: {line}", indent=4)
        for line in one.rules_after:
            paragraph(f"Rule now: {line}", indent=4)
        for line in one.because[:2]:
            paragraph(f"It rests on: {line}", indent=4)


def retried_json(found: tuple[Retried, ...]) -> list[dict[str, Any]]:
    """Return what comes out otherwise as data."""
    return [
        {
            "enquiry": one.enquiry.id,
            "name": one.enquiry.name,
            "note": one.note.code if one.note is not None else None,
            "entry": one.entry_id,
            "title": one.title,
            "before": one.before,
            "after": one.after,
            "rules_before": one.rules_before,
            "rules_after": one.rules_after,
            "because": one.because,
        }
        for one in found
    ]


def say_look(found: FinalLook) -> None:
    """Say on standard error what is left out of a note, and what the leak check found."""
    message(f"The note is marked {found.theirs.label}; yours would be {found.own.label}.")
    message(*(f"  Left out: {one.what}, {one.label}: {one.words}" for one in found.left_out))
    message(*(f"  Leak check: {hit}." for hit in found.hits))
    if not found.hits:
        message("  Leak check: nothing that occurs only above the asker's clearance.")


def look_json(found: FinalLook) -> dict[str, Any]:
    """Return a final look as data."""
    return {
        "code": found.theirs.code,
        "marking": str(found.theirs.label),
        "own_marking": str(found.own.label),
        "text": found.theirs.text,
        "own_text": found.own.text,
        "left_out": [
            {"what": one.what, "words": one.words, "marking": str(one.label)}
            for one in found.left_out
        ],
        "hits": [
            {"kind": hit.kind.value, "text": hit.text, "place": hit.place} for hit in found.hits
        ],
    }


def print_figures(found: Figures) -> None:
    """Print figures, with their marking at the top and at the bottom."""
    title(str(found.label))
    paragraph(f"Enquiries: {found.enquiries}")
    kind = ""
    for row in found.rows:
        if row.by != kind:
            heading(row.by)
            kind = row.by
        item(f"{row.name}: {row.count}")
    heading(str(found.label))
