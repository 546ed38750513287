"""Finding entries and reading them."""

from __future__ import annotations

import click

from advisor.catalogue.entry import Kind
from advisor.cli.context import Invocation, global_options, json_option, pass_invocation
from advisor.cli.output import heading, message, paragraph, print_json
from advisor.cli.types import ThreatName
from advisor.cli.words import entry_json, print_entry, print_referral, warn
from advisor.search import MAX_CHARACTERS, Why
from advisor.search.entry_finder import Found
from advisor.session import Session


@click.command()
@click.argument("query", nargs=-1, required=True)
@click.option("--kind", type=click.Choice([kind.value for kind in Kind]), help="Only this kind.")
@click.option("--threat", type=ThreatName(), help="Only this threat area, such as firearms.")
@click.option(
    "--limit",
    type=click.IntRange(1, 500),
    default=20,
    show_default=True,
    help="At most so many.",
)
@json_option
@global_options
@pass_invocation
def search(
    invocation: Invocation,
    query: tuple[str, ...],
    kind: str | None,
    threat: str | None,
    limit: int,
    as_json: bool,
) -> None:
    """Find entries by a problem in your own words."""
    session = invocation.session
    page = session.search(" ".join(query), kind=kind, threat=threat, limit=limit)
    for found in page.found:
        invocation.read(found.head.id)  # the passages that are printed are parts of them
    if as_json:
        print_json([_found_json(found, session) for found in page.found])
        return
    warn(session)
    if page.results.cut:
        message(f"The search was cut at {MAX_CHARACTERS:,} characters.")
    for found in page.found:
        _print_found(found)
    if not page.found:
        paragraph(
            "No entry has these words, or words spelt like them. Say it another way: fewer "
            "words; what happened, not what you want done."
        )
    print_referral(session)


def _found_json(found: Found, session: Session) -> dict[str, object]:
    return {
        "id": found.head.id,
        "kind": found.head.kind.value,
        "title": found.head.title,
        "marking": str(found.marking),
        "score": round(found.result.score, 4),
        "why": [
            {"typed": why.typed, "found": why.found, "how": why.how, "field": why.field}
            for why in found.result.why
        ],
        "snippet": session.snippet(found.result),
    }


def _print_found(found: Found) -> None:
    heading(f"{found.head.title}  ({found.head.kind.value}, {found.marking})")
    paragraph(found.head.summary, indent=2)
    paragraph("; ".join(_say_why(why) for why in found.result.why), indent=2)
    paragraph(f"advisor show {found.head.id}", indent=2)


def _say_why(why: Why) -> str:
    """Return in words why a result was found."""
    if why.how == "spelling":
        return f"similar spelling: {why.typed} → {why.found}"
    return (
        f"matched {why.typed}" if why.typed == why.found else f"matched {why.typed} → {why.found}"
    )


@click.command()
@click.argument("entry_id", metavar="ID")
@json_option
@global_options
@pass_invocation
def show(invocation: Invocation, entry_id: str, as_json: bool) -> None:
    """Print a whole entry: how to get it, law, contacts, sources."""
    session = invocation.session
    entry = invocation.read(entry_id)
    if as_json:
        print_json(entry_json(entry, session))
        return
    warn(session)
    print_entry(entry, session)
    print_referral(session)
