from __future__ import annotations

import hashlib
import re
from pathlib import Path

import pytest

from advisor.sealing.age import seal, sealed_length, unseal
from advisor.sealing.errors import DamagedSectionError, SectionTooLargeError
from advisor.sealing.section import (
    HEADER_BYTES,
    SealedSlot,
    SectionId,
    digest_of,
    new_section_id,
    open_section,
)
from tests.support.project import ROOT
from tests.support.sealing import make_slot, needs_age, run_age, somebody

PAGE = ROOT / "docs" / "formats" / "sealed-section.md"


def opened(slot: SealedSlot, *, release: int = 7) -> bytes | None:
    return open_section(
        slot.blob,
        [somebody()],
        section_id=slot.section_id,
        release=release,
        digest=slot.digest,
    )


def resealed(body: bytes, section_id: str = "0" * 31 + "1") -> SealedSlot:
    """Seal a body of one's own making, and sign its digest."""
    blob = seal(body, [somebody().recipient])
    return SealedSlot(SectionId(section_id), blob, digest_of(body))


def body_of(slot: SealedSlot) -> bytes:
    return unseal(slot.blob, [somebody()]) or b""


def test_what_was_sealed_is_opened():
    assert opened(make_slot(b"the section")) == b"the section"
    assert opened(make_slot(b"")) == b""


def test_zero_bytes_at_the_end_are_content():
    assert opened(make_slot(b"\0\0")) == b"\0\0"


def test_section_for_others_is_none():
    assert opened(make_slot(recipients=(somebody(1).recipient,))) is None


def test_fullest_section_fits_and_one_byte_more_does_not():
    room = 512 - HEADER_BYTES
    assert opened(make_slot(b"x" * room)) == b"x" * room
    with pytest.raises(SectionTooLargeError, match=f"{room + 1:,} bytes.*holds {room:,}") as caught:
        make_slot(b"x" * (room + 1))
    assert "x" * 5 not in str(caught.value)


def test_length_depends_on_the_slot_alone():
    assert {len(make_slot(text).blob) for text in (b"", b"a", b"a" * 400)} == {
        sealed_length(512, 1)
    }


def test_same_section_never_has_one_digest_twice():
    one, two = make_slot(b"same"), make_slot(b"same")
    assert one.digest != two.digest
    assert hashlib.sha256(b"same").digest() not in {one.digest, two.digest}
    assert one.digest == hashlib.sha256(body_of(one)).digest()


def test_ids_are_32_hexadecimal_digits_at_random():
    ids = {new_section_id() for _ in range(200)}
    assert len(ids) == 200
    assert all(re.fullmatch("[0-9a-f]{32}", one) for one in ids)


def test_every_bit_of_an_id_is_at_random():
    ids = [int(new_section_id(), 16) for _ in range(2000)]
    ones = [sum(one >> bit & 1 for one in ids) for bit in range(128)]
    assert 800 < min(ones) <= max(ones) < 1200  # nine standard deviations


@pytest.mark.parametrize("section_id", ["", "1", "A" * 32, "0" * 31 + "\n", "0" * 33])
def test_odd_id_is_a_fault(section_id: str):
    with pytest.raises(ValueError, match="id"):
        make_slot(section_id=section_id)


@pytest.mark.parametrize("release", [-1, 2**63])
def test_odd_release_is_a_fault(release: int):
    with pytest.raises(ValueError, match="number"):
        make_slot(release=release)


@pytest.mark.parametrize(
    ("at", "value"),
    [
        (0, b"\x88"),
        (8, b"\x02"),
        (12, b"\xff"),
        (28, b"\x08"),
        (36, b"\x00\x02"),
        (36, b"\xff" * 8),
        (-1, b"x"),
    ],
    ids=["magic", "version", "id", "release", "length", "endless", "padding"],
)
def test_body_that_contradicts_itself_is_damage_though_signed(at: int, value: bytes):
    body = bytearray(body_of(make_slot()))
    at %= len(body)
    body[at : at + len(value)] = value
    with pytest.raises(DamagedSectionError):
        opened(resealed(bytes(body)))


def test_body_shorter_than_its_header_is_damage_though_signed():
    with pytest.raises(DamagedSectionError):
        opened(resealed(bytes(HEADER_BYTES - 1)))


def test_body_of_another_writer_is_opened():
    assert opened(resealed(body_of(make_slot()))) == b"the section"


def test_message_is_constant_and_carries_nothing():
    slot = make_slot(b"CANARY")
    with pytest.raises(DamagedSectionError) as caught:
        opened(slot, release=8)
    assert caught.value.__cause__ is caught.value.__context__ is None
    assert "CANARY" not in repr(caught.value)
    assert str(caught.value) == "A sealed part of this catalogue is not as it was published."


def test_documented_bytes_are_the_ones_that_are_written():
    """The page shows a body byte by byte; salt and padding are shortened there."""
    shown = re.search(r"## Example\n.*?\n((?:    .*\n)+)", PAGE.read_text("utf-8"), re.DOTALL)
    lines = [line.partition("|")[0].split() for line in shown[1].splitlines()]
    body = bytes.fromhex("".join(part for line in lines for part in line))
    mine = body_of(make_slot(b"text", slot_bytes=len(body)))
    salt = slice(HEADER_BYTES - 32, HEADER_BYTES)
    assert mine[: salt.start] + mine[salt.stop :] == body[: salt.start] + body[salt.stop :]
    assert opened(resealed(body)) == b"text"


@needs_age
def test_the_public_tool_opens_a_section_as_the_page_says(tmp_path: Path):
    key = tmp_path / "key.txt"
    key.write_text(somebody().reveal())
    slot = make_slot(b"the section")
    body = run_age("--decrypt", "--identity", key, data=slot.blob)
    assert hashlib.sha256(body).digest() == slot.digest
    length = int.from_bytes(body[36:44], "little")
    assert body[HEADER_BYTES : HEADER_BYTES + length] == b"the section"
