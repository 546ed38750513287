"""A site with administrators and people, and a system that stops at any step."""

from __future__ import annotations

import errno
import os
import re
import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from itertools import count
from pathlib import Path

import pytest

from advisor.audit.record import Details, Kind
from advisor.clearance import USUAL_VETTING, Label
from advisor.people.office import Office
from advisor.people.person import PersonDetails
from advisor.people.register import Person, Register
from advisor.people.registering import add_person
from advisor.people.setting_up import SetUp, set_up_site
from advisor.people.site import Site
from advisor.people.standing import hold_to_standing
from advisor.policy import Policy
from advisor.sealing.age import Identity
from advisor.unsealing import Granted, find_granted
from tests.support.sealing import somebody

NOON = datetime(2026, 6, 3, 12, tzinfo=UTC)
TODAY, LATER = NOON.date(), date(2027, 12, 31)
OS, SECRET, ALDER, BIRCH = map(
    Label.parse, ("OFFICIAL-SENSITIVE", "SECRET", "SECRET/ALDER", "SECRET/BIRCH")
)
LABELS = (OS, SECRET, ALDER, BIRCH)
ANN, BEN, EVE, AUDITOR = (somebody(number) for number in range(20, 24))


def details(name: str = "Ann Smith", **others: object) -> PersonDetails:
    usual = {"vetting": "SC", "valid_until": LATER, "compartments": ("ALDER", "BIRCH")}
    return PersonDetails(**{"name": name, **usual, **others})


def asked(**others: object) -> SetUp:
    usual = {
        "labels": LABELS,
        "region": "south-east",
        "forces": ("surrey-police",),
        "auditor": AUDITOR.recipient,
        "administrator": details(),
    }
    return SetUp(**{**usual, **others})


@dataclass
class Town:
    """A site folder, its clock, its policy and what was recorded."""

    folder: Path
    policy: Policy = field(default_factory=Policy)
    now: datetime = NOON
    recorded: list[tuple[Kind, Details]] = field(default_factory=list)

    def record(self, kind: Kind, what: Details) -> None:
        self.recorded.append((kind, what))

    def set_up(self, identity: Identity = ANN, **others: object) -> Site:
        return set_up_site(
            self.folder,
            asked(**others),
            identity,
            policy=self.policy,
            record=self.record,
            clock=lambda: self.now,
        )

    def copy(self, number: int) -> Town:
        """Return a town with the same files, beside this one."""
        folder = self.folder.with_name(f"{self.folder.name}-{number}")
        shutil.copytree(self.folder, folder)
        return Town(folder, self.policy, self.now)

    def office(self, identity: Identity = ANN) -> Office:
        home = self.folder.with_name(f"{self.folder.name}-home-{identity.recipient.text[-8:]}")
        return Office(self.folder, identity, self.policy, self.record, lambda: self.now, home)

    def register(self, identity: Identity = ANN) -> Register:
        return self.office(identity).look().register

    def add(self, identity: Identity, name: str, **others: object) -> Person:
        return add_person(self.office(), details(name, **others), identity.recipient)

    def held(self, identity: Identity) -> Granted:
        """Return what somebody may use when they sign in."""
        granted = find_granted(self.folder, identity)
        return hold_to_standing(self.folder, identity, granted, self.now.date())

    def labels(self, identity: Identity) -> set[Label]:
        return set(self.held(identity))

    def keys(self, identity: Identity) -> set[tuple[Label, str]]:
        """Return every key that somebody can open, whatever the policy says."""
        granted = find_granted(self.folder, identity)
        return {(label, key.recipient.text) for label, keys in granted.items() for key in keys}

    def seen(self) -> list[tuple[str, int]]:
        """Return what somebody sees who can open nothing: kinds of names, and lengths."""
        return sorted(
            (re.sub("[0-9a-f]{16}", "#", str(path.relative_to(self.folder))), path.stat().st_size)
            for path in self.folder.rglob("*")
            if path.is_file()
        )

    def whole(self) -> dict[str, bytes]:
        """Return what every file holds."""
        return {
            str(path.relative_to(self.folder)): path.read_bytes()
            for path in self.folder.rglob("*")
            if path.is_file() and path.name != "people.lock"
        }


def levels(**rows: str) -> Policy:
    """Return a policy with a table of vetting."""
    table = {name: {"classification": level, "source": "test"} for name, level in rows.items()}
    return Policy(vetting=table or USUAL_VETTING)


class KilledError(BaseException):
    """Ends a deed where a kill would: nothing of ours catches it."""


#: What a deed asks of the system to change something.
_CALLS = ("replace", "rename", "mkdir", "unlink", "rmdir", "fsync", "write")


def stopped_everywhere(
    monkeypatch: pytest.MonkeyPatch,
    fresh: Callable[[int], Town],
    deed: Callable[[Town], object],
    *,
    kill: bool,
) -> Iterator[tuple[Town, BaseException]]:
    """Do something in town after town, and stop it at the first call to the system, the second …

    Args:
        monkeypatch: Takes the system's calls over.
        fresh: Makes a town; it is given a number.
        deed: What is done there.
        kill: Whether it ends there, rather than being refused by a full disk from there on.

    Yields:
        Where, and what it ended with, each time; it is over when it went through.
    """
    for at in count(1):
        town = fresh(at)
        with monkeypatch.context() as patch:
            _take_over(patch, at, kill=kill)
            try:
                deed(town)
            except KilledError as killed:
                found: BaseException = killed
            except Exception as refused:  # noqa: BLE001 - whatever it is, the caller looks at it
                found = refused
            else:
                return
        yield town, found


def _take_over(patch: pytest.MonkeyPatch, at: int, *, kill: bool) -> None:
    left = [at]

    def take_over(real: Callable[..., object]) -> Callable[..., object]:
        def act(*arguments: object, **options: object) -> object:
            left[0] -= 1
            if left[0] == 0 and kill:
                raise KilledError
            if left[0] <= 0 and not kill:
                raise OSError(errno.ENOSPC, "No space left on device")
            return real(*arguments, **options)

        return act

    for name in _CALLS:
        patch.setattr(os, name, take_over(getattr(os, name)))
