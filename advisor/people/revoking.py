"""Taking labels from people.

**It takes nothing back that somebody holds already.** What they copied, and every release that
was sealed to the old key, stays readable to them. What it does: their grants are removed, the
policy shuts them out at once, and the label gets a new key that they never see, to which the
publisher seals the next release.

Rules that this module keeps:
 * A label goes with every label that somebody holds above it.
 * Whoever keeps the label is granted its new key in the same step, and keeps the old ones for
   older releases. Whose clearance has expired is not: renewed, they are granted it again.
 * Nobody takes a label from themselves: whoever makes a key knows it.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

import msgspec

from advisor.audit.record import Kind
from advisor.clearance import Label
from advisor.errors import UsageError
from advisor.people.errors import SelfRevocationError
from advisor.people.office import Office, Work
from advisor.people.register import LabelKey, Person
from advisor.sealing.age import Identity, generate_identity


@dataclass(frozen=True)
class RevocationDone:
    """What became of a revocation.

    Attributes:
        person: Who holds less, as they are now.
        labels: What was taken, lowest first; each has a new key.
        removed: How many grants were removed.
        granted_again: How many people were granted new keys.
    """

    person: Person
    labels: tuple[Label, ...]
    removed: int
    granted_again: int


def revoke(
    office: Office,
    typed: str,
    labels: Collection[Label] | None,
    *,
    revision: int | None = None,
) -> RevocationDone:
    """Take labels from somebody, with everything above them, and give those labels new keys.

    Args:
        office: The administrator's.
        typed: The person's id, or their name.
        labels: The labels; all that they hold, where ``None``.
        revision: That of the register that the administrator looked at, if they did.

    Raises:
        NoSuchPersonError: There is no such person.
        UsageError: They hold none of it.
        NotHeldError: The administrator does not hold all of it; it says who does.
        SelfRevocationError: It is the administrator.
        ChangedRegisterError: The register has changed since.
        PeopleError: As ``Office.working`` and ``Work.carry_out``.
        AuditError: It could not be recorded; nothing was changed.
    """
    with office.working(revision) as work:
        person = work.register.find(typed)
        if person.id == work.affairs.me.id:
            raise SelfRevocationError
        gone = _find_gone(person, labels)
        with work.refusing(Kind.REVOCATION, person, gone):
            work.verify_held(gone)
        taken = tuple(one for one in person.grants if Label.parse(one.label) in gone)
        kept = tuple(one for one in person.grants if one not in taken)
        work.take_away(taken)
        after = msgspec.structs.replace(person, grants=kept)
        work.put(after)
        again = _renew(work, gone)
        work.carry_out(Kind.REVOCATION, [work.details(after, label) for label in gone])
    return RevocationDone(after, gone, len(taken), again)


def _find_gone(person: Person, labels: Collection[Label] | None) -> tuple[Label, ...]:
    gone = tuple(
        held
        for held in person.labels
        if labels is None or any(held.dominates(label) for label in labels)
    )
    if not gone:
        raise UsageError(
            f"{person.name} holds none of it, so there is nothing to revoke.",
            hint="advisor clearance list shows who holds what.",
        )
    return gone


def _renew(work: Work, labels: Collection[Label]) -> int:
    """Give labels new keys, grant them to whoever holds these, and return to how many."""
    keys = {label: generate_identity() for label in labels}
    made = tuple(
        LabelKey(label=str(label), key=key.recipient.text, made_on=work.office.today)
        for label, key in keys.items()
    )
    work.register = msgspec.structs.replace(work.register, keys=(*work.register.keys, *made))
    return sum(_grant_again(work, one, keys) for one in work.register.people)


def _grant_again(work: Work, person: Person, keys: dict[Label, Identity]) -> bool:
    held = [label for label in person.labels if label in keys]
    if not held or not person.is_valid(work.office.today):
        return False
    made = [one for label in held for one in work.seal_keys(person, label, (keys[label],))]
    work.put(msgspec.structs.replace(person, grants=(*person.grants, *made)))
    return True
