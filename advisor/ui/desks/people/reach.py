"""Which labels an administrator can grant somebody or take from them, and who could otherwise."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import date

from advisor.clearance import Label
from advisor.people.errors import NotVettedError
from advisor.people.granting import with_everything_below
from advisor.people.office import Affairs
from advisor.people.register import Person
from advisor.people.vetting import verify_may_hold
from advisor.policy import Policy


@dataclass(frozen=True)
class Reach:
    """A label, and why it is not to be had here.

    Attributes:
        label: The label.
        obstacle: Why not, in words; empty where nothing stands against it.
    """

    label: Label
    obstacle: str = ""


def find_grantable(
    affairs: Affairs, person: Person, policy: Policy, today: date
) -> tuple[Reach, ...]:
    """Return every label of the site that somebody does not hold, lowest first."""
    return tuple(_find_grantable(affairs, person, policy, today))


def _find_grantable(
    affairs: Affairs, person: Person, policy: Policy, today: date
) -> Iterator[Reach]:
    register = affairs.register
    held = {grant.key for grant in person.grants}
    for label in register.labels:
        if label in person.labels and register.current_key(label) in held:
            continue
        wanted = with_everything_below(register, [label])
        obstacle = _say_not_held(affairs, label, wanted, today, "grant")
        if not obstacle:
            try:
                verify_may_hold(person, wanted, policy, today)
            except NotVettedError as error:
                obstacle = error.message
        yield Reach(label, obstacle)


def find_revocable(affairs: Affairs, person: Person, today: date) -> tuple[Reach, ...]:
    """Return every label that somebody holds, lowest first."""
    if person.id == affairs.me.id:
        why = "You cannot revoke what you hold yourself: another administrator who holds it can."
        return tuple(Reach(label, why) for label in person.labels)
    return tuple(
        Reach(label, _say_not_held(affairs, label, gone_with(person, label), today, "revoke"))
        for label in person.labels
    )


def gone_with(person: Person, label: Label) -> tuple[Label, ...]:
    """Return what somebody holds and loses with a label: it, and what is above it."""
    return tuple(held for held in person.labels if held.dominates(label))


def _say_not_held(
    affairs: Affairs, asked: Label, labels: Collection[Label], today: date, verb: str
) -> str:
    missing = [label for label in labels if not affairs.holds(label)]
    if not missing:
        return ""
    goes = "comes" if verb == "grant" else "goes"
    named = ", ".join(map(str, missing))
    named = "it" if missing == [asked] else f"{named}, which {goes} with it"
    who = ", ".join(one.name for one in affairs.register.holders(labels, today))
    could = f"{who} could {verb} it." if who else "No administrator of this site holds all of it."
    return f"You do not hold {named}. {could}"
