from __future__ import annotations

import unicodedata
from pathlib import Path

import pytest

from advisor.sealing.age import generate_identity
from advisor.sealing.errors import (
    NotAnIdentityFileError,
    WeakPassphraseError,
    WrongPassphraseError,
)
from advisor.sealing.identity import (
    MAX_FILE_BYTES,
    create_identity_file,
    load_identity_file,
    protect,
    unlock,
    verify_identity_file,
)
from tests.support.age_file import seal_with_passphrase
from tests.support.sealing import (
    PASSPHRASE,
    identity_file,
    needs_age,
    run_age_at_a_terminal,
    somebody,
)

WORDS = "some words"


def content(secret: str) -> bytes:
    return f"# created: today\n# public key: age1…\n\n{secret}\n".encode("ascii", "ignore")


def cheap_file(inside: bytes | None = None) -> bytes:
    """Return an identity file that opens at once."""
    return seal_with_passphrase(content(somebody().reveal()) if inside is None else inside, WORDS)


def test_identity_that_was_made_is_unlocked_however_the_accent_is_typed():
    file, recipient = identity_file()
    typed = unicodedata.normalize("NFD", PASSPHRASE)
    assert typed != PASSPHRASE
    assert unlock(file, typed).recipient == recipient


def test_files_of_other_writers_are_unlocked():
    assert unlock(cheap_file(), WORDS).recipient == somebody().recipient


def test_wrong_passphrase_is_told():
    with pytest.raises(WrongPassphraseError):
        unlock(cheap_file(), "other words")


def test_altered_file_is_not_a_wrong_passphrase():
    altered = bytearray(cheap_file())
    altered[-1] ^= 1
    with pytest.raises(NotAnIdentityFileError):
        unlock(bytes(altered), WORDS)


@pytest.mark.parametrize(
    "inside",
    [
        b"",
        b"# only a comment\n",
        b"not a key\n",
        b"AGE-SECRET-KEY-1" + b"Q" * 58,
        content(somebody(1).reveal() + "\n" + somebody(2).reveal()),
        content(somebody(1).reveal().lower()),
        somebody(1).reveal().encode("utf-16"),
        b"AGE-PLUGIN-YUBIKEY-1QQQQQQQ\n",
    ],
)
def test_file_with_anything_but_one_key_inside_is_refused(inside: bytes):
    with pytest.raises(NotAnIdentityFileError) as caught:
        unlock(cheap_file(inside), WORDS)
    assert "AGE" not in str(caught.value)
    assert caught.value.__cause__ is None


def test_weak_passphrase_is_refused_before_anything_is_made():
    with pytest.raises(WeakPassphraseError, match="too short"):
        create_identity_file("short")
    with pytest.raises(WeakPassphraseError, match="one piece"):
        protect(generate_identity(), "kestrel19kestrel19")


def test_identity_file_is_read_whole(tmp_path: Path):
    path = tmp_path / "me.identity"
    path.write_bytes(cheap_file())
    assert load_identity_file(path) == cheap_file()


def test_made_file_has_one_stanza_and_little_else():
    file, _ = identity_file()
    verify_identity_file(file)
    assert len(file) < 512 < MAX_FILE_BYTES


@needs_age
def test_the_public_tool_opens_our_identity_file(tmp_path: Path):
    file, recipient = identity_file()
    (tmp_path / "me.age").write_bytes(file)
    out = tmp_path / "key.txt"
    run_age_at_a_terminal(PASSPHRASE, "--decrypt", "--output", out, tmp_path / "me.age")
    text = out.read_text()
    assert text.startswith(f"# public key: {recipient}\nAGE-SECRET-KEY-1")


@needs_age
def test_we_open_an_identity_file_of_the_public_tool(tmp_path: Path):
    plain, made = tmp_path / "key.txt", tmp_path / "made.age"
    plain.write_bytes(content(somebody().reveal()))
    run_age_at_a_terminal(PASSPHRASE, "--passphrase", "--output", made, plain)
    assert unlock(made.read_bytes(), PASSPHRASE).recipient == somebody().recipient
