from __future__ import annotations

import sys
import threading
import time
from pathlib import Path

import pytest

from advisor.errors import CancelledError
from advisor.sealing.errors import (
    NotAnIdentityFileError,
    TooCostlyIdentityError,
    UnlockFailedError,
    WeakPassphraseError,
    WrongPassphraseError,
)
from advisor.sealing.unlocking import (
    child_command,
    create_in_child,
    protect_in_child,
    unlock_in_child,
)
from tests.support.age_file import seal_with_passphrase, with_cost
from tests.support.sealing import CHILD, PASSPHRASE, identity_file, somebody

WORDS = "some words"


def python(code: str) -> list[str]:
    """Return a command that does something else than it should."""
    return [sys.executable, "-I", "-c", f"import os, sys, time\n{code}"]


@pytest.fixture
def cheap(tmp_path: Path) -> Path:
    """An identity file that opens at once."""
    path = tmp_path / "me.age"
    path.write_bytes(seal_with_passphrase(somebody().reveal().encode(), WORDS))
    return path


def test_identity_is_unlocked_while_this_process_goes_on(tmp_path: Path):
    file, recipient = identity_file()
    path = tmp_path / "me.age"
    path.write_bytes(file)
    ended, longest = threading.Event(), 0.0

    def watch() -> None:
        nonlocal longest
        before = time.monotonic()
        while not ended.wait(0.005):
            longest, before = max(longest, time.monotonic() - before), time.monotonic()

    watcher = threading.Thread(target=watch)
    watcher.start()
    try:
        identity = unlock_in_child(path, PASSPHRASE, command=CHILD)
    finally:
        ended.set()
        watcher.join()
    assert identity.recipient == recipient
    assert longest < 0.8  # in this process the library would hold it for all of two seconds


def test_identity_is_made_in_the_other_process():
    file, recipient = create_in_child(PASSPHRASE, command=CHILD)
    assert file.startswith(b"age-encryption.org/v1\n-> scrypt ")
    assert str(recipient).startswith("age1")


def test_wrong_passphrase_comes_back(cheap: Path):
    with pytest.raises(WrongPassphraseError):
        unlock_in_child(cheap, "other words", command=CHILD)


def test_file_with_something_else_inside_comes_back(tmp_path: Path):
    path = tmp_path / "me.age"
    path.write_bytes(seal_with_passphrase(b"no key", WORDS))
    with pytest.raises(NotAnIdentityFileError):
        unlock_in_child(path, WORDS, command=CHILD)


def test_refusals_start_no_process(tmp_path: Path):
    path, never = tmp_path / "me.age", ["/nowhere/at/all"]
    with pytest.raises(NotAnIdentityFileError):
        unlock_in_child(path, WORDS, command=never)
    path.write_bytes(with_cost("21"))
    with pytest.raises(TooCostlyIdentityError):
        unlock_in_child(path, WORDS, command=never)
    with pytest.raises(WeakPassphraseError):
        protect_in_child(somebody(), "short", command=never)


@pytest.mark.parametrize("passphrase", ["", "\ud800", "x" * 100_000])
def test_impossible_passphrase_starts_no_process(cheap: Path, passphrase: str):
    with pytest.raises(WrongPassphraseError):
        unlock_in_child(cheap, passphrase, command=["/nowhere/at/all"])


def test_cancelling_ends_the_other_process(cheap: Path, tmp_path: Path):
    pid = tmp_path / "pid"
    sleeper = python(f"open({str(pid)!r}, 'w').write(str(os.getpid())); time.sleep(60)")

    def stop() -> None:
        if pid.exists() and pid.read_text():
            raise CancelledError("Cancelled.")

    started = time.monotonic()
    with pytest.raises(CancelledError):
        unlock_in_child(cheap, WORDS, command=sleeper, while_waiting=stop)
    assert time.monotonic() - started < 10
    assert not Path("/proc", pid.read_text()).exists()


def test_taking_too_long_is_told(cheap: Path):
    started = time.monotonic()
    with pytest.raises(UnlockFailedError):
        unlock_in_child(cheap, WORDS, command=python("time.sleep(60)"), timeout_seconds=0.3)
    assert time.monotonic() - started < 10


@pytest.mark.parametrize(
    "deed",
    [
        "",
        "os._exit(1)",
        "os.abort()",
        "os.write(1, b'?')",
        "os.write(1, b'junk')",
        "os.write(1, b'D')",
        "os.write(1, b'Dnot a key')",
        "os.write(1, b'D\\xff')",
        "sys.stdin.read(); os.write(2, b'W'); sys.exit('W')",
        f"os.write(1, b'D{somebody(9).reveal()}'); os._exit(1)",
    ],
)
def test_any_other_answer_is_one_error(cheap: Path, deed: str):
    with pytest.raises(UnlockFailedError):
        unlock_in_child(cheap, WORDS, command=python(deed))


def test_file_that_is_none_is_not_handed_on():
    with pytest.raises(UnlockFailedError):
        protect_in_child(somebody(), PASSPHRASE, command=python("os.write(1, b'Dx')"))


def test_command_that_cannot_be_started_is_told(cheap: Path):
    with pytest.raises(UnlockFailedError):
        unlock_in_child(cheap, WORDS, command=["/nowhere/at/all"])


@pytest.mark.parametrize(
    "message",
    [b"", b"U", b"X\0\0\0\0", b"P\0\0\0\1x" + b"words", b"U\xff\xff\xff\xff", b"P\0\0\0\0\xff"],
)
def test_odd_message_is_answered_with_a_refusal(message: bytes):
    import subprocess  # noqa: PLC0415 - the border itself is tested

    done = subprocess.run(CHILD, input=message, capture_output=True, timeout=60, check=False)  # noqa: S603
    assert done.returncode == 0
    assert len(done.stdout) == 1
    assert done.stderr == b""


def test_checkout_and_built_folder_start_themselves(monkeypatch: pytest.MonkeyPatch):
    assert child_command() == [sys.executable, "-I", "-m", "advisor", "--unlock-identity"]
    monkeypatch.setattr(sys, "frozen", True, raising=False)
    assert child_command() == [sys.executable, "--unlock-identity"]
