"""The one file that a release is carried in: a zip archive of one strict form.

Any zip tool opens it. It is read by this module alone, which takes nothing but what it would
write itself: stored, not compressed, one member behind the other, no byte between them, with
fixed names, no dates, no comments. So nothing in it can point elsewhere, grow, overlap, hide
or be altered unnoticed, and there is nothing to unpack.

Rules that this module keeps:
 * Only an ordinary file is opened, without waiting for a pipe or a device, and its size is
   looked at before any of it is read.
 * What is not of that form is refused before a member is read.
"""

from __future__ import annotations

import contextlib
import os
import re
import stat
import struct
import zlib
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from advisor.catalogue.progress import Progress, tell_nobody
from advisor.signing.errors import Refusal, RefusedReleaseError

SUFFIX = ".release"
MAX_MEMBERS = 80
MAX_METADATA_BYTES = 1_000_000
MAX_TARGET_BYTES = 500_000_000
TARGET = "catalogue.db"

_MAX_BYTES = MAX_TARGET_BYTES + MAX_MEMBERS * MAX_METADATA_BYTES
_MAX_DIRECTORY = 16_384
#: A stick is slow: whoever waits for it is told, and can stop it, this often.
_PIECE_BYTES = 4 << 20
_READING = "Reading the release"
_NAME = re.compile(
    r"metadata/(?:[1-9][0-9]{0,5}\.root|[1-9][0-9]{0,9}\.(?:targets|snapshot)|timestamp)\.json"
    rf"|targets/[0-9a-f]{{64}}\.{re.escape(TARGET)}"
)
#: Signature, version, flags, method, time, date, checksum, packed, plain, lengths of name, extra.
_LOCAL = struct.Struct("<4sHHHHHIIIHH")
_CENTRAL = struct.Struct("<4sHHHHHHIIIHHHHHII")
_END = struct.Struct("<4sHHHHIIH")
#: 1 January 1980, which is the date of no date.
_DATE = 0x21
_VERSION = 20
_CAREFULLY = getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)


@dataclass(frozen=True)
class _Member:
    """Where a member is.

    Attributes:
        at: Where its content begins.
        size: How long it is.
        checksum: Its CRC-32.
    """

    at: int
    size: int
    checksum: int


class Package:
    """A release file that is open for reading; made by ``open_package``."""

    def __init__(
        self, descriptor: int, size: int, members: Mapping[str, _Member], progress: Progress
    ) -> None:
        self._descriptor = descriptor
        self._size = size
        self._members = members
        self._progress = progress

    @property
    def names(self) -> tuple[str, ...]:
        """The names of its members, in order."""
        return tuple(self._members)

    def read(self, name: str, most: int) -> bytes | None:
        """Return a member, whole; ``None`` where there is none of that name.

        Args:
            name: Its name.
            most: How long it may be.

        Raises:
            RefusedReleaseError: It is longer, or was altered.
        """
        member = self._members.get(name)
        if member is None:
            return None
        if member.size > most:
            raise RefusedReleaseError(Refusal.ALTERED)

        def tell(done: int) -> None:
            self._progress(_READING, member.at + done, self._size)

        data = _read_at(self._descriptor, member.at, member.size, tell)
        if zlib.crc32(data) != member.checksum:
            raise RefusedReleaseError(Refusal.ALTERED)
        return data


@contextlib.contextmanager
def open_package(path: Path, progress: Progress = tell_nobody) -> Iterator[Package]:
    """Open a release file.

    Args:
        path: The file.
        progress: Told how much is read of each member. Raising from there stops it.

    Raises:
        RefusedReleaseError: It is not an ordinary file, or not of the form of a release.
    """
    try:
        descriptor = os.open(path, os.O_RDONLY | _CAREFULLY)
    except (OSError, ValueError):
        raise RefusedReleaseError(Refusal.NOT_A_FILE) from None
    try:
        found = os.fstat(descriptor)
        if not stat.S_ISREG(found.st_mode):
            raise RefusedReleaseError(Refusal.NOT_A_FILE)
        if found.st_size > _MAX_BYTES:
            raise RefusedReleaseError(Refusal.TOO_LARGE)
        members = _read_members(descriptor, found.st_size)
        yield Package(descriptor, found.st_size, members, progress)
    finally:
        os.close(descriptor)


def pack(members: Mapping[str, bytes]) -> bytes:
    """Return a release file of some members, in their order.

    Raises:
        ValueError: A name is not one that a release has.
    """
    parts: list[bytes] = []
    directory = b""
    at = 0
    for name, data in members.items():
        if not _NAME.fullmatch(name):
            raise ValueError("not the name of a member of a release")
        checksum = zlib.crc32(data)
        parts += [_local(name, checksum, len(data)), data]
        directory += _central(name, checksum, len(data), at)
        at += len(parts[-2]) + len(data)
    return b"".join([*parts, directory, _end(len(members), len(directory), at)])


def _local(name: str, checksum: int, size: int) -> bytes:
    fields = (_VERSION, 0, 0, 0, _DATE, checksum, size, size, len(name), 0)
    return _LOCAL.pack(b"PK\3\4", *fields) + name.encode("ascii")


def _central(name: str, checksum: int, size: int, at: int) -> bytes:
    fields = (_VERSION, _VERSION, 0, 0, 0, _DATE, checksum, size, size, len(name), 0, 0, 0, 0, 0)
    return _CENTRAL.pack(b"PK\1\2", *fields, at) + name.encode("ascii")


def _end(members: int, directory_bytes: int, at: int) -> bytes:
    return _END.pack(b"PK\5\6", 0, 0, members, members, directory_bytes, at, 0)


def _read_members(descriptor: int, size: int) -> dict[str, _Member]:
    """Return every member, once the file was found to be what ``pack`` writes.

    Raises:
        RefusedReleaseError: It is not.
    """
    if size < _END.size:
        raise RefusedReleaseError(Refusal.NOT_A_RELEASE)
    tail = _read_at(descriptor, size - _END.size, _END.size)
    signature, _, _, count, _, directory_bytes, at, _ = _END.unpack(tail)
    if signature != b"PK\5\6" or at + directory_bytes + _END.size != size:
        raise RefusedReleaseError(Refusal.NOT_A_RELEASE)
    if not 1 <= count <= MAX_MEMBERS or directory_bytes > _MAX_DIRECTORY:
        raise RefusedReleaseError(Refusal.UNUSUAL_PART)
    directory = _read_at(descriptor, at, directory_bytes)
    members = _parse_directory(descriptor, directory, count)
    ends = [member.at + member.size for member in members.values()]
    if tail != _end(count, directory_bytes, ends[-1]):
        raise RefusedReleaseError(Refusal.UNUSUAL_PART)
    return members


def _parse_directory(descriptor: int, directory: bytes, count: int) -> dict[str, _Member]:
    members: dict[str, _Member] = {}
    at = place = 0
    for _ in range(count):
        header = directory[place : place + _CENTRAL.size]
        if len(header) < _CENTRAL.size:
            raise RefusedReleaseError(Refusal.NOT_A_RELEASE)
        fields = _CENTRAL.unpack(header)
        checksum, length, name_bytes = fields[7], fields[9], fields[10]
        name = directory[place + _CENTRAL.size :][:name_bytes].decode("ascii", "replace")
        if not _NAME.fullmatch(name) or name in members:
            raise RefusedReleaseError(Refusal.UNUSUAL_PART)
        expected = _central(name, checksum, length, at)
        local = _local(name, checksum, length)
        if directory[place : place + len(expected)] != expected:
            raise RefusedReleaseError(Refusal.UNUSUAL_PART)
        if _read_at(descriptor, at, len(local)) != local:
            raise RefusedReleaseError(Refusal.UNUSUAL_PART)
        members[name] = _Member(at + len(local), length, checksum)
        at += len(local) + length
        place += len(expected)
    if place != len(directory):
        raise RefusedReleaseError(Refusal.UNUSUAL_PART)
    return members


def _read_at(
    descriptor: int, at: int, size: int, tell: Callable[[int], None] = lambda _: None
) -> bytes:
    """Return bytes of the file; fewer where it ends, or its stick was pulled out.

    Raises:
        RefusedReleaseError: They cannot be read.
    """
    parts, left = [], size
    try:
        os.lseek(descriptor, at, os.SEEK_SET)
        while left and (part := os.read(descriptor, min(left, _PIECE_BYTES))):
            parts.append(part)
            left -= len(part)
            tell(size - left)
    except (OSError, OverflowError):
        raise RefusedReleaseError(Refusal.NOT_A_FILE) from None
    return b"".join(parts)
