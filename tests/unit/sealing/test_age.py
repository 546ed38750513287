from __future__ import annotations

import copy

import pyrage
import pytest

from advisor.sealing.age import (
    MAX_RECIPIENTS,
    Identity,
    LibraryError,
    Recipient,
    Refusal,
    call_library,
    generate_identity,
    seal,
    seal_evenly,
    sealed_length,
    unseal,
)
from advisor.sealing.errors import DamagedSectionError, NotARecipientError, NotSealedError
from advisor.sealing.header import parse_stanzas
from tests.support.sealing import needs_age, run_age, somebody


def test_each_recipient_opens_and_nobody_else():
    sealed = seal(b"text", [somebody(1).recipient, somebody(2).recipient])
    assert unseal(sealed, [somebody(1)]) == unseal(sealed, [somebody(2)]) == b"text"
    assert unseal(sealed, [somebody(3), somebody(2)]) == b"text"
    assert unseal(sealed, [somebody(3)]) is None
    assert unseal(sealed, []) is None


@pytest.mark.parametrize("at", ["nonce", "payload", "mac"])
def test_altered_bytes_are_damage(at: str):
    sealed = bytearray(seal(b"text", [somebody().recipient]))
    end_of_header = sealed.index(b"\n--- ") + 49
    place = {"nonce": end_of_header + 3, "payload": -1, "mac": end_of_header - 9}[at]
    sealed[place] = ord("B" if sealed[place] == ord("A") else "A")  # still base64 in the MAC
    with pytest.raises(DamagedSectionError) as caught:
        unseal(bytes(sealed), [somebody()])
    assert type(caught.value) is DamagedSectionError  # it claims to be for somebody
    assert unseal(bytes(sealed), [somebody(1)]) is None


@pytest.mark.parametrize("keep", [32, 33, 16 + 65_552, 16 + 65_553, 16 + 65_552 * 2])
def test_bytes_cut_off_are_damage(keep: int):
    sealed = seal(bytes(200_000), [somebody().recipient])
    content = sealed.index(b"\n--- ") + 49
    with pytest.raises(DamagedSectionError) as caught:
        unseal(sealed[: content + keep], [somebody()])
    assert type(caught.value) is DamagedSectionError


@pytest.mark.parametrize(
    "untrusted",
    [
        b"",
        b"junk" * 100,
        b"age-encryption.org/v1\n",
        b"age-encryption.org/v1\n--- " + b"A" * 43 + b"\n",
        pyrage.encrypt(b"text", [pyrage.x25519.Identity.generate().to_public()], armored=True),
    ],
    ids=["empty", "junk", "cut", "for nobody", "armoured"],
)
def test_what_is_no_age_file_is_told_apart(untrusted: bytes):
    with pytest.raises(NotSealedError):
        unseal(untrusted, [somebody()])


def test_library_still_says_what_is_decided_on():
    """The refusals are told apart by text, so a new version of the library has to be looked at."""
    sealed = seal(b"text", [somebody(1).recipient])
    with pytest.raises(LibraryError) as caught:
        call_library(pyrage.decrypt, sealed, [somebody(2).for_library()])
    assert caught.value.refusal is Refusal.NO_KEY_FITS


def test_no_text_of_the_library_is_carried_along():
    with pytest.raises(LibraryError) as caught:
        call_library(pyrage.decrypt, b"secret junk", [somebody().for_library()])
    assert caught.value.refusal is Refusal.ANYTHING_ELSE
    assert caught.value.__cause__ is caught.value.__context__ is None
    assert str(caught.value) == "ANYTHING_ELSE"


def test_a_panic_of_the_library_is_an_error(capfd: pytest.CaptureFixture):
    zero = Recipient("age1qqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqq5cu47z")
    with pytest.raises(NotARecipientError):
        seal(b"text", [zero])
    assert "panicked" in capfd.readouterr().err  # or this tests nothing


def test_an_interruption_is_not_swallowed():
    def interrupted():
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        call_library(interrupted)


def test_recipient_is_parsed_back():
    recipient = generate_identity().recipient
    assert Recipient.parse(str(recipient)) == recipient


def test_identity_is_parsed_back_and_has_one_public_key():
    identity = generate_identity()
    assert Identity.parse(identity.reveal()).recipient == identity.recipient


def test_identity_never_shows_its_key():
    identity = generate_identity()
    key = identity.reveal()
    assert key.startswith("AGE-SECRET-KEY-1")
    for shown in (repr(identity), str(identity), f"{identity}", repr([identity])):
        assert "AGE" not in shown
    assert not hasattr(identity, "__dict__")


@pytest.mark.parametrize("deed", [copy.copy, copy.deepcopy, lambda it: it.__reduce_ex__(4)])
def test_identity_is_not_copied_or_written(deed):
    with pytest.raises(TypeError, match="not copied"):
        deed(generate_identity())


@pytest.mark.parametrize("text", ["", "AGE-SECRET-KEY-1", "\ud800", "age1" + "q" * 58])
def test_what_is_no_identity_is_refused(text: str):
    with pytest.raises(LibraryError):
        Identity.parse(text)


def test_recipients_missing_double_or_too_many_are_a_fault():
    one = somebody().recipient
    many = [generate_identity().recipient for _ in range(MAX_RECIPIENTS + 1)]
    for recipients in ([], [one, one], many):
        with pytest.raises(ValueError, match="recipients"):
            seal(b"text", recipients)


def test_as_many_recipients_as_are_allowed_can_open():
    identities = [generate_identity() for _ in range(MAX_RECIPIENTS)]
    sealed = seal(b"text", [identity.recipient for identity in identities])
    assert unseal(sealed, [identities[-1]]) == b"text"


@pytest.mark.parametrize("size", [0, 1, 65_536, 65_537, 200_000])
@pytest.mark.parametrize("recipients", [1, 5])
def test_even_sealing_has_the_length_that_was_said(size: int, recipients: int):
    to = [generate_identity().recipient for _ in range(recipients)]
    sealed = [seal_evenly(bytes(size), to) for _ in range(2)]
    assert {len(one) for one in sealed} == {sealed_length(size, recipients)}
    assert {len(parse_stanzas(one)) for one in sealed} == {recipients + 1}


@needs_age
def test_the_public_tool_opens_what_we_seal(tmp_path):
    key = tmp_path / "key.txt"
    key.write_text(somebody().reveal())
    sealed = seal_evenly(b"text" * 50_000, [somebody(5).recipient, somebody().recipient])
    assert run_age("--decrypt", "--identity", key, data=sealed) == b"text" * 50_000


@needs_age
def test_we_open_what_the_public_tool_seals():
    to = ["--recipient", str(somebody(5).recipient), "--recipient", str(somebody().recipient)]
    sealed = run_age("--encrypt", *to, data=b"text" * 50_000)
    assert unseal(sealed, [somebody()]) == b"text" * 50_000
