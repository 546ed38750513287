"""Whom to ring: what is published, and what the site added."""

from __future__ import annotations

import click

from advisor.catalogue.directory import Whereabouts
from advisor.cli.context import Invocation, global_options, json_option, pass_invocation
from advisor.cli.output import message, print_json
from advisor.cli.words import contact_json, print_contacts, print_referral, warn
from advisor.errors import UsageError
from advisor.session import Session


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
