"""Real disks and sticks that are full, read-only, formatted as FAT or pulled out (27, 29).

Each is a file system of the system's own, mounted for the test, so whatever the system says
is what it says then. Mounting takes an administrator of the machine; without one these are
left out, and ``test_release_kills.py`` has the system's refusals one by one.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

import pytest

from advisor.errors import AdvisorError
from advisor.releases.importing import (
    ReleasesNotWritableError,
    apply_release,
    preview_release,
)
from advisor.signing.errors import Refusal, RefusedReleaseError
from advisor.signing.opening import open_release
from tests.support.publishing import Publisher, Terminal, catalogue

_IS_ROOT = sys.platform == "linux" and os.geteuid() == 0
#: What a release needs to be read from the stick in more than one piece.
_LARGE = 24_000_000

pytestmark = pytest.mark.skipif(
    not _IS_ROOT or not shutil.which("mount"), reason="mounting takes an administrator"
)


def _run(*command: str | Path) -> None:
    subprocess.run(command, check=True, capture_output=True)  # noqa: S603 - fixed programs


@contextmanager
def mounted(folder: Path, *how: str | Path) -> Iterator[Path]:
    """Mount something on a folder; it is gone after the block."""
    folder.mkdir(parents=True, exist_ok=True)
    try:
        _run("mount", *how, folder)
    except subprocess.CalledProcessError as error:
        pytest.skip(f"nothing can be mounted here: {error.stderr.decode().strip()}")
    try:
        yield folder
    finally:
        _run("umount", "--lazy", folder)


@pytest.fixture
def at_site(tmp_path: Path, publisher: Publisher) -> Iterator[Callable[[str], Terminal]]:
    """Makes a site on a disk of its own, of some size, that has release 5."""
    with ExitStack() as stack:

        def make(size: str) -> Terminal:
            found = Terminal(tmp_path / "town", trust=publisher.root.last.fingerprint)
            disk = mounted(found.places.site, "-t", "tmpfs", "-o", f"size={size},mode=755", "disk")
            stack.enter_context(disk)
            found.take(publisher.release(4))
            found.take(publisher.release(5))
            return found

        yield make


def is_whole(terminal: Terminal) -> int:
    """Make sure that what is open verifies, and return its number."""
    opened = open_release(terminal.places.site)
    assert opened is not None
    assert opened.refusal is None
    return opened.release.number


def _says(terminal: Terminal, stick: Path) -> str:
    """Import a release; return what the administrator is told where it is refused."""
    try:
        apply_release(stick, terminal.work())
    except ReleasesNotWritableError as error:
        return f"{error.message} {error.hint}"
    return ""


def test_disk_that_fills_up_leaves_the_old_release_or_the_new_one_whole(
    at_site: Callable[[str], Terminal], publisher: Publisher
):
    terminal, size = at_site("4m"), len(catalogue(6))
    stick, filler = terminal.put(publisher.release(6)), terminal.places.site / "filler"
    before, outcomes = terminal.whole(), set[int]()
    for room in range(0, size + 120_000, max(8_192, size // 12)):
        free = shutil.disk_usage(terminal.places.site).free
        filler.write_bytes(bytes(max(0, free - room)))
        said = _says(terminal, stick)
        filler.unlink()
        if said:
            assert "no space left" in said
            assert str(terminal.folder) not in said
            assert terminal.whole() == before
        outcomes.add(is_whole(terminal))
        if is_whole(terminal) == 6:
            break
    assert outcomes == {5, 6}


def test_disk_that_may_only_be_read_refuses_both_ways_and_changes_nothing(
    at_site: Callable[[str], Terminal], publisher: Publisher
):
    terminal = at_site("4m")
    stick, before = terminal.put(publisher.release(6)), terminal.whole()
    _run("mount", "-o", "remount,ro", terminal.places.site)
    with pytest.raises(ReleasesNotWritableError, match="read-only file system"):
        apply_release(stick, terminal.work())
    with pytest.raises(ReleasesNotWritableError, match="read-only file system"):
        terminal.go_back(4)
    assert preview_release(stick, terminal.work()).release.number == 6
    assert (terminal.whole(), is_whole(terminal)) == (before, 5)
    _run("mount", "-o", "remount,rw", terminal.places.site)
    apply_release(stick, terminal.work())
    assert is_whole(terminal) == 6


@pytest.mark.skipif(not shutil.which("mkfs.ext4"), reason="needs mkfs.ext4")
def test_stick_that_is_pulled_out_while_it_is_read_is_told_and_changes_nothing(
    terminal: Terminal, publisher: Publisher, tmp_path: Path
):
    image = tmp_path / "stick.img"
    with image.open("wb") as stream:
        stream.truncate(48_000_000)
    _run("mkfs.ext4", "-q", image)
    release = publisher.release(6, content=catalogue(6) + bytes(_LARGE))
    with mounted(tmp_path / "stick", "-o", "loop", image) as stick:
        (stick / "next.release").write_bytes(release)
    before, read = terminal.whole(), list[int]()

    def pull_out(what: str, done: int, of: int) -> None:
        read.append(done)
        if done > of // 3:
            os.truncate(image, 0)  # every block that is not read yet is gone

    with mounted(tmp_path / "stick", "-o", "loop", image) as stick:
        with pytest.raises(RefusedReleaseError) as caught:
            apply_release(stick / "next.release", terminal.work(progress=pull_out))
        assert max(read) < len(release) - 4_000_000
    assert caught.value.refusal in {Refusal.NOT_A_FILE, Refusal.ALTERED}
    assert (terminal.whole(), is_whole(terminal)) == (before, 5)
    with pytest.raises(RefusedReleaseError) as caught:  # it is not there any more
        apply_release(tmp_path / "stick" / "next.release", terminal.work())
    assert caught.value.refusal is Refusal.NOT_A_FILE
    assert (terminal.whole(), is_whole(terminal)) == (before, 5)


@pytest.mark.skipif(
    not (shutil.which("mkfs.vfat") and shutil.which("fusefat")), reason="needs mkfs.vfat, fusefat"
)
def test_stick_that_is_formatted_as_fat_brings_a_release(
    terminal: Terminal, publisher: Publisher, tmp_path: Path
):
    image, stick = tmp_path / "stick.img", tmp_path / "stick"
    with image.open("wb") as stream:
        stream.truncate(8_000_000)
    stick.mkdir()
    _run("mkfs.vfat", image)
    _run("fusefat", "-o", "rw+", image, stick)
    try:
        (stick / "NEXT.REL").write_bytes(publisher.release(6))
        assert preview_release(stick / "NEXT.REL", terminal.work()).release.number == 6
        apply_release(stick / "NEXT.REL", terminal.work())
        with pytest.raises(AdvisorError, match="open already"):
            apply_release(stick / "NEXT.REL", terminal.work())
    finally:
        _run("umount", "--lazy", stick)
    assert is_whole(terminal) == 6
