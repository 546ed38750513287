"""Values of the core as the command line prints them, as JSON or as text."""

from __future__ import annotations

from typing import Any

import click

from advisor.advice import fact_to_json
from advisor.catalogue.access import Access, FactDefinition, Prerequisite, Step
from advisor.catalogue.directory import Contact, organisation_of
from advisor.catalogue.entry import Entry, Kind, Urgent
from advisor.catalogue.freshness import say_contact_checked, say_entry_checked, today
from advisor.catalogue.parts import PARTS
from advisor.catalogue.trust import Trust
from advisor.catalogue.wording import (
    CHANNEL_NAMES,
    NOT_PUBLISHED,
    labelled_lines,
    say_channel,
    say_date,
)
from advisor.clearance import OFFICIAL
from advisor.cli.output import heading, item, message, paragraph, title
from advisor.session import Session

#: Parts that are shown in a way of their own, not as plain lines.
_SHOWN_APART = frozenset(
    {"access", "urgent", "steps", "contacts", "organisation", "used", "related", "alternatives"}
)
_ORGANISATION = (
    ("region", "Region"),
    ("also_region", "Also claimed by"),
    ("unit", "Regional unit"),
    ("host", "Hosted by"),
)


def release_json(session: Session) -> dict[str, Any]:
    """Return which catalogue an answer rests on."""
    release = session.catalogue.release
    return {
        "number": release.release,
        "title": release.title,
        "published_on": release.published_on,
        "trust": session.trust_words,
        "demonstration": release.demonstration,
    }


def contact_json(contact: Contact) -> dict[str, Any]:
    """Return a contact in the shape that scripts rely on."""
    return {
        "id": contact.id,
        "name": contact.name,
        "role": contact.role,
        "channels": [{"kind": c.kind, "value": c.value} for c in contact.channels],
        "hours": contact.hours,
        "verified_on": contact.verified_on,
        "published": contact.published,
        "local": contact.local,
        "caution": contact.caution,
    }


def entry_json(entry: Entry, session: Session) -> dict[str, Any]:
    """Return a whole entry: portions, routes, contacts, sources."""
    head = entry.head
    access = entry.find("access")
    return {
        "id": head.id,
        "kind": head.kind.value,
        "title": head.title,
        "summary": head.summary,
        "marking": str(entry.marking),
        "aliases": head.aliases,
        "words": head.words,
        "threats": head.threats,
        "owner": head.owner,
        "sure": head.sure,
        "checked_on": head.checked_on,
        "review_on": head.review_on,
        "portions": [
            {
                "part": portion.part,
                "heading": PARTS[portion.part].heading,
                "marking": str(portion.label),
                "value": portion.value,
            }
            for portion in entry.portions
        ],
        "routes": access.routes if isinstance(access, Access) else (),
        "contacts": [contact_json(contact) for contact in session.contacts_of(entry)],
        "sources": [
            {
                **_source_json(citation.source, session),
                "supports": citation.supports,
                "confidence": citation.confidence,
                "checked_on": citation.checked_on,
            }
            for citation in entry.citations
        ],
        "release": release_json(session),
    }


def _source_json(key: str, session: Session) -> dict[str, Any]:
    source = session.catalogue.sources[key]
    return {
        "key": key,
        "title": source.title,
        "publisher": source.publisher,
        "kind": source.kind,
        "dated": source.dated,
    }


def warn(session: Session) -> None:
    """Say on standard error what the reader must know before relying on anything else."""
    if session.trust is Trust.DRAFT:
        message("UNSIGNED DRAFT: this catalogue is not the one that was shipped.")
    if session.contacts_error is not None:
        message(f"Local contacts are missing here. {session.contacts_error.message}")
        message("See each mistake with: advisor local export FILE")


def print_referral(session: Session) -> None:
    """Print what every result ends with, whoever reads it and whatever exists."""
    click.echo()
    paragraph(session.referral)


def _print_contact(contact: Contact, number: int) -> None:
    """Print somebody to ring, in their place of the order."""
    item(f"{contact.name}{_say_local(contact)}", mark=f"{number}.")
    if not contact.awaits_place:
        paragraph(contact.role, indent=3)
    _print_channels(contact)
    if contact.hours:
        paragraph(f"Hours: {contact.hours}", indent=3)
    _print_checked(contact)
    if contact.caution:
        paragraph(contact.caution, indent=3)


def _print_checked(contact: Contact) -> None:
    checked = say_contact_checked(contact, today())
    if checked:
        paragraph(f"{checked[0].upper()}{checked[1:]}", indent=3)


def _say_local(contact: Contact) -> str:
    return " [local]" if contact.local else ""


def _print_channels(contact: Contact) -> None:
    for channel in contact.channels:
        paragraph(f"{CHANNEL_NAMES[channel.kind]}: {say_channel(channel)}", indent=3)
    if not contact.published:
        paragraph(contact.role if contact.awaits_place else NOT_PUBLISHED, indent=3)


def print_contacts(contacts: tuple[Contact, ...], title: str) -> None:
    """Print whom to ring, in order, under a heading."""
    if contacts:
        heading(title)
    for number, contact in enumerate(contacts, start=1):
        _print_contact(contact, number)


def print_urgent(entry: Entry, session: Session) -> None:
    """Print what to do where it is going on now, before anything else, as short as it can be."""
    urgent = entry.find("urgent")
    if not isinstance(urgent, Urgent):
        return
    heading(f"! {urgent.text}")
    paragraph(urgent.detail)
    for number, contact in enumerate(session.directory.resolve(urgent.contacts, session.where), 1):
        item(f"{contact.name}{_say_local(contact)}", mark=f"{number}.")
        _print_channels(contact)
        _print_checked(contact)
    if urgent.note:
        paragraph(urgent.note)


def print_entry(entry: Entry, session: Session) -> None:
    """Print an entry for a person: how to get it first, then the rest."""
    head = entry.head
    title(head.title)
    paragraph(" · ".join(filter(None, (str(entry.marking), head.kind.value, head.owner))))
    paragraph(head.summary)
    print_urgent(entry, session)
    access = entry.find("access")
    for route in access.routes if isinstance(access, Access) else ():
        heading(f"How to get it: {route.title}")
        todo: list[Prerequisite | Step] = [*route.prerequisites, *route.steps]
        for number, step in enumerate(todo, start=1):
            item(step.text, mark=f"{number}.")
            print_who_and_time(step.who, step.time)
    _print_steps(entry, session)
    if isinstance(access, Access):
        click.echo()
        paragraph(f"Can you have it? advisor check {head.id}")
    for portion in entry.portions:
        if portion.part not in _SHOWN_APART:
            marked = "" if portion.label == OFFICIAL else f"  ({portion.label})"
            heading(f"{PARTS[portion.part].heading}{marked}")
            _print_lines(portion.value)
    print_contacts(session.contacts_of(entry), "Whom to ring")
    _print_organisation(entry, session)
    _print_links(entry, session)
    _print_sources(entry, session)
    click.echo()
    paragraph(say_entry_checked(head, today()))


def _print_steps(entry: Entry, session: Session) -> None:
    """Print what a procedure asks to do, in order, with who does it and what it rests on."""
    steps: tuple[Step, ...] = entry.find("steps") or ()
    if steps:
        heading(PARTS["steps"].heading)
    for number, step in enumerate(steps, start=1):
        item(step.text, mark=f"{number}.")
        rests_on = (session.catalogue.sources[key].brief for key in step.sources)
        known = filter(None, (step.detail, step.who, step.time, "; ".join(rests_on)))
        paragraph(" · ".join(known), indent=3)


def print_who_and_time(who: str | None, time: str | None) -> None:
    """Print who does a step and how long it takes, as far as either is known."""
    known = [who, time or ("time not published" if who else None)]
    if any(known):
        paragraph(" · ".join(filter(None, known)), indent=3)


def _print_lines(value: Any) -> None:
    """Print a portion's texts: one alone as a paragraph, several as a list."""
    lines = tuple(labelled_lines(value))
    for label, text in lines:
        labelled = f"{label}: {text}" if label else text
        if len(lines) == 1:
            paragraph(labelled)
        else:
            item(labelled)


def _print_organisation(entry: Entry, session: Session) -> None:
    if entry.head.kind is not Kind.ORGANISATION:
        return
    heading(PARTS["organisation"].heading)
    organisation = organisation_of(entry)
    for name, label in _ORGANISATION:
        target = getattr(organisation, name)
        if target in session.catalogue:
            item(f"{label}: {session.catalogue.head(target).title}")
    if organisation.former_names:
        item(f"Called before: {', '.join(organisation.former_names)}")
    forces = [session.catalogue.head(name).title for name in organisation.forces]
    if forces:
        item(f"Forces: {', '.join(forces)}")


def _print_links(entry: Entry, session: Session) -> None:
    for part in ("used", "alternatives", "related"):
        links = [link for link in entry.find(part) or () if link in session.catalogue]
        if links:
            heading(PARTS[part].heading)
        for link in links:
            item(f"{session.catalogue.head(link).title}: advisor show {link}")


def _print_sources(entry: Entry, session: Session) -> None:
    heading("Sources")
    for citation in entry.citations:
        item(say_source(citation.source, session))
        paragraph(
            f"For: {citation.supports}. Sure: {citation.confidence}. "
            f"Checked {say_date(citation.checked_on)}.",
            indent=2,
        )


def say_source(key: str, session: Session) -> str:
    """Return a source's title and publisher."""
    source = session.catalogue.sources.get(key)
    return f"{source.title}, {source.publisher}" if source else key


def say_usage(fact: FactDefinition) -> str:
    """Return how a question is answered on the command line."""
    values = [choice["value"] for choice in fact_to_json(fact)["choices"]]
    values = values or ["a day such as 2026-06-03" if fact.type == "date" else "a whole number"]
    return f"--fact {fact.name}=VALUE, one of: {', '.join([*values, 'unknown', 'withheld'])}"
