"""Who holds what, and what to look after: for administrators."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from advisor.audit.uses import Uses
from advisor.catalogue.wording import say_date
from advisor.clearance import Classification, Label, highest
from advisor.people.errors import NotVettedError
from advisor.people.office import Affairs
from advisor.people.person import details_of
from advisor.people.register import Person, Register
from advisor.people.vetting import verify_reaches
from advisor.policy import Policy

#: How long before it expires a clearance is named.
SOON_DAYS = 60
#: Names and vetting of people are never less than this.
_PERSONAL = Label(Classification.OFFICIAL_SENSITIVE)


@dataclass(frozen=True)
class Row:
    """Somebody in the register.

    Attributes:
        person: Who they are.
        is_administrator: Whether they administer the site.
        days_left: Days until their clearance expires; below 0 when it has.
        remarks: What to look after, a sentence each.
    """

    person: Person
    is_administrator: bool
    days_left: int
    remarks: tuple[str, ...]


def list_people(
    affairs: Affairs, policy: Policy, today: date, uses: Uses | None = None
) -> tuple[Row, ...]:
    """Return everybody, those whose clearance expires next first.

    Args:
        affairs: How things are at the site.
        policy: What the site decides for everybody.
        today: The day.
        uses: What the auditor says of who signed in; without it nobody knows.
    """
    rows = (
        _to_row(person, affairs.register, policy, today, uses) for person in affairs.register.people
    )
    return tuple(sorted(rows, key=lambda row: (row.days_left, row.person.name, row.person.id)))


def marking_of(register: Register) -> Label:
    """Return how what the register says is marked: names of labels are as what they mark."""
    return highest([_PERSONAL, *register.labels])


def _to_row(
    person: Person, register: Register, policy: Policy, today: date, uses: Uses | None
) -> Row:
    remarks = [*_find_remarks(person, register, policy, today), *_find_use(person, uses)]
    return Row(
        person,
        register.is_administrator(person),
        (person.valid_until - today).days,
        tuple(remarks),
    )


def _find_use(person: Person, uses: Uses | None) -> Iterator[str]:
    """Say that somebody has not used what they held while the logs were kept."""
    if uses is None or uses.last_use(person.key) is not None:
        return
    held_then = any(grant.made_on <= uses.last for grant in person.grants)
    if held_then and person.status != "withdrawn":
        yield (
            f"Not used: no sign-in in the logs from {say_date(uses.first)} to "
            f"{say_date(uses.last)}."
        )


def _find_remarks(person: Person, register: Register, policy: Policy, today: date) -> Iterator[str]:
    left = (person.valid_until - today).days
    if person.status == "withdrawn":
        yield "Withdrawn."
    elif left < 0:
        yield "Expired: the policy refuses it, cryptography cannot."
    elif left <= SOON_DAYS:
        yield f"Expires in {left} {'day' if left == 1 else 'days'}."
    if not person.grants:
        yield "Holds nothing."
    keys = {grant.key for grant in person.grants}
    behind = [str(label) for label in person.labels if register.current_key(label) not in keys]
    if behind:
        yield f"Lacks the newest key of {', '.join(behind)}: grant it again, or revoke it."
    try:
        verify_reaches(details_of(person), person.labels, policy)
    except NotVettedError as error:
        yield f"Holds more than they may: {error.message}"
