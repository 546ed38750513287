"""Telling how far something long has come."""

from __future__ import annotations

from collections.abc import Callable

#: Told what is being done, how many are done, and of how many.
Progress = Callable[[str, int, int], None]


def tell_nobody(what: str, done: int, of: int) -> None:
    """Take progress that nobody waits for."""
    del what, done, of
