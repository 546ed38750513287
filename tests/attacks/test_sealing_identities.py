"""What somebody with a hostile identity file, or without the passphrase, does not achieve.

The numbers are those of the threat model's list of attacks.
"""

from __future__ import annotations

import logging
import os
import subprocess
import sys
import time
import tracemalloc
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from advisor.clearance import Label
from advisor.sealing.age import Identity, LibraryError, generate_identity
from advisor.sealing.errors import (
    AdvisorError,
    NotAnIdentityFileError,
    TooCostlyIdentityError,
    TooSoonError,
    WrongPassphraseError,
)
from advisor.sealing.grant import open_grants, seal_grant
from advisor.sealing.identity import MAX_FILE_BYTES, load_identity_file, unlock
from advisor.sealing.slowing import Slowing
from advisor.sealing.unlocking import child_command, unlock_in_child
from tests.support.age_file import seal_with_passphrase, with_cost
from tests.support.project import ROOT
from tests.support.sealing import CHILD, make_slot, somebody

WORDS = "some words"
NOW = datetime(2026, 6, 3, 12, tzinfo=UTC)


@pytest.fixture(scope="module")
def file() -> bytes:
    """An identity file that opens at once."""
    return seal_with_passphrase(somebody().reveal().encode(), WORDS)


# 48: wrong passphrases


@pytest.mark.parametrize(
    "passphrase",
    ["", " ", "Some words", "some words ", "so\u0308me words", "x" * 1_000_000, "\udc80", "a\0b"],
    ids=["empty", "space", "capital", "space after", "accent", "1 MB", "surrogate", "zero"],
)
def test_48_every_wrong_passphrase_has_one_answer(file: bytes, passphrase: str):
    started = time.monotonic()
    with pytest.raises(WrongPassphraseError) as caught:
        unlock(file, passphrase)
    assert time.monotonic() - started < 2
    assert str(caught.value) == "This passphrase does not open this identity file."
    assert caught.value.__cause__ is None


def test_48_twenty_wrong_passphrases_take_a_quarter_of_an_hour(file: bytes, tmp_path: Path):
    now = NOW
    for _ in range(20):
        slowing = Slowing(tmp_path)  # each after a restart
        now += timedelta(seconds=slowing.seconds_to_wait(file, now))
        slowing.begin_try(file, now)
        with pytest.raises(TooSoonError):
            slowing.begin_try(file, now)
    assert now - NOW > timedelta(minutes=13)


def test_48_passphrase_and_key_are_in_no_log_and_no_error(
    file: bytes, tmp_path: Path, caplog: pytest.LogCaptureFixture, capfd: pytest.CaptureFixture
):
    caplog.set_level(logging.DEBUG)
    path = tmp_path / "me.age"
    path.write_bytes(file)
    identity = unlock_in_child(path, WORDS, command=CHILD)
    with pytest.raises(WrongPassphraseError) as caught:
        unlock_in_child(path, "CANARY", command=CHILD)
    said = f"{caplog.text}{caught.value!r}{caught.value.hint}{identity!r}{capfd.readouterr()}"
    for secret in (WORDS, "CANARY", "AGE-SECRET-KEY", str(path)):
        assert secret not in said
    assert list(tmp_path.iterdir()) == [path]


@pytest.mark.skipif(not Path("/proc/self/cmdline").exists(), reason="reads /proc")
def test_48_passphrase_is_in_no_argument_and_no_environment(file: bytes, tmp_path: Path):
    path, shown = tmp_path / "me.age", tmp_path / "shown"
    path.write_bytes(file)
    spy = (
        "from pathlib import Path; "
        "seen = [Path('/proc/self', name).read_bytes() for name in ('cmdline', 'environ')]; "
        f"Path({str(shown)!r}).write_bytes(b''.join(seen)); " + CHILD[-1]
    )
    unlock_in_child(path, WORDS, command=[*CHILD[:-1], spy])
    assert b"some" not in shown.read_bytes()
    assert b"AGE-SECRET" not in shown.read_bytes()
    assert b"me.age" not in shown.read_bytes()


# 49: files that cost too much


@pytest.mark.parametrize("cost", ["21", "22", "23", "24", "30", "63", "64", "255", "999"])
def test_49_monstrous_cost_is_refused_at_once(cost: str):
    started = time.monotonic()
    with pytest.raises(TooCostlyIdentityError):
        unlock(with_cost(cost), WORDS)
    assert time.monotonic() - started < 0.1


@pytest.mark.parametrize(
    "cost", ["", "0", "-1", "+9", "09", "1e1", "9999", "10 9", "٣", "1" * 3000, "0x10", "19."]
)
def test_49_cost_that_is_no_number_is_refused_at_once(cost: str):
    started = time.monotonic()
    with pytest.raises(NotAnIdentityFileError):
        unlock(with_cost(cost), WORDS)
    assert time.monotonic() - started < 0.1


@pytest.mark.parametrize("stanzas", [2, 20, 1_000_000])
def test_49_more_than_one_stanza_is_refused_at_once(stanzas: int, tmp_path: Path):
    untrusted = with_cost("10", stanzas)
    path = tmp_path / "me.age"
    path.write_bytes(untrusted)
    tracemalloc.start()
    started = time.monotonic()
    for deed in (lambda: unlock(untrusted, WORDS), lambda: load_identity_file(path)):
        with pytest.raises(NotAnIdentityFileError):
            deed()
    assert time.monotonic() - started < 0.1
    assert tracemalloc.get_traced_memory()[1] < 1_000_000
    tracemalloc.stop()


def test_49_endless_file_is_not_read_to_its_end(tmp_path: Path):
    path = tmp_path / "sparse.age"
    with path.open("wb") as stream:
        stream.truncate(2**40)
    started = time.monotonic()
    with pytest.raises(NotAnIdentityFileError):
        load_identity_file(path)
    assert time.monotonic() - started < 0.1


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="has no named pipes")
def test_49_pipe_device_folder_and_nothing_are_refused_at_once(tmp_path: Path):
    os.mkfifo(tmp_path / "pipe")
    for path in (tmp_path / "pipe", Path("/dev/zero"), tmp_path, tmp_path / "nothing"):
        with pytest.raises(NotAnIdentityFileError) as caught:
            load_identity_file(path)
        assert str(path) not in f"{caught.value}{caught.value.hint}"


def test_49_path_with_a_zero_byte_is_refused():
    with pytest.raises(NotAnIdentityFileError):
        load_identity_file(Path("a\0b"))


def test_49_file_of_the_largest_size_is_still_looked_at():
    largest = with_cost("21").ljust(MAX_FILE_BYTES, b"\0")
    with pytest.raises(TooCostlyIdentityError):
        unlock(largest, WORDS)
    with pytest.raises(NotAnIdentityFileError):
        unlock(largest + b"\0", WORDS)


def other_files() -> dict[str, bytes]:
    words = seal_with_passphrase(somebody().reveal().encode(), WORDS)
    return {
        "a section": make_slot().blob,
        "a grant": seal_grant(Label.parse("SECRET"), generate_identity(), somebody().recipient),
        "a bare key": somebody().reveal().encode(),
        "a picture": b"\x89PNG\r\n\x1a\n" + bytes(500),
        "nothing": b"",
        "a short salt": words.replace(b"-> scrypt A", b"-> scrypt ", 1),
        "a short body": words.replace(b"\n--- ", b"A\n--- ", 1),
        "another version": words.replace(b"/v1", b"/v2", 1),
        "Windows line ends": words.replace(b"\n", b"\r\n"),
    }


@pytest.mark.parametrize("what", other_files())
def test_49_any_other_file_is_not_an_identity(what: str):
    with pytest.raises(NotAnIdentityFileError):
        unlock(other_files()[what], WORDS)


# 50: another's identity


def test_50_identity_of_somebody_else_opens_none_of_my_grants():
    grants = [seal_grant(Label.parse("SECRET"), generate_identity(), somebody(1).recipient)]
    assert open_grants(grants, somebody(2)) == {}
    assert list(open_grants(grants, somebody(1))) == [Label.parse("SECRET")]


def test_50_identity_that_nobody_granted_anything_is_no_error():
    assert open_grants([], generate_identity()) == {}


def test_50_grant_of_a_stranger_gives_a_key_that_opens_nothing_published():
    slot = make_slot(recipients=(somebody(1).recipient,))
    forged = seal_grant(Label.parse("TOP SECRET"), generate_identity(), somebody(2).recipient)
    ((key,),) = open_grants([forged], somebody(2)).values()
    from advisor.sealing.section import open_section  # noqa: PLC0415 - one use

    found = open_section(
        slot.blob, [key], section_id=slot.section_id, release=7, digest=slot.digest
    )
    assert found is None


# 51: plug-ins


@pytest.mark.skipif(os.name == "nt", reason="writes a shell script")
def test_51_no_plug_in_is_run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    trace = tmp_path / "ran"
    plugin = tmp_path / "age-plugin-yubikey"
    plugin.write_text(f"#!/bin/sh\ntouch {trace}\nsleep 60\n")
    plugin.chmod(0o755)
    monkeypatch.setenv("PATH", str(tmp_path), prepend=os.pathsep)
    key = "AGE-PLUGIN-YUBIKEY-1QQPQYQSZQGPQYQSZQGPQYQSZQGPQYQSZQGPF4CHH0"
    with pytest.raises(LibraryError):
        Identity.parse(key)
    with pytest.raises(AdvisorError):
        unlock(seal_with_passphrase(key.encode(), WORDS), WORDS)
    assert not trace.exists()


# 71: crash


@pytest.mark.skipif(sys.platform == "win32", reason="reads a POSIX limit")
def test_71_the_process_that_knows_the_passphrase_leaves_no_core_file():
    code = (
        "import resource; from advisor.sealing.unlocking import child_main; child_main(); "
        "print(resource.getrlimit(resource.RLIMIT_CORE))"
    )
    done = subprocess.run(  # noqa: S603
        [*CHILD[:-1], code], stdin=subprocess.DEVNULL, capture_output=True, timeout=60, check=True
    )
    assert done.stdout.endswith(b"(0, 0)\n")


# 81: the current folder and the environment


def test_81_neither_current_folder_nor_environment_stands_in_for_the_application(tmp_path: Path):
    false = tmp_path / "advisor"
    false.mkdir()
    (false / "__init__.py").write_text("raise SystemExit('the false one')")
    command = [*child_command()[:2], "-c", "import advisor; print(advisor.__file__)"]
    environment = {**os.environ, "PYTHONPATH": str(tmp_path)}
    done = subprocess.run(  # noqa: S603
        command,
        cwd=tmp_path,
        env=environment,
        capture_output=True,
        text=True,
        timeout=60,
        check=True,
    )
    assert Path(done.stdout.strip()) == ROOT / "advisor" / "__init__.py"
