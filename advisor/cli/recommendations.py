"""What the inspection asked for, and what this product does about it."""

from __future__ import annotations

from typing import Any

import click

from advisor.catalogue.recommendations import TITLE, Asked, recommendations
from advisor.catalogue.wording import labelled_lines
from advisor.clearance import OFFICIAL
from advisor.cli.context import Invocation, global_options, json_option, pass_invocation
from advisor.cli.output import heading, item, paragraph, print_json, title
from advisor.cli.words import say_source, warn
from advisor.session import Session


@click.command("recommendations")
@json_option
@global_options
@pass_invocation
def recommendations_command(invocation: Invocation, as_json: bool) -> None:
    """Print the inspection's recommendations, and what this product does about each."""
    session = invocation.session
    found = recommendations(session.catalogue)
    for one in found:
        invocation.read(one.entry.id)
    if as_json:
        print_json(recommendations_json(session))
        return
    warn(session)
    title(f"{TITLE}: {len(found)}")
    for one in found:
        _print(one, session)


def recommendations_json(session: Session) -> list[dict[str, Any]]:
    """Return the recommendations as ``recommendations --json`` prints them."""
    return [
        {
            "entry": one.entry.id,
            "title": one.title,
            "marking": str(one.label),
            "number": one.recommendation.number,
            "addressee": one.recommendation.addressee,
            "due": one.recommendation.due,
            "asked": one.recommendation.asked,
            "outcome": one.recommendation.outcome,
            "helps": one.recommendation.helps,
            "not_yet": one.recommendation.not_yet,
            "unconfirmed": one.entry.find("unconfirmed") or (),
            "sources": [citation.source for citation in one.entry.citations],
        }
        for one in recommendations(session.catalogue)
    ]


def _print(one: Asked, session: Session) -> None:
    heading(one.title if one.label == OFFICIAL else f"{one.title}  ({one.label})")
    for label, text in labelled_lines(one.recommendation):
        item(f"{label}: {text}" if label else text)
    for text in one.entry.find("unconfirmed") or ():
        item(f"Not confirmed: {text}")
    for citation in one.entry.citations:
        paragraph(f"Source: {say_source(citation.source, session)}", indent=2)
    paragraph(f"advisor show {one.entry.id}", indent=2)
