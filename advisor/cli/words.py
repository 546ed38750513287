"""Values of the core as the command line prints them, as JSON or as text."""

from __future__ import annotations

from typing import Any

import click

from advisor.catalogue.directory import Contact
from advisor.catalogue.entry import Entry
from advisor.catalogue.parts import PARTS
from advisor.catalogue.trust import Trust
from advisor.catalogue.wording import (
    CHANNEL_NAMES,
    NOT_PUBLISHED,
    labelled_lines,
    say_channel,
    say_date,
)
from advisor.cli.output import heading, item, paragraph
from advisor.session import Session

#: Parts that are shown in a way of their own, not as plain lines.
_SHOWN_APART = frozenset(
    {"access", "urgent", "contacts", "organisation", "related", "alternatives"}
)


def release_json(session: Session) -> dict[str, Any]:
    """Return which catalogue an answer rests on."""
    release = session.catalogue.release
    return {
        "number": release.release,
        "title": release.title,
        "published_on": release.published_on,
        "trust": session.trust.value,
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
        "routes": access.routes if access is not None else (),
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


def print_draft_warning(session: Session) -> None:
    """Say on standard error that the catalogue is not the one that was shipped."""
    if session.trust is Trust.DRAFT:
        click.echo("UNSIGNED DRAFT: this catalogue is not the one that was shipped.", err=True)


def print_referral(session: Session) -> None:
    """Print what every result ends with, whoever reads it and whatever exists."""
    click.echo()
    paragraph(
        f"Not what you need? {session.rocc_title}, knows what exists, "
        "including what is not listed here."
    )


def print_contact(contact: Contact, number: int) -> None:
    """Print somebody to ring, in their place of the order."""
    local = " [local]" if contact.local else ""
    item(f"{contact.name}{local}: {contact.role}", mark=f"{number}.")
    for channel in contact.channels:
        paragraph(f"{CHANNEL_NAMES[channel.kind]}: {say_channel(channel)}", indent=3)
    if not contact.published:
        paragraph(NOT_PUBLISHED, indent=3)
    if contact.hours:
        paragraph(f"Hours: {contact.hours}", indent=3)
    if contact.verified_on:
        paragraph(f"Checked {say_date(contact.verified_on)}", indent=3)
    if contact.caution:
        paragraph(contact.caution, indent=3)


def print_contacts(contacts: tuple[Contact, ...], title: str) -> None:
    """Print whom to ring, in order, under a heading."""
    heading(title)
    for number, contact in enumerate(contacts, start=1):
        print_contact(contact, number)


def print_urgent(entry: Entry, session: Session) -> None:
    """Print what to do where it is going on now, before anything else."""
    urgent = entry.find("urgent")
    if urgent is None:
        return
    heading(f"! {urgent.text}")
    paragraph(urgent.detail)
    for number, contact in enumerate(session.directory.resolve(urgent.contacts, session.where), 1):
        print_contact(contact, number)
    if urgent.note:
        paragraph(urgent.note)


def print_entry(entry: Entry, session: Session) -> None:
    """Print an entry for a person: how to get it first, then the rest."""
    head = entry.head
    click.secho(head.title, bold=True)
    click.echo(f"{entry.marking} · {head.kind.value} · {head.owner or 'owner not published'}")
    paragraph(head.summary)
    print_urgent(entry, session)
    access = entry.find("access")
    for route in access.routes if access is not None else ():
        heading(f"How to get it: {route.title}")
        todo = [*route.prerequisites, *route.steps]
        for number, step in enumerate(todo, start=1):
            who = f" ({step.who})" if step.who else ""
            item(f"{step.text}{who}: {step.time or 'time not published'}", mark=f"{number}.")
    for portion in entry.portions:
        if portion.part not in _SHOWN_APART:
            heading(PARTS[portion.part].heading)
            for label, text in labelled_lines(portion.value):
                item(f"{label}: {text}" if label else text)
    contacts = session.contacts_of(entry)
    if contacts:
        print_contacts(contacts, "Whom to ring")
    _print_links(entry, session)
    _print_sources(entry, session)


def _print_links(entry: Entry, session: Session) -> None:
    for part in ("alternatives", "related"):
        links = [link for link in entry.find(part) or () if link in session.catalogue]
        if links:
            heading(PARTS[part].heading)
        for link in links:
            item(f"{session.catalogue.head(link).title}: advisor show {link}")


def _print_sources(entry: Entry, session: Session) -> None:
    heading("Sources")
    for citation in entry.citations:
        source = session.catalogue.sources[citation.source]
        item(
            f"{source.title}, {source.publisher}: {citation.supports}. Sure: "
            f"{citation.confidence}. Checked {say_date(citation.checked_on)}."
        )
