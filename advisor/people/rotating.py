"""A new key for somebody who still has the old one.

They ask with a request that only they could make: it holds a token that stands, sealed to
their old key, in their own file. An administrator who holds what they hold confirms it.

Rules that this module keeps:
 * Everything that somebody holds is sealed to the new key in the same step in which the old
   grants are removed.
 * A request counts once: the token is replaced with the key.
 * It is no remedy for a key that others may have: they keep what it opens. That is revoked.
"""

from __future__ import annotations

import hmac
from dataclasses import dataclass

import msgspec

from advisor.audit.record import Kind
from advisor.clearance import Label
from advisor.people.errors import NotARequestError, NotHeldError
from advisor.people.office import Office, Work
from advisor.people.register import Person, Register, new_token
from advisor.people.registering import replace_key
from advisor.people.site import Site
from advisor.people.standing import Standing
from advisor.people.vetting import verify_may_hold
from advisor.sealing.age import Identity, Recipient, seal_evenly, unseal
from advisor.sealing.errors import NotARecipientError, SealingError

FORMAT = 1
REQUEST_BYTES = 1024
#: A request to 63 administrators has some 8,000 bytes.
MAX_FILE_BYTES = 16_384


class _Request(msgspec.Struct, frozen=True):
    """What is inside, as JSON, filled up with spaces."""

    format: int
    site: str
    old: str
    new: str
    token: str

    def __repr__(self) -> str:
        return "_Request(…)"


@dataclass(frozen=True)
class RotationDone:
    """What became of a request.

    Attributes:
        person: Whose key was replaced, as they are now.
        granted: How many grants were sealed to the new key.
    """

    person: Person
    granted: int


@dataclass(frozen=True)
class Asked:
    """What a request asks for.

    Attributes:
        person: Who made it.
        key: The public key that they want.
    """

    person: Person
    key: str


def make_request(site: Site, standing: Standing, old: Recipient, new: Recipient) -> bytes:
    """Return a request to have a key replaced, sealed to the administrators.

    Args:
        site: What is public of the site.
        standing: How its owner stands there.
        old: The public key that they have there.
        new: The one that they want.
    """
    request = _Request(FORMAT, site.site, old.text, new.text, standing.token)
    content = msgspec.json.encode(request).ljust(REQUEST_BYTES)
    return seal_evenly(content, site.administrator_keys)


def read_request(office: Office, untrusted: bytes) -> Asked:
    """Return what a request asks for, so that an administrator sees it before confirming it.

    Raises:
        NotARequestError: It is none for this site, or was not made with the old key.
        PeopleError: As ``Office.look``.
    """
    request = _open(untrusted, office.identity)
    affairs = office.look()
    person = _find_asker(affairs.register, affairs.site, request)
    return Asked(person, _parse_key(request.new).text)


def confirm_request(
    office: Office, untrusted: bytes, *, revision: int | None = None
) -> RotationDone:
    """Replace somebody's key, as they ask, and seal all that they hold to the new one.

    Args:
        office: The administrator's.
        untrusted: The request.
        revision: That of the register that the administrator looked at, if they did.

    Raises:
        NotARequestError: It is none for this site, or was not made with the old key.
        KnownKeyError: The new key is somebody's already.
        NotHeldError: The administrator does not hold all that the person holds.
        NotVettedError: The person may no longer hold it.
        ChangedRegisterError: The register has changed since.
        PeopleError: As ``Office.working`` and ``Work.carry_out``.
        AuditError: It could not be recorded; nothing was changed.
    """
    request = _open(untrusted, office.identity)
    with office.working(revision) as work:
        person = _find_asker(work.register, work.site, request)
        with work.refusing(Kind.IDENTITY_ROTATED, person, person.labels):
            work.verify_held(person.labels)
            verify_may_hold(person, person.labels, office.policy, office.today)
            held = _find_keys(work, person)
        fresh = replace_key(work, person, _parse_key(request.new))
        grants = tuple(made for label, key in held for made in work.seal_keys(fresh, label, (key,)))
        work.take_away(person.grants)
        after = msgspec.structs.replace(fresh, grants=grants, token=new_token())
        work.put(after)
        work.carry_out(Kind.IDENTITY_ROTATED, [work.details(after, note="public key replaced")])
    return RotationDone(after, len(grants))


def _open(untrusted: bytes, identity: Identity) -> _Request:
    try:
        content = unseal(untrusted, (identity,))
        request = msgspec.json.decode(content or b"", type=_Request)
    except (SealingError, ValueError, RecursionError):
        raise NotARequestError from None
    if request.format != FORMAT:
        raise NotARequestError
    return request


def _find_asker(register: Register, site: Site, request: _Request) -> Person:
    found = next((one for one in register.people if one.key == request.old), None)
    is_theirs = found is not None and hmac.compare_digest(
        found.token.encode(), request.token.encode()
    )
    if found is None or not is_theirs or request.site != site.site:
        raise NotARequestError
    return found


def _parse_key(text: str) -> Recipient:
    try:
        return Recipient.parse(text)
    except NotARecipientError:
        raise NotARequestError from None


def _find_keys(work: Work, person: Person) -> list[tuple[Label, Identity]]:
    """Return every key that somebody holds, the older ones as well.

    Raises:
        NotHeldError: The administrator lacks one.
    """
    found = {key.recipient.text: key for label in person.labels for key in work.known_keys(label)}
    missing = [one for one in person.grants if one.key not in found]
    if missing:
        raise NotHeldError({Label.parse(one.label) for one in missing}, ())
    return [(Label.parse(one.label), found[one.key]) for one in person.grants]
