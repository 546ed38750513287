"""The highest marking of what a chapter says: of the entry, and of all that it names."""

from __future__ import annotations

from collections.abc import Iterator

from advisor.catalogue.access import Access, Prerequisite, Step
from advisor.catalogue.directory import Contact
from advisor.catalogue.entry import Entry, LawLink, Urgent
from advisor.clearance import Label, highest
from advisor.notes.citing import Sources
from advisor.session import Session


def chapter_label(session: Session, entry: Entry, sources: Sources) -> Label:
    """Return the marking of a chapter.

    It does not depend on the answers, so that it tells nothing of them.

    Args:
        session: Of the note's reader.
        entry: What the chapter is about.
        sources: What it cites.
    """
    return highest(
        [
            entry.marking,
            sources.label,
            *(contact.label for contact in contacts_named(session, entry)),
            *_explained(session, entry),
            *_linked(session, entry),
            *_asked(session, entry),
        ]
    )


def contacts_named(session: Session, entry: Entry) -> tuple[Contact, ...]:
    """Return everybody whom a chapter on an entry can name, whatever was answered."""
    urgent = entry.find("urgent")
    named = [*urgent.contacts] if isinstance(urgent, Urgent) else []
    named += entry.find("contacts") or ()
    steps: tuple[Step, ...] = entry.find("steps") or ()
    named += [step.contact for step in steps if step.contact]
    access = entry.find("access")
    for route in access.routes if isinstance(access, Access) else ():
        todo: list[Prerequisite | Step] = [*route.prerequisites, *route.steps]
        named += [*route.contacts, *(step.contact for step in todo if step.contact)]
    return session.directory.resolve(named, session.where)


def _explained(session: Session, entry: Entry) -> Iterator[Label]:
    """Yield the markings of what explains the things to obtain first."""
    access = entry.find("access")
    for route in access.routes if isinstance(access, Access) else ():
        for item in route.prerequisites:
            if item.entry and item.entry in session.catalogue:
                other = session.catalogue.entry(item.entry)
                yield other.label.join(other.marking_of("authority"))


def _linked(session: Session, entry: Entry) -> Iterator[Label]:
    """Yield the markings of the names of what an entry leads to, and of how it can be had."""
    laws: tuple[LawLink, ...] = entry.find("law") or ()
    place = entry.find("organisation")
    links = [law.entry for law in laws]
    links += [*(entry.find("used") or ()), *(entry.find("related") or ())]
    if place is not None:
        links += [place.region, place.unit, place.host, *place.forces]
    for link in links:
        if link is not None and link in session.catalogue:
            yield session.catalogue.label_of(link)
    for link in entry.find("alternatives") or ():
        if link in session.catalogue:
            other = session.catalogue.entry(link)
            yield other.label.join(other.marking_of("access"))


def _asked(session: Session, entry: Entry) -> Iterator[Label]:
    """Yield the markings of the questions that an entry's rules are about."""
    if session.can_check(entry.id):
        for fact in session.advisor.facts_of(entry.id):
            yield session.catalogue.label_of_fact(fact)
