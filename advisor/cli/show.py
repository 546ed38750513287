"""Finding entries and reading them."""

from __future__ import annotations

import click

from advisor.catalogue.entry import Kind
from advisor.cli.context import Invocation, global_options, json_option, pass_invocation
from advisor.cli.output import heading, item, message, paragraph, print_json
from advisor.cli.types import ThreatName
from advisor.cli.words import entry_json, print_entry, print_referral, warn
from advisor.search import MAX_CHARACTERS, Why
from advisor.search.entry_finder import Found, SearchPage
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
@click.option("--exact", is_flag=True, help="Take words as they are spelt.")
@click.option("--facets", is_flag=True, help="Count by kind, threat area and so on.")
@json_option
@global_options
@pass_invocation
def search(
    invocation: Invocation,
    query: tuple[str, ...],
    kind: str | None,
    threat: str | None,
    limit: int,
    exact: bool,
    facets: bool,
    as_json: bool,
) -> None:
    """Find entries by a problem in your own words."""
    session = invocation.session
    chosen = {"kind": kind, "threat": threat}
    page = session.search(
        " ".join(query),
        limit=limit,
        chosen={facet: frozenset({value}) for facet, value in chosen.items() if value},
        is_exact=exact,
    )
    for found in page.found:
        invocation.read(found.head.id)  # the passages that are printed are parts of them
    if page.results.cut:
        message(f"The search was cut at {MAX_CHARACTERS:,} characters.")
    if as_json:
        found_json = [_found_json(found, session) for found in page.found]
        print_json(_with_facets(found_json, page, session) if facets else found_json)
        return
    warn(session)
    for found in page.found:
        _print_found(found)
    _print_what_else(page)
    if facets:
        _print_facets(page, session)
    print_referral(session)


def _print_what_else(page: SearchPage) -> None:
    """Print what to try instead, where there is something, or where nothing was found."""
    if page.did_you_mean is not None:
        heading(f"Did you mean: {page.did_you_mean.query}")
    for scope in page.unknown:
        heading(f"{scope} names nothing here: it is words.")
    if page.wider is not None:
        limits = " ".join(page.wider.limits) or "--kind and --threat"
        heading(f"All that was found is left out by: {limits}")
        heading(f"Without that: {page.wider.query} ({page.wider.total})")
    elif not page.found:
        paragraph(
            "No entry has these words, or words spelt like them. Say it another way: fewer "
            "words; what happened, not what you want done."
        )


def _with_facets(
    found: list[dict[str, object]], page: SearchPage, session: Session
) -> dict[str, object]:
    """Return results with how many more there are by each value of each facet."""
    counts = session.facets.count(page.results.matched, page.chosen)
    return {
        "results": found,
        "total": page.results.total,
        "cut": page.results.cut,
        "facets": counts,
    }


def _print_facets(page: SearchPage, session: Session) -> None:
    counts = session.facets.count(page.results.matched, page.chosen)
    heading(f"{page.results.total} found")
    for facet in session.facets.all:
        if counts[facet.name]:
            said = (f"{facet.values[value]} {n}" for value, n in counts[facet.name].items())
            item(f"{facet.words} ({facet.name}:): {', '.join(said)}")


def _found_json(found: Found, session: Session) -> dict[str, object]:
    return {
        "id": found.head.id,
        "kind": found.head.kind.value,
        "title": found.head.title,
        "marking": str(found.marking),
        "score": round(found.result.score, 4),
        "why": [
            {
                "typed": why.typed,
                "found": why.found,
                "how": why.how,
                "field": why.field,
                "by_site": found.is_by_site(why),
            }
            for why in found.result.why
        ],
        "snippet": session.snippet(found.result),
    }


def _print_found(found: Found) -> None:
    heading(f"{found.head.title}  ({found.head.kind.value}, {found.marking})")
    paragraph(found.head.summary, indent=2)
    reasons = [_say_why(why, found.say_found(why)) for why in found.result.why]
    paragraph("; ".join(reasons), indent=2)
    paragraph(f"advisor show {found.head.id}", indent=2)


def _say_why(why: Why, found: str) -> str:
    """Return in words why a result was found."""
    if why.how == "spelling":
        return f"similar spelling: {why.typed} → {why.found}"
    return f"matched {why.typed}" if why.typed == why.found else f"matched {why.typed} → {found}"


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
