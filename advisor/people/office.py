"""An administrator at work: who they are, what they hold, and how their deeds are done.

Rules that this module keeps:
 * Whoever is not an administrator of the site whose clearance lasts is refused first.
 * A deed reads the register under the lock, so that it never builds on an older one.
 * It is written, recorded, and only then decided. What is refused for want of authority is
   recorded as refused.
"""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path

from advisor.audit.errors import AuditError
from advisor.audit.record import Details, Kind, Outcome
from advisor.clearance import Label
from advisor.people.changing import (
    GRANTS,
    REGISTER_FILE,
    STANDING,
    Change,
    changing,
    is_unfinished,
)
from advisor.people.errors import (
    ChangedRegisterError,
    ClearanceExpiredError,
    DamagedRegisterError,
    ForeignRegisterError,
    NotAdministratorError,
    NotHeldError,
    NotVettedError,
    SiteNotWritableError,
)
from advisor.people.memory import remember, verify_not_replaced
from advisor.people.register import HeldGrant, Person, Register, load_register, new_name
from advisor.people.signing_key import (
    NEXT_SIGNING_KEY,
    SIGNING_KEY,
    find_signing_key,
    seal_signing_key,
)
from advisor.people.site import SITE_FILE, Site, load_site
from advisor.people.standing import hold_to_standing, seal_standing
from advisor.policy import Policy
from advisor.sealing.age import Identity
from advisor.sealing.grant import seal_grant
from advisor.unsealing import Granted, find_granted

#: Writes a record for the auditor, or raises ``AuditError``.
Recorder = Callable[[Kind, Details], object]
Clock = Callable[[], datetime]


@dataclass(frozen=True)
class Affairs:
    """How things are at a site, as an administrator sees it.

    Attributes:
        site: What is public.
        register: Who the people are.
        me: The administrator.
        granted: The keys that they may use.
    """

    site: Site
    register: Register
    me: Person
    granted: Granted = field(repr=False)

    def holds(self, label: Label) -> bool:
        """Tell whether the administrator has the newest key of a label."""
        keys = [key.recipient.text for key in self.granted.get(label, ())]
        return self.register.current_key(label) in keys


@dataclass(frozen=True)
class Office:
    """What an administrator works with.

    Attributes:
        folder: The site folder.
        identity: The administrator's.
        policy: What the site decides for everybody.
        record: Writes a record for the auditor.
        clock: Tells the time, in UTC.
        home: The administrator's home folder, which remembers the register; where ``None``,
            nobody notices that an older one was put back.
    """

    folder: Path
    identity: Identity
    policy: Policy
    record: Recorder
    clock: Clock
    home: Path | None = None

    @property
    def today(self) -> date:
        """The day, in UTC."""
        return self.clock().date()

    def look(self) -> Affairs:
        """Return how things are.

        Raises:
            NoSiteError: The site was not set up.
            DamagedSiteError: What is public of it is damaged.
            NotAdministratorError: The identity does not administer it.
            ClearanceExpiredError: It did.
            RegisterError: The register cannot be used.
        """
        if not is_unfinished(self.folder):
            with contextlib.suppress(ForeignRegisterError):  # it may just be changing
                return self._look()
        with changing(self.folder):
            return self._look()

    def _look(self) -> Affairs:
        site = load_site(self.folder)
        if self.identity.recipient.text not in site.administrators:
            raise NotAdministratorError
        register = load_register(self.folder, site, self.identity)
        me = register.of_key(self.identity.recipient)
        if me is None:
            raise DamagedRegisterError
        if self.home is not None:
            verify_not_replaced(self.home, register)
            remember(self.home, register)
        if not me.is_valid(self.today):
            raise ClearanceExpiredError
        granted = find_granted(self.folder, self.identity)
        usable = hold_to_standing(self.folder, self.identity, granted, self.today)
        return Affairs(site, register, me, usable)

    @contextlib.contextmanager
    def working(self, revision: int | None = None) -> Iterator[Work]:
        """Do something as the only administrator at work.

        Args:
            revision: That of the register that the administrator looked at, if they did.

        Raises:
            ChangedRegisterError: It has changed since.
            PeopleError: As ``look``; or another is at work, or the folder cannot be written.
        """
        with changing(self.folder) as change:
            affairs = self._look()
            if revision is not None and revision != affairs.register.revision:
                raise ChangedRegisterError
            yield Work(self, change, affairs)

    @contextlib.contextmanager
    def changing_beside(self) -> Iterator[tuple[Change, Affairs]]:
        """Change files beside the register, as the only administrator at work.

        Raises:
            PeopleError: As ``working``.
        """
        with changing(self.folder) as change:
            yield change, self._look()


class Work:
    """One deed of an administrator, until it is carried out.

    Attributes:
        office: What they work with.
        affairs: How things were when it began.
        site: What is public of the site, as it will be.
        register: The register, as it will be.
    """

    def __init__(self, office: Office, change: Change, affairs: Affairs) -> None:
        self.office = office
        self.affairs = affairs
        self.site = affairs.site
        self.register = affairs.register
        self._change = change

    def verify_held(self, labels: Collection[Label]) -> None:
        """Verify that the administrator holds all of some labels.

        Raises:
            NotHeldError: They do not; it names the administrators who do.
        """
        missing = [label for label in labels if not self.affairs.holds(label)]
        if missing:
            found = self.register.holders(labels, self.office.today)
            raise NotHeldError(missing, [one.name for one in found])

    @contextlib.contextmanager
    def refusing(self, kind: Kind, person: Person, labels: Sequence[Label]) -> Iterator[None]:
        """Record that something was refused, whatever it is that refuses it."""
        try:
            yield
        except (NotHeldError, NotVettedError) as error:
            for label in labels:
                self.office.record(
                    kind, self.details(person, label, Outcome.REFUSED, error.message)
                )
            raise

    def details(
        self,
        person: Person,
        label: Label | None = None,
        outcome: Outcome = Outcome.DONE,
        note: str = "",
    ) -> Details:
        """Return what the auditor is told of something done to a person."""
        return Details(
            who=self.affairs.me.name,
            subject=person.id,
            label=str(label) if label else "",
            outcome=outcome,
            note=note,
        )

    def seal_keys(
        self, person: Person, label: Label, keys: Collection[Identity]
    ) -> tuple[HeldGrant, ...]:
        """Grant somebody keys of a label that they do not have, and return those grants."""
        held = {(grant.label, grant.key) for grant in person.grants}
        made = []
        for key in keys:
            if (str(label), key.recipient.text) in held:
                continue
            grant = HeldGrant(
                file=new_name(),
                label=str(label),
                key=key.recipient.text,
                made_on=self.office.today,
            )
            self._change.place(f"{GRANTS}/{grant.file}", seal_grant(label, key, person.recipient))
            made.append(grant)
        return tuple(made)

    def known_keys(self, label: Label) -> tuple[Identity, ...]:
        """Return the administrator's keys of a label that are the site's, oldest first."""
        order = [one.key for one in self.register.keys if one.label == str(label)]
        found = {key.recipient.text: key for key in self.affairs.granted.get(label, ())}
        return tuple(found[key] for key in order if key in found)

    def take_away(self, grants: Collection[HeldGrant]) -> None:
        """Remove the files of some grants."""
        for grant in grants:
            self._change.remove(f"{GRANTS}/{grant.file}")

    def put(self, person: Person) -> None:
        """Let somebody be as given: in the register, and in what they read themselves."""
        self.register = self.register.with_person(person)
        self._change.place(
            f"{STANDING}/{person.standing}",
            seal_standing(person, self.site.site, self.office.today),
        )

    def carry_out(self, kind: Kind, details: Sequence[Details]) -> Register:
        """Write what was prepared, record it, and let it take effect.

        Raises:
            AuditError: It could not be recorded; nothing was changed.
            SiteNotWritableError: It could not be written; nothing was changed.
            UnfinishedChangeError: It was decided, and is finished by whoever comes next.

        Returns:
            The register as it is now.
        """
        register = self.register.written()
        self._change.place(REGISTER_FILE, register.seal())
        if self.site != self.affairs.site:
            self._change.place(SITE_FILE, self.site.to_bytes())
            self._hand_on_signing_keys()
        carry_out(self._change, self.office.record, kind, details)
        if self.office.home is not None:
            remember(self.office.home, register)
        return register

    def _hand_on_signing_keys(self) -> None:
        """Seal the keys that sign what the site adds to those who administer it from now on.

        There are two while one takes the place of the other.
        """
        for file in (SIGNING_KEY, NEXT_SIGNING_KEY):
            key = find_signing_key(self.office.folder, self.office.identity, file)
            if key is not None:
                self._change.place(file, seal_signing_key(key, self.site.administrator_keys))


def carry_out(change: Change, record: Recorder, kind: Kind, details: Sequence[Details]) -> None:
    """Write a change, record it, and let it take effect; raises as ``Work.carry_out``."""
    change.plan()
    try:
        for one in details:
            record(kind, one)
    except BaseException:
        change.give_up()
        raise
    try:
        change.decide()
    except SiteNotWritableError:
        with contextlib.suppress(AuditError):
            for one in details:
                record(kind, Details(who=one.who, subject=one.subject, outcome=Outcome.FAILED))
        raise
