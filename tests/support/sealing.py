"""Identities, sections and the public ``age`` tool, for tests."""

from __future__ import annotations

import os
import pty
import select
import shutil
import subprocess
import sys
import time
from functools import cache
from pathlib import Path

import pytest

from advisor.sealing.age import Identity, Recipient, generate_identity
from advisor.sealing.identity import create_identity_file
from advisor.sealing.section import SealedSlot, SectionId, seal_section

#: Answers as ``advisor`` does for its hidden argument.
CHILD = [
    sys.executable,
    "-I",
    "-c",
    "from advisor.sealing.unlocking import child_main; raise SystemExit(child_main())",
]
#: With an accent that can be written in two ways; this is the usual one.
PASSPHRASE = "caf\N{LATIN SMALL LETTER E WITH ACUTE} rumble waffle gnome abacus onion"  # noqa: S105

needs_age = pytest.mark.skipif(
    not shutil.which("age"), reason="the public tool is not here (Debian: apt-get install age)"
)


@cache
def identity_file() -> tuple[bytes, Recipient]:
    """Return an identity file under ``PASSPHRASE``; made once, since it takes two seconds."""
    return create_identity_file(PASSPHRASE)


@cache
def somebody(number: int = 0) -> Identity:
    """Return one of several identities that stay the same."""
    del number
    return generate_identity()


def make_slot(
    plaintext: bytes = b"the section",
    *,
    section_id: str = "0" * 31 + "1",
    release: int = 7,
    recipients: tuple[Recipient, ...] | None = None,
    slot_bytes: int = 512,
) -> SealedSlot:
    """Return a sealed slot, to ``somebody()`` where nothing else is said."""
    return seal_section(
        plaintext,
        section_id=SectionId(section_id),
        release=release,
        recipients=recipients or (somebody().recipient,),
        slot_bytes=slot_bytes,
    )


def run_age(*arguments: str | Path, data: bytes = b"") -> bytes:
    """Run the public tool and return what it prints."""
    command = ["age", *map(str, arguments)]
    done = subprocess.run(command, input=data, capture_output=True, timeout=60, check=True)
    return done.stdout


def run_age_at_a_terminal(passphrase: str, *arguments: str | Path) -> None:
    """Run the public tool at a terminal of its own and type a passphrase whenever it asks."""
    child, terminal = pty.fork()
    if child == 0:
        os.execvp("age", ["age", *map(str, arguments)])  # noqa: S606
    typed, seen, until = 0, b"", time.monotonic() + 60
    while time.monotonic() < until:
        if not select.select([terminal], [], [], 0.1)[0]:
            continue
        try:
            seen += os.read(terminal, 1024)
        except OSError:  # it has ended
            break
        if seen.lower().count(b"passphrase") > typed and seen.rstrip().endswith(b":"):
            typed = seen.lower().count(b"passphrase")
            os.write(terminal, passphrase.encode() + b"\n")
    os.close(terminal)
    assert os.waitpid(child, 0)[1] == 0, seen
