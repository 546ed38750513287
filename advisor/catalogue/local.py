"""A site's own contacts: what the national catalogue cannot know.

They are kept in the site folder as a CSV file, apart from the catalogue, so that
every update of the catalogue leaves them as they are. They are always shown as
local.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Callable
from dataclasses import dataclass, fields
from pathlib import Path

from advisor.catalogue.csv_table import MissingFileError, clean, read_table, write_table
from advisor.catalogue.problem import Problem, SourceErrors
from advisor.catalogue.quoting import CONTROL, quoted
from advisor.catalogue.roles import ROLES
from advisor.durable import write_file
from advisor.errors import AdvisorError

_FILE = "local-contacts.csv"
_MAX_TEXT = 500
_TELEPHONE = re.compile(r"\+?[0-9][0-9 ()\-]{1,30}( ?(ext|x)\.? ?[0-9]{1,6})?")
_EMAIL = re.compile(r"[^@\s,;<>]+@[^@\s,;<>]+")


#: What makes a contact the same when a list is imported again: role, region, force and name.
ContactKey = tuple[str, str, str, str]
#: What is wrong with a contact: field, reason, remedy.
Mistake = tuple[str, str, str]
#: Looks up the region and force of a contact; see ``read_contacts``.
Place = Callable[["LocalContact"], tuple["LocalContact", list[Mistake]]]


@dataclass(frozen=True)
class LocalContact:
    """Somebody to ring that a site added.

    Attributes:
        role: Which role they fill, a key of ``ROLES``.
        name: Name or title, as it should be shown.
        telephone: Number to ring; may be empty where there is an e-mail address.
        email: Address; may be empty where there is a number.
        hours: When they can be reached, in words.
        region: Id of the region they are for; everywhere, where empty.
        force: Id of the force they are for; any of the region, where empty.
        verified_on: When somebody last checked that they answer.
        note: Anything to know.
    """

    role: str
    name: str
    telephone: str = ""
    email: str = ""
    hours: str = ""
    region: str = ""
    force: str = ""
    verified_on: datetime.date | None = None
    note: str = ""

    @property
    def key(self) -> ContactKey:
        """What makes it the same contact when a list is imported again."""
        return (self.role, self.region, self.force, self.name.casefold())


COLUMNS = tuple(field.name for field in fields(LocalContact))


def contacts_path(site: Path) -> Path:
    """Return the file that holds a site's contacts."""
    return site / _FILE


def load_contacts(site: Path, place: Place | None = None) -> tuple[LocalContact, ...]:
    """Return a site's contacts; none where it has not added any.

    Args:
        site: The site folder.
        place: See ``read_contacts``.

    Raises:
        AdvisorError: The file is there but cannot be understood; it is left as it is.
    """
    contacts, error = find_contacts(site, place)
    if error is not None:
        raise error
    return contacts


def find_contacts(
    site: Path, place: Place | None = None
) -> tuple[tuple[LocalContact, ...], AdvisorError | None]:
    """Return those of a site's contacts that can be understood, and what is wrong with the rest.

    One bad line never takes the other numbers off the screen.
    """
    path = contacts_path(site)
    try:
        sound, problems = _read(path, place)
    except MissingFileError:
        return (), None
    except AdvisorError as error:
        return (), error
    return sound, SourceErrors(problems, f"“{path}”") if problems else None


def read_contacts(path: Path, place: Place | None = None) -> tuple[LocalContact, ...]:
    """Read contacts from a CSV file.

    Args:
        path: The file.
        place: Puts the ids of a region and force for their names, or finds what is wrong
            with them.

    Raises:
        SourceErrors: Rows have problems; all of them are named.
        AdvisorError: The file cannot be read.
    """
    sound, problems = _read(path, place)
    if problems:
        raise SourceErrors(problems, f"“{path.name}”")
    return sound


def _read(path: Path, place: Place | None) -> tuple[tuple[LocalContact, ...], list[Problem]]:
    problems: list[Problem] = []
    sound: list[LocalContact] = []
    seen: dict[ContactKey, int] = {}
    for line, cells in read_table(path, COLUMNS, ("role", "name"), "contacts"):
        contact, mistakes = _read_row(cells)
        if place is not None:
            contact, misplaced = place(contact)
            mistakes += misplaced
        if contact.key in seen:
            reason = f"The same contact stands in line {seen[contact.key]}."
            mistakes.append(("name", reason, "Keep one of them."))
        seen.setdefault(contact.key, line)
        problems += [Problem(path.name, line, *mistake) for mistake in mistakes]
        if not mistakes:
            sound.append(contact)
    return tuple(sound), problems


def _read_row(cells: dict[str, str]) -> tuple[LocalContact, list[Mistake]]:
    values = {name: clean(value) for name, value in cells.items()}
    mistakes: list[Mistake] = []
    if values.pop("", ""):
        mistakes.append(
            ("", "There are more cells than columns.", "Put text that holds a comma in quotes.")
        )
    day, text = None, values.pop("verified_on", "")
    try:
        day = datetime.date.fromisoformat(text) if text else None
    except ValueError:
        mistakes.append(("verified_on", f"{quoted(text)} is not a day.", "Write it as 2026-11-23."))
    contact = LocalContact(**{"role": "", "name": "", **values}, verified_on=day)
    return contact, find_mistakes(contact) + mistakes


def find_mistakes(contact: LocalContact) -> list[Mistake]:
    """Return what is wrong with a contact: field, reason and remedy of each mistake."""
    mistakes: list[Mistake] = []
    if contact.role not in ROLES:
        reason = (
            f"There is no role {quoted(contact.role)}." if contact.role else "There is no role."
        )
        mistakes.append(("role", reason, f"Roles: {', '.join(ROLES)}."))
    if not contact.name:
        mistakes.append(("name", "There is no name.", "Give the name or title to show."))
    mistakes += _find_unreachable(contact)
    for name in COLUMNS:
        text = getattr(contact, name)
        if isinstance(text, str) and len(text) > _MAX_TEXT:
            mistakes.append((name, "The text is too long.", f"Keep it to {_MAX_TEXT} characters."))
        if isinstance(text, str) and CONTROL.search(text):
            mistakes.append((name, "The text holds a control character.", "Type it again."))
    return mistakes


def _find_unreachable(contact: LocalContact) -> list[Mistake]:
    telephone, email = contact.telephone, contact.email
    mistakes: list[Mistake] = []
    if not telephone and not email:
        remedy = "Give a telephone number or an e-mail address."
        mistakes.append(("telephone", "There is no way to reach them.", remedy))
    if telephone and not _TELEPHONE.fullmatch(telephone):
        reason = f"{quoted(telephone)} is not a telephone number."
        mistakes.append(("telephone", reason, "Use digits and spaces, and “ext 12” at the end."))
    if email and not _EMAIL.fullmatch(email):
        reason = f"{quoted(email)} is not an e-mail address."
        mistakes.append(("email", reason, "Write it as name@place."))
    return mistakes


def merge(old: tuple[LocalContact, ...], new: tuple[LocalContact, ...]) -> tuple[LocalContact, ...]:
    """Return the old contacts with the new ones added, or put in place of their like."""
    merged = {contact.key: contact for contact in old}
    merged.update({contact.key: contact for contact in new})
    return tuple(sorted(merged.values(), key=lambda contact: contact.key))


def save_contacts(site: Path, contacts: tuple[LocalContact, ...]) -> None:
    """Keep a site's contacts, all or nothing.

    Raises:
        AdvisorError: The site folder cannot be written.
    """
    write_file(contacts_path(site), to_csv(contacts))


def to_csv(contacts: tuple[LocalContact, ...]) -> bytes:
    """Return contacts as a CSV file; cells that a spreadsheet would run are disarmed."""
    return write_table(COLUMNS, ([getattr(one, name) for name in COLUMNS] for one in contacts))


def without(contacts: tuple[LocalContact, ...], gone: LocalContact) -> tuple[LocalContact, ...]:
    """Return the contacts without one of them."""
    return tuple(contact for contact in contacts if contact.key != gone.key)
