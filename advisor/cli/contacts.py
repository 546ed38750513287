"""Whom to ring: what is published, and what the site added."""

from __future__ import annotations

from pathlib import Path

import click
import msgspec

from advisor.catalogue.directory import Whereabouts
from advisor.catalogue.local import (
    LocalContact,
    contacts_path,
    load_contacts,
    merge,
    read_contacts,
    save_contacts,
    to_csv,
)
from advisor.cli.context import Invocation, global_options, json_option, pass_invocation
from advisor.cli.output import heading, item, message, paragraph, print_json
from advisor.cli.words import contact_json, print_contacts, print_draft_warning
from advisor.durable import write_file
from advisor.errors import UsageError
from advisor.session import Session

_FILE = click.Path(path_type=Path, dir_okay=False)


@click.command()
@click.option("--region", help="A policing region, such as south-east.")
@click.option("--force", help="A force, such as surrey-police.")
@json_option
@global_options
@pass_invocation
def contacts(invocation: Invocation, region: str | None, force: str | None, as_json: bool) -> None:
    """Print who to ring, in order, for a region or force."""
    session = invocation.session
    where = _whereabouts(session, region, force)
    found = session.directory.for_whereabouts(where)
    if as_json:
        print_json([contact_json(contact) for contact in found])
        return
    print_draft_warning(session)
    place = session.catalogue.head(where.region).title if where.region else "anywhere"
    print_contacts(session.directory.life_at_risk(where), "Life at risk")
    print_contacts(found, f"Whom to ring, {place}")
    if where.region is None:
        message(["Choose a region or force to see its own contacts: --region or --force."])


def _whereabouts(session: Session, region: str | None, force: str | None) -> Whereabouts:
    if region is not None and force is not None:
        raise UsageError("Give a region or a force, not both.", hint="A force tells its region.")
    if force is not None:
        return session.directory.find_force(force)
    return session.directory.find_region(region) if region is not None else session.where


@click.group()
@global_options
def local() -> None:
    """Your site's own contacts, kept apart from the catalogue."""


@local.command("list")
@json_option
@global_options
@pass_invocation
def list_local(invocation: Invocation, as_json: bool) -> None:
    """List your site's own contacts, and which urgent ones are missing."""
    session = invocation.session
    if as_json:
        print_json([msgspec.to_builtins(contact) for contact in session.directory.local])
        return
    for contact in session.directory.local:
        _print_local(contact)
    if not session.directory.local:
        paragraph("Your site has added no contacts.")
    missing = session.directory.missing_urgent()
    if missing:
        heading("Urgent contacts still missing")
        for role in missing:
            item(role)


def _print_local(contact: LocalContact) -> None:
    reach = ", ".join(filter(None, (contact.telephone, contact.email)))
    place = contact.force or contact.region or "everywhere"
    item(f"{contact.role}: {contact.name}, {reach} ({place})")


@local.command("import")
@click.argument("file", type=_FILE)
@click.option("--replace", is_flag=True, help="Take out every contact that the file does not name.")
@global_options
@pass_invocation
def import_local(invocation: Invocation, file: Path, replace: bool) -> None:
    """Add your site's own contacts from a CSV file, or put them in place of their like."""
    site = invocation.places.site
    new = read_contacts(file)
    _check_places(invocation.session, new)
    old = () if replace else load_contacts(site)
    merged = merge(old, new)
    save_contacts(site, merged)
    message(
        [f"Local contacts read: {len(new)}. Kept now: {len(merged)}, in {contacts_path(site)}."]
    )


def _check_places(session: Session, new: tuple[LocalContact, ...]) -> None:
    for contact in new:
        if contact.region:
            session.directory.find_region(contact.region)
        if contact.force:
            session.directory.find_force(contact.force)


@local.command("export")
@click.argument("file", type=_FILE)
@global_options
@pass_invocation
def export_local(invocation: Invocation, file: Path) -> None:
    """Write your site's own contacts to a CSV file, also to start a list from."""
    found = load_contacts(invocation.places.site)
    write_file(file, to_csv(found))
    message([f"Local contacts written: {len(found)}, to {file}."])
