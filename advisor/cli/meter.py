"""How far something long has come, on a terminal."""

from __future__ import annotations

import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager

from advisor.catalogue.progress import Progress, tell_nobody

_EVERY_SECONDS = 0.1
_CLEAR_LINE = "\r\x1b[K"


@contextmanager
def metered() -> Iterator[Progress]:
    """Show progress on standard error while a block runs, and take it away again.

    Where that is no terminal nothing is shown: a log wants the outcome, not the way there.
    """
    stream = sys.stderr
    if not stream.isatty():
        yield tell_nobody
        return
    shown_at = 0.0

    def show(what: str, done: int, of: int) -> None:
        nonlocal shown_at
        now = time.monotonic()
        if done and now - shown_at < _EVERY_SECONDS:
            return
        shown_at = now
        said = f"{what}: {done:,} of {of:,}" if done else f"{what}: {of:,}"
        stream.write(f"{_CLEAR_LINE}{said}")
        stream.flush()

    try:
        yield show
    finally:
        stream.write(_CLEAR_LINE)
        stream.flush()
