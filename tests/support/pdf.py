"""What a PDF says to whoever reads it with another program: poppler's."""

from __future__ import annotations

import re
import subprocess
from pathlib import Path


def pages_of(path: Path) -> list[str]:
    """Return the text of each page, in the order in which it was drawn."""
    ran = ["pdftotext", "-raw", "-enc", "UTF-8", str(path), "-"]
    done = subprocess.run(ran, check=True, capture_output=True)
    return done.stdout.decode("utf-8").split("\f")[:-1]


def properties_of(path: Path) -> str:
    """Return all properties of a file, and the names of what is attached to it."""
    asked = (
        ["pdfinfo", str(path)],
        ["pdfinfo", "-meta", str(path)],
        ["pdfdetach", "-list", str(path)],
    )
    return "\n".join(
        subprocess.run(ran, check=True, capture_output=True, text=True).stdout for ran in asked
    )


def words_of(text: str) -> list[str]:
    """Return the words of a text, whatever stands between them."""
    return re.findall(r"\w+", text)
