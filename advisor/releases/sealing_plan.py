"""To whom a release's sections are sealed, and what room they take in its file."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from advisor.catalogue.problem import SourceErrors
from advisor.catalogue.record import Record
from advisor.catalogue.release import Release
from advisor.catalogue.section import Section
from advisor.catalogue.store import SealedSlot
from advisor.catalogue.yaml_source import BROKEN, SourceFile, mapping_items, read_value
from advisor.clearance import Label
from advisor.errors import AdvisorError
from advisor.sealing.age import Recipient
from advisor.sealing.errors import NotARecipientError, ProfileError
from advisor.sealing.profile import Profile, SectionToSeal, fill_profile

_MAX_BYTES = 1_000_000


class _AuthoredProfile(Record, frozen=True, kw_only=True):
    """A public profile as it is written."""

    slots: int
    slot_bytes: int
    recipients: int


@dataclass(frozen=True)
class SealingPlan:
    """How what is above OFFICIAL is sealed.

    Attributes:
        profile: What anybody may learn of the file.
        recipients: The label keys of the sites that may hold each section, by its label.
    """

    profile: Profile
    recipients: Mapping[Label, tuple[Recipient, ...]]

    def seal(self, sections: Sequence[Section], release: Release) -> tuple[SealedSlot, ...]:
        """Seal sections, and fill every place that is left.

        Raises:
            ProfileError: They do not fit the profile, or one has nobody to be sealed to.
        """
        to_seal = [SectionToSeal(part.to_bytes(), self._of(part.label)) for part in sections]
        slots = fill_profile(self.profile, to_seal, release=release.release)
        return tuple(SealedSlot(slot.section_id, slot.blob, slot.digest) for slot in slots)

    def _of(self, label: Label) -> tuple[Recipient, ...]:
        if label not in self.recipients:
            raise ProfileError(
                f"Nobody is named to seal {label} to.",
                hint="Nothing was written. Name its recipients, or take what is marked so out.",
            )
        return self.recipients[label]


def load_plan(recipients: Path, profile: Path) -> SealingPlan:
    """Read a plan from its two files.

    Args:
        recipients: A list of public keys for each label, in YAML.
        profile: ``slots``, ``slot_bytes`` and ``recipients``, in YAML.

    Raises:
        SourceErrors: They have mistakes.
        AdvisorError: One cannot be read.
    """
    people, room = SourceFile(recipients.name), SourceFile(profile.name)
    named = _read_recipients(people, _compose(recipients, people))
    written = _read_profile(room, _compose(profile, room))
    problems = [*people.problems, *room.problems]
    if problems or written is None:
        raise SourceErrors(problems, "what says how to seal")
    return SealingPlan(Profile(written.slots, written.slot_bytes, written.recipients), named)


def _compose(path: Path, source: SourceFile) -> yaml.Node | None:
    try:
        with path.open("rb") as stream:
            return source.compose(stream.read(_MAX_BYTES).decode("utf-8-sig"))
    except (OSError, UnicodeDecodeError) as error:
        raise AdvisorError(f"“{path}” cannot be read.", hint="Name a YAML file.") from error


def _read_profile(source: SourceFile, node: yaml.Node | None) -> _AuthoredProfile | None:
    value: Any = BROKEN if node is None else read_value(source, node, _AuthoredProfile, "")
    return None if value is BROKEN else value


def _read_recipients(
    source: SourceFile, node: yaml.Node | None
) -> dict[Label, tuple[Recipient, ...]]:
    items = {} if node is None else mapping_items(source, node, "") or {}
    found: dict[Label, tuple[Recipient, ...]] = {}
    for name, child in items.items():
        keys: Any = read_value(source, child, tuple[str, ...], name)
        try:
            label = Label.parse(name)
        except ValueError as error:
            source.report(name, f"{error}.", "Write it as SECRET or SECRET/ALDER.")
            continue
        if label in found:
            source.report(name, "This label stands twice.", "Join the two.")
        found[label] = _parse_recipients(source, () if keys is BROKEN else keys, name)
    return found


def _parse_recipients(source: SourceFile, keys: Sequence[str], path: str) -> tuple[Recipient, ...]:
    found = []
    for place, text in enumerate(keys):
        try:
            found.append(Recipient.parse(text))
        except NotARecipientError as error:
            source.report(f"{path}[{place}]", error.message, error.hint or "")
    return tuple(found)
