"""Checking, building and reporting on a catalogue's sources."""

from __future__ import annotations

from datetime import UTC, date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from advisor import resources
from advisor.cli.catalogue_diff import diff_command
from advisor.cli.context import global_options, json_option
from advisor.cli.meter import metered
from advisor.cli.output import heading, item, message, paragraph, print_json, printable
from advisor.cli.slip import slips_command
from advisor.cli.workbook import (
    export_command,
    import_command,
    problem_json,
    problems_option,
    say_counts,
    write_problems,
)
from advisor.durable import write_file
from advisor.errors import UsageError

if TYPE_CHECKING:
    from advisor.releases.report import Table

_SOURCES = click.Path(path_type=Path, file_okay=False)


@click.group()
@global_options
def catalogue() -> None:
    """Check and build a catalogue from its sources."""


catalogue.add_command(slips_command)
catalogue.add_command(diff_command)
catalogue.add_command(export_command)
catalogue.add_command(import_command)


@catalogue.command("check")
@click.argument("sources", type=click.Path(path_type=Path), required=False)
@click.option(
    "--on",
    "day",
    type=click.DateTime(["%Y-%m-%d"]),
    metavar="DAY",
    help="Day by which reviews are judged, such as 2026-06-03 (else today).",
)
@problems_option
@json_option
@global_options
def check_command(
    sources: Path | None, day: datetime | None, problems: Path | None, as_json: bool
) -> None:
    """Report every problem of every source at once: file, line, field, reason, remedy.

    SOURCES is a folder, or an XLSX workbook.
    """
    from advisor.authoring.importing import check_workbook  # noqa: PLC0415 - readers never build
    from advisor.releases.building import check_sources  # noqa: PLC0415 - the same

    today = day.date() if day else _today()
    folder = sources or resources.path("catalogue")
    check = check_workbook if folder.is_file() else check_sources
    with metered() as progress:
        checked = check(folder, today=today, progress=progress)
    if problems is not None:
        write_problems(problems, checked, folder)
    if as_json:
        print_json([problem_json(problem) for problem in checked.problems])
    else:
        for problem in checked.problems:
            click.echo(printable(f"{problem.severity}: {problem}"))
    say_counts(checked)
    if not checked.is_sound:
        raise click.exceptions.Exit(1)


@catalogue.command("build")
@click.argument("sources", type=_SOURCES, required=False)
@click.option(
    "--output",
    type=click.Path(path_type=Path, dir_okay=False),
    help="File to write (else the bundled catalogue).",
)
@click.option(
    "--recipients",
    type=click.Path(path_type=Path, dir_okay=False),
    help="Public keys to seal to, a list for each label, in YAML.",
)
@click.option(
    "--profile",
    type=click.Path(path_type=Path, dir_okay=False),
    help="The file's public profile, in YAML: slots, slot_bytes, recipients.",
)
@global_options
def build_command(
    sources: Path | None, output: Path | None, recipients: Path | None, profile: Path | None
) -> None:
    """Build a catalogue file from its sources; nothing is written where they have errors."""
    from advisor.releases.building import build_catalogue  # noqa: PLC0415 - readers never build
    from advisor.releases.sealing_plan import load_plan  # noqa: PLC0415 - loads age

    if (recipients is None) != (profile is None):
        raise UsageError("--recipients and --profile are given together, or neither.")
    output = output or resources.bundled_catalogue()
    plan = load_plan(recipients, profile) if recipients and profile else None
    folder = sources or resources.path("catalogue")
    with metered() as progress:
        checked = build_catalogue(folder, output, sealing=plan, today=_today(), progress=progress)
    message(
        *(f"{problem.severity}: {problem}" for problem in checked.problems),
        str(checked.rules),
        f"Entries written: {len(checked.source.entries)}, to {output}.",
    )


@catalogue.command("report")
@click.argument("sources", type=_SOURCES, required=False)
@click.option(
    "--on",
    type=click.DateTime(["%Y-%m-%d"]),
    help="The day from which overdue reviews are counted (else today).",
)
@click.option(
    "--output",
    type=click.Path(path_type=Path, dir_okay=False),
    help="HTML page to write (else the tables are printed).",
)
@json_option
@global_options
def report_command(
    sources: Path | None, on: datetime | None, output: Path | None, as_json: bool
) -> None:
    """Say how sure, fresh, complete and readable the sources are, as far as they are OFFICIAL."""
    from advisor.releases.building import check_sources  # noqa: PLC0415 - readers never build
    from advisor.releases.report import report_tables, to_html  # noqa: PLC0415 - the same

    checked = check_sources(sources or resources.path("catalogue"))
    tables = report_tables(checked.source, on.date() if on else _today())
    if output is not None:
        write_file(output, to_html(tables, "The catalogue's sources").encode("utf-8"))
        message(f"Written, marked OFFICIAL: {output}.")
    elif as_json:
        print_json([{"title": t.title, "columns": t.columns, "rows": t.rows} for t in tables])
    else:
        for table in tables:
            _print_table(table)


def _print_table(table: Table) -> None:
    """Print a table, a line for each row; figures in several columns with their names."""
    heading(table.title)
    for first, *cells in table.rows:
        if len(cells) == 1:
            item(f"{first}: {cells[0]}")
        else:
            named = (f"{name} {cell}" for name, cell in zip(table.columns[1:], cells, strict=True))
            item(f"{first}: {', '.join(named)}")
    if not table.rows:
        paragraph(table.nothing)


def _today() -> date:
    return datetime.now(UTC).date()
