"""A site: setting it up, what it still lacks, and its keys for the publisher."""

from __future__ import annotations

import datetime
from pathlib import Path

import click

from advisor.audit.record import Details, Kind
from advisor.catalogue.catalogue import Catalogue
from advisor.catalogue.directory import Directory
from advisor.catalogue_file import CatalogueFile
from advisor.clearance import Label, highest
from advisor.cli.context import F, Invocation, global_options, json_option, pass_invocation
from advisor.cli.office import open_office, read_clock, sign_in
from advisor.cli.output import item, message, paragraph, print_json, title
from advisor.cli.types import Day, SealedLabel
from advisor.durable import write_file
from advisor.policy import load_policy

_FILE = click.Path(path_type=Path, dir_okay=False)


@click.group()
@global_options
def site() -> None:
    """Your site: setting it up, what it still lacks, its keys for the publisher."""


def _first_administrator(command: F) -> F:
    """Add the options that say who the first administrator is."""
    for option in (
        click.option("--name", required=True, help="Your name, as the first administrator."),
        click.option("--role", default="", help="Your role."),
        click.option("--unit", default="", help="Your unit."),
        click.option("--vetting", required=True, help="Your vetting, as the policy names it."),
        click.option(
            "--valid-until", type=Day(), required=True, help="The last day of your clearance."
        ),
    ):
        command = option(command)
    return command


@site.command()
@click.option(
    "--label",
    "labels",
    type=SealedLabel(),
    multiple=True,
    required=True,
    help="A label that the site may hold; repeat it for more.",
)
@click.option("--auditor", required=True, help="The auditor's public key.")
@click.option("--region", required=True, help="The site's policing region, such as south-east.")
@click.option("--force", "forces", multiple=True, help="A force of the site; repeat it for more.")
@_first_administrator
@json_option
@global_options
@pass_invocation
def init(
    invocation: Invocation,
    *,
    labels: tuple[Label, ...],
    auditor: str,
    region: str,
    forces: tuple[str, ...],
    name: str,
    role: str,
    unit: str,
    vetting: str,
    valid_until: datetime.date,
    as_json: bool,
) -> None:
    """Set a site up, with you as its first administrator: --identity is yours.

    You are granted every label that it may hold; from then on you grant them to others.
    """
    from advisor.people.person import PersonDetails  # noqa: PLC0415 - loads age
    from advisor.people.recording import open_log  # noqa: PLC0415
    from advisor.people.setting_up import SetUp, set_up_site  # noqa: PLC0415
    from advisor.sealing.age import Recipient  # noqa: PLC0415

    places = invocation.places
    directory = _read_directory(invocation)[0]
    me = PersonDetails(
        name=name,
        role=role,
        unit=unit,
        vetting=vetting,
        valid_until=valid_until,
        compartments=tuple(highest(labels).compartments),
    )
    asked = SetUp(
        labels=labels,
        region=directory.find_region(region).region or "",
        forces=[directory.find_force(force).force or "" for force in forces],
        auditor=Recipient.parse(auditor),
        administrator=me,
    )
    log = open_log(places, asked.auditor, read_clock)
    made = set_up_site(
        places.site,
        asked,
        sign_in(invocation),
        policy=load_policy(places.site),
        record=log.record,
        clock=read_clock,
    )
    if as_json:
        print_json(made)
        return
    paragraph(f"The site is set up. Its id is {made.site}.")
    paragraph("What is still missing, says: advisor site status")
    paragraph("Have releases sealed to this site: give the publisher what advisor site keys says.")


@site.command()
@click.option(
    "--label",
    "labels",
    type=SealedLabel(),
    multiple=True,
    help="A label that the site may hold as well; repeat it for more.",
)
@click.option("--auditor", help="The public key of another auditor.")
@click.option("--region", help="The site's policing region.")
@click.option("--force", "forces", multiple=True, help="A force of the site, in place of all.")
@global_options
@pass_invocation
def change(
    invocation: Invocation,
    *,
    labels: tuple[Label, ...],
    auditor: str | None,
    region: str | None,
    forces: tuple[str, ...],
) -> None:
    """Add labels to a site that is set up, or change its auditor or where it is.

    You are granted a label that you add, so your vetting and briefing have to reach it. Another
    auditor is recorded for the one until now.
    """
    from advisor.people.site_change import SiteChange, change_site  # noqa: PLC0415 - loads age
    from advisor.sealing.age import Recipient  # noqa: PLC0415

    directory = _read_directory(invocation)[0]
    wanted = SiteChange(
        labels=labels,
        auditor=Recipient.parse(auditor) if auditor is not None else None,
        region=directory.find_region(region).region if region is not None else None,
        forces=tuple(directory.find_force(one).force or "" for one in forces) or None,
    )
    change_site(open_office(invocation), wanted)
    message(f"Changed: {', '.join(wanted.names)}.")
    if labels:
        message("Send the publisher what this writes: advisor site keys --output FILE")


@site.command()
@json_option
@global_options
@pass_invocation
def status(invocation: Invocation, as_json: bool) -> None:
    """Print what is there and what is still missing at your site."""
    from advisor.people.checklist import check_site  # noqa: PLC0415 - loads age

    directory, file = _read_directory(invocation)
    items = check_site(invocation.places.site, directory=directory, trust=file.trust)
    if as_json:
        print_json(
            [{"name": i.name, "done": i.is_done, "text": i.text, "hint": i.hint} for i in items]
        )
        return
    title("Your site")
    for one in items:
        item(f"{one.name}: {one.text}", mark="[x]" if one.is_done else "[ ]")
        if one.hint:
            paragraph(one.hint, indent=4)


@site.command()
@click.option("--output", type=_FILE, help="File to write (else standard output).")
@json_option
@global_options
@pass_invocation
def keys(invocation: Invocation, output: Path | None, as_json: bool) -> None:
    """Print the public keys of the labels that you hold, for the publisher.

    It is what advisor catalogue build --recipients reads. The names of labels can be
    sensitive: hand it on as what it is marked.
    """
    from advisor.people.label_keys import find_label_keys, to_recipients_file  # noqa: PLC0415

    office = open_office(invocation)
    affairs = office.look()
    found = find_label_keys(affairs)
    marking = highest(found)
    message(f"Marked {marking}.")
    if output is not None:
        where = Details(who=affairs.me.name, label=str(marking), note=f"label keys: {output}")
        office.record(Kind.EXPORT, where)
        write_file(output, to_recipients_file(found), private=True)
        message(f"Label keys written: {len(found)}, to {output}.")
    elif as_json:
        print_json({"marking": str(marking), "keys": {str(a): key for a, key in found.items()}})
    else:
        click.echo(to_recipients_file(found).decode(), nl=False)


def _read_directory(invocation: Invocation) -> tuple[Directory, CatalogueFile]:
    """Return whom to ring, as anybody at the site sees it, and the catalogue it is from."""
    from advisor.people.joining import find_site_contacts  # noqa: PLC0415 - loads age

    folder = invocation.places.site
    file = CatalogueFile.read(invocation.catalogue, folder)
    catalogue = Catalogue([file.official])
    found, error = find_site_contacts(folder, Directory(catalogue).place)
    if error is not None:
        message(error.message, error.hint or "")
    return Directory(catalogue, found), file
