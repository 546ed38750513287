"""Publishing: keys, roots of trust, drafts, signatures, and what is wrong with a file."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from advisor.catalogue.wording import say_date
from advisor.cli.context import F, Invocation, global_options, json_option, pass_invocation
from advisor.cli.label_review import review_labels, review_options
from advisor.cli.meter import metered
from advisor.cli.output import item, message, paragraph, print_json, title
from advisor.cli.types import Day
from advisor.durable import write_file
from advisor.errors import AdvisorError, UsageError
from advisor.sealing.passphrase import read_passphrase

if TYPE_CHECKING:
    from advisor.releases.publishing import Verdict
    from advisor.signing.key import PublicKey, PublisherKey
    from advisor.signing.manifest import ReleaseFile
    from advisor.signing.root import Link, RootOfTrust

_FILE = click.Path(path_type=Path, dir_okay=False)


def _key_option(command: F) -> F:
    return click.option(
        "--key",
        "key_file",
        type=_FILE,
        required=True,
        help="The file of your publisher's key; its passphrase is asked for.",
    )(command)


# Keys


@click.group()
@global_options
def key() -> None:
    """A publisher's key, which signs releases and roots of trust."""


@key.command("create")
@click.argument("file", type=_FILE)
@click.option(
    "--holder",
    required=True,
    help="Whose key it is, as a role that others know. Everybody can read it.",
)
@json_option
@global_options
@pass_invocation
def create_key(invocation: Invocation, *, file: Path, holder: str, as_json: bool) -> None:
    """Make a key in FILE, protected by generated words, and FILE.pub for others.

    The words are printed once, on standard error, unless you bring a passphrase of your own in
    --passphrase-file. Keep FILE offline, on a medium of its own.
    """
    from advisor.sealing.passphrase import generate  # noqa: PLC0415
    from advisor.signing.key import MAX_HOLDER, is_holder  # noqa: PLC0415 - loads TUF
    from advisor.signing.key_file import create_key_file, public_path  # noqa: PLC0415

    if not is_holder(holder):
        raise UsageError(
            f"A holder is a role in plain letters, at most {MAX_HOLDER}.",
            hint='Write it as: --holder "Catalogue owner"',
        )
    brought = invocation.passphrase_file
    words = generate() if brought is None else read_passphrase(brought)
    made = create_key_file(file, holder, words)
    if brought is None:
        message("Passphrase, shown only now; learn it, or keep it locked away:", f"  {words}")
    message(f"For others: {public_path(file)}")
    _print_key(made, as_json=as_json)


@key.command("show")
@click.argument("file", type=_FILE)
@json_option
@global_options
def show_key(file: Path, as_json: bool) -> None:
    """Print whose key FILE or FILE.pub is, and its fingerprint; it takes no passphrase."""
    from advisor.signing.errors import NotAKeyError  # noqa: PLC0415 - loads TUF
    from advisor.signing.key import PublicKey  # noqa: PLC0415
    from advisor.signing.key_file import load_key_file, load_public_key  # noqa: PLC0415

    try:
        found = load_public_key(file)
    except NotAKeyError:
        found = PublicKey.parse(load_key_file(file).public)
    _print_key(found, as_json=as_json)


def _print_key(found: PublicKey, *, as_json: bool) -> None:
    if as_json:
        data = {"holder": found.holder, "key": found.text, "fingerprint": found.fingerprint}
        print_json(data)
        return
    title(found.holder)
    paragraph(found.text)
    _print_fingerprint(found.fingerprint)


def _print_fingerprint(words: str, of: str = "Fingerprint") -> None:
    from advisor.signing.fingerprint import in_groups  # noqa: PLC0415

    paragraph(f"{of}, to be compared over a telephone:")
    for group in in_groups(words):
        paragraph(group, indent=4)


# Roots of trust


@click.group()
@global_options
def root() -> None:
    """A root of trust: whose keys count, and how many of them a release takes."""


@root.command("create")
@click.argument("file", type=_FILE)
@click.option(
    "--key",
    "keys",
    type=_FILE,
    multiple=True,
    required=True,
    help="The public key of a publisher, FILE.pub; repeat it for each.",
)
@click.option("--threshold", type=int, default=2, show_default=True, help="How many have to sign.")
@click.option(
    "--expires",
    type=Day(),
    help="The last day on which a release may be imported with it (else in ten years).",
)
@click.option(
    "--after", type=_FILE, help="The root of trust that it replaces, whose keys have to sign too."
)
@global_options
def create_root(
    *, file: Path, keys: tuple[Path, ...], threshold: int, expires: date | None, after: Path | None
) -> None:
    """Make a root of trust in FILE that nobody has signed yet."""
    from advisor.releases.publishing import (  # noqa: PLC0415 - loads TUF
        USUAL_ROOT_DAYS,
        load_root,
        make_root,
    )
    from advisor.signing.key_file import load_public_key  # noqa: PLC0415

    _verify_new(file)
    made = make_root(
        tuple(map(load_public_key, keys)),
        threshold=threshold,
        expires_on=expires or _today() + timedelta(days=USUAL_ROOT_DAYS),
        after=load_root(after) if after else None,
    )
    write_file(file, made.to_bytes())
    _print_link(made.last, is_complete=made.is_complete)
    message(f"Each publisher signs it: advisor release root sign {file} --key KEY")


@root.command("sign")
@click.argument("file", type=_FILE)
@_key_option
@global_options
@pass_invocation
def sign_root(invocation: Invocation, file: Path, key_file: Path) -> None:
    """Sign a root of trust, in place, with one publisher's key.

    Compare its fingerprint with whoever made it first.
    """
    from advisor.releases.publishing import load_root  # noqa: PLC0415 - loads TUF

    found = load_root(file)
    signed = found.signed_with(_unlock(invocation, key_file))
    write_file(file, signed.to_bytes())
    _print_link(signed.last, is_complete=signed.is_complete)


@root.command("show")
@click.argument("file", type=_FILE)
@json_option
@global_options
def show_root(file: Path, as_json: bool) -> None:
    """Print whose keys count, who has signed, and the fingerprint of a root of trust."""
    from advisor.releases.publishing import load_root  # noqa: PLC0415 - loads TUF

    found = load_root(file)
    if as_json:
        print_json(_root_json(found))
    else:
        _print_link(found.last, is_complete=found.is_complete)


def _root_json(found: RootOfTrust) -> dict[str, Any]:
    link = found.last
    return {
        "version": link.version,
        "threshold": link.threshold,
        "expires": link.expires,
        "keys": [{"holder": one.holder, "key": one.text} for one in link.keys],
        "signed_by": [one.text for one in link.signed_by],
        "complete": found.is_complete,
        "fingerprint": link.fingerprint,
    }


def _print_link(link: Link, *, is_complete: bool) -> None:
    title(f"Root of trust {link.version}: {link.threshold} of {len(link.keys)} have to sign")
    signed = {one.raw for one in link.signed_by}
    for one in link.keys:
        item(f"{one.holder}: {'signed' if one.raw in signed else 'not signed yet'}")
    paragraph(f"It expires on {say_date(link.expires.date())}.")
    _print_fingerprint(link.fingerprint)
    paragraph("It is complete." if is_complete else "It lacks signatures.")


# Releases


@click.command()
@click.argument("built", type=_FILE)
@click.option("--root", "root_file", type=_FILE, required=True, help="The root of trust.")
@click.option("--output", type=_FILE, required=True, help="The release file to write.")
@click.option("--after", type=_FILE, help="The release before; the new one has a higher number.")
@click.option("--first", is_flag=True, help="There was no release before.")
@click.option("--issued", type=Day(), help="The day on which it is issued (else today).")
@click.option(
    "--expires", type=Day(), help="The last day on which it may be imported (else in a year)."
)
@click.option(
    "--rollback-floor",
    type=click.IntRange(min=0),
    default=0,
    help="The lowest release that a site may go back to from here on (else any).",
)
@review_options
@global_options
def create(
    *,
    built: Path,
    root_file: Path,
    output: Path,
    after: Path | None,
    first: bool,
    issued: date | None,
    expires: date | None,
    rollback_floor: int,
    **review: Any,
) -> None:
    """Make a draft of a release of BUILT, a built catalogue file, that nobody has signed yet.

    Its number is the one in the catalogue. Where parts are sealed, its labels are compared with
    those before; where any is lowered, it stops.
    """
    from advisor.catalogue.store import read_file  # noqa: PLC0415
    from advisor.releases.publishing import (  # noqa: PLC0415 - loads TUF
        USUAL_RELEASE_DAYS,
        create_release,
        load_root,
        read_draft,
    )

    _verify_before_is_said(after, is_first=first)
    _verify_new(output)
    day, data = issued or _today(), read_file(built)
    with metered() as progress:
        before = read_draft(after, progress) if after else None
    made = create_release(
        data,
        load_root(root_file),
        issued=day,
        expires_on=expires or day + timedelta(days=USUAL_RELEASE_DAYS),
        rollback_floor=rollback_floor,
        before=before.manifest.facts.release if before else None,
    )
    if before is not None:
        review_labels(before.catalogue, data, **review)
    _write_release(output, made)
    threshold, told = made.root.last.threshold, f"--after {after}" if after else "--first"
    message(
        f"Draft of release {made.manifest.facts.release} written to {output}.",
        f"{threshold} publishers sign it: advisor release sign {output} --key KEY {told}",
    )


@click.command()
@click.argument("file", type=_FILE)
@_key_option
@click.option("--after", type=_FILE, help="The release before, to compare labels with.")
@click.option("--first", is_flag=True, help="There was no release before.")
@review_options
@global_options
@pass_invocation
def sign(
    invocation: Invocation,
    /,
    *,
    file: Path,
    key_file: Path,
    after: Path | None,
    first: bool,
    **review: Any,
) -> None:
    """Sign a release, in place, with one publisher's key.

    Somebody else than who made the draft compares it with the release before. Where parts of
    either are sealed, labels are compared here again; where any is lowered, it stops.
    """
    from advisor.releases.publishing import (  # noqa: PLC0415 - loads TUF
        read_draft,
        sign_release,
        verify_follows,
    )

    _verify_before_is_said(after, is_first=first)
    with metered() as progress:
        draft = read_draft(file, progress)
        before = read_draft(after, progress) if after else None
    if before is not None:
        verify_follows(draft, before)
        review_labels(before.catalogue, draft.catalogue, **review)
    signed = sign_release(draft, _unlock(invocation, key_file))
    _write_release(file, signed)
    link = signed.root.last
    signers = signed.manifest.find_signers(link)
    left = link.threshold - len(signers)
    message(
        f"Signed by: {', '.join(one.holder for one in signers)}.",
        "It is complete." if left <= 0 else f"It takes {left} more.",
    )


@click.command()
@click.argument("file", type=_FILE)
@json_option
@global_options
@pass_invocation
def verify(invocation: Invocation, file: Path, as_json: bool) -> None:
    """Say what is right and what is wrong with a release file, and who signed it.

    Where this site trusts a publisher, it says whether the release is theirs.
    """
    from advisor.releases.publishing import judge_release  # noqa: PLC0415 - loads TUF
    from advisor.signing.opening import find_pinned  # noqa: PLC0415

    trusted = find_pinned(invocation.places.site)
    with metered() as progress:
        verdict = judge_release(file, datetime.now(UTC), trusted, progress)
    if as_json:
        print_json(_verdict_json(verdict))
    else:
        _print_verdict(verdict)
    if not verdict.is_right:
        raise AdvisorError("This release is not to be used.", hint="What is wrong is said above.")


def _verdict_json(verdict: Verdict) -> dict[str, Any]:
    facts = verdict.manifest.facts if verdict.manifest else None
    return {
        "right": verdict.is_right,
        "checks": [{"right": one.is_right, "text": one.text} for one in verdict.checks],
        "release": facts.release if facts else None,
        "issued": facts.issued if facts else None,
        "rollback_floor": facts.rollback_floor if facts else None,
        "signed_by": [{"holder": one.holder, "key": one.text} for one in verdict.signers],
        "missing": verdict.missing,
        "fingerprint": verdict.root.fingerprint if verdict.root else None,
        "content": verdict.manifest.fingerprint if verdict.manifest else None,
    }


def _print_verdict(verdict: Verdict) -> None:
    if verdict.manifest is not None:
        facts = verdict.manifest.facts
        title(f"Release {facts.release}, issued on {say_date(facts.issued)}")
    for one in verdict.checks:
        item(one.text, mark="[right]" if one.is_right else "[WRONG]")
    if verdict.signers:
        paragraph(f"Signed by: {', '.join(one.holder for one in verdict.signers)}.")
    if verdict.manifest is not None and verdict.manifest.facts.rollback_floor:
        floor = verdict.manifest.facts.rollback_floor
        paragraph(f"Sites may go back to release {floor}, and no further.")
    if verdict.manifest is not None:
        _print_fingerprint(verdict.manifest.fingerprint, "Its fingerprint, for all signers")
    if verdict.root is not None:
        _print_fingerprint(verdict.root.fingerprint, "The fingerprint of its root of trust")


def _unlock(invocation: Invocation, path: Path) -> PublisherKey:
    """Open a publisher's key with a passphrase from a file, else from the terminal."""
    from advisor.sealing.hardening import keep_memory_private  # noqa: PLC0415 - only with keys
    from advisor.sealing.slowing import Slowing  # noqa: PLC0415
    from advisor.signing.key_file import load_key_file, unlock_key_file  # noqa: PLC0415

    keep_memory_private()
    identity = load_key_file(path).identity
    if invocation.passphrase_file is not None:
        passphrase = read_passphrase(invocation.passphrase_file)
    else:
        passphrase = click.prompt("Passphrase", hide_input=True, err=True, prompt_suffix=": ")
    slowing = Slowing(invocation.places.home)
    slowing.begin_try(identity, datetime.now(UTC))
    found = unlock_key_file(path, passphrase)
    slowing.forget(identity)
    return found


def _write_release(path: Path, file: ReleaseFile) -> None:
    with metered() as progress:
        write_file(path, file.to_bytes(), tell=partial(progress, "Writing the release"))


def _verify_before_is_said(after: Path | None, *, is_first: bool) -> None:
    """Have somebody say either which release was before, or that there was none."""
    if (after is None) != is_first:
        raise UsageError(
            "Say which release was before.",
            hint="Give either --after FILE, or --first if there is none.",
        )


def _verify_new(path: Path) -> None:
    if path.exists():
        raise AdvisorError(f"“{path}” is there already.", hint="Name a new file.")


def _today() -> date:
    return datetime.now(UTC).date()
