"""Clearing people: granting labels, taking them away, and who holds what."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from advisor.clearance import Label
from advisor.cli.context import Invocation, global_options, json_option, pass_invocation
from advisor.cli.office import open_office
from advisor.cli.output import message, paragraph, print_json
from advisor.cli.person import person, print_row, row_to_json
from advisor.cli.separation import separation
from advisor.cli.types import SealedLabel
from advisor.errors import AdvisorError, UsageError

if TYPE_CHECKING:
    from advisor.audit.uses import Uses

_USE_NOT_KNOWN = (
    "Who has used what is not known here: the audit logs say it, and only the auditor reads them. "
    "Ask them for what advisor audit uses writes, and give it with --uses."
)
_person_option = click.option("--person", "person_id", required=True, help="Their id, or name.")


@click.group()
@global_options
def clearance() -> None:
    """Who may read what: registering people, granting, revoking, and who holds what."""


clearance.add_command(person)
clearance.add_command(separation)


@clearance.command()
@_person_option
@click.option(
    "--label",
    "labels",
    type=SealedLabel(),
    multiple=True,
    required=True,
    help="What to grant, with everything below it; repeat it for more.",
)
@json_option
@global_options
@pass_invocation
def grant(invocation: Invocation, person_id: str, labels: tuple[Label, ...], as_json: bool) -> None:
    """Grant somebody labels that you hold, as far as their vetting and briefing reach."""
    from advisor.people.granting import grant as grant_to  # noqa: PLC0415 - loads age

    done = grant_to(open_office(invocation), person_id, labels)
    if as_json:
        held = [str(label) for label in done.held]
        granted = [str(label) for label in done.labels]
        print_json({"person": done.person.id, "granted": granted, "held": held})
        return
    given = ", ".join(map(str, done.labels)) or "nothing new"
    paragraph(f"Granted to {done.person.name}: {given}.")
    if done.held:
        paragraph(f"Held already: {', '.join(map(str, done.held))}.")
    paragraph("It counts from their next sign-in at this site.")


@clearance.command()
@_person_option
@click.option(
    "--label",
    "labels",
    type=SealedLabel(),
    multiple=True,
    help="What to take, with everything above it; repeat it for more.",
)
@click.option("--all", "everything", is_flag=True, help="Take everything that they hold.")
@json_option
@global_options
@pass_invocation
def revoke(
    invocation: Invocation,
    *,
    person_id: str,
    labels: tuple[Label, ...],
    everything: bool,
    as_json: bool,
) -> None:
    """Take labels from somebody, and give those labels new keys for the next release.

    What they hold already stays readable to them: every release until now, wherever they
    have a copy of it and of their grants.
    """
    if bool(labels) == everything:
        raise UsageError("Name what to take.", hint="Give --label LABEL, or --all.")
    from advisor.people.revoking import revoke as revoke_from  # noqa: PLC0415 - loads age

    done = revoke_from(open_office(invocation), person_id, None if everything else labels)
    if as_json:
        print_json(
            {
                "person": done.person.id,
                "revoked": [str(label) for label in done.labels],
                "grants_removed": done.removed,
                "granted_again": done.granted_again,
            }
        )
        return
    named = ", ".join(map(str, done.labels))
    paragraph(f"Revoked from {done.person.name}: {named}. Grants removed: {done.removed}.")
    paragraph("From now on this application refuses it to them at this site.")
    paragraph(
        "It takes nothing back that they have: with a copy of their grants they read every "
        "release until now, on old media as well. Recall those."
    )
    paragraph(
        f"Each of these labels has a new key, granted to the people who keep it: "
        f"{done.granted_again}. It protects from the next release on, once the publisher has it."
    )
    paragraph("Send the publisher what this writes: advisor site keys --output FILE")


@clearance.command()
@click.argument("request", type=click.Path(path_type=Path, dir_okay=False))
@json_option
@global_options
@pass_invocation
def rotate(invocation: Invocation, request: Path, as_json: bool) -> None:
    """Confirm REQUEST, by which somebody asks for a new key in the place of theirs.

    Everything that they hold is sealed to the new key, so you have to hold it as well. Only
    who has the old identity can make such a request.
    """
    from advisor.people.rotating import MAX_FILE_BYTES, confirm_request  # noqa: PLC0415

    untrusted = _read(request, MAX_FILE_BYTES, "request file")
    done = confirm_request(open_office(invocation), untrusted)
    if as_json:
        print_json({"person": done.person.id, "key": done.person.key, "grants": done.granted})
        return
    paragraph(f"{done.person.name} has the public key {done.person.key} from now on.")
    paragraph(f"Grants sealed to it: {done.granted}. The old identity is granted nothing any more.")


@clearance.command("list")
@click.option(
    "--uses",
    type=click.Path(path_type=Path, dir_okay=False),
    help="What advisor audit uses wrote for you, to see who never signed in.",
)
@json_option
@global_options
@pass_invocation
def list_people(invocation: Invocation, uses: Path | None, as_json: bool) -> None:
    """List who holds what, those whose clearance expires next first, and what to look after."""
    from advisor.people.overview import list_people as list_all  # noqa: PLC0415 - loads age
    from advisor.people.overview import marking_of  # noqa: PLC0415

    used = _read_uses(uses) if uses is not None else None
    office = open_office(invocation)
    affairs = office.look()
    rows = list_all(affairs, office.policy, office.today, used)
    message(f"Marked {marking_of(affairs.register)}.")
    if as_json:
        print_json([row_to_json(row) for row in rows])
    else:
        for row in rows:
            print_row(row)
    if used is None:
        message(_USE_NOT_KNOWN)


def _read_uses(path: Path) -> Uses:
    from advisor.audit.uses import MOST_BYTES, Uses  # noqa: PLC0415 - loads age

    return Uses.from_bytes(_read(path, MOST_BYTES, "list of uses"))


def _read(path: Path, most: int, what: str) -> bytes:
    try:
        with path.open("rb") as stream:
            return stream.read(most + 1)
    except OSError as error:
        raise AdvisorError(f"“{path}” cannot be read.", hint=f"Name the {what}.") from error
