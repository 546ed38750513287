"""The people in the register of a site."""

from __future__ import annotations

import datetime
from typing import TYPE_CHECKING, Any, Literal

import click

from advisor.cli.context import F, Invocation, global_options, json_option, pass_invocation
from advisor.cli.office import open_office
from advisor.cli.output import item, message, paragraph, print_json, title
from advisor.cli.types import Day

if TYPE_CHECKING:
    from advisor.people.overview import Row


@click.group()
@global_options
def person() -> None:
    """The people in the register: adding them, changing what stands there, showing one."""


def _about_options(command: F, *, required: bool) -> F:
    usual = "" if required else None
    for option in (
        click.option("--name", required=required, help="Their name."),
        click.option("--role", default=usual, help="Their role."),
        click.option("--unit", default=usual, help="Their unit."),
        click.option("--vetting", required=required, help="Their vetting, as the policy names it."),
        click.option(
            "--compartment",
            "compartments",
            multiple=True,
            help="A compartment they were briefed into; repeat it for more.",
        ),
        click.option(
            "--valid-until", type=Day(), required=required, help="The last day of their clearance."
        ),
        click.option("--key", required=required, help="Their public key, the line age1…"),
    ):
        command = option(command)
    return command


@person.command()
@lambda command: _about_options(command, required=True)
@json_option
@global_options
@pass_invocation
def add(
    invocation: Invocation,
    *,
    name: str,
    role: str,
    unit: str,
    vetting: str,
    compartments: tuple[str, ...],
    valid_until: datetime.date,
    key: str,
    as_json: bool,
) -> None:
    """Register somebody; they hold nothing yet."""
    from advisor.people.person import PersonDetails  # noqa: PLC0415 - loads age
    from advisor.people.registering import add_person  # noqa: PLC0415
    from advisor.sealing.age import Recipient  # noqa: PLC0415

    recipient = Recipient.parse(key)
    details = PersonDetails(
        name=name,
        role=role,
        unit=unit,
        vetting=vetting,
        compartments=compartments,
        valid_until=valid_until,
    )
    added = add_person(open_office(invocation), details, recipient)
    if as_json:
        print_json({"id": added.id})
    else:
        click.echo(added.id)
        message(f"Registered. Grant with: advisor clearance grant --person {added.id} --label …")


@person.command()
@click.argument("person_id", metavar="PERSON")
@lambda command: _about_options(command, required=False)
@click.option("--no-compartments", is_flag=True, help="They are briefed into none any more.")
@click.option(
    "--status", type=click.Choice(["active", "withdrawn"]), help="Whether they may hold anything."
)
@click.option(
    "--administrator/--no-administrator",
    "is_administrator",
    default=None,
    help="Whether they administer the site.",
)
@global_options
@pass_invocation
def change(
    invocation: Invocation,
    *,
    person_id: str,
    name: str | None,
    role: str | None,
    unit: str | None,
    vetting: str | None,
    compartments: tuple[str, ...],
    no_compartments: bool,
    valid_until: datetime.date | None,
    key: str | None,
    status: Literal["active", "withdrawn"] | None,
    is_administrator: bool | None,
) -> None:
    """Change what stands of PERSON, an id or a name; what is not named stays.

    A public key is replaced where its owner lost the old one, once everything is revoked.
    """
    from advisor.people.registering import PersonChange, change_person  # noqa: PLC0415

    wanted = PersonChange(
        name=name,
        role=role,
        unit=unit,
        vetting=vetting,
        compartments=compartments or (() if no_compartments else None),
        valid_until=valid_until,
        status=status,
        key=_parse_key(key),
        is_administrator=is_administrator,
    )
    changed = change_person(open_office(invocation), person_id, wanted)
    message(f"Changed: {', '.join(wanted.names)}, of {changed.name}.")


def _parse_key(text: str | None) -> Any:
    from advisor.sealing.age import Recipient  # noqa: PLC0415 - loads age

    return Recipient.parse(text) if text is not None else None


@person.command()
@click.argument("person_id", metavar="PERSON")
@json_option
@global_options
@pass_invocation
def show(invocation: Invocation, person_id: str, as_json: bool) -> None:
    """Print what stands in the register of PERSON, an id or a name."""
    from advisor.people.overview import list_people, marking_of  # noqa: PLC0415 - loads age

    office = open_office(invocation)
    affairs = office.look()
    found = affairs.register.find(person_id)
    rows = list_people(affairs, office.policy, office.today)
    row = next(row for row in rows if row.person.id == found.id)
    message(f"Marked {marking_of(affairs.register)}.")
    if as_json:
        print_json(row_to_json(row))
    else:
        print_row(row)
        for grant in found.grants:
            paragraph(f"{grant.label}, granted on {grant.made_on}", indent=4)


def row_to_json(row: Row) -> dict[str, object]:
    """Return somebody in the register as data."""
    one = row.person
    return {
        "id": one.id,
        "name": one.name,
        "role": one.role,
        "unit": one.unit,
        "vetting": one.vetting,
        "compartments": one.compartments,
        "valid_until": one.valid_until,
        "status": one.status,
        "administrator": row.is_administrator,
        "key": one.key,
        "labels": [str(label) for label in one.labels],
        "remarks": row.remarks,
    }


def print_row(row: Row) -> None:
    """Print somebody in the register for a person."""
    one = row.person
    title(f"{one.name}  {one.id}")
    about = [one.role, one.unit, f"vetting {one.vetting}", f"valid until {one.valid_until}"]
    about += [f"briefed into {', '.join(one.compartments)}"] if one.compartments else []
    about += ["administrator"] if row.is_administrator else []
    paragraph(", ".join(filter(None, about)), indent=2)
    if one.labels:
        paragraph(f"Holds {', '.join(map(str, one.labels))}", indent=2)
    for remark in row.remarks:
        item(remark, mark="!", indent=2)
