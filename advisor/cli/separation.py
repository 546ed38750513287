"""The check of separation, as a command."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

import click

from advisor.catalogue_file import CatalogueFile
from advisor.cli.context import Invocation, global_options, json_option, pass_invocation
from advisor.cli.office import read_clock, sign_in
from advisor.cli.output import item, message, paragraph, print_json, title

if TYPE_CHECKING:
    from advisor.releases.separation import SeparationReport


@click.command()
@json_option
@global_options
@pass_invocation
def separation(invocation: Invocation, as_json: bool) -> None:
    """Compare what each clearance that you hold sees, with and without what is above it.

    Each session on the installed catalogue is compared with one on a catalogue that holds
    nothing above it, over thousands of actions. Exit 1 where anything differs.
    """
    file = CatalogueFile.read(invocation.catalogue, invocation.places.site)
    report = _check(invocation, file)
    message(f"Marked {report.marking}.")
    if as_json:
        print_json(_to_json(report))
    else:
        _print(report)
    if not report.is_separate:
        raise click.exceptions.Exit(1)


def _make_teller() -> Callable[[str, int], None]:
    """Return what says on standard error what is being done, each thing once."""
    said: set[str] = set()

    def tell(words: str, percent: int) -> None:
        del percent
        if words not in said:
            said.add(words)
            message(words)

    return tell


def _check(invocation: Invocation, file: CatalogueFile) -> SeparationReport:
    tell, now = _make_teller(), read_clock()
    if invocation.identity is None:
        from advisor.releases.separation import check_separation  # noqa: PLC0415 - loads age

        return check_separation(file, invocation.places, {}, site_labels=None, now=now, tell=tell)
    file.verify_takes_identities()  # before anybody is asked for a passphrase
    from advisor.releases.separation_check import check_for  # noqa: PLC0415 - loads age

    done = check_for(file, invocation.places, sign_in(invocation), now=now, tell=tell)
    if done.warning is not None:
        message(done.warning.message, done.warning.hint or "")
    return done.report


def _print(report: SeparationReport) -> None:
    title(report.heading)
    paragraph(f"Release {report.release}, SHA-256 {report.digest}")
    for one in report.compared:
        item(f"{one.label}: {one.words}")
        for name in one.named:
            item(name, mark="!", indent=2)
    for remark in report.remarks():
        paragraph(remark)


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
