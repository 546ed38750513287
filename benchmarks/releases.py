"""How long a release with 3,000 entries takes to look at, to import and to open at each start.

    python -m benchmarks.releases [CATALOGUE]

The catalogue is made as ``benchmarks.build`` makes its larger one, unless a built one is named.
Keys stand in memory. Processor time is told beside the clock's, which counts what else the
machine does.
"""

from __future__ import annotations

import sys
import tempfile  # noqa: TID251  # published text only
import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

from advisor.catalogue.store import read_official
from advisor.catalogue_file import CatalogueFile
from advisor.journal import Journal
from advisor.releases.building import build_catalogue
from advisor.releases.importing import ImportWork, apply_release, preview_release
from advisor.releases.publishing import create_release, sign_release
from advisor.resources import path as resource
from advisor.settings import Places
from advisor.signing.key import PublisherKey
from advisor.signing.root import create_root
from benchmarks.build import copy_many


def main() -> None:
    """Print a line for each."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        catalogue = Path(sys.argv[1]) if len(sys.argv) > 1 else _build(folder)
        stick, trust = _publish(catalogue, folder)
        places = Places(folder / "site", folder / "home")
        work = ImportWork(places, Journal(), datetime.now(UTC), trust)
        print(f"{stick.stat().st_size / 1e6:.1f} MB")
        _tell("preview, without the differences", lambda: preview_release(stick, work))
        _tell("import", lambda: apply_release(stick, work))
        _tell("open at a start", lambda: CatalogueFile.read(None, places.site))
        _tell("open the same file by its hash", lambda: CatalogueFile.read(catalogue, places.site))


def _build(folder: Path) -> Path:
    built = folder / "built.db"
    checked = build_catalogue(copy_many(resource("catalogue"), folder / "larger"), built)
    print(f"{len(checked.source.entries):,} entries", end=", ")
    return built


def _publish(catalogue: Path, folder: Path) -> tuple[Path, str]:
    """Write a release of a catalogue, and return it with the fingerprint of its root of trust."""
    data, today = catalogue.read_bytes(), datetime.now(UTC).date()
    print(f"{len(read_official(data, catalogue.name).heads):,} entries at OFFICIAL", end=", ")
    keys = [PublisherKey.generate(f"Publisher {number}") for number in range(3)]
    later = today + timedelta(days=365)
    root = create_root([key.public for key in keys], threshold=2, expires_on=later)
    for key in keys[:2]:
        root = root.signed_with(key)
    draft = create_release(data, root, issued=today, expires_on=later)
    for key in keys[:2]:
        draft = sign_release(draft, key)
    stick = folder / "stick.release"
    stick.write_bytes(draft.to_bytes())
    return stick, root.last.fingerprint


def _tell(what: str, act: Callable[[], object]) -> None:
    began, used = time.perf_counter(), time.process_time()
    act()
    seconds, processor = time.perf_counter() - began, time.process_time() - used
    print(f"{what}: {seconds:.2f} s ({processor:.2f} s of processor)")


if __name__ == "__main__":
    sys.exit(main())
