"""Labels that a release would lower, shown to its publishers before they go on."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from advisor.clearance import highest
from advisor.cli.catalogue_diff import say_label
from advisor.cli.context import F
from advisor.cli.meter import metered
from advisor.cli.output import heading, item, message

if TYPE_CHECKING:
    from advisor.releases.differences import LabelChange

_FOLDER = click.Path(path_type=Path, exists=True, file_okay=False)


def review_options(command: F) -> F:
    """Add what labels are compared by."""
    for option in (
        click.option(
            "--allow-lowered",
            is_flag=True,
            help="Go on although labels are lowered: each was looked at, and is meant.",
        ),
        click.option(
            "--sources-before",
            type=_FOLDER,
            help="The folder of sources that the release before was built from.",
        ),
        click.option(
            "--sources",
            type=_FOLDER,
            help="The folder of sources that it was built from, to compare labels.",
        ),
    ):
        command = option(command)
    return command


def review_labels(
    before: bytes,
    after: bytes,
    *,
    sources: Path | None,
    sources_before: Path | None,
    allow_lowered: bool,
) -> None:
    """Compare the labels of two releases, show each that is lowered, and stop there.

    Args:
        before: The catalogue file of the release before.
        after: That of the next one.
        sources: What the next one was built from.
        sources_before: What the one before was built from.
        allow_lowered: Whether to go on all the same.

    Raises:
        LoweredLabelsError: Labels are lowered, and nobody said that this is meant.
        NotComparedError: Something is sealed, and the sources are not there to compare.
        OtherSourcesError: The sources are not those of the releases.
    """
    from advisor.releases.label_review import (  # noqa: PLC0415 - loads TUF
        LoweredLabelsError,
        Published,
        find_lowered,
    )

    with metered() as progress:
        found = find_lowered(Published(before, sources_before), Published(after, sources), progress)
    if found:
        _print(found)
    if found and not allow_lowered:
        raise LoweredLabelsError(len(found))


def _print(found: tuple[LabelChange, ...]) -> None:
    marks = (label for one in found for label in (one.item.label, one.before, one.after))
    message(f"Marked {highest(marks)}.")
    heading(f"Labels lowered: {len(found)}")
    for one in found:
        item(say_label(one), mark="!")
