"""Setting a site up: its id, its label keys and its first administrator.

Rules that this module keeps:
 * The private half of a label's key exists only as a grant; the first administrator is granted
   all of them.
 * It is done as a whole or not at all. Asked again for the same, it says that it is done.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from advisor.audit.record import Details, Kind
from advisor.clearance import OFFICIAL, Label, by_height
from advisor.errors import UsageError
from advisor.people.changing import GRANTS, REGISTER_FILE, STANDING, Change, changing
from advisor.people.errors import PastDayError, SamePersonError, SiteThereError
from advisor.people.office import Clock, Recorder, carry_out
from advisor.people.person import PersonDetails, verify_details
from advisor.people.register import (
    HeldGrant,
    LabelKey,
    Person,
    Register,
    load_register,
    new_name,
    new_person_id,
    new_token,
)
from advisor.people.site import SITE_FILE, Site, find_site, new_site_id
from advisor.people.standing import seal_standing
from advisor.people.vetting import verify_reaches
from advisor.policy import Policy
from advisor.sealing.age import Identity, Recipient, generate_identity
from advisor.sealing.grant import seal_grant


@dataclass(frozen=True)
class SetUp:
    """What a site is to be.

    Attributes:
        labels: The labels that it may hold.
        region: Id of its policing region.
        forces: Ids of its forces.
        auditor: The auditor's public key.
        administrator: Who the first administrator is.
    """

    labels: Sequence[Label]
    region: str
    forces: Sequence[str]
    auditor: Recipient
    administrator: PersonDetails


def verify_set_up(asked: SetUp, identity: Identity, policy: Policy, today: date) -> None:
    """Verify that a site can be set up so.

    Raises:
        UsageError: A name, a day or a label is wrong.
        SamePersonError: The auditor is the first administrator.
        NotVettedError: The first administrator may not hold every label.
    """
    if asked.auditor == identity.recipient:
        raise SamePersonError
    if not asked.labels or OFFICIAL in asked.labels:
        raise UsageError(
            "A site has at least one label above OFFICIAL.",
            hint="Name each that it may hold, as --label SECRET.",
        )
    verify_details(asked.administrator, policy)
    if asked.administrator.valid_until < today:
        raise PastDayError(asked.administrator.valid_until)
    verify_reaches(asked.administrator, asked.labels, policy)


def set_up_site(
    folder: Path,
    asked: SetUp,
    identity: Identity,
    *,
    policy: Policy,
    record: Recorder,
    clock: Clock,
) -> Site:
    """Set a site up, with whoever is signed in as its first administrator.

    Args:
        folder: The site folder.
        asked: What it is to be.
        identity: The first administrator's.
        policy: What the site decides for everybody.
        record: Writes a record for the auditor.
        clock: Tells the time, in UTC.

    Raises:
        UsageError: As ``verify_set_up``.
        SiteThereError: It is set up already, otherwise than asked.
        PeopleError: It cannot be done; nothing was changed.
        AuditError: It could not be recorded; nothing was changed.
    """
    today = clock().date()
    verify_set_up(asked, identity, policy, today)
    with changing(folder) as change:
        there = find_site(folder)
        if there is not None:
            return _verify_same(folder, there, asked, identity)
        site = Site(
            site=new_site_id(),
            region=asked.region,
            forces=tuple(asked.forces),
            auditor=asked.auditor.text,
            administrators=(identity.recipient.text,),
        )
        me = _prepare(change, site, asked, identity, today)
        note = f"labels: {', '.join(map(str, sorted(set(asked.labels), key=by_height)))}"
        details = Details(who=me.name, subject=site.site, note=note)
        carry_out(change, record, Kind.SITE_SET_UP, [details])
    return site


def _verify_same(folder: Path, there: Site, asked: SetUp, identity: Identity) -> Site:
    """Return a site that is set up as asked already, such as before a kill."""
    wanted = (asked.region, tuple(asked.forces), asked.auditor.text)
    if (there.region, there.forces, there.auditor) != wanted:
        raise SiteThereError
    if identity.recipient.text not in there.administrators:
        raise SiteThereError
    register = load_register(folder, there, identity)
    if set(register.labels) != set(asked.labels):
        raise SiteThereError
    return there


def _prepare(change: Change, site: Site, asked: SetUp, identity: Identity, today: date) -> Person:
    keys, grants = [], []
    for label in sorted(set(asked.labels), key=by_height):
        key = generate_identity()
        public, file = key.recipient.text, new_name()
        change.place(f"{GRANTS}/{file}", seal_grant(label, key, identity.recipient))
        keys.append(LabelKey(label=str(label), key=public, made_on=today))
        grants.append(HeldGrant(file=file, label=str(label), key=public, made_on=today))
    me = asked.administrator.to_person(
        id=new_person_id(()),
        key=identity.recipient.text,
        standing=new_name(),
        token=new_token(),
        grants=tuple(grants),
    )
    register = Register(
        site=site.site,
        secret=new_token(),
        revision=1,
        administrators=site.administrators,
        keys=tuple(keys),
        people=(me,),
    )
    change.place(f"{STANDING}/{me.standing}", seal_standing(me, site.site, today))
    change.place(REGISTER_FILE, register.seal())
    change.place(SITE_FILE, site.to_bytes())
    return me
