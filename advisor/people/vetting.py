"""How high somebody may be cleared: no higher than their vetting, compartments and days."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from advisor.clearance import Label, by_height
from advisor.people.errors import NotVettedError
from advisor.people.person import PersonDetails, details_of
from advisor.people.register import Person
from advisor.policy import Policy


def verify_may_hold(person: Person, labels: Iterable[Label], policy: Policy, today: date) -> None:
    """Verify that somebody in the register may hold some labels on a day.

    Raises:
        NotVettedError: They may not, for the reason that it gives.
    """
    if person.status != "active":
        raise NotVettedError(
            f"{person.name} was withdrawn from the register.",
            "advisor clearance person change --status active takes them back.",
        )
    if today > person.valid_until:
        raise NotVettedError(
            f"The clearance of {person.name} was valid until {person.valid_until}.",
            "advisor clearance person change --valid-until renews it.",
        )
    verify_reaches(details_of(person), labels, policy)


def verify_reaches(details: PersonDetails, labels: Iterable[Label], policy: Policy) -> None:
    """Verify that somebody's vetting and compartments reach some labels.

    Raises:
        NotVettedError: They do not.
    """
    reach = policy.reach(details.vetting)
    for label in sorted(labels, key=by_height):
        if reach is None or label.classification > reach:
            said = f"reaches {reach.words}" if reach else "reaches nothing, by the policy"
            raise NotVettedError(
                f"The vetting of {details.name}, {details.vetting}, {said}, not {label}.",
                "Grant less, or register a higher vetting. advisor policy show prints the table.",
            )
        missing = sorted(label.compartments - set(details.compartments))
        if missing:
            raise NotVettedError(
                f"{details.name} was not registered as briefed into {', '.join(missing)}.",
                "advisor clearance person change --compartment adds it.",
            )
