"""Releases at a site: looking at one, importing it, going back, and what was done when."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from advisor.catalogue.wording import say_date
from advisor.cli.addition_words import conflict_json, print_conflicts
from advisor.cli.catalogue_diff import compared_json, print_compared
from advisor.cli.context import Invocation, global_options, json_option, pass_invocation
from advisor.cli.interrupting import heard_at_steps
from advisor.cli.meter import metered
from advisor.cli.output import item, message, paragraph, print_json, title
from advisor.cli.publishing import create, key, root, sign, verify
from advisor.cli.saved import open_shelf
from advisor.errors import AdvisorError, SignInRequiredError, UsageError

if TYPE_CHECKING:
    from advisor.additions.conflicts import Conflict
    from advisor.catalogue.progress import Progress
    from advisor.catalogue.section import Section
    from advisor.releases.comparing import Compared
    from advisor.releases.importing import ImportWork, Preview
    from advisor.signing.opening import SignedRelease

_FILE = click.Path(path_type=Path, dir_okay=False)
_trust_option = click.option(
    "--trust",
    metavar="FINGERPRINT",
    help="The publisher's root of trust that this site is to trust, once you have compared it.",
)


@click.group()
@global_options
def release() -> None:
    """Signed releases of the catalogue: publishing one, and importing it at a site."""


for _command in (key, root, create, sign, verify):
    release.add_command(_command)


@release.command()
@click.argument("file", type=_FILE)
@_trust_option
@json_option
@global_options
@pass_invocation
def preview(invocation: Invocation, *, file: Path, trust: str | None, as_json: bool) -> None:
    """Say what a release is, who signed it and what differs from what is open.

    Nothing is changed. You see what you may read: with --identity also above OFFICIAL.
    """
    from advisor.releases.importing import preview_release  # noqa: PLC0415 - loads TUF
    from advisor.releases.local_conflicts import find_local_conflicts  # noqa: PLC0415

    with metered() as progress:
        found = preview_release(file, _work(invocation, trust, progress))
        compared = _compare(invocation, found, progress)
    local: tuple[Conflict, ...] = ()
    if compared is not None:  # or the site requires to sign in, at OFFICIAL too
        local = find_local_conflicts(invocation.places.site, found.before, found.official)
    if as_json:
        differences = compared_json(compared) if compared else None
        about = {
            "differences": differences,
            "local_conflicts": [conflict_json(one) for one in local],
        }
        print_json({**_preview_json(found), **about})
        return
    _print_release(found.release)
    paragraph(_say_age(found))
    paragraph(f"Entries at OFFICIAL: {_say_entries(found)}.")
    if found.is_first_trust:
        paragraph("This site would trust its publisher from now on.")
    _warn(found)
    if compared is not None:
        message(f"Marked {compared.marking}.")
        click.echo()
        print_compared(compared)
    print_conflicts(local, "What your site adds that has to be looked at with it")
    message(f"Nothing was changed. To import it: advisor release apply {file}")


@release.command("apply")
@click.argument("file", type=_FILE)
@_trust_option
@json_option
@global_options
@pass_invocation
def apply_command(invocation: Invocation, *, file: Path, trust: str | None, as_json: bool) -> None:
    """Import a release, whole or not at all. Everybody reads it when they next start.

    What was granted at your site stays granted. It is recorded for your auditor.
    """
    from advisor.releases.importing import apply_release  # noqa: PLC0415 - loads TUF
    from advisor.releases.local_conflicts import read_base  # noqa: PLC0415

    before = read_base(invocation.places.site)
    with heard_at_steps() as heard:
        with metered() as progress:
            found = apply_release(file, _work(invocation, trust, heard(progress)))
        local = _find_new_conflicts(invocation.places.site, before, found)
        if as_json:
            told = [conflict_json(one) for one in local]
            print_json({**_release_json(found), "local_conflicts": told})
            return
        _print_release(found)
        print_conflicts(local, "What your site adds that has to be looked at now")
        _say_open(found)


@release.command()
@json_option
@global_options
@pass_invocation
def history(invocation: Invocation, as_json: bool) -> None:
    """Print which releases were imported at your site, when and by which account."""
    from advisor.releases.history import read_history  # noqa: PLC0415 - loads TUF

    found = read_history(invocation.places)
    if as_json:
        print_json({"open": found.current, "kept": found.kept, "history": found.done})
        return
    title("Releases at your site")
    for done in found.done:
        why = f": {done.reason}" if done.reason else ""
        item(f"{done.at:%Y-%m-%d %H:%M} UTC  {done.deed} of release {done.release}, by "
             f"{done.account}{why}")  # fmt: skip
    if found.current is None:
        paragraph("None was ever imported. The catalogue that came with the application is open.")
        return
    paragraph(f"Open: release {found.current}. Kept: {', '.join(map(str, found.kept))}.")


@release.command()
@click.argument("number", type=click.IntRange(min=1))
@click.option(
    "--reason", required=True, help="Why, on one line; everybody at the site can read it."
)
@global_options
@pass_invocation
def rollback(invocation: Invocation, number: int, reason: str) -> None:
    """Go back to release NUMBER, if it is kept and its publisher allows it.

    It is recorded, with your reason. What a release brought that a later one took back counts
    again, so go back only while the later one does harm.
    """
    from advisor.releases.importing import roll_back  # noqa: PLC0415 - loads TUF

    with heard_at_steps() as heard:
        with metered() as progress:
            found = roll_back(number, reason, _work(invocation, None, heard(progress)))
        _print_release(found)
        _say_open(found)


def _compare(invocation: Invocation, found: Preview, progress: Progress) -> Compared | None:
    """Compare a release with what is open, as this reader may; ``None`` where they may not."""
    from advisor.catalogue_file import CatalogueFile  # noqa: PLC0415
    from advisor.releases.comparing import Side, compare  # noqa: PLC0415 - readers never compare

    try:
        before = invocation.session
        then = CatalogueFile.of_release(found.release, official=found.official)
        after = invocation.open_file(then)
    except SignInRequiredError as error:
        message("What differs is for those who sign in.", error.hint or "")
        return None
    saved = [kept.case for kept in open_shelf(invocation).all]
    return compare(Side.of(before), Side.of(after), saved, progress)


def _find_new_conflicts(
    site: Path, before: Section | None, imported: SignedRelease
) -> tuple[Conflict, ...]:
    """Return what of the site's additions has to be looked at; the import has happened already."""
    from advisor.releases.local_conflicts import find_new_conflicts  # noqa: PLC0415

    try:
        return find_new_conflicts(site, before, imported)
    except AdvisorError as error:
        message("What your site adds was not looked at.", error.message, error.hint or "")
        return ()


def _work(invocation: Invocation, trust: str | None, progress: Progress) -> ImportWork:
    from advisor.journal import Journal, name_reader  # noqa: PLC0415 - loads age
    from advisor.releases.importing import ImportWork  # noqa: PLC0415 - loads TUF
    from advisor.signing.fingerprint import is_fingerprint  # noqa: PLC0415

    if trust is not None and not is_fingerprint(trust):
        raise UsageError(
            "That is not a fingerprint: it has twelve words.",
            hint="Write them with spaces in quotes, or with hyphens: --trust word-word-…",
        )
    places = invocation.places
    journal = Journal.open(places, name_reader())
    return ImportWork(places, journal, datetime.now(UTC), trust, progress)


def _print_release(found: SignedRelease) -> None:
    title(f"Release {found.number}, issued on {say_date(found.issued)}")
    names = ", ".join(key.holder for key in found.signers)
    paragraph(
        f"Signed by {len(found.signers)} of {found.keys}: {names}. It takes {found.threshold}."
    )
    paragraph(f"It may be imported until {say_date(found.expires.date())}, and read after that.")


def _say_open(found: SignedRelease) -> None:
    message(f"Release {found.number} is open now. Whoever is at work sees it when they restart.")


def _say_age(found: Preview) -> str:
    if found.current is None:
        return "Your site has imported no release yet."
    steps = found.release.number - found.current
    if steps == 0:
        return f"It is the release that is open, {found.current}."
    return f"Open is release {found.current}; this one is {steps} higher."


def _say_entries(found: Preview) -> str:
    new = len(found.official.heads)
    return f"{new}" if found.before is None else f"{len(found.before.heads)} now, {new} with it"


def _warn(found: Preview) -> None:
    if found.is_clock_behind:
        message("This computer's clock is behind. The site's policy lets you import all the same.")
    if found.is_state_damaged:
        message("What this site keeps of its releases is not as it was left. Tell your auditor.")


def _release_json(found: SignedRelease) -> dict[str, Any]:
    return {
        "release": found.number,
        "issued": found.issued,
        "expires": found.expires,
        "signed_by": [{"holder": key.holder, "key": key.text} for key in found.signers],
        "keys": found.keys,
        "threshold": found.threshold,
    }


def _preview_json(found: Preview) -> dict[str, Any]:
    return {
        **_release_json(found.release),
        "open": found.current,
        "entries": _count(found.official),
        "entries_now": _count(found.before),
        "fingerprint": found.root.fingerprint,
        "first_trust": found.is_first_trust,
        "clock_behind": found.is_clock_behind,
        "state_damaged": found.is_state_damaged,
    }


def _count(section: Section | None) -> int | None:
    return None if section is None else len(section.heads)
