"""What can go wrong with a search segment."""

from __future__ import annotations

from advisor.errors import AdvisorError


class SegmentError(AdvisorError):
    """The bytes are not a whole search segment of a version that can be read.

    Args:
        reason: What is wrong with it, without any of its text.
    """

    def __init__(self, reason: str) -> None:
        super().__init__(
            f"The search index of this catalogue cannot be used: {reason}.",
            hint="Choose another catalogue, or ask your administrator for a new copy.",
        )
