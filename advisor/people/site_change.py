"""Changing a site that is set up: more labels, another auditor, where it is.

Rules that this module keeps:
 * Who adds a label makes its key, and so has to be cleared as high as any holder of it.
 * That there is another auditor is recorded for the one until now.
 * The auditor is nobody in the register.
"""

from __future__ import annotations

from dataclasses import dataclass

import msgspec

from advisor.audit.record import Details, Kind
from advisor.clearance import OFFICIAL, Label, by_height
from advisor.errors import UsageError
from advisor.people.errors import LabelThereError, SamePersonError
from advisor.people.office import Affairs, Office, Work
from advisor.people.register import LabelKey
from advisor.people.vetting import verify_may_hold
from advisor.sealing.age import Recipient, generate_identity


@dataclass(frozen=True, kw_only=True)
class SiteChange:
    """What is to be changed of a site; ``None`` leaves it.

    Attributes:
        labels: Labels that it may hold as well.
        auditor: The public key of another auditor.
        region: Id of its policing region.
        forces: Ids of its forces.
    """

    labels: tuple[Label, ...] = ()
    auditor: Recipient | None = None
    region: str | None = None
    forces: tuple[str, ...] | None = None

    @property
    def names(self) -> tuple[str, ...]:
        """What is to be changed."""
        given = {
            "labels": bool(self.labels),
            "auditor": self.auditor is not None,
            "region": self.region is not None,
            "forces": self.forces is not None,
        }
        return tuple(name for name, is_given in given.items() if is_given)


def change_site(office: Office, change: SiteChange, *, revision: int | None = None) -> Affairs:
    """Change a site that is set up.

    Args:
        office: The administrator's.
        change: What is to be changed.
        revision: That of the register that the administrator looked at, if they did.

    Raises:
        UsageError: Nothing is to be changed, or a label is not one.
        LabelThereError: The site holds a label already.
        NotVettedError: The administrator may not hold a label that they would make the key of.
        SamePersonError: The auditor is somebody in the register.
        ChangedRegisterError: The register has changed since.
        PeopleError: As ``Office.working`` and ``Work.carry_out``.
        AuditError: It could not be recorded; nothing was changed.

    Returns:
        How things are now.
    """
    if not change.names:
        raise UsageError("Nothing is to be changed.", hint="Name what is, as --label LABEL.")
    with office.working(revision) as work:
        labels = tuple(sorted(set(change.labels), key=by_height))
        _add_labels(work, labels)
        _change_public(work, change)
        added = [work.details(work.affairs.me, label, note="label added") for label in labels]
        rest = [name for name in change.names if name != "labels"]
        changed = [_tell(work, rest)] if rest else []
        work.carry_out(Kind.SITE_SET_UP, [*added, *changed])
    return office.look()


def _tell(work: Work, names: list[str]) -> Details:
    note = f"changed: {', '.join(names)}"
    return Details(who=work.affairs.me.name, subject=work.site.site, note=note)


def _add_labels(work: Work, labels: tuple[Label, ...]) -> None:
    """Make a key for each label, and grant it to whoever made it."""
    me, today = work.affairs.me, work.office.today
    for label in labels:
        if label == OFFICIAL:
            raise UsageError("OFFICIAL is not sealed.", hint="Name a label above it.")
        if label in work.register.labels:
            raise LabelThereError(label)
    with work.refusing(Kind.SITE_SET_UP, me, labels):
        verify_may_hold(me, labels, work.office.policy, today)
    keys = {label: generate_identity() for label in labels}
    made = [
        LabelKey(label=str(label), key=key.recipient.text, made_on=today)
        for label, key in keys.items()
    ]
    work.register = msgspec.structs.replace(work.register, keys=(*work.register.keys, *made))
    grants = [one for label, key in keys.items() for one in work.seal_keys(me, label, (key,))]
    if grants:
        work.put(msgspec.structs.replace(me, grants=(*me.grants, *grants)))


def _change_public(work: Work, change: SiteChange) -> None:
    site = work.site
    if change.auditor is not None:
        if work.register.of_key(change.auditor) is not None:
            raise SamePersonError
        site = msgspec.structs.replace(site, auditor=change.auditor.text)
    if change.region is not None:
        site = msgspec.structs.replace(site, region=change.region)
    if change.forces is not None:
        site = msgspec.structs.replace(site, forces=change.forces)
    work.site = site
