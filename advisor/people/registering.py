"""Writing people into the register, and changing what stands there of them.

Rules that this module keeps:
 * Nobody is left with more than they may hold: what somebody holds is revoked first.
 * Nobody's key is replaced while something is granted to it, but by ``rotating.py``, which
   seals that anew.
 * The auditor is nobody in the register.
 * A site always has an administrator, and every label one who holds it.
"""

from __future__ import annotations

from dataclasses import dataclass, fields
from datetime import date
from typing import Literal

import msgspec

from advisor.audit.record import Kind
from advisor.errors import UsageError
from advisor.people.errors import (
    KnownKeyError,
    LastAdministratorError,
    LastHolderError,
    NotVettedError,
    PastDayError,
    SamePersonError,
    StillHeldError,
)
from advisor.people.office import Office, Work
from advisor.people.person import PersonDetails, details_of, verify_details
from advisor.people.register import Person, new_name, new_person_id, new_token
from advisor.people.vetting import verify_reaches
from advisor.sealing.age import Recipient


@dataclass(frozen=True, kw_only=True)
class PersonChange:
    """What is to be changed of somebody; ``None`` leaves it.

    Attributes:
        name: Their name.
        role: What they do.
        unit: Where.
        vetting: Their level of vetting.
        compartments: What they were briefed into.
        valid_until: The last day of their clearance.
        status: Whether they may hold anything.
        key: Their new public key, where they lost the old one.
        is_administrator: Whether they administer the site.
    """

    name: str | None = None
    role: str | None = None
    unit: str | None = None
    vetting: str | None = None
    compartments: tuple[str, ...] | None = None
    valid_until: date | None = None
    status: Literal["active", "withdrawn"] | None = None
    key: Recipient | None = None
    is_administrator: bool | None = None

    @property
    def names(self) -> tuple[str, ...]:
        """What is to be changed."""
        return tuple(one.name for one in fields(self) if getattr(self, one.name) is not None)


def add_person(
    office: Office, details: PersonDetails, key: Recipient, *, revision: int | None = None
) -> Person:
    """Write somebody new into the register; they hold nothing yet.

    Args:
        office: The administrator's.
        details: Who they are.
        key: Their public key.
        revision: That of the register that the administrator looked at, if they did.

    Raises:
        UsageError: Something about them cannot stand so.
        KnownKeyError: The public key is somebody's already.
        SamePersonError: It is the auditor's.
        ChangedRegisterError: The register has changed since.
        PeopleError: As ``Office.working`` and ``Work.carry_out``.
        AuditError: It could not be recorded; nothing was changed.
    """
    verify_details(details, office.policy)
    if details.valid_until < office.today:
        raise PastDayError(details.valid_until)
    with office.working(revision) as work:
        _verify_key(work, key)
        person = details.to_person(
            id=new_person_id(work.register.people),
            key=key.text,
            standing=new_name(),
            token=new_token(),
        )
        work.put(person)
        work.carry_out(Kind.REGISTER_CHANGE, [work.details(person, note="added")])
    return person


def change_person(
    office: Office, typed: str, change: PersonChange, *, revision: int | None = None
) -> Person:
    """Change what stands in the register of somebody.

    Args:
        office: The administrator's.
        typed: Their id, or their name.
        change: What is to be changed.
        revision: As for ``add_person``.

    Raises:
        UsageError: There is no such person, or something about them cannot stand so.
        StillHeldError: They hold what they could not hold then.
        LastHolderError: A label would be left with nobody who can grant it.
        LastAdministratorError: The site would be left without an administrator.
        PeopleError: As for ``add_person``.
        AuditError: It could not be recorded; nothing was changed.
    """
    if not change.names:
        raise UsageError("Nothing is to be changed.", hint="Name what is, as --valid-until DAY.")
    with office.working(revision) as work:
        before = work.register.find(typed)
        after = _changed(work, before, change)
        _change_administrators(work, before, after, change.is_administrator)
        work.put(after)
        note = f"changed: {', '.join(change.names)}"
        work.carry_out(Kind.REGISTER_CHANGE, [work.details(after, note=note)])
    return after


def _changed(work: Work, before: Person, change: PersonChange) -> Person:
    new = {
        name: getattr(change, name)
        for name in change.names
        if name not in {"key", "is_administrator"}
    }
    after = msgspec.structs.replace(before, **new)
    after = details_of(after).to_person(
        id=after.id,
        key=after.key,
        standing=after.standing,
        token=after.token,
        grants=after.grants,
        status=after.status,
    )
    verify_details(details_of(after), work.office.policy)
    if before.grants:
        _verify_still_reached(work, after, change)
    if change.key is None or change.key.text == before.key:
        return after
    _verify_key(work, change.key)
    return msgspec.structs.replace(after, key=change.key.text, token=new_token())


def replace_key(work: Work, person: Person, key: Recipient) -> Person:
    """Return somebody with another public key, who administers the site if they did before.

    Raises:
        KnownKeyError: The public key is somebody's already.
        SamePersonError: It is the auditor's.
    """
    _verify_key(work, key)
    after = msgspec.structs.replace(person, key=key.text, grants=())
    _change_administrators(work, person, after, None)
    return after


def _verify_still_reached(work: Work, after: Person, change: PersonChange) -> None:
    """Verify that somebody may go on holding what they hold.

    Raises:
        StillHeldError: They may not.
    """
    if change.status == "withdrawn" or change.key is not None:
        raise StillHeldError(after.name)
    if change.vetting is None and change.compartments is None:
        return
    try:
        verify_reaches(details_of(after), after.labels, work.office.policy)
    except NotVettedError as error:
        raise StillHeldError(after.name) from error


def _verify_key(work: Work, key: Recipient) -> None:
    if key.text == work.site.auditor:
        raise SamePersonError
    owner = work.register.of_key(key)
    if owner is not None:
        raise KnownKeyError(owner.name)


def _change_administrators(work: Work, before: Person, after: Person, wanted: bool | None) -> None:
    """Let the public keys of the administrators be those of whoever is one from now on."""
    was = work.register.is_administrator(before)
    keys = [key for key in work.site.administrators if key != before.key]
    stays = was if wanted is None else wanted
    if stays:
        keys.append(after.key)
    elif was:
        _verify_administered(work, before, keys)
    work.site = msgspec.structs.replace(work.site, administrators=tuple(keys))
    work.register = msgspec.structs.replace(work.register, administrators=tuple(keys))


def _verify_administered(work: Work, person: Person, keys: list[str]) -> None:
    """Verify that the site does without somebody as an administrator.

    Raises:
        LastAdministratorError: There is no other.
        LastHolderError: No other holds a label that they hold.
    """
    if not keys:
        raise LastAdministratorError
    for label in person.labels:
        others = work.register.holders([label], work.office.today)
        if not any(other.id != person.id for other in others):
            raise LastHolderError(label)
