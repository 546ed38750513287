"""How long a catalogue takes to build, as it ships and with 3,000 entries.

    python -m benchmarks.build

The larger one has each capability many times over, with its rules, under other ids and titles, so
its rules are checked and its text is indexed as often. Processor time is told beside the clock's,
which counts what else the machine does.
"""

from __future__ import annotations

import re
import shutil
import sys
import tempfile  # noqa: TID251  # published text only
import time
from collections.abc import Iterable
from pathlib import Path

from advisor.releases.building import build_catalogue
from advisor.resources import path as resource

COPIES = 45


def main() -> None:
    """Print a line for each."""
    with tempfile.TemporaryDirectory() as folder:
        sources = resource("catalogue")
        larger = copy_many(sources, Path(folder) / "larger")
        for name, each in (("as it ships", sources), (f"capabilities x {COPIES + 1}", larger)):
            began, used = time.perf_counter(), time.process_time()
            checked = build_catalogue(each, Path(folder) / "built.db")
            seconds, processor = time.perf_counter() - began, time.process_time() - used
            entries = len(checked.source.entries)
            print(f"{name}: {entries:,} entries, {seconds:.1f} s ({processor:.1f} s of processor)")


def copy_many(
    sources: Path, folder: Path, copies: int = COPIES, kinds: Iterable[str] = ("capabilities",)
) -> Path:
    """Return a copy of a folder of sources with each entry of some kinds many times over."""
    shutil.copytree(sources, folder)
    for file in sorted(file for kind in kinds for file in (sources / kind).glob("*.yaml")):
        text = file.read_text(encoding="utf-8")
        for number in range(copies):
            named = re.sub(r"^(id: \S+)", rf"\1-{number}", text, count=1, flags=re.MULTILINE)
            named = re.sub(r"^(title: .+)$", rf"\1 {number}", named, count=1, flags=re.MULTILINE)
            copy = folder / file.parent.name / f"{file.stem}-{number}.yaml"
            copy.write_text(named, encoding="utf-8")
    return folder


if __name__ == "__main__":
    sys.exit(main())
