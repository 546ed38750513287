"""A site's own contacts: what the national catalogue cannot know.

They are kept in the site folder as a CSV file, apart from the catalogue, so that
every update of the catalogue leaves them as they are. They are always shown as
local.
"""

from __future__ import annotations

import csv
import datetime
import io
import re
from collections.abc import Callable
from dataclasses import dataclass, fields
from pathlib import Path

from advisor.catalogue.problem import Problem, SourceErrors
from advisor.catalogue.roles import ROLES
from advisor.durable import write_file
from advisor.errors import AdvisorError

_FILE = "local-contacts.csv"
_MAX_BYTES = 5_000_000
_MAX_TEXT = 500
_TELEPHONE = re.compile(r"\+?[0-9][0-9 ()\-]{1,30}( ?(ext|x)\.? ?[0-9]{1,6})?")
_EMAIL = re.compile(r"[^@\s,;<>]+@[^@\s,;<>]+")
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f\u200e\u200f\u202a-\u202e\u2066-\u2069]")
#: A spreadsheet runs a cell that begins so; a telephone number may begin with a plus.
_FORMULA = re.compile(r"[=@\t\r]|[+-](?![0-9 ()]+$)")


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
    def key(self) -> tuple[str, str, str, str]:
        """What makes it the same contact when a list is imported again."""
        return (self.role, self.region, self.force, self.name.casefold())


COLUMNS = tuple(field.name for field in fields(LocalContact))


def contacts_path(site: Path) -> Path:
    """Return the file that holds a site's contacts."""
    return site / _FILE


def load_contacts(site: Path) -> tuple[LocalContact, ...]:
    """Return a site's contacts; none where it has not added any.

    Raises:
        AdvisorError: The file is there but cannot be understood; it is left as it is.
    """
    path = contacts_path(site)
    if not path.is_file():
        return ()
    return read_contacts(path)


def read_contacts(path: Path) -> tuple[LocalContact, ...]:
    """Read contacts from a CSV file.

    Raises:
        SourceErrors: Rows have problems; all of them are named.
        AdvisorError: The file cannot be read.
    """
    rows = _rows(path)
    problems: list[Problem] = []
    contacts = [_read_row(path.name, line, row, problems) for line, row in rows]
    _report_doubles(path.name, [line for line, _ in rows], contacts, problems)
    if problems:
        raise SourceErrors(problems)
    return tuple(contacts)


def _rows(path: Path) -> list[tuple[int, dict[str, str]]]:
    try:
        data = path.read_bytes()
    except OSError as error:
        reason = (error.strerror or "unknown reason").lower()
        raise AdvisorError(
            f"“{path}” cannot be read: {reason}.", hint="Choose another file."
        ) from error
    if len(data) > _MAX_BYTES:
        raise AdvisorError(f"“{path.name}” is too large for a list of contacts.", hint="Split it.")
    try:
        reader = csv.reader(io.StringIO(data.decode("utf-8-sig"), newline=""), strict=True)
        header = [name.strip() for name in next(reader, [])]
        _check_header(path.name, header)
        return [
            (reader.line_num, dict(zip(header, row, strict=False)))
            for row in reader
            if any(cell.strip() for cell in row)
        ]
    except UnicodeDecodeError as error:
        raise AdvisorError(
            f"“{path.name}” is not UTF-8 text.", hint="Save it as “CSV UTF-8” in the spreadsheet."
        ) from error
    except csv.Error as error:
        raise AdvisorError(
            f"“{path.name}” is not a CSV file: {error}.", hint="Save it as “CSV UTF-8”."
        ) from error


def _check_header(name: str, header: list[str]) -> None:
    missing = [column for column in ("role", "name") if column not in header]
    unknown = [column for column in header if column not in COLUMNS]
    if missing or unknown:
        wrong = [f"no column “{column}”" for column in missing]
        wrong += [f"unknown column “{column[:40]}”" for column in unknown]
        raise AdvisorError(
            f"The first line of “{name}” is wrong: {', '.join(wrong)}.",
            hint=f"Columns: {', '.join(COLUMNS)}.",
        )


def _read_row(file: str, line: int, row: dict[str, str], problems: list[Problem]) -> LocalContact:
    values = {name: _clean(value) for name, value in row.items()}

    def wrong(field: str, reason: str, remedy: str) -> None:
        problems.append(Problem(file, line, field, reason, remedy))

    day = _read_day(values.pop("verified_on", ""), wrong)
    contact = LocalContact(**{"role": "", "name": "", **values}, verified_on=day)
    for field, reason, remedy in find_mistakes(contact):
        wrong(field, reason, remedy)
    return contact


def _clean(value: str) -> str:
    """Return a cell's text without the mark that keeps a spreadsheet from running it."""
    text = " ".join(value.split())
    return text[1:] if text.startswith("'") and _FORMULA.match(text[1:]) else text


def _read_day(text: str, wrong: Callable[[str, str, str], None]) -> datetime.date | None:
    if not text:
        return None
    try:
        return datetime.date.fromisoformat(text)
    except ValueError:
        wrong("verified_on", f"“{text[:40]}” is not a day.", "Write it as 2026-11-23.")
        return None


def find_mistakes(contact: LocalContact) -> list[tuple[str, str, str]]:
    """Return what is wrong with a contact: field, reason and remedy of each mistake."""
    checks = (
        (
            contact.role not in ROLES,
            "role",
            f"There is no role “{contact.role[:40]}”.",
            f"Roles: {', '.join(ROLES)}.",
        ),
        (not contact.name, "name", "There is no name.", "Give the name or title to show."),
        (
            not contact.telephone and not contact.email,
            "telephone",
            "There is no way to reach them.",
            "Give a telephone number or an e-mail address.",
        ),
        (
            bool(contact.telephone) and not _TELEPHONE.fullmatch(contact.telephone),
            "telephone",
            f"“{contact.telephone[:40]}” is not a telephone number.",
            "Use digits and spaces.",
        ),
        (
            bool(contact.email) and not _EMAIL.fullmatch(contact.email),
            "email",
            f"“{contact.email[:40]}” is not an e-mail address.",
            "Write it as name@place.",
        ),
    )
    mistakes = [(field, reason, remedy) for bad, field, reason, remedy in checks if bad]
    for name in COLUMNS:
        text = getattr(contact, name)
        if isinstance(text, str) and (len(text) > _MAX_TEXT or _CONTROL.search(text)):
            mistakes.append(
                (name, "The text is too long or holds a control character.", "Shorten it.")
            )
    return mistakes


def _report_doubles(
    file: str, lines: list[int], contacts: list[LocalContact], problems: list[Problem]
) -> None:
    seen: dict[tuple[str, str, str, str], int] = {}
    for line, contact in zip(lines, contacts, strict=True):
        if contact.key in seen:
            problems.append(
                Problem(
                    file,
                    line,
                    "name",
                    f"The same contact stands in line {seen[contact.key]}.",
                    "Keep one of them.",
                )
            )
        seen.setdefault(contact.key, line)


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
    stream = io.StringIO(newline="")
    writer = csv.writer(stream)
    writer.writerow(COLUMNS)
    for contact in contacts:
        writer.writerow([_disarm(_cell(getattr(contact, name))) for name in COLUMNS])
    return stream.getvalue().encode("utf-8")


def _cell(value: object) -> str:
    return "" if value is None else str(value)


def _disarm(text: str) -> str:
    return f"'{text}" if _FORMULA.match(text) else text


def without(contacts: tuple[LocalContact, ...], gone: LocalContact) -> tuple[LocalContact, ...]:
    """Return the contacts without one of them."""
    return tuple(contact for contact in contacts if contact.key != gone.key)
