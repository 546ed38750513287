"""What a PDF says to whoever reads it with another program: poppler's."""

from __future__ import annotations

import re
import subprocess
import zlib
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


def with_record(data: bytes, old: bytes, new: bytes) -> bytes:
    """Return a PDF with something else in the recipe that is attached to it."""
    for found in re.finditer(rb"\nstream\r?\n", data):
        reader = zlib.decompressobj()
        try:
            held = reader.decompress(data[found.end() :])
        except zlib.error:
            continue
        if held.startswith(b'{"code":') and old in held:
            end = len(data) - len(reader.unused_data)
            return data[: found.end()] + zlib.compress(held.replace(old, new)) + data[end:]
    return data
