"""What an administrator writes down of somebody, checked."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Literal

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
    for reason, hint in _find_mistakes(details, policy):
        raise UsageError(reason, hint=hint)


def _find_mistakes(details: PersonDetails, policy: Policy) -> Iterator[tuple[str, str]]:
    if not details.name.strip():
        yield "A person needs a name.", "Give it with --name."
    for text in (details.name, details.role, details.unit):
        if len(text) > _MOST_CHARACTERS or CONTROL.search(text):
            yield (
                f"{quoted(text)} cannot stand in the register.",
                (f"Keep it to {_MOST_CHARACTERS} characters of plain text."),
            )
    if policy.reach(details.vetting) is None:
        levels = (
            ", ".join(policy.vetting) or "none; the policy has a fault, see advisor policy show"
        )
        yield f"The policy names no vetting {quoted(details.vetting)}.", f"Levels: {levels}."
    for compartment in details.compartments:
        try:
            Label.parse(f"{Classification.OFFICIAL.words}/{compartment}")
        except ValueError:
            yield (
                f"{quoted(compartment)} is not a compartment's name.",
                "Write one word of 2 to 24 capital letters and digits.",
            )
