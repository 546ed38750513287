"""Giving a site another key to sign its additions with, and sealing them anew.

Rules that this module keeps:
 * Nothing that a reader sees goes away meanwhile: the policy names both keys until all that is
   there is signed with the new one.
 * What this administrator cannot open stays signed with the key before, until somebody who
   holds its label signs it anew.
 * Whatever is signed anew is sealed to the key that its label has now.
"""

from __future__ import annotations

from dataclasses import dataclass

from advisor.additions.errors import NoSigningKeyError
from advisor.additions.reading import additions_path
from advisor.audit.record import Details, Kind
from advisor.catalogue.catalogue import Catalogue
from advisor.clearance import OFFICIAL, Label
from advisor.people.office import Office, carry_out
from advisor.people.signing_key import (
    NEXT_SIGNING_KEY,
    SIGNING_KEY,
    find_signing_key,
    seal_signing_key,
)
from advisor.people.site_additions import change_additions, look_at_additions
from advisor.sealing.folder import sealed_files
from advisor.signing.site_key import SigningKey


@dataclass(frozen=True)
class Renewed:
    """What was signed and sealed anew.

    Attributes:
        public: The public half of the key that signs now.
        labels: The labels of what was signed anew, lowest first.
        left: How many sealed files this administrator could not open.
    """

    public: str
    labels: tuple[Label, ...]
    left: int


@dataclass(frozen=True)
class Replacement:
    """The keys of a site that is getting another one.

    Attributes:
        before: The public half of the key that signs now.
        after: That of the key that is to take its place.
    """

    before: str
    after: str


def begin_replacing_key(office: Office) -> Replacement:
    """Make the key that is to take the place of the site's; none, where one waits already.

    Raises:
        NoSigningKeyError: There is no key of this administrator's to take the place of, or one
            waits that is not for them: another one in its place would make the policy's line wrong.
        PeopleError: As ``Office.working``.
        AuditError: It could not be recorded; nothing was changed.
    """
    with office.changing_beside() as (change, affairs):
        before = find_signing_key(office.folder, office.identity)
        if before is None:
            raise NoSigningKeyError
        after = find_signing_key(office.folder, office.identity, NEXT_SIGNING_KEY)
        if after is None:
            if (office.folder / NEXT_SIGNING_KEY).exists():
                raise NoSigningKeyError
            after = SigningKey.generate()
            sealed = seal_signing_key(after, affairs.site.administrator_keys)
            change.place(NEXT_SIGNING_KEY, sealed)
            told = Details(
                who=affairs.me.name,
                subject=after.public[:16],
                label=str(OFFICIAL),
                note="next key that signs additions made",
            )
            carry_out(change, office.record, Kind.LOCAL_CHANGE, [told])
        return Replacement(before.public, after.public)


def finish_replacing_key(office: Office, catalogue: Catalogue) -> Renewed:
    """Sign everything that this administrator can open with the key that waits, from now on.

    Raises:
        NoSigningKeyError: None waits, or none for this administrator.
        UnpinnedKeyError: The policy does not name it yet.
        PeopleError: As ``change_additions``.
        AuditError: It could not be recorded; nothing was changed.
    """
    return _renew(office, catalogue, "signed with another key", NEXT_SIGNING_KEY)


def renew_additions(office: Office, catalogue: Catalogue) -> Renewed:
    """Sign and seal anew what this administrator can open, to the keys that hold now.

    Raises:
        NoSigningKeyError: The site's key is missing, or not for this administrator.
        PeopleError: As ``change_additions``.
        AuditError: It could not be recorded; nothing was changed.
    """
    return _renew(office, catalogue, "signed and sealed anew", SIGNING_KEY)


def _renew(office: Office, catalogue: Catalogue, note: str, key_file: str) -> Renewed:
    ledger = look_at_additions(office)
    labels = tuple(one.label for one in ledger.additions.opened if one.label in ledger.labels)
    same = {label: lambda body: body for label in labels}
    change_additions(office, catalogue, same, note, key_file)
    key = find_signing_key(office.folder, office.identity)
    opened = sum(label != OFFICIAL for label in labels)
    left = len(sealed_files(additions_path(office.folder))) - opened
    return Renewed("" if key is None else key.public, labels, left)
