"""The register: who the people of a site are and what they were granted.

It is one file, sealed to every administrator. ``docs/formats/people.md`` describes it.

Rules that this module keeps:
 * Its length grows in steps, so that it does not tell of one person more.
 * It names the site and the administrators that it was written for; one that was copied from
   elsewhere, or beside a ``site.json`` that somebody changed, is refused.
 * Each writing raises its revision, so that a second administrator is told, not overwritten.
"""

from __future__ import annotations

import datetime
import secrets
from collections.abc import Collection
from pathlib import Path
from typing import Annotated, Literal

import msgspec

from advisor.clearance import Label, by_height
from advisor.people.changing import REGISTER_FILE
from advisor.people.errors import (
    DamagedRegisterError,
    ForeignRegisterError,
    FullRegisterError,
    NoRegisterError,
    NoSuchPersonError,
)
from advisor.people.site import Site
from advisor.sealing.age import MAX_RECIPIENTS, Identity, Recipient, seal_evenly, unseal
from advisor.sealing.errors import SealingError

FORMAT = 1
STEP_BYTES = 16_384
MAX_BYTES = 16_777_216

_Format = Annotated[int, msgspec.Meta(ge=FORMAT, le=FORMAT)]


class HeldGrant(msgspec.Struct, frozen=True, kw_only=True):
    """A grant that was made to somebody.

    Attributes:
        file: Its file in the folder of grants.
        label: The label.
        key: The public half of the label's key, since a label may have had several.
        made_on: The day.
    """

    file: str
    label: str
    key: str
    made_on: datetime.date


class Person(msgspec.Struct, frozen=True, kw_only=True):
    """Somebody who may be cleared.

    Attributes:
        id: At random.
        name: Their name.
        role: What they do.
        unit: Where.
        vetting: Their level of vetting, a name in the table of the policy.
        compartments: What they were briefed into.
        valid_until: The last day of their clearance.
        key: Their public key.
        status: Whether they may hold anything.
        standing: The file that says to themselves how they stand.
        token: What only they and the administrators know, to show who asks for a new key.
        grants: What they were granted.
    """

    id: str
    name: str
    role: str = ""
    unit: str = ""
    vetting: str
    compartments: tuple[str, ...] = ()
    valid_until: datetime.date
    key: str
    status: Literal["active", "withdrawn"] = "active"
    standing: str
    token: str
    grants: tuple[HeldGrant, ...] = ()

    @property
    def recipient(self) -> Recipient:
        """What is sealed to them is sealed to this."""
        return Recipient(self.key)

    @property
    def labels(self) -> tuple[Label, ...]:
        """What they hold, lowest first."""
        found = {Label.parse(grant.label) for grant in self.grants}
        return tuple(sorted(found, key=by_height))

    def is_valid(self, today: datetime.date) -> bool:
        """Tell whether they may hold anything on a day."""
        return self.status == "active" and today <= self.valid_until

    def __repr__(self) -> str:
        return f"Person(id={self.id!r}, …)"


class LabelKey(msgspec.Struct, frozen=True, kw_only=True):
    """The public half of a label's key.

    Attributes:
        label: The label.
        key: The public key.
        made_on: The day.
    """

    label: str
    key: str
    made_on: datetime.date


class Register(msgspec.Struct, frozen=True, kw_only=True):
    """Everybody at a site.

    Attributes:
        format: Version of the format.
        site: Id of the site.
        secret: At random and for ever, so that another register can be told from this one.
        revision: How often it was written.
        administrators: The public keys that it is sealed to.
        keys: The keys of every label, the newest of each last.
        people: Everybody, in the order in which they were added.
    """

    format: _Format = FORMAT
    site: str
    secret: str
    revision: int
    administrators: tuple[str, ...]
    keys: tuple[LabelKey, ...]
    people: tuple[Person, ...]

    @property
    def labels(self) -> tuple[Label, ...]:
        """Every label that the site has keys for, lowest first."""
        return tuple(sorted({Label.parse(one.label) for one in self.keys}, key=by_height))

    def current_key(self, label: Label) -> str:
        """Return the public half of the newest key of a label."""
        return [one.key for one in self.keys if one.label == str(label)][-1]

    def find(self, typed: str) -> Person:
        """Return the person with an id, or the only one of a name.

        Raises:
            NoSuchPersonError: There is none.
        """
        wanted = " ".join(typed.split()).casefold()
        named = [one for one in self.people if one.name.casefold() == wanted]
        found = [one for one in self.people if one.id == wanted] or named
        if len(found) != 1:
            raise NoSuchPersonError(typed)
        return found[0]

    def of_key(self, key: Recipient) -> Person | None:
        """Return whose public key one is."""
        return next((one for one in self.people if one.key == key.text), None)

    def is_administrator(self, person: Person) -> bool:
        """Tell whether somebody administers the site."""
        return person.key in self.administrators

    def holders(self, labels: Collection[Label], today: datetime.date) -> tuple[Person, ...]:
        """Return the administrators who hold all of some labels on a day."""
        return tuple(
            one
            for one in self.people
            if self.is_administrator(one) and one.is_valid(today) and set(labels) <= set(one.labels)
        )

    def with_person(self, person: Person) -> Register:
        """Return a register with somebody added, or in the place of who has the same id."""
        others = [one.id for one in self.people]
        if person.id not in others:
            return msgspec.structs.replace(self, people=(*self.people, person))
        people = tuple(person if one.id == person.id else one for one in self.people)
        return msgspec.structs.replace(self, people=people)

    def written(self) -> Register:
        """Return the register as it is written next."""
        return msgspec.structs.replace(self, revision=self.revision + 1)

    def seal(self) -> bytes:
        """Return the content of the file.

        Raises:
            FullRegisterError: It has become too long, or is for too many.
        """
        content = msgspec.json.encode(self)
        padded = content.ljust(-(-len(content) // STEP_BYTES) * STEP_BYTES)
        if len(padded) > MAX_BYTES or len(self.administrators) > MAX_RECIPIENTS:
            raise FullRegisterError
        return seal_evenly(padded, tuple(map(Recipient, self.administrators)))

    def __repr__(self) -> str:
        return f"Register(revision={self.revision}, …)"


def new_name() -> str:
    """Return the name of a new file that is sealed to one person; it says nothing."""
    return f"{secrets.token_hex(8)}.age"


def new_person_id(people: Collection[Person]) -> str:
    """Return an id that nobody has."""
    taken = {one.id for one in people}
    while (found := secrets.token_hex(4)) in taken:
        pass
    return found


def new_token() -> str:
    """Return what somebody shows to have their key replaced, or what a register is known by."""
    return secrets.token_hex(16)


def load_register(folder: Path, site: Site, identity: Identity) -> Register:
    """Read the register of a site.

    Args:
        folder: The site folder.
        site: What is public of it.
        identity: An administrator's.

    Raises:
        NoRegisterError: It is missing.
        DamagedRegisterError: It does not open for them, or is not one.
        ForeignRegisterError: It is of another site, or of other administrators.
    """
    register = _open(_read(folder / REGISTER_FILE), identity)
    if register.site != site.site or set(register.administrators) != set(site.administrators):
        raise ForeignRegisterError
    return register


def _read(path: Path) -> bytes:
    try:
        if not path.is_file():
            raise NoRegisterError
        with path.open("rb") as stream:
            return stream.read(2 * MAX_BYTES)
    except (OSError, ValueError):
        raise NoRegisterError from None


def _open(untrusted: bytes, identity: Identity) -> Register:
    try:
        content = unseal(untrusted, (identity,))
        register = msgspec.json.decode(content or b"", type=Register)
        found = [register.labels, *(one.labels for one in register.people)]
    except (SealingError, ValueError, RecursionError):
        raise DamagedRegisterError from None
    del found  # only whether they can be read was asked
    return register
