"""What a site adds to the catalogue: contacts, notes on entries, corrections of lines, words."""

from __future__ import annotations

import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import click

from advisor.additions.addition import subject_of
from advisor.catalogue.local import (
    LocalContact,
    contacts_path,
    load_contacts,
    merge,
    read_contacts,
    save_contacts,
    to_csv,
)
from advisor.catalogue.roles import ROLES
from advisor.clearance import OFFICIAL, Label
from advisor.cli.addition_words import (
    addition_json,
    conflict_json,
    print_addition,
    print_conflicts,
)
from advisor.cli.context import Invocation, global_options, json_option, pass_invocation
from advisor.cli.office import open_own_office
from advisor.cli.output import heading, item, message, paragraph, print_json
from advisor.cli.types import Day, Marking
from advisor.cli.words import warn
from advisor.durable import write_file
from advisor.errors import AdvisorError, UsageError

if TYPE_CHECKING:
    from advisor.additions.addition import Addition, WordGroup
    from advisor.additions.conflicts import Conflict
    from advisor.catalogue.catalogue import Catalogue
    from advisor.catalogue.own_lines import OwnLine
    from advisor.people.office import Office
    from advisor.people.site_key_replacing import Renewed
    from advisor.session import Session

_FILE: Final = click.Path(path_type=Path, dir_okay=False)
_KINDS: Final = ("contacts", "notes", "corrections", "words", "conflicts")


@click.group()
@global_options
def local() -> None:
    """What your site adds: contacts, notes, corrections, words, apart from the catalogue."""


@local.command("list")
@click.option("--what", type=click.Choice(_KINDS), help="Only these (with --json: contacts).")
@json_option
@global_options
@pass_invocation
def list_local(invocation: Invocation, what: str | None, as_json: bool) -> None:
    """List what your site adds, what has to be looked at, and which urgent contacts are missing."""
    session = invocation.session
    if as_json:
        print_json(_to_json(session, what or "contacts"))
        return
    warn(session)
    for problem in session.additions_problems:
        message(problem.message, problem.hint or "")
    if what in {None, "contacts"}:
        _print_contacts(session)
    if what in {None, "notes", "corrections", "words"}:
        _print_additions(session, what)
    if what in {None, "conflicts"}:
        print_conflicts(_find_conflicts(session), "To look at again")


def _to_json(session: Session, what: str) -> object:
    if what == "contacts":
        return session.directory.local
    if what == "conflicts":
        return [conflict_json(one) for one in _find_conflicts(session)]
    return [addition_json(one, label) for one, label in _listed(session, what)]


def _listed(session: Session, what: str | None = None) -> tuple[tuple[Addition, Label], ...]:
    """Return the site's additions that this reader may see, each with its label."""
    found = session.joined.listed if session.joined else ()
    wanted = {"notes": "Note", "corrections": "Correction", "words": "WordGroup"}.get(what or "")
    return tuple(one for one in found if wanted in {None, type(one[0]).__name__})


def _find_conflicts(session: Session) -> tuple[Conflict, ...]:
    from advisor.additions.conflicts import find_conflicts  # noqa: PLC0415 - only here

    return find_conflicts(session.catalogue, _listed(session))


def _print_contacts(session: Session) -> None:
    for contact in session.directory.local:
        _print_local(contact)
    if not session.directory.local:
        paragraph("Your site has added no contacts.")
    missing = session.directory.missing_urgent()
    if missing:
        heading("Urgent contacts still missing")
        for role in missing:
            item(role)
        click.echo()
        paragraph(
            "Start a list with: advisor local export FILE. "
            "Fill it in, then: advisor local import FILE."
        )


def _print_local(contact: LocalContact) -> None:
    reach = ", ".join(filter(None, (contact.telephone, contact.email)))
    place = contact.force or contact.region or "everywhere"
    item(f"{ROLES[contact.role]}: {contact.name}, {reach} ({place})")


def _print_additions(session: Session, what: str | None) -> None:
    found = _listed(session, what)
    if found:
        heading("Notes, corrections and words")
    for addition, label in found:
        item(f"{addition.id}  {subject_of(addition)}  ({label})")
        print_addition(addition)
    if not found and what is not None:
        paragraph(f"Your site has added no {what}.")


@local.command("import")
@click.argument("file", type=_FILE)
@click.option("--replace", is_flag=True, help="Take out every contact that the file does not name.")
@global_options
@pass_invocation
def import_local(invocation: Invocation, file: Path, replace: bool) -> None:
    """Add what a CSV file holds, or put it in place of its like: contacts, or the rest.

    With an administrator's identity they are signed; all but contacts always are.
    """
    if _holds_additions(file):
        _import_additions(invocation, file)
        return
    site, place = invocation.places.site, invocation.session.plain_directory.place
    new = read_contacts(file, place)
    if invocation.identity is not None:
        from advisor.people.site_additions import sign_contacts  # noqa: PLC0415 - loads age

        office = open_own_office(invocation)
        sign_contacts(office, invocation.session.catalogue, new, replace=replace)
        message(f"Local contacts read and signed: {len(new)}.")
        return
    old = () if replace else load_contacts(site, place)
    merged = merge(old, new)
    save_contacts(site, merged)
    message(f"Local contacts read: {len(new)}. Kept now: {len(merged)}, in {contacts_path(site)}.")


def _holds_additions(file: Path) -> bool:
    """Tell whether a file's first line is that of notes, corrections and words."""
    try:
        with file.open("rb") as stream:
            first = stream.readline(1000).decode("utf-8", "replace")
    except OSError:
        return False  # which whoever reads it says
    return "type" in [name.strip('\ufeff \r\n"').casefold() for name in first.split(",")]


def _import_additions(invocation: Invocation, file: Path) -> None:
    from advisor.additions.table import read_additions  # noqa: PLC0415 - only here
    from advisor.additions.words import KnownWords  # noqa: PLC0415
    from advisor.people.site_additions import (  # noqa: PLC0415
        add_additions,
        look_at_additions,
    )

    office = open_own_office(invocation)
    catalogue = invocation.session.catalogue
    known = KnownWords(catalogue, look_at_additions(office).listed)
    found = read_additions(file, office.today, known)
    add_additions(office, catalogue, found)
    message(f"Notes, corrections and words added: {len(found)}.")


@local.command("export")
@click.argument("file", type=_FILE)
@click.option(
    "--what",
    type=click.Choice(("contacts", "additions")),
    default="contacts",
    help="Contacts (else), or notes, corrections and words.",
)
@click.option(
    "--label", type=Marking(), default=str(OFFICIAL), help="Of additions, those of this marking."
)
@global_options
@pass_invocation
def export_local(invocation: Invocation, file: Path, what: str, label: Label) -> None:
    """Write what your site adds to a CSV file, also to start a list from."""
    session = invocation.session
    if what == "additions":
        _export_additions(invocation, file, label)
        return
    found = load_contacts(session.places.site, session.plain_directory.place)
    merged = merge(found, session.joined.contacts if session.joined else ())
    write_file(file, to_csv(merged))
    message(f"Local contacts written: {len(merged)}, to {file}.")


def _export_additions(invocation: Invocation, file: Path, label: Label) -> None:
    from advisor.additions.table import additions_to_csv  # noqa: PLC0415 - only here

    session = invocation.session
    if not session.policy.allows_exporting(label):
        raise AdvisorError(
            f"Your site's policy lets nothing at {label} be written to a file.",
            hint="It allows what “advisor policy show” says under export_up_to.",
        )
    found = [one for one in _listed(session) if one[1] == label]
    for subject in dict.fromkeys(subject_of(addition) for addition, _ in found):
        if subject in session.catalogue:
            invocation.export(subject, label, f"additions to {file.name}")
        else:
            invocation.export_of(subject, label, f"additions to {file.name}")
    write_file(file, additions_to_csv(found), private=label != OFFICIAL)
    message(f"Notes, corrections and words written: {len(found)}, at {label}, to {file}.")


@local.command("add")
@click.argument("entry_id", metavar="ENTRY")
@click.option("--text", required=True, help="What holds at your site.")
@click.option("--by", required=True, help="Who says so, in role words, such as “duty manager”.")
@click.option("--line", help="The line that it corrects, as “advisor slip ENTRY” calls it.")
@click.option("--why", default="", help="Why the line does not hold at your site.")
@click.option("--review-on", type=Day(), help="By when somebody is to look at it again.")
@click.option("--label", type=Marking(), help="Its marking (else that of what it stands on).")
@global_options
@pass_invocation
def add(
    invocation: Invocation,
    *,
    entry_id: str,
    text: str,
    by: str,
    line: str | None,
    why: str,
    review_on: datetime.date | None,
    label: Label | None,
) -> None:
    """Add a note to an entry; with --line, a correction of that line."""
    from advisor.additions.addition import Correction, Note, new_addition_id  # noqa: PLC0415
    from advisor.people.site_additions import add_additions  # noqa: PLC0415

    office = open_own_office(invocation)
    entry = invocation.read(entry_id)
    known: dict[str, Any] = {
        "id": new_addition_id(),
        "entry": entry.id,
        "text": text.strip(),
        "by": by.strip(),
    }
    known |= {"added_on": office.today, "review_on": review_on}
    if line is None:
        if why:
            raise UsageError("A note needs no reason.", hint="Name the line with --line.")
        addition: Addition = Note(**known)
        own = entry.label
    else:
        wanted, own = _find_line(invocation.session, entry_id, line)
        addition = Correction(**known, line=wanted, why=why.strip())
    add_additions(office, invocation.session.catalogue, [(addition, label or own)])
    message(f"Added to {entry.id}, at {label or own}: {addition.id}.")


@local.command("words")
@click.option("--says", multiple=True, required=True, help="What people type; may be repeated.")
@click.option(
    "--means", multiple=True, required=True, help="What the catalogue calls it, likewise."
)
@click.option("--by", required=True, help="Who says so, in role words, such as “duty manager”.")
@click.option("--review-on", type=Day(), help="By when somebody is to look at it again.")
@click.option("--label", type=Marking(), help="Its marking (else OFFICIAL).")
@click.option("--change", metavar="ID", help="Put it in the place of this one, at its marking.")
@global_options
@pass_invocation
def words(
    invocation: Invocation,
    *,
    says: tuple[str, ...],
    means: tuple[str, ...],
    by: str,
    review_on: datetime.date | None,
    label: Label | None,
    change: str | None,
) -> None:
    """Add words that people here type, and what the catalogue calls it: search then knows them."""
    from advisor.additions.addition import (  # noqa: PLC0415
        WordGroup,
        new_addition_id,
        split_words,
    )
    from advisor.people.site_additions import add_additions  # noqa: PLC0415 - loads age

    if change is not None and label is not None:
        raise UsageError(
            "The marking of words stays as it is when they are changed.",
            hint="Take them out with: advisor local remove ID. Then add them at the other marking.",
        )
    office = open_own_office(invocation)
    before = _find_words(office, change) if change is not None else None
    group = WordGroup(
        id=before[0].id if before else new_addition_id(),
        says=split_words("\n".join(says)),
        means=split_words("\n".join(means)),
        by=by.strip(),
        added_on=office.today,
        review_on=review_on,
    )
    marked, catalogue = before[1] if before else label or OFFICIAL, invocation.session.catalogue
    add_additions(office, catalogue, [(group, marked)])
    _warn_of_nothing(catalogue, group, marked)
    message(f"{'Changed' if before else 'Added'}, at {marked}: {group.id}.")


def _find_words(office: Office, addition_id: str) -> tuple[Addition, Label]:
    """Return the group of words of an id, with its label.

    Raises:
        NoSuchAdditionError: There is none that this administrator may see.
    """
    from advisor.additions.addition import WordGroup  # noqa: PLC0415
    from advisor.additions.errors import NoSuchAdditionError  # noqa: PLC0415
    from advisor.people.site_additions import look_at_additions  # noqa: PLC0415 - loads age

    found, label = look_at_additions(office).find(addition_id)
    if not isinstance(found, WordGroup):
        raise NoSuchAdditionError(addition_id)
    return found, label


def _warn_of_nothing(catalogue: Catalogue, group: WordGroup, label: Label) -> None:
    from advisor.additions.words import Standing  # noqa: PLC0415 - only here

    if not Standing(catalogue).has_any(group, label):
        message(
            f"Nothing at {label} has the words that it stands for, so it finds nothing yet.",
            "Give a word or phrase as an entry has it: advisor local words --change ID",
        )


def _find_line(session: Session, entry_id: str, key: str) -> tuple[OwnLine, Label]:
    """Return the line of an entry that is called so, and the least label that has all of it.

    Raises:
        UsageError: There is none, or it is not the entry's own words.
    """
    from advisor.catalogue.own_lines import OwnLine, own_lines  # noqa: PLC0415 - only here
    from advisor.slips import entry_lines, find_line  # noqa: PLC0415

    entry = session.catalogue.entry(entry_id)
    found = find_line(entry_lines(session, entry), key)
    line = OwnLine(found.part, found.heading, found.text)
    label = found.label.join(entry.label)
    if line not in own_lines(entry, label):
        raise UsageError(
            "This line is not the entry's own, so it cannot be corrected here.",
            hint="Correct the entry that it names. Whom to ring: advisor local import",
        )
    return line, label


@local.command("remove")
@click.argument("addition_id", metavar="ID")
@global_options
@pass_invocation
def remove(invocation: Invocation, addition_id: str) -> None:
    """Take a note, a correction or a group of words out."""
    from advisor.people.site_additions import remove_addition  # noqa: PLC0415 - loads age

    office = open_own_office(invocation)
    gone = remove_addition(office, invocation.session.catalogue, addition_id)
    message(f"Taken out, from {subject_of(gone)}: {gone.id}.")


@local.command("keep")
@click.argument("addition_id", metavar="ID")
@click.option("--line", help="The line that a correction is of now, if it is another.")
@global_options
@pass_invocation
def keep(invocation: Invocation, addition_id: str, line: str | None) -> None:
    """Say of a note or a correction that you looked at it, and that it still holds."""
    from advisor.people.site_additions import keep_addition, look_at_additions  # noqa: PLC0415

    office = open_own_office(invocation)
    wanted = None
    if line is not None:
        addition, _ = look_at_additions(office).find(addition_id)
        wanted, _ = _find_line(invocation.session, subject_of(addition), line)
    kept = keep_addition(office, invocation.session.catalogue, addition_id, wanted)
    message(f"Looked at, on {subject_of(kept)}: {kept.id}.")


@local.command("key")
@click.option("--replace", is_flag=True, help="Get another key, in two steps; run it twice.")
@global_options
@pass_invocation
def key(invocation: Invocation, *, replace: bool) -> None:
    """Print the policy's line for the key that signs what your site adds; made once."""
    from advisor.people.site_additions import make_signing_key  # noqa: PLC0415 - loads age

    office = open_own_office(invocation)
    if replace:
        _replace_key(invocation, office)
        return
    _print_keys(make_signing_key(office))
    message("Put this line into the policy of your site.")


def _replace_key(invocation: Invocation, office: Office) -> None:
    """Make the next key; once the policy names it, sign everything with it."""
    from advisor.people.site_key_replacing import (  # noqa: PLC0415 - loads age
        begin_replacing_key,
        finish_replacing_key,
    )

    keys = begin_replacing_key(office)
    if keys.after not in office.policy.local_keys:
        _print_keys(keys.before, keys.after)
        message("Put this line, with both keys, into the policy. Then run the command again.")
        return
    done = finish_replacing_key(office, invocation.session.catalogue)
    _say_renewed(done)
    if done.left:
        message(
            "Keep both keys in the policy until whoever holds these labels has run: "
            "advisor local renew"
        )
    _print_keys(done.public)
    message("This is the policy's line once everything is signed with the new key.")


def _print_keys(*public: str) -> None:
    names = ", ".join(f'"{name}"' for name in public)
    click.echo(f"local_keys = [{names}]")


@local.command("renew")
@global_options
@pass_invocation
def renew(invocation: Invocation) -> None:
    """Sign and seal anew all that you can open, after a label or your site got another key."""
    from advisor.people.site_key_replacing import renew_additions  # noqa: PLC0415 - loads age

    office = open_own_office(invocation)
    _say_renewed(renew_additions(office, invocation.session.catalogue))


def _say_renewed(done: Renewed) -> None:
    message(f"Signed and sealed anew, at: {', '.join(map(str, done.labels)) or 'none'}.")
    if done.left:
        message(f"Sealed files that you cannot open, left as they are: {done.left}.")


@local.command("sign")
@global_options
@pass_invocation
def sign(invocation: Invocation) -> None:
    """Sign the contacts that nobody signed, and take their plain file away."""
    from advisor.people.site_additions import sign_contacts  # noqa: PLC0415 - loads age

    office = open_own_office(invocation)
    session = invocation.session
    found = load_contacts(session.places.site, session.plain_directory.place)
    if found:
        sign_contacts(office, session.catalogue, found)
        contacts_path(session.places.site).unlink(missing_ok=True)
    message(f"Contacts signed: {len(found)}.")
