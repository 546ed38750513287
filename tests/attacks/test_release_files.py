"""Attacks on the file of a release and on the folder that a site keeps them in, by their numbers.

Each is refused for its reason, in words of ours, recorded, and leaves the site as it was.
"""

from __future__ import annotations

import io
import os
import struct
import sys
import zipfile
from pathlib import Path

import pytest

from advisor.catalogue_file import CatalogueFile
from advisor.signing import opening, updating
from advisor.signing.errors import Refusal, RefusedReleaseError
from advisor.signing.manifest import ReleaseFile
from advisor.signing.opening import open_release
from tests.support.effort import IS_LONG
from tests.support.publishing import (
    NOW,
    Publisher,
    Terminal,
    read_members,
    with_members,
)

pytestmark = pytest.mark.usefixtures("quick_disk")


def renamed(data: bytes, old: str, new: str) -> bytes:
    """Return a zip archive with another name in it, of the same length."""
    assert len(old) == len(new)
    return data.replace(old.encode(), new.encode())


# 1: the installed catalogue


def test_bit_of_the_installed_catalogue_is_flipped(terminal: Terminal, publisher: Publisher):
    terminal.take(publisher.release(6))
    path = terminal.shelf.folder / "6-6" / "catalogue.db"
    data = bytearray(path.read_bytes())
    data[len(data) // 2] ^= 1
    path.write_bytes(data)
    opened = open_release(terminal.places.site)
    assert opened.refusal is Refusal.ALTERED
    assert (opened.refused, opened.release.number) == (6, 5)


def test_nothing_that_is_kept_verifies(terminal: Terminal):
    (terminal.shelf.folder / "5-5" / "targets.json").write_bytes(b"{}")
    file = CatalogueFile.read(None, terminal.places.site)
    assert "cannot be opened" in file.release_error.message
    assert "came with the application" in file.release_error.message
    assert str(terminal.folder) not in file.release_error.message


def test_whole_old_release_stands_under_a_new_number(terminal: Terminal, publisher: Publisher):
    terminal.take(publisher.release(6))
    folder = terminal.shelf.folder
    for name in ("catalogue.db", "targets.json", "snapshot.json", "timestamp.json"):
        (folder / "6-6" / name).write_bytes((folder / "5-5" / name).read_bytes())
    opened = open_release(terminal.places.site)
    assert opened.refusal is Refusal.MISLABELLED


def test_damaged_release_is_mended_by_importing_it_again(terminal: Terminal, publisher: Publisher):
    (terminal.shelf.folder / "5-5" / "catalogue.db").write_bytes(b"")
    terminal.take(publisher.release(5))
    assert open_release(terminal.places.site).release.number == 5


@pytest.mark.parametrize("part", ["root.json", "targets.json", "snapshot.json", "timestamp.json"])
def test_damaged_memory_is_mended_by_a_newer_release(
    terminal: Terminal, publisher: Publisher, part: str
):
    (terminal.shelf.folder / "5-5" / part).write_bytes(b"{")
    terminal.refuses(publisher.release(4), Refusal.OLDER)
    terminal.take(publisher.release(6))
    assert open_release(terminal.places.site).release.number == 6
    assert "damaged" in terminal.journal.told[-1][1].note


# 23 to 26: the file


@pytest.mark.parametrize(
    "name",
    ["../../evil/timestamp.", "/evil/e/timestamp.json", "a\\..\\..\\timestamp.js", "C:/evil"],
)
def test_member_would_leave_the_package(terminal: Terminal, publisher: Publisher, name: str):
    new = name[:23].ljust(23, "x")
    terminal.refuses(
        renamed(publisher.release(6), "metadata/timestamp.json", new), Refusal.UNUSUAL_PART
    )


def zipped(data: bytes, change: object = None, **options: object) -> bytes:
    """Return what another program would make of the members of a release."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", **options) as archive:
        for name, content in read_members(data).items():
            archive.writestr(name, content)
        if change is not None:
            change(archive)
    return out.getvalue()


def test_package_is_compressed(terminal: Terminal, publisher: Publisher):
    packed = zipped(publisher.release(6), compression=zipfile.ZIP_DEFLATED)
    terminal.refuses(packed, Refusal.UNUSUAL_PART)


def test_zip_bomb(terminal: Terminal, publisher: Publisher):
    def add(archive: zipfile.ZipFile) -> None:
        bomb = zipfile.ZipInfo("targets/bomb")
        bomb.compress_type = zipfile.ZIP_DEFLATED
        archive.writestr(bomb, b"\0" * (20 << 20))

    terminal.refuses(zipped(publisher.release(6), add), Refusal.UNUSUAL_PART)


def test_member_is_a_link(terminal: Terminal, publisher: Publisher):
    def add(archive: zipfile.ZipFile) -> None:
        link = zipfile.ZipInfo("metadata/9.root.json")
        link.external_attr = 0o120777 << 16
        archive.writestr(link, "elsewhere")

    terminal.refuses(zipped(publisher.release(6), add), Refusal.UNUSUAL_PART)


def test_archive_of_another_program_is_not_a_release(terminal: Terminal, publisher: Publisher):
    terminal.refuses(zipped(publisher.release(6)), Refusal.UNUSUAL_PART)


def test_two_members_have_one_name(terminal: Terminal, publisher: Publisher):
    terminal.refuses(
        renamed(publisher.release(6), "metadata/6.snapshot.json", "metadata/6.targets.json0")
        .replace(b"targets.json0", b"targets.json"),
        Refusal.NOT_A_RELEASE,
    )  # fmt: skip
    double = with_members(
        publisher.release(6), lambda members: members.update({"metadata/7.targets.json": b"{}"})
    )
    terminal.refuses(
        double.replace(b"metadata/7.targets.json", b"metadata/6.targets.json"),
        Refusal.UNUSUAL_PART,
    )


def test_400_members(terminal: Terminal, publisher: Publisher):
    many = with_members(
        publisher.release(6),
        lambda members: members.update({f"metadata/{at}.root.json": b"" for at in range(2, 402)}),
    )
    terminal.refuses(many, Refusal.UNUSUAL_PART)


@pytest.mark.parametrize("most", [10, 5_000_000])
def test_catalogue_is_longer_than_signed(terminal: Terminal, publisher: Publisher, most: int):
    def grow(members: dict[str, bytes]) -> None:
        name = next(name for name in members if name.startswith("targets/"))
        members[name] += b"\0" * most

    terminal.refuses(with_members(publisher.release(6), grow), Refusal.ALTERED)


def test_metadata_is_endless(terminal: Terminal, publisher: Publisher):
    def grow(members: dict[str, bytes]) -> None:
        members["metadata/timestamp.json"] += b" " * 2_000_000

    terminal.refuses(with_members(publisher.release(6), grow), Refusal.ALTERED)


@pytest.mark.parametrize("where", ["before", "after", "between"])
def test_data_stand_around_the_archive(terminal: Terminal, publisher: Publisher, where: str):
    data = publisher.release(6)
    cut = data.index(b"PK\3\4", 1)
    around = {
        "before": b"MZ" + data,
        "after": data + b"\0",
        "between": data[:cut] + b"hidden" + data[cut:],
    }[where]
    terminal.refuses(around, Refusal.NOT_A_RELEASE)


def test_nested_archive(terminal: Terminal, publisher: Publisher):
    inner = publisher.release(6)
    terminal.refuses(publisher.release(6, content=inner), Refusal.UNREADABLE_CATALOGUE)


def test_false_sizes(terminal: Terminal, publisher: Publisher):
    data = bytearray(publisher.release(6))
    at = data.index(b"PK\1\2")
    for size in (0, 1, 0xFFFFFFFF, 0x7FFFFFFF):
        struct.pack_into("<II", data, at + 20, size, size)
        terminal.refuses(bytes(data), Refusal.UNUSUAL_PART)


@pytest.mark.parametrize("junk", [b"", b"PK", b"PK\5\6" + b"\0" * 18, b"\0" * 4096, b"x" * 30])
def test_file_is_no_archive(terminal: Terminal, junk: bytes):
    before = terminal.whole()
    with pytest.raises(RefusedReleaseError):
        terminal.take(junk)
    assert terminal.whole() == before


def test_mutated_archives_raise_nothing_but_a_refusal(terminal: Terminal, publisher: Publisher):
    good = publisher.release(6)
    before, base = terminal.whole(), _base(terminal)
    for seed in range(100_000 if IS_LONG else 600):
        data = bytearray(good)
        for step in range(1 + seed % 3):
            place = (seed * 7919 + step * 104_729) % len(data)
            data[place] = (data[place] + 1 + seed % 255) % 256
        if seed % 5 == 0:
            del data[(seed * 31) % len(data) :]
        with pytest.raises(RefusedReleaseError):
            updating.verify_file(_read(terminal, data), base, Path(), NOW)
    assert terminal.whole() == before


def _read(terminal: Terminal, data: bytes) -> ReleaseFile:
    return updating.read_release_file(terminal.put(bytes(data)))


def _base(terminal: Terminal) -> updating.Base:
    installed = terminal.shelf.load()
    anchor = opening.find_anchor(terminal.places.site, installed)
    return updating.Base(terminal.shelf, anchor, installed)


def headers(data: bytes) -> list[int]:
    """Return the place of every byte that is not content of a member."""
    places, at = [], 0
    while data[at : at + 4] == b"PK\3\4":
        size = int.from_bytes(data[at + 22 : at + 26], "little")
        name = int.from_bytes(data[at + 26 : at + 28], "little")
        places += range(at, at + 30 + name)
        at += 30 + name + size
    return [*places, *range(at, len(data))]


def altered_places(data: bytes) -> list[int]:
    """Return every byte of a header and of metadata, and one of each 4 KiB; all in a long run."""
    if IS_LONG:
        return list(range(len(data)))
    return sorted({*headers(data), *range(0, len(data), 4096), *range(0, len(data), 97)})


def test_byte_of_a_release_is_altered(terminal: Terminal, publisher: Publisher):
    good = publisher.release(6)
    before, base = terminal.whole(), _base(terminal)
    accepted = []
    path = terminal.put(good)
    with path.open("r+b") as stream:
        for place in altered_places(good):
            _poke(stream, place, good[place] ^ 1)
            try:
                updating.verify_file(updating.read_release_file(path), base, Path(), NOW)
                accepted.append(place)
            except RefusedReleaseError:
                pass
            _poke(stream, place, good[place])
    assert accepted == []
    assert terminal.whole() == before


def _poke(stream: io.BufferedRandom, place: int, value: int) -> None:
    stream.seek(place)
    stream.write(bytes([value]))
    stream.flush()


# 31, 32: links and odd files


@pytest.mark.skipif(sys.platform == "win32", reason="links take a privilege there")
def test_folder_of_releases_is_a_link(terminal: Terminal, publisher: Publisher, tmp_path: Path):
    elsewhere = tmp_path / "elsewhere"
    terminal.shelf.folder.rename(elsewhere)
    terminal.shelf.folder.symlink_to(elsewhere)
    before = {path: path.read_bytes() for path in elsewhere.rglob("*") if path.is_file()}
    assert open_release(terminal.places.site).release is None
    with pytest.raises(RefusedReleaseError) as caught:
        terminal.take(publisher.release(6))
    assert caught.value.refusal is Refusal.DAMAGED_STATE
    assert {path: path.read_bytes() for path in elsewhere.rglob("*") if path.is_file()} == before


@pytest.mark.skipif(sys.platform == "win32", reason="links take a privilege there")
@pytest.mark.parametrize("name", ["5-5", "5-5/catalogue.db", "5-5/targets.json", "installed.json"])
def test_part_of_a_kept_release_is_a_link(terminal: Terminal, tmp_path: Path, name: str):
    path = terminal.shelf.folder / name
    path.rename(tmp_path / "moved")
    path.symlink_to(tmp_path / "moved")
    opened = open_release(terminal.places.site)
    assert (opened.release, opened.refusal) == (None, Refusal.DAMAGED_STATE)


@pytest.mark.skipif(sys.platform == "win32", reason="there are no pipes and devices by name there")
def test_package_is_a_pipe_a_device_or_a_folder(terminal: Terminal, tmp_path: Path):
    pipe = tmp_path / "pipe.release"
    os.mkfifo(pipe)
    for odd in (pipe, Path("/dev/zero"), Path("/dev/null"), tmp_path, tmp_path / "nothing"):
        terminal.refuses(odd, Refusal.NOT_A_FILE)


def test_package_is_a_vast_sparse_file(terminal: Terminal, tmp_path: Path):
    path = tmp_path / "vast.release"
    with path.open("wb") as stream:
        try:
            stream.truncate(2 << 40)
        except OSError:
            stream.truncate(2 << 30)
    terminal.refuses(path, Refusal.TOO_LARGE)


@pytest.mark.skipif(sys.platform == "win32", reason="rights are kept elsewhere there")
@pytest.mark.parametrize("name", [".", "releases", "releases/installed.json"])
def test_everybody_may_change_the_site_folder(terminal: Terminal, publisher: Publisher, name: str):
    path = terminal.places.site / name
    path.chmod(path.stat().st_mode | 0o002)
    terminal.refuses(publisher.release(6), Refusal.EXPOSED)
    with pytest.raises(RefusedReleaseError) as caught:
        terminal.go_back(5)
    assert caught.value.refusal is Refusal.EXPOSED
    file = CatalogueFile.read(None, terminal.places.site)  # what is signed can be read all the same
    assert (file.official.release.release, file.release_error.refusal) == (5, Refusal.EXPOSED)
    path.chmod(path.stat().st_mode & ~0o002)
    terminal.take(publisher.release(6))


@pytest.mark.skipif(sys.platform == "win32", reason="rights are kept elsewhere there")
def test_everybody_may_add_to_the_site_folder_and_replace_nothing(terminal: Terminal):
    terminal.places.site.chmod(0o1777)
    assert CatalogueFile.read(None, terminal.places.site).release_error is None
