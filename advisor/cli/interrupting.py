"""Ctrl+C: what it stops, and what is said then."""

from __future__ import annotations

import signal
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from types import FrameType

from advisor.catalogue.progress import Progress
from advisor.cli.output import message

Heard = Callable[[Progress], Progress]


@contextmanager
def heard_at_steps() -> Iterator[Heard]:
    """Let Ctrl+C stop a deed at its steps alone, and nothing once it is done.

    A deed tells its last step before it changes anything, so an interrupt that comes later has
    come too late: the command goes on, and tells what was done. A second one stops it anywhere.

    Yields:
        What makes progress stop the deed that tells it.
    """
    is_wanted = False

    def want(number: int, frame: FrameType | None) -> None:
        nonlocal is_wanted
        if is_wanted:
            signal.default_int_handler(number, frame)
        is_wanted = True

    def hear(progress: Progress) -> Progress:
        def step(what: str, done: int, of: int) -> None:
            if is_wanted:
                raise KeyboardInterrupt
            progress(what, done, of)

        return step

    before = signal.signal(signal.SIGINT, want)
    try:
        yield hear
    finally:
        signal.signal(signal.SIGINT, before)


def tell_stopped() -> None:
    """Say that a command was stopped, and no more than holds wherever that was."""
    message(
        "advisor: stopped.",
        "advisor: hint: Nothing is half done. If something was to be changed, look whether it was.",
    )
