"""Where one reader's cases are kept, and what is on it.

Rules that this module keeps:
 * Every case is a file of its own, named at random, written all or nothing, and only by
   one window at a time.
 * What another window changed meanwhile is never written over: both are kept.
 * A file that is damaged is put aside under another name, never deleted.
 * What a reader may not open is not on the shelf: not listed, not counted, not touched.
 * A case is saved at what is open. One that was kept with less open stays as it is, and
   what is saved is kept beside it.
"""

from __future__ import annotations

import contextlib
import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final, Generic

from advisor.cases.case import Case, new_id
from advisor.cases.case_file import (
    MOST_BYTES,
    SAVED,
    C,
    Keys,
    Opened,
    Shape,
    read_shaped,
    write_shaped,
)
from advisor.cases.errors import CaseError, DamagedCaseError, NewerCaseError
from advisor.catalogue.quoting import quoted
from advisor.durable import write_file
from advisor.errors import AdvisorError, say_reason
from advisor.exclusive import alone
from advisor.sealing.age import Identity

FOLDER: Final = "cases"
#: More are not listed, and not saved.
MOST_CASES: Final = 500
_SUFFIXES = (".json", ".age")
_LOCK = ".lock"


@dataclass(frozen=True)
class KeptOf(Generic[C]):
    """One case on the shelf.

    Attributes:
        case: The case.
        path: Its file.
        is_sealed: Whether it is sealed.
        is_own: Whether it was kept with the same things open as now, so that saving replaces it.
        digest: What its file held when it was read or written last.
    """

    case: C
    path: Path
    is_sealed: bool
    is_own: bool
    digest: str


@dataclass(frozen=True)
class SavedOf(Generic[C]):
    """What became of saving.

    Attributes:
        case: The case as it was kept.
        beside: Whether it was kept beside the one that it came from, and not in its place.
        message: What the reader is told of that; empty, where there is nothing to tell.
    """

    case: C
    beside: bool = False
    message: str = ""


@dataclass(frozen=True)
class DeletedOf(Generic[C]):
    """A case that was deleted, to be put back.

    Attributes:
        kept: What it was.
        data: What its file held.
    """

    kept: KeptOf[C]
    data: bytes


class ShelfOf(Generic[C]):
    """The cases of one reader.

    Args:
        folder: Where they are kept.
        shape: What kind of cases they are.
        keys: What to seal to; nothing is sealed without.

    Attributes:
        problems: What was found wrong with files, each in one sentence.
    """

    def __init__(self, folder: Path, shape: Shape[C], keys: Keys | None = None) -> None:
        self._folder = folder
        self._shape = shape
        self._keys = keys or Keys()
        self._kept: dict[str, KeptOf[C]] = {}
        self.problems: tuple[str, ...] = ()

    @property
    def is_sealed(self) -> bool:
        """Whether what is saved is sealed."""
        return bool(self._keys.recipients)

    @property
    def all(self) -> tuple[KeptOf[C], ...]:
        """Every case, the one that was changed last first."""
        return tuple(
            sorted(self._kept.values(), key=lambda kept: kept.case.changed_at, reverse=True)
        )

    def find(self, case_id: str) -> KeptOf[C]:
        """Return a case.

        Raises:
            CaseError: It is not on the shelf.
        """
        if case_id not in self._kept:
            raise CaseError(
                f"There is no {self._shape.title} {quoted(case_id)}.",
                hint=f"See them all with: advisor {self._shape.noun} list",
            )
        return self._kept[case_id]

    # ── reading ──────────────────────────────────────────────────────────────

    def read(self, identity: Identity | None, labels: Sequence[Identity]) -> None:
        """Read all that opens, in place of what was read before.

        Args:
            identity: The reader's, where they are signed in; it is not kept.
            labels: The key of each label that is open.
        """
        self._kept, self.problems = {}, ()
        for path in self._paths():
            try:
                data = path.read_bytes()
                opened = read_shaped(data, path.name, self._shape, identity, labels)
            except DamagedCaseError:
                self._put_aside(path)
            except NewerCaseError as error:
                self.problems += (f"{error.message} {error.hint}",)
            except OSError as error:
                self.problems += (f"“{path.name}” cannot be read: {say_reason(error)}.",)
            else:
                if opened is not None:
                    self._put(opened, path, data)

    def _paths(self) -> list[Path]:
        try:
            found = [path for path in self._folder.iterdir() if path.suffix in _SUFFIXES]
        except OSError:
            return []
        return sorted(path for path in found if not path.name.startswith(".") and path.is_file())[
            : 2 * MOST_CASES
        ]

    def _put(self, opened: Opened[C], path: Path, data: bytes) -> None:
        is_own = opened.seals == len(self._keys.recipients)
        kept = KeptOf(opened.case, path, opened.seals > 0, is_own, _digest(data))
        twin = self._kept.get(kept.case.id)
        if twin is not None:  # a copy of a file, which somebody made by hand
            kept = replace(kept, case=kept.case.as_another(kept.case.name), is_own=False)
        self._kept[kept.case.id] = kept

    def _put_aside(self, path: Path) -> None:
        aside = path.with_suffix(".unreadable")
        with contextlib.suppress(OSError):
            if path.stat().st_size <= MOST_BYTES or not aside.exists():
                path.replace(_free(aside))
        self.problems += (
            f"“{path.name}” is not a whole {self._shape.noun}. "
            "It was put aside in the same folder, with a name that ends in .unreadable.",
        )

    # ── writing ──────────────────────────────────────────────────────────────

    def save(self, case: C) -> SavedOf[C]:
        """Keep a case in place of the one that it came from, all or nothing.

        Raises:
            AdvisorError: It cannot be written; what was kept before is as it was.
        """
        with self._alone():
            before = self._kept.get(case.id)
            saved = SavedOf(case)
            if before is None and len(self._kept) >= MOST_CASES:
                raise CaseError(
                    f"No more than {MOST_CASES} {self._shape.plural} can be saved.",
                    hint="Delete some that you do not need any more, and save again.",
                )
            if before is not None and not before.is_own:
                saved = _beside(case, "It is marked for what is open now. The one before is kept.")
            elif self._is_changed_elsewhere(before):
                words = f"Another window changed this {self._shape.noun}. Both are kept."
                saved = _beside(case, words)
            self._write(saved.case)
        return saved

    def delete(self, case_id: str) -> DeletedOf[C]:
        """Delete a case; what is returned puts it back.

        Raises:
            AdvisorError: It cannot be deleted, or another window changed it.
        """
        kept = self.find(case_id)
        with self._alone():
            data = _read_bytes(kept.path)
            if data is not None and _digest(data) != kept.digest:
                raise CaseError(
                    f"Another window changed this {self._shape.noun}, so it was not deleted.",
                    hint="Look at it again, and then delete it.",
                )
            try:
                kept.path.unlink(missing_ok=True)
            except OSError as error:
                raise CaseError(
                    f"The {self._shape.noun} cannot be deleted: {say_reason(error)}.",
                    hint="Ask who administers this folder.",
                ) from error
            del self._kept[case_id]
        written = write_shaped(kept.case, self._keys, self._shape) if data is None else data
        return DeletedOf(kept, written)

    def put_back(self, deleted: DeletedOf[C]) -> None:
        """Put back a case that was deleted.

        Raises:
            AdvisorError: It cannot be written.
        """
        with self._alone():
            write_file(deleted.kept.path, deleted.data, private=True)
            self._kept[deleted.kept.case.id] = replace(deleted.kept, digest=_digest(deleted.data))

    def _is_changed_elsewhere(self, before: KeptOf[C] | None) -> bool:
        if before is None:
            return False
        data = _read_bytes(before.path)
        return data is not None and _digest(data) != before.digest

    def _write(self, case: C) -> None:
        before = self._kept.get(case.id)
        name = before.path.stem if before is not None else new_id()
        path = self._folder / f"{name}{self._keys.suffix}"
        data = write_shaped(case, self._keys, self._shape)
        write_file(path, data, private=True)
        self._kept[case.id] = KeptOf(case, path, self.is_sealed, is_own=True, digest=_digest(data))

    @contextlib.contextmanager
    def _alone(self) -> Iterator[None]:
        """Hold the folder.

        Raises:
            AdvisorError: It cannot be made or held.
        """
        try:
            self._folder.mkdir(parents=True, exist_ok=True)
            with alone(self._folder / _LOCK):
                yield
        except TimeoutError as error:
            raise CaseError(
                f"Another window is saving {self._shape.one}.",
                hint="Nothing was changed. Save again.",
            ) from error
        except OSError as error:
            raise AdvisorError(
                f"“{self._folder}” cannot be written: {say_reason(error)}.",
                hint="Nothing was changed. Ask who administers this folder.",
            ) from error


Kept = KeptOf[Case]
Saved = SavedOf[Case]
Deleted = DeletedOf[Case]


class Shelf(ShelfOf[Case]):
    """What one reader saved: sealed, where they are signed in."""

    @classmethod
    def open_plain(cls, home: Path) -> Shelf:
        """Return the shelf of somebody who is not signed in."""
        shelf = cls(home / FOLDER, SAVED)
        shelf.read(None, ())
        return shelf

    @classmethod
    def open_sealed(
        cls, home: Path, identity: Identity, keys: Keys, labels: Sequence[Identity]
    ) -> Shelf:
        """Return the shelf of a reader who is signed in; their private key is not kept.

        Args:
            home: The home folder.
            identity: The reader's.
            keys: What to seal to.
            labels: The key of each label that is open.
        """
        shelf = cls(home / FOLDER, SAVED, keys)
        shelf.read(identity, labels)
        return shelf

    def refresh(self) -> None:
        """Read plain cases again, which other windows may have changed."""
        if not self.is_sealed:
            self.read(None, ())


def _beside(case: C, message: str) -> SavedOf[C]:
    return SavedOf(case.as_another(case.name), beside=True, message=message)


def _free(path: Path) -> Path:
    """Return a path that nothing is at."""
    number, free = 1, path
    while free.exists():
        number += 1
        free = path.with_name(f"{path.stem}-{number}{path.suffix}")
    return free


def _read_bytes(path: Path) -> bytes | None:
    try:
        return path.read_bytes()
    except OSError:
        return None


def _digest(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()
