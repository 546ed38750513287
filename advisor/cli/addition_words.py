"""How additions of a site, and what has to be looked at of them, are printed."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import click

from advisor.additions.addition import Addition, WordGroup, subject_of
from advisor.additions.conflicts import Conflict
from advisor.catalogue.wording import say_date
from advisor.clearance import Label
from advisor.cli.output import heading, item, paragraph


def addition_json(addition: Addition, label: Label) -> dict[str, Any]:
    """Return an addition as data."""
    if isinstance(addition, WordGroup):
        return _words_json(addition, label)
    line = getattr(addition, "line", None)
    return {
        "type": type(addition).__name__.casefold(),
        "id": addition.id,
        "entry": addition.entry,
        "marking": str(label),
        "text": addition.text,
        "was": line.text if line else None,
        "why": getattr(addition, "why", None),
        "by": addition.by,
        "added_on": addition.added_on,
        "review_on": addition.review_on,
    }


def _words_json(group: WordGroup, label: Label) -> dict[str, Any]:
    return {
        "type": "words",
        "id": group.id,
        "entry": None,
        "marking": str(label),
        "text": group.text,
        "was": None,
        "why": None,
        "by": group.by,
        "added_on": group.added_on,
        "review_on": group.review_on,
        "says": group.says,
        "means": group.means,
    }


def conflict_json(conflict: Conflict) -> dict[str, Any]:
    """Return what has to be looked at as data, with both texts."""
    return {
        **addition_json(conflict.addition, conflict.label),
        "reason": conflict.reason.value,
        "before": conflict.before,
        "after": conflict.after,
    }


def print_addition(addition: Addition) -> None:
    """Print what an addition says, and the national line that it corrects, if it does."""
    line = getattr(addition, "line", None)
    if line is not None:
        paragraph(f"Nationally: {line.text}", indent=3)
    paragraph(f"At your site: {addition.text}", indent=3)
    due = f" Look at it again by {say_date(addition.review_on)}." if addition.review_on else ""
    paragraph(f"{addition.by}, {say_date(addition.added_on)}.{due}", indent=3)


def print_conflicts(found: Sequence[Conflict], title: str) -> None:
    """Print what has to be looked at, with both texts, and what to do about it."""
    if found:
        heading(title)
    for conflict in found:
        item(f"{conflict.addition.id}  {subject_of(conflict.addition)}: {conflict.reason}.")
        print_addition(conflict.addition)
        for line in conflict.before:
            paragraph(f"Was: {line.text}", indent=3)
        for line in conflict.after:
            paragraph(f"Now: {line.text}", indent=3)
    if found:
        click.echo()
        paragraph("It still holds: advisor local keep ID. It does not: advisor local remove ID.")
    if any(isinstance(conflict.addition, WordGroup) for conflict in found):
        paragraph("Words that stand for something else now: advisor local words --change ID.")
