"""What an administrator writes down of somebody, checked."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Literal, NamedTuple

from advisor.catalogue.quoting import CONTROL, quoted
from advisor.clearance import Classification, Label
from advisor.errors import UsageError
from advisor.people.register import HeldGrant, Person
from advisor.policy import Policy

_MOST_CHARACTERS = 100


@dataclass(frozen=True, kw_only=True)
class PersonDetails:
    """What an administrator writes down of somebody.

    Attributes:
        name: Their name.
        role: What they do.
        unit: Where.
        vetting: Their level of vetting.
        compartments: What they were briefed into.
        valid_until: The last day of their clearance.
    """

    name: str
    vetting: str
    valid_until: date
    role: str = ""
    unit: str = ""
    compartments: tuple[str, ...] = ()

    def to_person(
        self,
        *,
        id: str,
        key: str,
        standing: str,
        token: str,
        grants: tuple[HeldGrant, ...] = (),
        status: Literal["active", "withdrawn"] = "active",
    ) -> Person:
        """Return them as the register has them."""
        return Person(
            id=id,
            name=" ".join(self.name.split()),
            role=" ".join(self.role.split()),
            unit=" ".join(self.unit.split()),
            vetting=self.vetting,
            compartments=tuple(sorted(set(self.compartments))),
            valid_until=self.valid_until,
            key=key,
            standing=standing,
            token=token,
            grants=grants,
            status=status,
        )


class Mistake(NamedTuple):
    """Something that cannot stand so in the register.

    Attributes:
        field: The attribute of ``PersonDetails``.
        reason: What is wrong with it.
        hint: What to do.
    """

    field: str
    reason: str
    hint: str


def details_of(person: Person) -> PersonDetails:
    """Return what was written down of somebody in the register."""
    return PersonDetails(
        name=person.name,
        role=person.role,
        unit=person.unit,
        vetting=person.vetting,
        compartments=person.compartments,
        valid_until=person.valid_until,
    )


def verify_details(details: PersonDetails, policy: Policy) -> None:
    """Verify what an administrator writes down of somebody.

    Raises:
        UsageError: It cannot stand so; the reason is that of the first mistake.
    """
    for mistake in find_mistakes(details, policy):
        raise UsageError(mistake.reason, hint=mistake.hint)


def find_mistakes(details: PersonDetails, policy: Policy) -> Iterator[Mistake]:
    """Yield everything that is wrong with what an administrator writes down of somebody."""
    for field, reason, hint in _find_mistakes(details, policy):
        yield Mistake(field, reason, hint)


def _find_mistakes(details: PersonDetails, policy: Policy) -> Iterator[tuple[str, str, str]]:
    if not details.name.strip():
        yield "name", "A person needs a name.", "Give it with --name."
    for field in ("name", "role", "unit"):
        text = getattr(details, field)
        if len(text) > _MOST_CHARACTERS or CONTROL.search(text):
            yield (
                field,
                f"{quoted(text)} cannot stand in the register.",
                (f"Keep it to {_MOST_CHARACTERS} characters of plain text."),
            )
    if policy.reach(details.vetting) is None:
        levels = (
            ", ".join(policy.vetting) or "none; the policy has a fault, see advisor policy show"
        )
        reason = f"The policy names no vetting {quoted(details.vetting)}."
        yield "vetting", reason, f"Levels: {levels}."
    for compartment in details.compartments:
        try:
            Label.parse(f"{Classification.OFFICIAL.words}/{compartment}")
        except ValueError:
            yield (
                "compartments",
                f"{quoted(compartment)} is not a compartment's name.",
                "Write one word of 2 to 24 capital letters and digits.",
            )
