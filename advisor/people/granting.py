"""Granting labels to people.

Rules that this module keeps:
 * A label comes with every label of the site that it dominates, because nothing opens without
   what is below it.
 * An administrator gives keys that they hold and that are the site's, and no others.
 * Older keys are given as well: releases before the last revocation are sealed to them.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

import msgspec

from advisor.audit.record import Kind
from advisor.clearance import Label, by_height
from advisor.people.errors import NoSuchLabelError
from advisor.people.office import Office
from advisor.people.register import Person, Register
from advisor.people.vetting import verify_may_hold


@dataclass(frozen=True)
class GrantDone:
    """What became of granting.

    Attributes:
        person: Who was granted something, as they are now.
        labels: What they did not hold before, lowest first.
        held: What they held already of what was asked, lowest first.
    """

    person: Person
    labels: tuple[Label, ...]
    held: tuple[Label, ...]


def with_everything_below(register: Register, labels: Collection[Label]) -> tuple[Label, ...]:
    """Return labels with every label of the site that they dominate, lowest first.

    Raises:
        NoSuchLabelError: The site has no key for one of them.
    """
    for label in sorted(labels, key=by_height):
        if label not in register.labels:
            raise NoSuchLabelError(label)
    return tuple(one for one in register.labels if any(label.dominates(one) for label in labels))


def grant(
    office: Office, typed: str, labels: Collection[Label], *, revision: int | None = None
) -> GrantDone:
    """Grant somebody labels, with everything below them.

    Args:
        office: The administrator's.
        typed: The person's id, or their name.
        labels: The labels.
        revision: That of the register that the administrator looked at, if they did.

    Raises:
        NoSuchPersonError: There is no such person.
        NoSuchLabelError: The site has no key for a label.
        NotHeldError: The administrator does not hold all of it; it says who does.
        NotVettedError: The person may not be cleared so high, or no longer.
        ChangedRegisterError: The register has changed since.
        PeopleError: As ``Office.working`` and ``Work.carry_out``.
        AuditError: It could not be recorded; nothing was changed.
    """
    with office.working(revision) as work:
        person = work.register.find(typed)
        wanted = with_everything_below(work.register, labels)
        with work.refusing(Kind.GRANT, person, wanted):
            work.verify_held(wanted)
            verify_may_hold(person, wanted, office.policy, office.today)
        made = [
            one for label in wanted for one in work.seal_keys(person, label, work.known_keys(label))
        ]
        after = msgspec.structs.replace(person, grants=(*person.grants, *made))
        new = tuple(label for label in wanted if label not in person.labels)
        if made:
            work.put(after)
            given = [label for label in wanted if any(one.label == str(label) for one in made)]
            work.carry_out(Kind.GRANT, [work.details(after, label) for label in given])
    return GrantDone(after, new, tuple(label for label in wanted if label not in new))
