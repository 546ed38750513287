"""What a release changed for one reader, as a command."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

import click

from advisor.clearance import OFFICIAL
from advisor.cli.catalogue_diff import field_json, item_json, outcome_json
from advisor.cli.context import Invocation, global_options, json_option, pass_invocation
from advisor.cli.output import heading, item, message, paragraph, print_json, title
from advisor.cli.saved import open_shelf
from advisor.cli.words import warn

if TYPE_CHECKING:
    from advisor.releases.outcome_changes import OutcomeChange
    from advisor.releases.reading_box import OpenedReading
    from advisor.releases.reading_changes import OwnChange, OwnChanges


@click.command()
@click.option("--dismiss", is_flag=True, help="Go on from this release: it is news no more.")
@json_option
@global_options
@pass_invocation
def changes(invocation: Invocation, *, dismiss: bool, as_json: bool) -> None:
    """Say what the release that is open changed for you since the one that you last used.

    It is about the entries that you read in the window, your favourites and your saved cases, and
    about nothing else. It can be read until you dismiss it, here or in the window.
    """
    from advisor.releases.own_reading import OwnReading  # noqa: PLC0415 - only here
    from advisor.releases.own_words import NO_NEWS, TITLE, say_news  # noqa: PLC0415

    cases = [kept.case for kept in open_shelf(invocation).all]
    reading = OwnReading(invocation.session, partial(_open, invocation))
    found = reading.look(cases)
    if found is not None:
        _record(invocation, found)
    if as_json:
        print_json(_to_json(found))
    elif found is None or not found.is_news:
        paragraph(NO_NEWS)
    else:
        warn(invocation.session)
        message(f"Marked {found.marking}.")
        title(TITLE)
        paragraph(say_news(found))
        _print(found)
    if dismiss and found is not None:
        reading.dismiss(None, cases)
        message("Dismissed. You are told what the next release changes.")


def _open(invocation: Invocation) -> OpenedReading:
    from advisor.releases.reading_box import (  # noqa: PLC0415 - only here
        open_plain_reading,
        open_sealed_reading,
    )

    reader, home = invocation.reader, invocation.places.home
    session = invocation.session
    if reader is None:
        return open_plain_reading(home)
    return open_sealed_reading(home, reader, session.keys, session.opening_keys)


def _record(invocation: Invocation, found: OwnChanges) -> None:
    """Record, as the site requires, that something of these entries is going to be printed."""
    for one in found.entries:
        if one.item.id in invocation.session.catalogue:
            invocation.read(one.item.id)


def _print(found: OwnChanges) -> None:
    if found.entries:
        heading(f"Entries: {len(found.entries)}")
    for one in found.entries:
        _print_entry(one)
    if found.outcomes:
        heading(f"Saved cases that come out otherwise: {found.cases}")
    for outcome in found.outcomes:
        _print_outcome(outcome)


def _print_entry(one: OwnChange) -> None:
    from advisor.releases.own_words import (  # noqa: PLC0415 - only here
        REMOVED,
        say_field,
        say_label,
        say_why,
    )

    marked = "" if one.marking == OFFICIAL else f", marked {one.marking}"
    item(f"{one.item.title} ({one.item.kind} {one.item.id}){marked}. {say_why(one)}.")
    if one.is_removed:
        item(REMOVED, indent=2)
    for name, before, after in (*map(say_label, one.labels), *map(say_field, one.fields)):
        _print_both(name, before, after)


def _print_outcome(one: OutcomeChange) -> None:
    from advisor.releases.own_words import say_outcome_change, say_rule  # noqa: PLC0415

    item(f"{one.title}. {say_outcome_change(one)}")
    for rule in one.rules:
        _print_both(*say_rule(rule))
    for reason in one.because[:3]:
        item(f"Now because: {reason}", indent=2)


def _print_both(name: str, before: str, after: str) -> None:
    item(name, indent=2)
    item(before, mark="before:", indent=4)
    item(after, mark="after: ", indent=4)


def _to_json(found: OwnChanges | None) -> dict[str, Any]:
    if found is None:
        return {"marking": str(OFFICIAL), "news": False, "entries": [], "outcomes": []}
    return {
        "marking": str(found.marking),
        "news": found.is_news,
        "before": found.before.release,
        "after": found.after.release,
        "entries": [_entry_json(one) for one in found.entries],
        "outcomes": [outcome_json(one) for one in found.outcomes],
    }


def _entry_json(one: OwnChange) -> dict[str, Any]:
    return {
        **item_json(one.item),
        "why": one.why,
        "removed": one.is_removed,
        "labels": [
            {
                "path": label.path,
                "name": label.name,
                "before": str(label.before),
                "after": str(label.after),
            }
            for label in one.labels
        ],
        "fields": [field_json(field) for field in one.fields],
    }
