"""The check of separation, as a command."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from advisor.clearance import Label
from advisor.cli.context import Invocation, global_options, json_option, pass_invocation
from advisor.cli.office import read_clock, sign_in
from advisor.cli.output import item, message, paragraph, print_json, title
from advisor.policy import load_policy
from advisor.session import CatalogueFile

if TYPE_CHECKING:
    from advisor.releases.separation import SeparationReport
    from advisor.sealing.age import Identity
    from advisor.unsealing import Granted


@click.command()
@json_option
@global_options
@pass_invocation
def separation(invocation: Invocation, as_json: bool) -> None:
    """Compare what each clearance that you hold sees, with and without what is above it.

    Each session on the installed catalogue is compared with one on a catalogue that holds
    nothing above it, over thousands of actions. Exit 1 where anything differs.
    """
    from advisor.releases.separation import check_separation  # noqa: PLC0415 - loads age

    places = invocation.places
    file = CatalogueFile.read(invocation.catalogue, places.site)
    granted: Granted = {}
    labels: tuple[Label, ...] | None = None
    if invocation.identity is not None:
        file.verify_takes_identities()
        identity = sign_in(invocation)
        granted = _find_granted(invocation, file, identity)
        labels = _find_labels(places.site, identity)
    report = check_separation(
        file, places, granted, site_labels=labels, now=read_clock(), tell=message
    )
    message(f"Marked {report.marking}.")
    if as_json:
        print_json(_to_json(report))
    else:
        _print(report)
    if not report.is_separate:
        raise click.exceptions.Exit(1)


def _find_granted(invocation: Invocation, file: CatalogueFile, identity: Identity) -> Granted:
    """Sign in and return the keys that opened something; it is recorded as any signing in."""
    from advisor.journal import Journal, name_reader  # noqa: PLC0415 - loads age
    from advisor.session import Session  # noqa: PLC0415

    session = Session.sign_in(file, invocation.places, identity)
    journal = Journal.open(invocation.places, name_reader(identity.recipient.text))
    journal.sign_in(session.clearance.label)
    if session.sign_in_error is not None:
        message(session.sign_in_error.message, session.sign_in_error.hint or "")
    return {label: (key,) for label, key in session.keys.items()}


def _find_labels(site: Path, identity: Identity) -> tuple[Label, ...] | None:
    """Return every label of the site, if whoever asks may know."""
    from advisor.people.errors import PeopleError  # noqa: PLC0415 - loads age
    from advisor.people.office import Office  # noqa: PLC0415

    def refuse(*_: object) -> None:
        raise AssertionError("looking is not recorded")

    try:
        affairs = Office(site, identity, load_policy(site), refuse, read_clock).look()
    except PeopleError:
        return None
    return affairs.register.labels


def _print(report: SeparationReport) -> None:
    title(f"Check of separation, {report.made_at:%d %B %Y, %H:%M} UTC")
    paragraph(f"Release {report.release}, SHA-256 {report.digest}")
    for one in report.compared:
        item(f"{one.label}: actions compared: {one.actions:,}, different: {one.differences:,}")
        for name in one.named:
            item(name, mark="!", indent=2)
    if report.not_opened is None:
        paragraph("Which labels the site has besides is known to its administrators alone.")
    elif report.not_opened:
        paragraph(f"Not opened, so not compared: {', '.join(map(str, report.not_opened))}.")
    else:
        paragraph("Every label of the site was compared.")
    paragraph("It does not find what was published under too low a marking: that is in both.")


def _to_json(report: SeparationReport) -> dict[str, object]:
    return {
        "made_at": report.made_at,
        "release": report.release,
        "sha256": report.digest,
        "separate": report.is_separate,
        "marking": str(report.marking),
        "clearances": [
            {
                "label": str(one.label),
                "actions": one.actions,
                "differences": one.differences,
                "named": one.named,
            }
            for one in report.compared
        ],
        "not_opened": None if report.not_opened is None else list(map(str, report.not_opened)),
    }
