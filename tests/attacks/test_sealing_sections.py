"""What somebody who can write the catalogue file, or seal to public keys, does not achieve.

The numbers are those of the threat model's list of attacks.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable

import pytest

from advisor.clearance import Label
from advisor.sealing.age import Recipient, generate_identity, seal, sealed_length, unseal
from advisor.sealing.errors import (
    DamagedSectionError,
    GrantError,
    NotARecipientError,
    ProfileError,
)
from advisor.sealing.grant import open_grants, seal_grant
from advisor.sealing.header import parse_stanzas
from advisor.sealing.profile import Profile, SectionToSeal, fill_profile
from advisor.sealing.section import SealedSlot, open_section
from tests.support.sealing import make_slot, somebody

ME = somebody()
HERE, THERE = "0" * 31 + "1", "0" * 31 + "2"


def opened(slot: SealedSlot, blob: bytes, *, identity=ME, release: int = 7) -> bytes | None:
    """Open bytes that stand where a slot was published."""
    return open_section(
        blob, [identity], section_id=slot.section_id, release=release, digest=slot.digest
    )


# 2: one bit


def test_02_no_bit_outside_the_recipient_lines_can_be_flipped():
    slot = make_slot()
    mac = slot.blob.index(b"\n--- ") + 5
    for at in range(mac, len(slot.blob)):
        altered = bytearray(slot.blob)
        altered[at] ^= 1
        with pytest.raises(DamagedSectionError):
            opened(slot, bytes(altered))


def test_02_a_bit_in_the_recipient_lines_gives_nothing():
    slot = make_slot()
    found = set()
    for at in range(slot.blob.index(b"\n--- ")):
        altered = bytearray(slot.blob)
        altered[at] ^= 1
        try:
            found.add(opened(slot, bytes(altered)))
        except DamagedSectionError:
            found.add(b"refused")
    assert found <= {None, b"refused"}


@pytest.mark.parametrize("keep", [0, 1, 20, 100, 300, 500, -1, -16, -400])
def test_02_cut_off_is_refused(keep: int):
    slot = make_slot()
    with pytest.raises(DamagedSectionError):
        opened(slot, slot.blob[:keep])


@pytest.mark.parametrize("more", [b"\0", b"x" * 70_000])
def test_02_bytes_after_the_end_are_refused(more: bytes):
    slot = make_slot()
    with pytest.raises(DamagedSectionError):
        opened(slot, slot.blob + more)


# 3 and 4: another place, another release


def test_03_exchanged_sections_are_refused():
    one, two = make_slot(section_id=HERE), make_slot(section_id=THERE)
    for slot, other in ((one, two), (two, one)):
        with pytest.raises(DamagedSectionError):
            opened(slot, other.blob)


def test_03_section_under_another_id_is_refused_though_its_digest_is_listed_there():
    slot = make_slot(section_id=HERE)
    moved = SealedSlot(make_slot(section_id=THERE).section_id, slot.blob, slot.digest)
    with pytest.raises(DamagedSectionError):
        opened(moved, slot.blob)


def test_04_section_of_another_release_is_refused():
    old, new = make_slot(release=6), make_slot(release=7)
    with pytest.raises(DamagedSectionError):
        opened(new, old.blob)
    with pytest.raises(DamagedSectionError, match="not as it was published"):
        opened(old, old.blob, release=7)


# 5: age does not say who sealed


def test_05_section_that_a_stranger_sealed_is_refused():
    slot = make_slot(b"true")
    forged = make_slot(b"false")  # it takes nothing but the public key
    assert unseal(forged.blob, [ME]) is not None
    with pytest.raises(DamagedSectionError):
        opened(slot, forged.blob)


def test_05_true_content_sealed_again_by_a_stranger_is_the_published_section():
    """Whoever has the key can seal it to others; the content is still what was signed."""
    slot = make_slot(b"true")
    again = seal(unseal(slot.blob, [ME]) or b"", [ME.recipient])
    assert opened(slot, again) == b"true"


def test_05_section_shrunk_or_stretched_by_a_stranger_is_refused():
    slot = make_slot(b"true")
    body = unseal(slot.blob, [ME]) or b""
    for other in (body.rstrip(b"\0"), body + b"\0"):
        with pytest.raises(DamagedSectionError):
            opened(slot, seal(other, [ME.recipient]))


# 8 and 49 for sections: bytes that hang or crash a reader


@pytest.mark.parametrize("stanzas", [65, 3_000, 100_000])
def test_49_section_with_countless_stanzas_is_refused_before_the_library_sees_it(stanzas: int):
    stanza = b"-> X25519 " + (b"A" * 43 + b"\n") * 2
    blob = b"age-encryption.org/v1\n" + stanza * stanzas + b"--- " + b"A" * 43 + b"\n" + bytes(99)
    with pytest.raises(DamagedSectionError):
        opened(make_slot(), blob)


# 33 and 34: odd labels


@pytest.mark.parametrize(
    "label",
    [
        "",
        "Secret",
        "SECRET ",
        " SECRET",
        "SECR\N{CYRILLIC CAPITAL LETTER IE}T",
        "SECRET/ALDER ",
        "SECRET/\N{GREEK CAPITAL LETTER ALPHA}LDER",
        "SECRET/ALDER\0",
        "SECRET/AL\N{ZERO WIDTH SPACE}DER",
        "\N{RIGHT-TO-LEFT OVERRIDE}SECRET",
        "SECRET/ALDE\N{COMBINING ACUTE ACCENT}R",
        "SECRET/BIRCH/ALDER",
        "SECRET/ALDER/ALDER",
        "SECRET/",
        "OFFICIAL SENSITIVE",
    ],
    ids=ascii,
)
def test_33_34_grant_for_an_odd_label_is_refused_and_never_read_as_official(label: str):
    import msgspec  # noqa: PLC0415 - as a stranger would

    fields = {"format": 1, "label": label, "key": generate_identity().reveal()}
    grant = seal(msgspec.json.encode(fields), [ME.recipient])
    with pytest.raises(GrantError) as caught:
        open_grants([grant], ME)
    assert "ALDER" not in f"{caught.value}{caught.value.hint}"


# 44: what shows from outside


def test_44_files_with_nothing_and_with_several_sections_look_alike():
    profile = Profile(slots=4, slot_bytes=400, recipients=4)
    full = [SectionToSeal(b"x" * 300, tuple(somebody(n).recipient for n in range(4)))] * 4
    few = [SectionToSeal(b"", (ME.recipient,))]
    for sections in ([], few, full):
        slots = fill_profile(profile, sections, release=1)
        assert [len(slot.blob) for slot in slots] == [sealed_length(400, 4)] * 4
        assert [len(parse_stanzas(slot.blob)) for slot in slots] == [5] * 4
        assert {len(slot.section_id) for slot in slots} == {32}


def test_44_unchanged_section_does_not_show_between_releases():
    profile, section = Profile(2, 200, 2), SectionToSeal(b"unchanged", (ME.recipient,))
    seen: set[object] = set()
    for release in (1, 2):
        for slot in fill_profile(profile, [section], release=release):
            seen |= {slot.section_id, slot.digest, slot.blob}
    assert len(seen) == 12


def test_44_digest_confirms_no_guess():
    slot = make_slot(b"SECRET codeword")
    for guess in (b"SECRET codeword", b"SECRET codeword".ljust(512, b"\0")):
        assert hashlib.sha256(guess).digest() != slot.digest


def test_44_no_label_shows_in_a_grant():
    grant = seal_grant(Label.parse("SECRET/ALDER"), generate_identity(), ME.recipient)
    assert b"SECRET" not in grant
    assert b"ALDER" not in grant


# 45: lists of recipients


@pytest.mark.parametrize(
    "recipients",
    [(), (ME.recipient, ME.recipient), tuple(somebody(n).recipient for n in range(1, 5))],
    ids=["nobody", "one twice", "too many"],
)
def test_45_odd_list_of_recipients_fails_the_build(recipients: tuple[Recipient, ...]):
    with pytest.raises(ProfileError):
        fill_profile(Profile(2, 200, 3), [SectionToSeal(b"x", recipients)], release=1)


def upper(text: str) -> str:
    return text.upper()


def padded(text: str) -> str:
    return f" {text}"


def ended(text: str) -> str:
    return f"{text}\n"


def mistyped(text: str) -> str:
    return text[:-1] + ("q" if text[-1] != "q" else "p")


def shortened(text: str) -> str:
    return text[:-1]


@pytest.mark.parametrize("change", [upper, padded, ended, mistyped, shortened])
def test_45_public_key_in_another_spelling_is_refused(change: Callable[[str], str]):
    with pytest.raises(NotARecipientError):
        Recipient.parse(change(str(ME.recipient)))


@pytest.mark.parametrize(
    "text",
    [
        "",
        "age1",
        "\ud800",
        "age1yubikey1qwt50d05nh5vutpdzmlg5wn80xq5negm4uj9ghv0snvdd3yysf5yw3rhl3t",
        "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIHsKLqeplhpW+uObz5dvMgjz1OxfM/XXUB+VHtZ6isGN",
        "age1qqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqq5cu47z",
        "age1qyqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqj7vrya",
    ],
    ids=["empty", "cut", "surrogate", "plug-in", "ssh", "point 0", "point 1"],
)
def test_45_unknown_or_worthless_public_key_is_refused(text: str):
    with pytest.raises(NotARecipientError):
        Recipient.parse(text)


# 47: withdrawal


def test_47_withdrawn_key_opens_what_it_opened_and_nothing_newer():
    profile = Profile(1, 200, 3)
    withdrawn = somebody(1)
    both = (ME.recipient, withdrawn.recipient)
    (old,) = fill_profile(profile, [SectionToSeal(b"old", both)], release=1)
    (new,) = fill_profile(profile, [SectionToSeal(b"new", both[:1])], release=2)
    assert opened(old, old.blob, identity=withdrawn, release=1) == b"old"
    assert opened(new, new.blob, identity=withdrawn, release=2) is None
