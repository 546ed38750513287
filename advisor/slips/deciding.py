"""What administrators do with the slips of readers: take in, accept or decline, take out.

Rules that this module keeps:
 * A slip is kept at the lowest label that its administrator holds and that is as high as its
   marking; where they hold none, it is not taken in.
 * One administrator at a time; all files of a deed or none; recorded before it takes effect.
 * To accept a slip changes no text: the catalogue's owner does, or a local correction.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import msgspec

from advisor.audit.record import Details, Kind
from advisor.clearance import OFFICIAL, Label
from advisor.errors import UsageError
from advisor.people.changing import OFFICIAL_SLIPS, SLIPS, Change
from advisor.people.office import Affairs, Office, carry_out
from advisor.people.register import new_name
from advisor.sealing.age import Recipient, seal_evenly
from advisor.slips.errors import FullSlipsError, NoLabelForSlipError, NoSuchSlipError
from advisor.slips.kept import (
    MOST_BYTES,
    MOST_OF_EACH,
    Body,
    Decision,
    Kept,
    OpenedBody,
    Verdict,
    find_kept,
    to_file,
)
from advisor.slips.slip import MOST_OF_SAYS, Slip, strip


@dataclass(frozen=True)
class Tray:
    """The slips of a site, as one of its administrators sees them.

    Attributes:
        affairs: How things are at the site.
        opened: The files that they may open, one a label, lowest first.
    """

    affairs: Affairs
    opened: tuple[OpenedBody, ...]

    @property
    def listed(self) -> tuple[tuple[Kept, Label], ...]:
        """Every slip that they may see, with the label that it is kept at."""
        return tuple((one, file.label) for file in self.opened for one in file.body.slips)

    def find(self, slip_id: str) -> tuple[Kept, Label]:
        """Return the slip of an id, with the label that it is kept at.

        Raises:
            NoSuchSlipError: There is none that this administrator may see.
        """
        for kept, label in self.listed:
            if kept.id == slip_id:
                return kept, label
        raise NoSuchSlipError


def look_at_slips(office: Office) -> Tray:
    """Return the slips that a site keeps, for one of its administrators.

    Raises:
        PeopleError: As ``Office.look``.
        DamagedSlipsError: A file that is theirs to read cannot be.
    """
    return _read(office, office.look())


def take_in(office: Office, slips: Sequence[Slip]) -> int:
    """Keep some slips, each once, until something is decided about them.

    Args:
        office: The administrator's.
        slips: What readers wrote, marked no higher than what the administrator may read.

    Raises:
        NoLabelForSlipError: One is marked higher than any label that the administrator holds.
        FullSlipsError: There would be too many.
        PeopleError: As ``Office.working``.
        AuditError: It could not be recorded; nothing was changed.

    Returns:
        How many were not there yet.
    """
    with office.changing_beside() as (change, affairs):
        tray = _read(office, affairs)
        there = {kept.id for kept, _ in tray.listed}
        new: dict[str, tuple[Kept, Label]] = {}
        for slip in slips:
            kept = Kept(slip=slip, taken_by=affairs.me.name, taken_on=office.today)
            if kept.id not in there:
                new[kept.id] = (kept, _label_for(affairs, slip))
        for label in dict.fromkeys(label for _, label in new.values()):
            these = tuple(kept for kept, its in new.values() if its == label)
            _alter(change, tray, label, _adding(these))
        if new:
            told = [_tell(affairs, kept, "slip taken in") for kept, _ in new.values()]
            carry_out(change, office.record, Kind.LOCAL_CHANGE, told)
        return len(new)


def decide(office: Office, slip_id: str, verdict: Verdict, why: str) -> Kept:
    """Accept or decline a slip; what was decided before is decided anew.

    Args:
        office: The administrator's.
        slip_id: Id of the slip.
        verdict: What they say of it.
        why: The reason.

    Raises:
        UsageError: No reason is given, or it is too long.
        NoSuchSlipError: There is none that this administrator may see.
        PeopleError: As ``Office.working``.
        AuditError: It could not be recorded; nothing was changed.

    Returns:
        The slip as it is kept now.
    """
    reason = verify_reason(why)
    with office.changing_beside() as (change, affairs):
        tray = _read(office, affairs)
        kept, label = tray.find(slip_id)
        decision = Decision(verdict=verdict, why=reason, who=affairs.me.name, on=office.today)
        decided = msgspec.structs.replace(kept, decision=decision)
        _alter(
            change,
            tray,
            label,
            lambda body: tuple(decided if one.id == slip_id else one for one in body.slips),
        )
        told = [_tell(affairs, kept, f"slip {verdict.value}: {reason}")]
        carry_out(change, office.record, Kind.LOCAL_CHANGE, told)
        return decided


def take_out(office: Office, slip_id: str) -> Kept:
    """Keep a slip no longer.

    Raises:
        NoSuchSlipError: There is none that this administrator may see.
        PeopleError: As ``Office.working``.
        AuditError: It could not be recorded; nothing was changed.

    Returns:
        What it was.
    """
    with office.changing_beside() as (change, affairs):
        tray = _read(office, affairs)
        kept, label = tray.find(slip_id)
        _alter(
            change, tray, label, lambda body: tuple(one for one in body.slips if one.id != slip_id)
        )
        told = [_tell(affairs, kept, "slip taken out")]
        carry_out(change, office.record, Kind.LOCAL_CHANGE, told)
        return kept


def verify_reason(why: str) -> str:
    """Return the reason of a decision, without what acts.

    Raises:
        UsageError: There is none, or it is too long.
    """
    reason = strip(why).strip()
    if not reason:
        raise UsageError("Say why.", hint="A few words are enough. The auditor reads them too.")
    if len(reason) > MOST_OF_SAYS:
        raise UsageError(
            f"The reason is too long: {len(reason)} characters.",
            hint=f"Keep it to {MOST_OF_SAYS} characters.",
        )
    return reason


def _read(office: Office, affairs: Affairs) -> Tray:
    return Tray(affairs, find_kept(office.folder, affairs.site.site, affairs.granted))


def _label_for(affairs: Affairs, slip: Slip) -> Label:
    """Return the lowest label that an administrator holds and that is as high as a slip."""
    if slip.label == OFFICIAL:
        return OFFICIAL
    for label in affairs.register.labels:  # lowest first
        if label.dominates(slip.label) and affairs.holds(label):
            return label
    raise NoLabelForSlipError(slip.label)


def _adding(new: tuple[Kept, ...]) -> Callable[[Body], tuple[Kept, ...]]:
    return lambda body: (*body.slips, *new)


def _alter(
    change: Change, tray: Tray, label: Label, slips: Callable[[Body], tuple[Kept, ...]]
) -> None:
    """Prepare the file of a label with other slips in it."""
    before = next((one for one in tray.opened if one.label == label), None)
    body = before.body if before else Body(site=tray.affairs.site.site, label=str(label))
    after = msgspec.structs.replace(body, slips=slips(body))
    content = to_file(after)
    if len(after.slips) > MOST_OF_EACH or len(content) > MOST_BYTES:
        raise FullSlipsError(label)
    if label == OFFICIAL:
        change.place(f"{SLIPS}/{OFFICIAL_SLIPS}", content)
        return
    recipient = Recipient(tray.affairs.register.current_key(label))
    change.place(f"{SLIPS}/{new_name()}", seal_evenly(content, (recipient,)))
    if before is not None:
        change.remove(f"{SLIPS}/{before.name}")


def _tell(affairs: Affairs, kept: Kept, note: str) -> Details:
    slip = kept.slip
    return Details(
        who=affairs.me.name,
        subject=slip.entry,
        label=str(slip.label),
        note=f"{note} ({slip.code})",
    )
