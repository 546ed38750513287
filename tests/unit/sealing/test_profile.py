from __future__ import annotations

import pytest

from advisor.sealing.age import generate_identity
from advisor.sealing.errors import ProfileError, SectionTooLargeError
from advisor.sealing.profile import Profile, SectionToSeal, fill_profile
from advisor.sealing.section import HEADER_BYTES, SealedSlot, open_section
from tests.support.sealing import somebody

PROFILE = Profile(slots=4, slot_bytes=256, recipients=3)


def section(text: bytes, *numbers: int) -> SectionToSeal:
    return SectionToSeal(text, tuple(somebody(number).recipient for number in numbers))


def opened(slots: tuple[SealedSlot, ...], number: int, release: int = 1) -> list[bytes]:
    found = (
        open_section(
            slot.blob,
            [somebody(number)],
            section_id=slot.section_id,
            release=release,
            digest=slot.digest,
        )
        for slot in slots
    )
    return sorted(text for text in found if text is not None)


def test_each_reader_opens_what_is_for_them_and_nothing_else():
    sections = [section(b"one", 1, 2), section(b"two", 2), section(b"three", 1, 2, 3)]
    slots = fill_profile(PROFILE, sections, release=1)
    assert opened(slots, 1) == [b"one", b"three"]
    assert opened(slots, 2) == [b"one", b"three", b"two"]
    assert opened(slots, 3) == [b"three"]
    assert opened(slots, 4) == []


def test_every_slot_is_filled_and_stands_in_the_order_of_its_id():
    for sections in ([], [section(b"one", 1)], [section(b"one", 1)] * 4):
        slots = fill_profile(PROFILE, sections, release=1)
        ids = [slot.section_id for slot in slots]
        assert len(set(ids)) == 4
        assert ids == sorted(ids)


def test_place_says_nothing_about_which_is_real():
    places = set()
    for _ in range(40):
        slots = fill_profile(Profile(2, HEADER_BYTES, 1), [section(b"", 1)], release=1)
        places |= {at for at, slot in enumerate(slots) if opened((slot,), 1)}
        if len(places) == 2:
            return
    pytest.fail("the real section always stands in one place")


@pytest.mark.parametrize(
    ("sections", "reason"),
    [
        ([section(b"x", 1)] * 5, "5 sections.*4 slots"),
        ([section(b"x", 1, 2, 3, 4)], "4 recipients.*room for 3"),
        ([section(b"x", 1, 1)], "twice"),
        ([section(b"x")], "nobody"),
        ([section(b"x" * 256, 1)], "holds 180"),
    ],
)
def test_what_does_not_fit_fails_the_build(sections: list[SectionToSeal], reason: str):
    with pytest.raises(ProfileError, match=reason):
        fill_profile(PROFILE, sections, release=1)


def test_overflow_is_a_kind_of_misfit():
    assert issubclass(SectionTooLargeError, ProfileError)


@pytest.mark.parametrize(
    ("slots", "slot_bytes", "recipients"),
    [
        (0, 256, 3),
        (257, 256, 3),
        (4, HEADER_BYTES - 1, 3),
        (4, 2**30 + 1, 3),
        (4, 256, 0),
        (4, 256, 64),
    ],
)
def test_odd_profile_is_refused(slots: int, slot_bytes: int, recipients: int):
    with pytest.raises(ProfileError, match="public profile has"):
        Profile(slots, slot_bytes, recipients)


def test_sections_are_sealed_to_the_release():
    slots = fill_profile(PROFILE, [section(b"one", 1)], release=9)
    assert opened(slots, 1, release=9) == [b"one"]


def test_longest_list_of_recipients_can_be_opened():
    identities = [generate_identity() for _ in range(63)]
    to = tuple(identity.recipient for identity in identities)
    (slot,) = fill_profile(Profile(1, 100, 63), [SectionToSeal(b"x", to)], release=1)
    found = open_section(
        slot.blob, identities[-1:], section_id=slot.section_id, release=1, digest=slot.digest
    )
    assert found == b"x"
