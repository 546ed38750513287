"""What is sealed comes back whole, only to whom it was sealed, and shows its size class alone."""

from __future__ import annotations

from collections import Counter

from hypothesis import event, given, settings
from hypothesis import strategies as st

from advisor.clearance import Classification, Label
from advisor.sealing.age import generate_identity, seal, unseal
from advisor.sealing.errors import (
    DamagedSectionError,
    IdentityError,
)
from advisor.sealing.grant import open_grants, seal_grant
from advisor.sealing.header import parse_stanzas
from advisor.sealing.identity import verify_identity_file
from advisor.sealing.passphrase import find_weakness
from advisor.sealing.profile import Profile, SectionToSeal, fill_profile
from advisor.sealing.section import SealedSlot, open_section
from tests.support.age_file import with_cost
from tests.support.effort import tries
from tests.support.sealing import make_slot, somebody

READERS = tuple(range(4))
PROFILE = Profile(slots=3, slot_bytes=300, recipients=3)
SECTIONS = st.lists(
    st.tuples(st.binary(max_size=200), st.sets(st.sampled_from(READERS), min_size=1, max_size=3)),
    max_size=3,
)
LABELS = st.builds(
    Label,
    st.sampled_from(Classification),
    st.frozensets(st.sampled_from(["ALDER", "BIRCH", "CEDAR"])),
)
HEADER = seal(b"text", [somebody().recipient])
HEADERS = (HEADER, with_cost("19"), with_cost("19", stanzas=3))


def fill(sections) -> tuple[SealedSlot, ...]:
    to_seal = [
        SectionToSeal(text, tuple(somebody(reader).recipient for reader in readers))
        for text, readers in sections
    ]
    return fill_profile(PROFILE, to_seal, release=5)


def shape(slots: tuple[SealedSlot, ...]) -> list[tuple[object, ...]]:
    """Return all that somebody without a key sees and could tell two files apart by."""
    return [
        (
            len(slot.section_id),
            len(slot.digest),
            len(slot.blob),
            Counter(
                (stanza.kind, len(stanza.arguments), len(stanza.body))
                for stanza in parse_stanzas(slot.blob)
                if stanza.kind == b"X25519"
            ),
            len(parse_stanzas(slot.blob)),
        )
        for slot in slots
    ]


@given(st.binary(max_size=70_000), st.sets(st.sampled_from(READERS), min_size=1))
def test_sealed_bytes_come_back_to_each_recipient_alone(plaintext: bytes, readers: set[int]):
    sealed = seal(plaintext, [somebody(reader).recipient for reader in readers])
    for reader in READERS:
        expected = plaintext if reader in readers else None
        assert unseal(sealed, [somebody(reader)]) == expected


@settings(max_examples=tries(10), deadline=None)
@given(SECTIONS)
def test_readers_open_exactly_their_sections(sections):
    slots = fill(sections)
    for reader in READERS:
        found = (
            open_section(
                slot.blob,
                [somebody(reader)],
                section_id=slot.section_id,
                release=5,
                digest=slot.digest,
            )
            for slot in slots
        )
        expected = sorted(text for text, readers in sections if reader in readers)
        assert sorted(text for text in found if text is not None) == expected


@settings(max_examples=tries(8), deadline=None)
@given(SECTIONS, SECTIONS)
def test_two_files_of_one_profile_have_one_shape(one, two):
    assert shape(fill(one)) == shape(fill(two))


@settings(max_examples=tries(25), deadline=None)
@given(st.data())
def test_no_altered_section_is_ever_opened(data: st.DataObject):
    slot = make_slot(b"the section")
    at = data.draw(st.integers(0, len(slot.blob) - 1))
    bit = 1 << data.draw(st.integers(0, 7))
    altered = bytearray(slot.blob)
    altered[at] ^= bit
    try:
        found = open_section(
            bytes(altered),
            [somebody()],
            section_id=slot.section_id,
            release=7,
            digest=slot.digest,
        )
    except DamagedSectionError:
        return
    assert found is None


@given(LABELS, st.sampled_from(READERS))
@settings(max_examples=tries(10), deadline=None)
def test_a_grant_opens_for_its_person_alone(label: Label, reader: int):
    key = generate_identity()
    grant = seal_grant(label, key, somebody(reader).recipient)
    for other in READERS:
        found = open_grants([grant], somebody(other))
        keys = {known: [one.recipient for one in held] for known, held in found.items()}
        assert keys == ({label: [key.recipient]} if other == reader else {})


@given(st.binary(max_size=400) | st.sampled_from(HEADERS).flatmap(
    lambda file: st.tuples(st.integers(0, len(file)), st.binary(max_size=8)).map(
        lambda edit: file[: edit[0]] + edit[1] + file[edit[0] + len(edit[1]) :]
    )
))  # fmt: skip
def test_any_bytes_are_refused_with_our_own_errors_or_are_for_others(untrusted: bytes):
    try:
        parse_stanzas(untrusted)
        assert unseal(untrusted, [somebody(3)]) is None
    except DamagedSectionError:
        event("refused as a section")
    try:
        verify_identity_file(untrusted)
    except IdentityError:
        event("refused as an identity")
    assert open_grants([untrusted], somebody(3)) == {}


@given(st.text(max_size=1500))
def test_any_text_is_a_passphrase_or_told_why_not(text: str):
    reason = find_weakness(text)
    assert reason is None or (reason.endswith(".") and "\n" not in reason)
