"""What can go wrong with slips."""

from __future__ import annotations

from advisor.errors import AdvisorError


class SlipError(AdvisorError):
    """A file is no slip that can be read, or a code is none."""
