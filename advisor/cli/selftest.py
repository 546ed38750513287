"""Whether this installation can be relied on."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import click

from advisor import resources
from advisor.advice import Answers
from advisor.catalogue.entry import Kind
from advisor.catalogue.trust import Trust
from advisor.cli.context import Invocation, global_options, pass_invocation
from advisor.cli.output import printable
from advisor.errors import AdvisorError
from advisor.policy import load_policy
from advisor.session import Session


@click.command()
@global_options
@pass_invocation
def selftest(invocation: Invocation) -> None:
    """Check this installation: its files, catalogue, search, rules, and urgent contacts."""
    failed = False
    for name, run in _CHECKS:
        try:
            answer = run(invocation)
        except AdvisorError as error:
            failed = True
            answer = f"FAILED: {error.message}"
            if error.hint:
                answer += f" {error.hint}"
        click.echo(printable(f"{name}: {answer}"))
    for role in _missing_contacts(invocation):
        click.echo(f"urgent contact missing: {role}; add it with: advisor local import FILE")
    if failed:
        raise click.exceptions.Exit(1)
    click.echo("selftest passed")


def _check_resources(invocation: Invocation) -> str:
    del invocation
    missing = [name for name in ("icons", "styles") if not resources.path(name).is_dir()]
    if missing:
        raise AdvisorError(f"missing: {', '.join(missing)}.")
    return "present"


def _check_catalogue(invocation: Invocation) -> str:
    session = invocation.installed
    release = session.catalogue.release
    for head in session.catalogue.heads:
        session.catalogue.entry(head.id)
    trust = session.trust_words
    trust += " (!)" if session.trust is Trust.DRAFT or session.release_error else ""
    return f"release {release.release}, {len(session.catalogue.heads)} entries, {trust}"


def _check_search(invocation: Invocation) -> str:
    session = invocation.installed
    for head in session.catalogue.of_kind(Kind.CAPABILITY):
        found = [item.head.id for item in session.search(head.title).found]
        if head.id not in found:
            raise AdvisorError(f"“{head.title}” is not found by its own name.")
    return "every capability is found by its name"


def _check_rules(invocation: Invocation) -> str:
    session = invocation.installed
    ruled = [head for head in session.catalogue.heads if session.can_check(head.id)]
    for head in ruled:
        advice = session.check(head.id, Answers())
        if not session.directory.resolve(advice.contacts, session.where):
            raise AdvisorError(f"“{head.title}” ends with nobody to ask.")
    capabilities = len(session.advisor.capabilities)
    others = len(ruled) - capabilities
    return f"{capabilities} capabilities and {others} others, each with somebody to ask"


def _check_local_contacts(invocation: Invocation) -> str:
    session = invocation.installed
    if session.contacts_error is not None:
        raise session.contacts_error
    return f"{len(session.directory.local)} added by this site"


def _check_policy(invocation: Invocation) -> str:
    policy = load_policy(invocation.places.site)
    if policy.faults:
        raise AdvisorError(f"{policy.faults[0]}", hint="See: advisor policy show")
    return f"settings made by this site: {len(policy.set_by_site)}"


def _check_places(invocation: Invocation) -> str:
    places = invocation.places
    return f"site {places.site}, home {places.home}"


def _missing_contacts(invocation: Invocation) -> Iterator[str]:
    try:
        session: Session = invocation.installed
    except AdvisorError:
        return
    yield from session.directory.missing_urgent()


_CHECKS: tuple[tuple[str, Callable[[Invocation], str]], ...] = (
    ("resources", _check_resources),
    ("catalogue", _check_catalogue),
    ("search", _check_search),
    ("access rules", _check_rules),
    ("local contacts", _check_local_contacts),
    ("policy", _check_policy),
    ("places", _check_places),
)
