"""How long a workbook of some 3,000 entries takes to write and to check, and how much memory.

    python -m benchmarks.workbook [COPIES]

The workbook holds the catalogue that ships, and each capability COPIES times more, with its
rules, as in ``benchmarks.build``. Checking reads it in a process of its own, as the command does.
"""

from __future__ import annotations

import resource as limits
import sys
import tempfile  # noqa: TID251  # published text only
import time
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

from advisor.authoring.exporting import export_sources
from advisor.authoring.importing import check_workbook, write_sources
from advisor.catalogue.source import read_sources
from advisor.resources import path as resource
from benchmarks.build import copy_many

_T = TypeVar("_T")
_COPIES = 45


def main() -> None:
    """Print a line for each step."""
    copies = int(sys.argv[1]) if len(sys.argv) > 1 else _COPIES
    with tempfile.TemporaryDirectory() as folder:
        sources = copy_many(resource("catalogue"), Path(folder) / "sources", copies)
        source = read_sources(sources)
        print(f"{len(source.entries):,} entries")
        exported = _timed("exported", lambda: export_sources(source))
        path = Path(folder) / "catalogue.xlsx"
        path.write_bytes(exported.data)
        print(f"{len(exported.data) / 1e6:.1f} MB")
        checked = _timed("checked", lambda: check_workbook(path))
        assert checked.is_sound, checked.problems[:3]
        _timed("written as YAML", lambda: write_sources(checked, Path(folder) / "new", "it"))
        for name, who in (("this process", "SELF"), ("the reading process", "CHILDREN")):
            most = limits.getrusage(getattr(limits, f"RUSAGE_{who}")).ru_maxrss
            print(f"memory of {name}: {most / 1024:.0f} MB")


def _timed(name: str, act: Callable[[], _T]) -> _T:
    began, used = time.perf_counter(), time.process_time()
    before = limits.getrusage(limits.RUSAGE_CHILDREN).ru_utime
    found = act()
    processor = time.process_time() - used
    processor += limits.getrusage(limits.RUSAGE_CHILDREN).ru_utime - before
    seconds = time.perf_counter() - began
    print(f"{name}: {seconds:.1f} s ({processor:.1f} s of processor)")
    return found


if __name__ == "__main__":
    sys.exit(main())
