"""Whom to ring: what is published, and what the site added."""

from __future__ import annotations

from pathlib import Path

import click

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
from advisor.catalogue.roles import ROLES
from advisor.cli.context import Invocation, global_options, json_option, pass_invocation
from advisor.cli.output import heading, item, message, paragraph, print_json
from advisor.cli.words import contact_json, print_contacts, print_referral, warn
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
    warn(session)
    urgent = session.directory.life_at_risk(where)
    shown = {contact.id for contact in urgent}
    print_contacts(urgent, "Life at risk")
    others = tuple(contact for contact in found if contact.id not in shown)
    print_contacts(others, f"Whom to ring, {_say_place(session, where)}")
    print_referral(session)
    if where.region is None:
        message("Choose a region or force to see its own contacts: --region or --force.")


def _whereabouts(session: Session, region: str | None, force: str | None) -> Whereabouts:
    if region is not None and force is not None:
        raise UsageError("Give a region or a force, not both.", hint="A force tells its region.")
    if force is not None:
        return session.directory.find_force(force)
    return session.directory.find_region(region) if region is not None else session.where


def _say_place(session: Session, where: Whereabouts) -> str:
    titles = (session.catalogue.head(name).title for name in (where.force, where.region) if name)
    return ", ".join(titles) or "anywhere"


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
        print_json(session.directory.local)
        return
    warn(session)
    for contact in session.directory.local:
        _print_local(contact)
    if not session.directory.local:
        paragraph("Your site has added no contacts.")
    missing = session.directory.missing_urgent()
    if missing:
        heading("Urgent contacts still missing")
        for role in missing:
            item(role)
        click.echo()
        paragraph(
            "Start a list with: advisor local export FILE. "
            "Fill it in, then: advisor local import FILE."
        )


def _print_local(contact: LocalContact) -> None:
    reach = ", ".join(filter(None, (contact.telephone, contact.email)))
    place = contact.force or contact.region or "everywhere"
    item(f"{ROLES[contact.role]}: {contact.name}, {reach} ({place})")


@local.command("import")
@click.argument("file", type=_FILE)
@click.option("--replace", is_flag=True, help="Take out every contact that the file does not name.")
@global_options
@pass_invocation
def import_local(invocation: Invocation, file: Path, replace: bool) -> None:
    """Add your site's own contacts from a CSV file, or put them in place of their like."""
    site, place = invocation.places.site, invocation.session.plain_directory.place
    new = read_contacts(file, place)
    old = () if replace else load_contacts(site, place)
    merged = merge(old, new)
    save_contacts(site, merged)
    message(f"Local contacts read: {len(new)}. Kept now: {len(merged)}, in {contacts_path(site)}.")


@local.command("export")
@click.argument("file", type=_FILE)
@global_options
@pass_invocation
def export_local(invocation: Invocation, file: Path) -> None:
    """Write your site's own contacts to a CSV file, also to start a list from."""
    session = invocation.session
    found = load_contacts(session.places.site, session.plain_directory.place)
    write_file(file, to_csv(found))
    message(f"Local contacts written: {len(found)}, to {file}.")
