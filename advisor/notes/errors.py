"""What is told about notes that cannot be made or read."""

from __future__ import annotations

from advisor.errors import AdvisorError


class NoteError(AdvisorError):
    """A note cannot be made, or a file is none."""
