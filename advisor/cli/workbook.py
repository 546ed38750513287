"""The catalogue's sources as a workbook and back, as commands."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from advisor.catalogue.problem import Problem, SourceErrors
from advisor.clearance import OFFICIAL, highest
from advisor.cli.context import Invocation, global_options, json_option, pass_invocation
from advisor.cli.meter import metered
from advisor.cli.output import message, print_json
from advisor.durable import write_file
from advisor.errors import AdvisorError

if TYPE_CHECKING:
    from advisor.authoring.exporting import Exported
    from advisor.catalogue.progress import Progress
    from advisor.releases.building import CheckedSources

F = TypeVar("F", bound=Callable[..., Any])

_FILE = click.Path(path_type=Path, dir_okay=False)
_FOLDER = click.Path(path_type=Path, file_okay=False)


def problems_option(command: F) -> F:
    """Add ``--problems``."""
    return click.option(
        "--problems",
        type=_FILE,
        metavar="FILE.xlsx",
        help="Write what is wrong to a workbook, to send back to its author.",
    )(command)


@click.command("export")
@click.argument("file", type=_FILE)
@click.argument("sources", type=_FOLDER, required=False)
@global_options
@pass_invocation
def export_command(invocation: Invocation, file: Path, sources: Path | None) -> None:
    """Write a catalogue to FILE as an XLSX workbook, to be edited and imported again.

    SOURCES is a folder of sources, which keep their labels and test cases. Without one the
    workbook holds what you can read of the catalogue, as far as your site lets it be saved.
    """
    with metered() as progress:
        exported = (
            _export_sources(sources, progress)
            if sources
            else _export_session(invocation, file, progress)
        )
    write_file(file, exported.data, private=exported.marking != OFFICIAL)
    message(f"Entries written: {exported.entries}, to {file}. Marked {exported.marking}.")


def _export_sources(folder: Path, progress: Progress) -> Exported:
    from advisor.authoring.exporting import export_sources  # noqa: PLC0415 - readers never author
    from advisor.catalogue.source import read_sources  # noqa: PLC0415 - the same

    source = read_sources(folder, None, progress)
    found = [problem for file in source.files.values() for problem in file.problems]
    if any(problem.severity == "error" for problem in found):
        raise SourceErrors(found)
    return export_sources(source, progress)


def _export_session(invocation: Invocation, file: Path, progress: Progress) -> Exported:
    from advisor.authoring.exporting import (  # noqa: PLC0415 - readers never author
        export_sources,
        readable_source,
    )

    session = invocation.session
    marking = session.clearance.label
    if not session.policy.allows_exporting(marking):
        raise AdvisorError(
            f"Your organisation lets files up to {session.policy.export_up_to} be written, and "
            f"this is marked up to {marking}.",
            hint="Export without --identity, or ask whoever administers your site.",
        )
    exported = export_sources(readable_source(session.catalogue), progress)
    invocation.export_of("the catalogue as a workbook", exported.marking, str(file))
    return exported


@click.command("import")
@click.argument("file", type=_FILE)
@click.option(
    "--output",
    type=_FOLDER,
    required=True,
    help="The folder of sources to make. There must be none of that name, or an empty one.",
)
@problems_option
@json_option
@global_options
def import_command(file: Path, output: Path, problems: Path | None, as_json: bool) -> None:
    """Make a folder of sources out of an XLSX workbook; nothing is written where it has errors.

    Every problem is told at once, by sheet, row and column.
    """
    from advisor.authoring.importing import (  # noqa: PLC0415 - readers never author
        check_workbook,
        write_sources,
    )

    with metered() as progress:
        checked = check_workbook(file, today=datetime.now(UTC).date(), progress=progress)
        if problems is not None:
            write_problems(problems, checked, file)
        if as_json:
            print_json([problem_json(problem) for problem in checked.problems])
        say_counts(checked)
        count = write_sources(checked, output, f"“{file.name}”", progress)
    if not as_json:
        message(*(f"{problem.severity}: {problem}" for problem in checked.problems))
    message(f"Files written: {count}, to {output}. Marked {marking_of(checked)}.")


def marking_of(checked: CheckedSources) -> str:
    """Return the highest marking of sources, in words."""
    return str(highest(checked.source.every_label()))


def write_problems(path: Path, checked: CheckedSources, of: Path) -> None:
    """Write what is wrong with sources as a workbook."""
    from advisor.authoring.exporting import problems_workbook  # noqa: PLC0415 - readers never do

    marking = marking_of(checked)
    data = problems_workbook(checked.problems, of.name, marking)
    write_file(path, data, private=marking != str(OFFICIAL))
    message(f"Problems written: {len(checked.problems)}, to {path}. Marked {marking}.")


def problem_json(problem: Problem) -> dict[str, Any]:
    """Return a problem in the shape that scripts rely on; ``column`` is empty outside workbooks."""
    names = ("file", "line", "field", "reason", "remedy", "severity", "column")
    return {name: getattr(problem, name) for name in names}


def say_counts(checked: CheckedSources) -> None:
    """Say on standard error how much was checked and how much is wrong."""
    counts = Counter(problem.severity for problem in checked.problems)
    noted = f" Information: {counts['information']}." if counts["information"] else ""
    message(
        str(checked.rules),
        f"Entries: {len(checked.source.entries)}. Errors: {counts['error']}. "
        f"Warnings: {counts['warning']}.{noted}",
    )
