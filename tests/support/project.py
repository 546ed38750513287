"""The project as files: where it is, what git keeps of it, what its modules hold."""

from __future__ import annotations

import subprocess
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PACKAGE = ROOT / "advisor"


@cache
def tracked_files() -> tuple[Path, ...]:
    """Return every file that git keeps, also one that is about to be added."""
    command = ["git", "ls-files", "--cached", "--others", "--exclude-standard", "-z"]
    listed = subprocess.run(command, cwd=ROOT, capture_output=True, check=True).stdout
    paths = (ROOT / name for name in listed.decode().split("\0") if name)
    return tuple(sorted({path for path in paths if path.is_file()}))


def modules() -> tuple[Path, ...]:
    """Return the modules of the application."""
    return tuple(sorted(PACKAGE.rglob("*.py")))
