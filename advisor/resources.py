"""Where the files that ship with the application are.

The frozen folder keeps the shape ``advisor/`` beside ``resources/``, so one rule
serves a checkout and a built application alike.
"""

from __future__ import annotations

from pathlib import Path, PurePosixPath

_HERE = Path(__file__).resolve().parent.parent


def path(name: str) -> Path:
    """Return the shipped file for a name such as ``icons/lock.svg``.

    Raises:
        ValueError: The name is absolute or climbs out of the resources.
    """
    relative = PurePosixPath(name)
    if relative.is_absolute() or ".." in relative.parts:
        raise ValueError(f"not a resource name: {name!r}")
    return _HERE / "resources" / relative


def bundled_catalogue() -> Path:
    """Return the catalogue that ships with the application."""
    return _HERE / "catalogue.db"
