"""What can be wrong with a catalogue file."""

from __future__ import annotations

from advisor.errors import AdvisorError

_HINT = "Choose another catalogue, or ask your administrator for a new copy."


class CatalogueError(AdvisorError):
    """The catalogue file cannot be used; nothing was changed."""

    def __init__(self, message: str, *, hint: str = _HINT) -> None:
        super().__init__(message, hint=hint)


class MissingCatalogueError(CatalogueError):
    """There is no such file."""


class ForeignFileError(CatalogueError):
    """It is a file of another kind."""


class DamagedCatalogueError(CatalogueError):
    """It was a catalogue, but it is truncated or altered beyond reading."""


class NewerFormatError(CatalogueError):
    """It was written by a newer version of the application."""
