"""Parts of a zipped package changed, as somebody would who means harm."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable, Mapping


def repack(data: bytes, changes: Mapping[str, bytes | Callable[[bytes], bytes]]) -> bytes:
    """Return a package with parts changed or added."""
    stream = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(data)) as old,
        zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as new,
    ):
        for part in old.namelist():
            change = changes.get(part, old.read(part))
            new.writestr(part, change(old.read(part)) if callable(change) else change)
        for part in changes.keys() - set(old.namelist()):
            added = changes[part]
            new.writestr(part, added if isinstance(added, bytes) else added(b""))
    return stream.getvalue()
