"""The public profile: what anybody may learn from a published file, and nothing more.

The publisher fixes how many slots a file has, how much each holds and for how many
recipients. Every place is filled: unused slots with dummies, unused places in a list
of recipients with public keys whose private keys are discarded at once.

Two files of one profile cannot be told apart: equal counts, equal lengths, ids and
order at random, digests over secret salts. What does show is the profile itself.
"""

from __future__ import annotations

import secrets
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TypeVar

from advisor.sealing.age import MAX_RECIPIENTS, Recipient, generate_identity
from advisor.sealing.errors import ProfileError
from advisor.sealing.section import HEADER_BYTES, SealedSlot, new_section_id, seal_section

_T = TypeVar("_T")
_MAX_SLOTS = 256


@dataclass(frozen=True)
class Profile:
    """What a published file shows.

    Attributes:
        slots: How many sections it has place for.
        slot_bytes: How much each holds, our header included.
        recipients: To how many public keys each is sealed.
    """

    slots: int
    slot_bytes: int
    recipients: int

    def __post_init__(self) -> None:
        for name, value, least, most in (
            ("slots", self.slots, 1, _MAX_SLOTS),
            ("bytes per slot", self.slot_bytes, HEADER_BYTES, 2**30),
            ("recipients per slot", self.recipients, 1, MAX_RECIPIENTS),
        ):
            if not least <= value <= most:
                raise ProfileError(f"A public profile has {least:,} to {most:,} {name}.")


@dataclass(frozen=True)
class SectionToSeal:
    """A section and who may open it.

    Attributes:
        plaintext: The section.
        recipients: The label keys of the sites that may hold it.
    """

    plaintext: bytes
    recipients: tuple[Recipient, ...]


def fill_profile(
    profile: Profile, sections: Sequence[SectionToSeal], *, release: int
) -> tuple[SealedSlot, ...]:
    """Seal sections into the slots of a profile, and dummies into the others.

    Args:
        profile: What shows.
        sections: What is published above OFFICIAL.
        release: The number of the release.

    Raises:
        ProfileError: There are more sections or recipients than the profile has places
            for, a recipient twice, or a section that nobody may open.
        SectionTooLargeError: A section does not fit a slot.

    Returns:
        The slots, in the order of their random ids.
    """
    if len(sections) > profile.slots:
        raise ProfileError(
            f"There are {len(sections)} sections, and the public profile has {profile.slots} slots."
        )
    for section in sections:
        _verify_recipients(profile, section.recipients)
    dummies = [SectionToSeal(b"", ())] * (profile.slots - len(sections))
    slots = (
        seal_section(
            section.plaintext,
            section_id=new_section_id(),
            release=release,
            recipients=_shuffled([*section.recipients, *_discarded(profile, section)]),
            slot_bytes=profile.slot_bytes,
        )
        for section in _shuffled([*sections, *dummies])
    )
    return tuple(sorted(slots, key=lambda slot: slot.section_id))


def _verify_recipients(profile: Profile, recipients: Sequence[Recipient]) -> None:
    if not recipients:
        raise ProfileError("A section is sealed to nobody.")
    if len(set(recipients)) != len(recipients):
        raise ProfileError("A section names one recipient twice.")
    if len(recipients) > profile.recipients:
        raise ProfileError(
            f"A section has {len(recipients)} recipients, "
            f"and the public profile has room for {profile.recipients}."
        )


def _discarded(profile: Profile, section: SectionToSeal) -> Iterator[Recipient]:
    """Make public keys that nobody has the private keys of."""
    for _ in range(profile.recipients - len(section.recipients)):
        yield generate_identity().recipient


def _shuffled(items: list[_T]) -> list[_T]:
    secrets.SystemRandom().shuffle(items)
    return items
