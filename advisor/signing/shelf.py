"""What a site keeps of its releases: a folder for each, and one file that says which is open.

``releases/`` of the site folder holds ``12-12/`` and the like, each with a catalogue and what was
signed of it, and ``installed.json``, which names the open one, the newest and what was done.
Replacing that one file is what makes an import or a way back; all before it has no effect.

Rules that this module keeps:
 * Nothing is read or written through a link, and only ordinary files are read.
 * The newest release is never thrown away: it is what remembers how new they were.
"""

from __future__ import annotations

import contextlib
import os
import re
import shutil
import stat
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from functools import partial
from pathlib import Path
from typing import Annotated

import msgspec

from advisor import resources
from advisor.durable import sync_folder, write_file
from advisor.errors import AdvisorError, CancelledError
from advisor.signing.errors import NotARootError, Refusal, RefusedReleaseError
from advisor.signing.package import MAX_METADATA_BYTES, MAX_TARGET_BYTES, TARGET

RELEASES = "releases"
#: How many releases besides the newest and the open one are kept to go back to.
KEPT = 3

_INSTALLED = "installed.json"
_ROOT = "trust/root.json"
_STAGED = ".new"
_OLD = ".old"
_FORMAT = 1
_MAX_DEEDS = 1_000
_MAX_BYTES = 1_000_000
_NAME = re.compile(r"([1-9][0-9]{0,8})-([1-9][0-9]{0,8})")
_CAREFULLY = (
    getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)
)
_MAX_FILES = {
    TARGET: MAX_TARGET_BYTES,
    **dict.fromkeys(
        ("root.json", "targets.json", "snapshot.json", "timestamp.json"), MAX_METADATA_BYTES
    ),
}

_Name = Annotated[str, msgspec.Meta(pattern=f"^{_NAME.pattern}$")]


class Deed(StrEnum):
    """What was done with a release."""

    IMPORT = "import"
    ROLLBACK = "rollback"


class Done(msgspec.Struct, frozen=True, kw_only=True):
    """One line of the history of a site's releases; everybody at the site can read it.

    Attributes:
        deed: What was done.
        release: The number of the release that was open from then on.
        at: When, in UTC.
        account: Which account of the computer did it.
        reason: Why, where somebody went back.
    """

    deed: Deed
    release: int
    at: datetime
    account: str
    reason: str = ""


class Installed(msgspec.Struct, frozen=True, kw_only=True):
    """Which release is open at a site.

    Attributes:
        format: Version of the format.
        current: The folder of the open one.
        newest: The folder of the newest one that was ever imported.
        issued: The latest day on which any of them was issued: it is at least that day.
        anchor: The link of a root of trust that a person confirmed here; empty where it was
            pinned in the application or in a file of the site.
        history: What was done, oldest first.
    """

    format: Annotated[int, msgspec.Meta(ge=_FORMAT, le=_FORMAT)] = _FORMAT
    current: _Name
    newest: _Name
    issued: date
    anchor: str = ""
    history: tuple[Done, ...]

    def after(self, done: Done) -> tuple[Done, ...]:
        """Return the history with one more line; the oldest go where there are too many."""
        return (*self.history, done)[-_MAX_DEEDS:]


@dataclass(frozen=True)
class Shelf:
    """What a site keeps of its releases.

    Attributes:
        site: The site folder.
    """

    site: Path

    @property
    def folder(self) -> Path:
        """The folder that it is in."""
        return self.site / RELEASES

    def verify_not_exposed(self) -> None:
        """Verify that not everybody who uses this computer may change which release is open.

        Where only the owner of a file may replace it (the sticky bit), they may not. Windows keeps
        rights elsewhere, where whoever installs looks at them.

        Raises:
            RefusedReleaseError: They may.
        """
        looked_at = () if os.name == "nt" else (self.site, self.folder, self.folder / _INSTALLED)
        if any(map(_is_exposed, looked_at)):
            raise RefusedReleaseError(Refusal.EXPOSED)

    def load(self) -> Installed | None:
        """Return which release is open; ``None`` where none was ever imported.

        Raises:
            RefusedReleaseError: It cannot be told.
        """
        path = self.folder / _INSTALLED
        try:
            path.lstat()
        except (FileNotFoundError, NotADirectoryError):
            return None
        except (OSError, ValueError):
            raise RefusedReleaseError(Refusal.DAMAGED_STATE) from None
        try:
            return msgspec.json.decode(self._read(path, _MAX_BYTES), type=Installed)
        except (ValueError, RecursionError):
            raise RefusedReleaseError(Refusal.DAMAGED_STATE) from None

    def switch(self, installed: Installed) -> None:
        """Say which release is open from now on: the one step that counts.

        Raises:
            OSError: It cannot be written; the one until now is open.
        """
        _write(self.folder / _INSTALLED, msgspec.json.encode(installed) + b"\n")

    def kept(self, installed: Installed) -> tuple[str, ...]:
        """Return the folders of the releases that are kept, highest number first.

        One that is newer than the newest never took effect, so it is not kept.
        """
        newest = _height(installed.newest)
        return tuple(name for name in self._folders() if _height(name) <= newest)

    def read(self, name: str, part: str) -> bytes:
        """Return one file of a release that is kept; it proves nothing yet.

        Args:
            name: Its folder.
            part: The name of the file.

        Raises:
            RefusedReleaseError: It is not there, or no ordinary file.
        """
        folder = self.folder / name
        if folder.is_symlink() or self.folder.is_symlink():
            raise RefusedReleaseError(Refusal.DAMAGED_STATE)
        return self._read(folder / part, _MAX_FILES[part])

    def read_root_pin(self) -> bytes | None:
        """Return the root of trust that this application or this site trusts; ``None`` for none.

        The one that was put into the application counts before the site's own.

        Raises:
            NotARootError: It is there, but cannot be read.
        """
        for path in (resources.path(_ROOT), self.site / _ROOT):
            if os.path.lexists(path):
                try:
                    return self._read(path, MAX_METADATA_BYTES)
                except RefusedReleaseError:
                    raise NotARootError from None
        return None

    def stage(self, files: Mapping[str, bytes], tell: Callable[[int, int], None]) -> None:
        """Write the files of a release beside the others, without any effect yet.

        Args:
            files: Their contents, by name.
            tell: Told how many bytes of how many are written. Raising from there stops it.

        Raises:
            OSError: They cannot be written.
        """
        staged = self.folder / _STAGED
        staged.mkdir()
        whole, written = sum(map(len, files.values())), 0
        for name, data in files.items():
            _write(staged / name, data, partial(_tell_more, tell, whole, written))
            written += len(data)

    def place(self, name: str) -> None:
        """Put what was staged into its folder, in the place of what is there.

        Raises:
            OSError: It cannot be moved.
        """
        place = self.folder / name
        if os.path.lexists(place):
            place.replace(self.folder / _OLD)
        (self.folder / _STAGED).replace(place)
        sync_folder(self.folder)

    def tidy(self) -> None:
        """Throw away what a kill or a refusal left; for whoever is alone at it."""
        for name in (_STAGED, _OLD, *self._leavings()):
            throw_away(self.folder / name)

    def prune(self, installed: Installed) -> None:
        """Throw away the oldest releases and what never took effect, as far as that can be done."""
        kept = self.kept(installed)
        others = [name for name in kept if name not in {installed.current, installed.newest}]
        for name in (*others[KEPT:], *(one for one in self._folders() if one not in kept)):
            throw_away(self.folder / name)

    def is_there(self, name: str) -> bool:
        """Tell whether there is a folder for a release, whatever is in it."""
        return os.path.lexists(self.folder / name)

    def forget(self, name: str) -> None:
        """Throw away a release that was placed and did not take effect."""
        with contextlib.suppress(RefusedReleaseError):
            installed = self.load()
            if installed is None or name not in {installed.current, installed.newest}:
                throw_away(self.folder / name)

    def _folders(self) -> list[str]:
        try:
            names = [entry.name for entry in os.scandir(self.folder) if entry.is_dir()]
        except OSError:
            return []
        return sorted(filter(_NAME.fullmatch, names), key=_height, reverse=True)

    def _leavings(self) -> list[str]:
        with contextlib.suppress(OSError):
            return [name for name in os.listdir(self.folder) if name.endswith(".new")]  # noqa: PTH208
        return []

    @staticmethod
    def _read(path: Path, most: int) -> bytes:
        try:
            descriptor = os.open(path, os.O_RDONLY | _CAREFULLY)
        except (OSError, ValueError):
            raise RefusedReleaseError(Refusal.DAMAGED_STATE) from None
        with os.fdopen(descriptor, "rb") as stream:
            found = os.fstat(descriptor)
            if not stat.S_ISREG(found.st_mode) or found.st_size > most:
                raise RefusedReleaseError(Refusal.DAMAGED_STATE)
            try:
                return stream.read(most)
            except OSError:
                raise RefusedReleaseError(Refusal.DAMAGED_STATE) from None


def _tell_more(
    tell: Callable[[int, int], None], whole: int, before: int, done: int, _: int
) -> None:
    tell(before + done, whole)


def _write(path: Path, data: bytes, tell: Callable[[int, int], None] = lambda *_: None) -> None:
    """Write a file all or nothing, and raise what the system said: our messages name no path.

    Raises:
        OSError: It cannot be written.
    """
    try:
        write_file(path, data, tell=tell)
    except CancelledError:
        raise
    except AdvisorError as error:
        raise error.__cause__ if isinstance(error.__cause__, OSError) else OSError() from None


def folder_name(release: int, version: int) -> str:
    """Return the name of the folder of a release."""
    return f"{release}-{version}"


def release_of(name: str) -> int:
    """Return the number of the release in a folder."""
    return _height(name)[0]


def throw_away(path: Path) -> None:
    """Remove a file, a link or a folder of ours, as far as that can be done."""
    with contextlib.suppress(OSError):
        if path.is_symlink() or not path.is_dir():
            path.unlink(missing_ok=True)
        else:
            shutil.rmtree(path)


def _height(name: str) -> tuple[int, int]:
    number, version = name.split("-")
    return int(number), int(version)


def _is_exposed(path: Path) -> bool:
    try:
        mode = path.stat().st_mode
    except OSError:
        return False  # what is not there, or cannot be looked at, is told where it is wanted
    return bool(mode & stat.S_IWOTH) and not mode & stat.S_ISVTX
