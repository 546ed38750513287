"""How long a release with 3,000 entries takes to look at, to import and to open at each start.

    python -m benchmarks.releases [--copies COPIES] [CATALOGUE]

The catalogue holds each capability COPIES times more (45: 3,031 entries; 500: 30,331), as
``benchmarks.build`` makes its larger one, unless a built one is named. Keys stand in memory.
Processor time is told beside the clock's, which counts what else the machine does.
"""

from __future__ import annotations

import argparse
import dataclasses
import gc
import resource as limits
import sys
import tempfile  # noqa: TID251  # published text only
import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import msgspec

from advisor.catalogue.source import read_sources
from advisor.catalogue.store import read_official
from advisor.catalogue_file import CatalogueFile
from advisor.journal import Journal
from advisor.releases.building import to_file
from advisor.releases.importing import ImportWork, apply_release, preview_release
from advisor.releases.partition import part_sections
from advisor.releases.proposal import propose
from advisor.releases.publishing import create_release, sign_release
from advisor.resources import path as resource
from advisor.settings import Places
from advisor.signing.key import PublisherKey
from advisor.signing.root import create_root
from advisor.ui.desks.releases.changes import list_changes
from benchmarks.build import COPIES as _COPIES
from benchmarks.build import copy_many

#: Which entries differ in the next release.
_EVERY = 5


def main() -> None:
    """Print a line for each."""
    gc.set_threshold(100_000, 50, 50)  # as the command line has it
    parser = argparse.ArgumentParser()
    parser.add_argument("--copies", type=int, default=_COPIES)
    parser.add_argument("catalogue", nargs="?", type=Path)
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        catalogue = given.catalogue or _build(folder, given.copies)
        publisher = _Publisher()
        stick, trust = publisher.publish(_tell_size(catalogue), folder / "first.release")
        places = Places(folder / "site", folder / "home")
        work = ImportWork(places, Journal(), datetime.now(UTC), trust)
        print(f"{stick.stat().st_size / 1e6:.1f} MB")
        _tell("preview, without the differences", lambda: preview_release(stick, work))
        _tell("import", lambda: apply_release(stick, work))
        _tell("open at a start", lambda: CatalogueFile.read(None, places.site))
        _tell("open the same file by its hash", lambda: CatalogueFile.read(catalogue, places.site))
        second, _ = publisher.publish(_change(catalogue), folder / "second.release")
        _tell("preview with all that differs", lambda: propose(second, work))
        proposal = propose(second, work)
        _tell("list what differs, as the window has it", lambda: list_changes(proposal))
        print(f"changes listed: {len(list_changes(proposal)):,}")
        print(f"memory at most: {limits.getrusage(limits.RUSAGE_SELF).ru_maxrss / 1024:,.0f} MB")


def _tell_size(catalogue: Path) -> bytes:
    data = catalogue.read_bytes()
    print(f"{len(read_official(data, catalogue.name).heads):,} entries at OFFICIAL", end=", ")
    return data


def _change(catalogue: Path) -> bytes:
    """Return the next release of a catalogue, in which every fifth entry has another title."""
    section = read_official(catalogue.read_bytes(), catalogue.name)
    heads = tuple(
        head if place % _EVERY else msgspec.structs.replace(head, title=f"{head.title} again")
        for place, head in enumerate(section.heads)
    )
    number = section.release.release + 1
    release = msgspec.structs.replace(section.release, release=number)
    return to_file([dataclasses.replace(section, heads=heads, release=release)])


def _build(folder: Path, copies: int) -> Path:
    """Build a larger catalogue; its rules are those that ship, and not checked once more."""
    built = folder / "built.db"
    source = read_sources(copy_many(resource("catalogue"), folder / "larger", copies))
    assert source.release is not None
    built.write_bytes(to_file(part_sections(source, source.release)))
    print(f"{len(source.entries):,} entries", end=", ")
    return built


class _Publisher:
    """Two of three keys, in memory."""

    def __init__(self) -> None:
        self._today = datetime.now(UTC).date()
        self._later = self._today + timedelta(days=365)
        self._keys = [PublisherKey.generate(f"Publisher {number}") for number in range(3)]
        public = [key.public for key in self._keys]
        self._root = create_root(public, threshold=2, expires_on=self._later)
        for key in self._keys[:2]:
            self._root = self._root.signed_with(key)

    def publish(self, data: bytes, stick: Path) -> tuple[Path, str]:
        """Write a release of a catalogue; return it with the fingerprint of its root of trust."""
        draft = create_release(data, self._root, issued=self._today, expires_on=self._later)
        for key in self._keys[:2]:
            draft = sign_release(draft, key)
        stick.write_bytes(draft.to_bytes())
        return stick, self._root.last.fingerprint


def _tell(what: str, act: Callable[[], object]) -> None:
    began, used = time.perf_counter(), time.process_time()
    act()
    seconds, processor = time.perf_counter() - began, time.process_time() - used
    print(f"{what}: {seconds:.2f} s ({processor:.2f} s of processor)")


if __name__ == "__main__":
    sys.exit(main())
