"""Changing several files of a site as one.

The new files are written into a folder of their own, which one renaming turns from a plan into
a decision. From then on the change is made: whoever finds the folder carries it out, again if
need be, and every step of that can be repeated. So a kill leaves the old state or the new one,
and a new one at worst to be finished by the next administrator.

Rules that this module keeps:
 * Only files of people, of what the site adds and of the slips that it keeps are ever placed or
   removed, whatever a plan that was found says, and nothing is written through a link.
 * What takes the change into effect for readers comes last: see ``_ORDER``.
"""

from __future__ import annotations

import contextlib
import os
import re
import shutil
from collections.abc import Iterator
from pathlib import Path

import msgspec

from advisor.additions.reading import FOLDER as ADDITIONS
from advisor.additions.reading import KEY_FILE, NEXT_KEY_FILE, OFFICIAL_FILE
from advisor.durable import write_file
from advisor.errors import AdvisorError
from advisor.exclusive import alone
from advisor.people.errors import (
    BusySiteError,
    DamagedSiteError,
    SiteNotWritableError,
    UnfinishedChangeError,
)
from advisor.people.site import SITE_FILE

REGISTER_FILE = "register.age"
GRANTS, STANDING = "grants", "standing"

_LOCK = "people.lock"
_PLANNED, _DECIDED = ".people-change.new", ".people-change"
_PLAN = "plan.json"
_MAX_PLAN_BYTES = 10_000_000
#: What readers reported to be wrong, as far as the site has kept it: docs/formats/slip.md.
SLIPS, OFFICIAL_SLIPS = "slips", "official.slips"
_NAME = re.compile(
    rf"{re.escape(SITE_FILE)}|{re.escape(REGISTER_FILE)}|(?:{GRANTS}|{STANDING})/[0-9a-f]{{16}}\.age"
    rf"|{ADDITIONS}/(?:[0-9a-f]{{16}}\.age|{re.escape(OFFICIAL_FILE)}"
    rf"|{re.escape(KEY_FILE)}|{re.escape(NEXT_KEY_FILE)})"
    rf"|{SLIPS}/(?:[0-9a-f]{{16}}\.age|{re.escape(OFFICIAL_SLIPS)})"
)
#: A grant counts only with the standing that names it, and a site only with its own file.
_ORDER = (f"{GRANTS}/", REGISTER_FILE, f"{STANDING}/", f"{ADDITIONS}/", f"{SLIPS}/", SITE_FILE)


class _Plan(msgspec.Struct, frozen=True):
    """What a change does; nothing of it is secret."""

    place: tuple[str, ...]
    remove: tuple[str, ...]


class Change:
    """Files to write and to remove, all or none.

    Args:
        folder: The site folder.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._placed: dict[str, bytes] = {}
        self._removed: dict[str, None] = {}

    def place(self, name: str, content: bytes) -> None:
        """Write a file, in place of the one before."""
        self._placed[name] = content
        self._removed.pop(name, None)

    def remove(self, name: str) -> None:
        """Take a file away, if it is there."""
        self._removed[name] = None

    def plan(self) -> None:
        """Write everything, without any effect yet.

        Raises:
            SiteNotWritableError: The folder cannot be written, or the disk is full.
        """
        planned = self._folder / _PLANNED
        names = sorted(self._placed, key=_place_in_order)
        try:
            planned.mkdir()
            for number, name in enumerate(names):
                write_file(planned / str(number), self._placed[name])
            plan = _Plan(tuple(names), tuple(self._removed))
            write_file(planned / _PLAN, msgspec.json.encode(plan))
        except (OSError, AdvisorError) as error:
            _throw_away(self._folder)
            cause = error if isinstance(error, OSError) else error.__cause__
            raise SiteNotWritableError(
                cause if isinstance(cause, OSError) else OSError()
            ) from error

    def give_up(self) -> None:
        """Forget what was written; nothing of it had any effect."""
        _throw_away(self._folder)

    def decide(self) -> None:
        """Let the change take effect.

        Raises:
            SiteNotWritableError: It could not be decided; nothing was changed.
            UnfinishedChangeError: It was decided, and is finished by whoever comes next.
        """
        try:
            (self._folder / _PLANNED).rename(self._folder / _DECIDED)
        except OSError as error:
            _throw_away(self._folder)
            raise SiteNotWritableError(error) from error
        finish(self._folder)


def _place_in_order(name: str) -> tuple[int, str]:
    return next(place for place, start in enumerate(_ORDER) if name.startswith(start)), name


@contextlib.contextmanager
def changing(folder: Path) -> Iterator[Change]:
    """Be the only one who changes a site, after finishing what a kill left.

    Args:
        folder: The site folder; made where it is not there.

    Raises:
        BusySiteError: Another administrator is.
        SiteNotWritableError: The folder cannot be written.
        UnfinishedChangeError: An earlier change still cannot be finished.
        DamagedSiteError: An earlier change is not one of ours.
    """
    with contextlib.ExitStack() as stack:
        try:
            folder.mkdir(parents=True, exist_ok=True)
            stack.enter_context(alone(folder / _LOCK))
        except TimeoutError:
            raise BusySiteError from None
        except OSError as error:
            raise SiteNotWritableError(error) from error
        finish(folder)
        _throw_away(folder)
        yield Change(folder)


def is_unfinished(folder: Path) -> bool:
    """Tell whether a change was decided and not finished."""
    return (folder / _DECIDED).is_dir()


def finish(folder: Path) -> None:
    """Carry out a change that was decided, if there is one; for whoever holds the lock.

    Raises:
        UnfinishedChangeError: It still cannot be finished.
        DamagedSiteError: It is not one of ours.
    """
    decided = folder / _DECIDED
    if not os.path.lexists(decided):
        return
    if decided.is_symlink() or not decided.is_dir():
        raise DamagedSiteError(_DECIDED)
    plan = _read_plan(decided)
    try:
        _sync(folder)
        for number, name in enumerate(plan.place):
            _put(decided / str(number), folder / name)
        for name in plan.remove:
            _verify_own_folder((folder / name).parent, folder)
            (folder / name).unlink(missing_ok=True)
        for touched in sorted({(folder / name).parent for name in (*plan.place, *plan.remove)}):
            if touched.is_dir():
                _sync(touched)
        decided.rename(folder / _PLANNED)
        _throw_away(folder)
    except OSError as error:
        raise UnfinishedChangeError(error) from error


def _read_plan(decided: Path) -> _Plan:
    try:
        with (decided / _PLAN).open("rb") as stream:
            plan = msgspec.json.decode(stream.read(_MAX_PLAN_BYTES), type=_Plan)
    except (OSError, ValueError, RecursionError):
        raise DamagedSiteError(_DECIDED) from None
    if not all(map(_NAME.fullmatch, (*plan.place, *plan.remove))):
        raise DamagedSiteError(_DECIDED)
    return plan


def _put(planned: Path, place: Path) -> None:
    """Move a file to its place; if it is not there it was moved before."""
    if planned.is_symlink():
        raise DamagedSiteError(_DECIDED)
    if planned.exists():
        place.parent.mkdir(exist_ok=True)
        _verify_own_folder(place.parent, planned.parent.parent)
        planned.replace(place)


def _verify_own_folder(folder: Path, site: Path) -> None:
    """Verify that a folder of the site is one, and not a link to somewhere else."""
    if folder != site and folder.is_symlink():
        raise DamagedSiteError(folder.name)


def _throw_away(folder: Path) -> None:
    """Remove a plan that was not decided, or was carried out."""
    with contextlib.suppress(OSError):
        planned = folder / _PLANNED
        if planned.is_symlink():
            planned.unlink()
        elif planned.exists():
            shutil.rmtree(planned)


def _sync(folder: Path) -> None:
    if os.name == "nt":
        return  # Windows has no handle on a folder to flush
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
