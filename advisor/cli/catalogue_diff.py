"""What differs between two catalogues, as a command."""

from __future__ import annotations

import dataclasses
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from advisor.clearance import OFFICIAL, Label
from advisor.cli.context import Invocation, global_options, json_option, pass_invocation
from advisor.cli.meter import metered
from advisor.cli.output import heading, item, message, paragraph, print_json, title
from advisor.cli.saved import open_shelf
from advisor.cli.types import Marking
from advisor.errors import UsageError

if TYPE_CHECKING:
    from advisor.catalogue.progress import Progress
    from advisor.releases.comparing import Compared, Side
    from advisor.releases.differences import ChangedItem, FieldChange, Item, LabelChange
    from advisor.releases.outcome_changes import OutcomeChange

_SIDE = click.Path(path_type=Path, exists=True)


@click.command("diff")
@click.argument("before", type=_SIDE)
@click.argument("after", type=_SIDE)
@click.option(
    "--up-to",
    "clearance",
    type=Marking(),
    metavar="MARKING",
    help="Of folders of sources, compare what is marked up to this (else what you are signed in "
    "for, else OFFICIAL).",
)
@json_option
@global_options
@pass_invocation
def diff_command(
    invocation: Invocation, before: Path, after: Path, clearance: Label | None, as_json: bool
) -> None:
    """Say what differs between two catalogues, each a catalogue file or a folder of sources.

    Changed labels come first. At the end stand the test cases, and your saved cases, that come
    out otherwise, and because of which rule. You see of both what you may read.
    """
    from advisor.releases.comparing import compare  # noqa: PLC0415 - readers never compare

    with metered() as progress:
        sides = _open(invocation, (before, after), clearance, progress)
        saved = [kept.case for kept in open_shelf(invocation).all]
        compared = compare(*sides, saved, progress)
    message(f"Marked {compared.marking}.")
    if as_json:
        print_json(compared_json(compared))
    else:
        print_compared(compared)


def _open(
    invocation: Invocation, paths: tuple[Path, Path], clearance: Label | None, progress: Progress
) -> tuple[Side, Side]:
    from advisor.releases.comparing import Side, open_sources  # noqa: PLC0415

    if clearance is not None and not all(path.is_dir() for path in paths):
        raise UsageError(
            "--up-to is for two folders of sources.",
            hint="Of a catalogue file you see what --identity opens.",
        )
    sessions = {path: invocation.open_another(path) for path in paths if not path.is_dir()}
    opened = [session.clearance.label for session in sessions.values()]
    if not opened:
        opened = [invocation.session.clearance.label] if invocation.identity else [OFFICIAL]
    readable = clearance or opened[0].join(opened[-1])
    first, second = (
        Side.of(sessions[path])
        if path in sessions
        else open_sources(path, invocation.places, readable, progress)
        for path in paths
    )
    return first, second


# ── for a person ─────────────────────────────────────────────────────────────


def print_compared(compared: Compared) -> None:
    """Print what differs between two catalogues."""
    found = compared.differences
    title(
        f"Release {found.before.release}, {found.before.title}, "
        f"against release {found.after.release}, {found.after.title}"
    )
    if not found:
        paragraph("Nothing differs.")
    if found.labels:
        heading(f"Labels changed: {len(found.labels)}")
        for label in found.labels:
            item(say_label(label), mark="!" if label.is_lowered else "-")
    for name, items in (("Added", found.added), ("Removed", found.removed)):
        if items:
            heading(f"{name}: {len(items)}")
            for one in items:
                item(f"{one.title} ({one.kind} {one.id}){_marked(one.label)}")
    if found.changed:
        heading(f"Changed: {len(found.changed)}")
        for changed in found.changed:
            _print_changed(changed)
    heading(f"Unchanged entries: {found.unchanged}")
    _print_outcomes(compared)


def say_label(change: LabelChange) -> str:
    """Return a changed label in one line."""
    what = f"{change.item.title} ({change.item.id}), {change.name}"
    verb = "LOWERED" if change.is_lowered else "raised"
    return f"{verb}: {what}: from {change.before} to {change.after}"


def _marked(label: Label) -> str:
    return "" if label == OFFICIAL else f", marked {label}"


def _print_changed(changed: ChangedItem) -> None:
    item(f"{changed.item.title} ({changed.item.kind} {changed.item.id})")
    for field in changed.fields:
        item(f"{field.name}{_marked(field.label)}", indent=2)
        if field.before is not None:
            item(field.before, mark="before:", indent=4)
        if field.after is not None:
            item(field.after, mark="after: ", indent=4)


def _print_outcomes(compared: Compared) -> None:
    tried = f"of {compared.tests} test cases and {compared.saved} of your own"
    heading(f"Cases that come out otherwise: {len(compared.outcomes)} {tried}")
    for one in compared.outcomes:
        whose = "your case" if one.is_saved else "test case"
        before, after = one.before or "cannot be checked", one.after or "cannot be checked"
        item(f"{one.title} ({whose}): {one.entry_title}: {before} before, {after} after")
        for rule in one.rules:
            item(f"rule {rule.what}: {rule.text} ({rule.path})", indent=2)
            for mark, words in (("before:", rule.before), ("after: ", rule.after)):
                if words is not None:
                    item(words, mark=mark, indent=4)
        for reason in one.because[:3]:
            item(f"now because: {reason}", indent=2)


# ── for a script ─────────────────────────────────────────────────────────────


def compared_json(compared: Compared) -> dict[str, Any]:
    """Return a comparison in the shape that scripts rely on."""
    found = compared.differences
    return {
        "marking": str(compared.marking),
        "before": {"release": found.before.release, "title": found.before.title},
        "after": {"release": found.after.release, "title": found.after.title},
        "labels": [
            {
                **item_json(one.item),
                "path": one.path,
                "name": one.name,
                "before": str(one.before),
                "after": str(one.after),
                "lowered": one.is_lowered,
            }
            for one in found.labels
        ],
        "added": [item_json(one) for one in found.added],
        "removed": [item_json(one) for one in found.removed],
        "changed": [
            {**item_json(one.item), "fields": [field_json(field) for field in one.fields]}
            for one in found.changed
        ],
        "unchanged": found.unchanged,
        "tests": compared.tests,
        "saved": compared.saved,
        "outcomes": [outcome_json(one) for one in compared.outcomes],
    }


def item_json(item: Item) -> dict[str, str]:
    """Return what something is called, as data."""
    return {"kind": item.kind, "id": item.id, "title": item.title, "marking": str(item.label)}


def field_json(field: FieldChange) -> dict[str, str | None]:
    """Return a field that says something else, as data."""
    return {
        "path": field.path,
        "name": field.name,
        "before": field.before,
        "after": field.after,
        "marking": str(field.label),
    }


def outcome_json(one: OutcomeChange) -> dict[str, Any]:
    """Return a case that comes out otherwise, as data."""
    return {
        "case": one.case,
        "title": one.title,
        "saved": one.is_saved,
        "entry": one.entry,
        "entry_title": one.entry_title,
        "before": one.before,
        "after": one.after,
        "rules": [dataclasses.asdict(rule) for rule in one.rules],
        "because": one.because,
        "marking": str(one.label),
    }
