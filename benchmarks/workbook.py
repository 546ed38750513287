"""How long a workbook of some 3,000 entries takes to write and to check, and how much memory.

    python -m benchmarks.workbook [COPIES]

The workbook holds the catalogue that ships, and each of its entries COPIES times more; without
COPIES 9 times, and then another that holds each capability 45 times more, so that nine in ten have
rules.
It is checked in a process that did nothing else and reads it in another one, as the command does.
The peer unpacks the same file and parses its XML with expat, and keeps nothing.

    python -m benchmarks.workbook --check FILE

checks that workbook alone.
"""

from __future__ import annotations

import gc
import resource as limits
import subprocess
import sys
import tempfile  # noqa: TID251  # published text only
import time
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar
from xml.parsers import expat

from advisor.authoring.exporting import export_sources
from advisor.authoring.importing import check_workbook, write_sources
from advisor.catalogue.source import FOLDERS, read_sources
from advisor.resources import path as resource
from benchmarks.build import copy_many

_T = TypeVar("_T")
_COPIES, _COPIES_OF_CAPABILITIES = 9, 45


def main() -> None:
    """Print a line for each step."""
    gc.set_threshold(100_000, 50, 50)  # as the command line has it
    if sys.argv[1:2] == ["--check"]:
        _check(Path(sys.argv[2]))
        return
    copies = int(sys.argv[1]) if len(sys.argv) > 1 else _COPIES
    _measure("every entry", tuple(FOLDERS), copies)
    if len(sys.argv) == 1:
        _measure("capabilities", ("capabilities",), _COPIES_OF_CAPABILITIES)


def _measure(what: str, kinds: tuple[str, ...], copies: int) -> None:
    with tempfile.TemporaryDirectory() as folder:
        sources = copy_many(resource("catalogue"), Path(folder) / "sources", copies, kinds)
        source = read_sources(sources)
        print(f"{what} {copies} times more: {len(source.entries):,} entries")
        exported = _timed("exported", lambda: export_sources(source))
        path = Path(folder) / "catalogue.xlsx"
        path.write_bytes(exported.data)
        print(f"{len(exported.data) / 1e6:.1f} MB")
        _timed("peer: unpacked and parsed", lambda: _parse(path))
        alone = (sys.executable, "-m", "benchmarks.workbook", "--check", str(path))
        subprocess.run(alone, check=True)
        checked = check_workbook(path)
        _timed("written as YAML", lambda: write_sources(checked, Path(folder) / "new", "it"))


def _check(path: Path) -> None:
    checked = _timed("checked", lambda: check_workbook(path))
    assert checked.is_sound, checked.problems[:3]
    print(checked.rules)
    # Not as rusage has it, which counts what whoever started the process held by then.
    status = Path("/proc/self/status").read_text("ascii").splitlines()
    most = next(int(line.split()[1]) for line in status if line.startswith("VmHWM:"))
    print(f"memory of the process: {most / 1024:.0f} MB")
    read = limits.getrusage(limits.RUSAGE_CHILDREN).ru_maxrss
    print(f"memory of the reading process: {read / 1024:.0f} MB", flush=True)


def _parse(path: Path) -> None:
    """Do what every reader of a workbook has to, and no more."""
    with zipfile.ZipFile(path) as package:
        for name in package.namelist():
            parser = expat.ParserCreate()
            parser.buffer_text = True
            parser.StartElementHandler = parser.EndElementHandler = lambda *_: None
            parser.CharacterDataHandler = lambda _: None
            parser.Parse(package.read(name), True)


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
