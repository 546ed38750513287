"""The clipboard of a private desktop, as another program has it."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.support.desktop import Desktop

CLIENT = Path(__file__).with_name("clipboard_client.py")


class OtherProgram:
    """A program that reads the clipboard and puts text there."""

    def __init__(self, process: subprocess.Popen[str]) -> None:
        self._process = process

    def read(self) -> tuple[str, list[str]]:
        """Return what is on the clipboard, and in which forms; requests to managers are such."""
        return self._ask("read")

    def copy(self, text: str) -> None:
        """Put a text on the clipboard."""
        self._ask("copy", text)

    def _ask(self, *words: str) -> tuple[str, list[str]]:
        self._process.stdin.write(json.dumps(words) + "\n")
        self._process.stdin.flush()
        return tuple(json.loads(self._process.stdout.readline()))


@contextmanager
def other_program(desktop: Desktop) -> Iterator[OtherProgram]:
    """Run such a program on a desktop."""
    environment = {**desktop.environment, "QT_LINUX_ACCESSIBILITY_ALWAYS_ON": "0"}
    with subprocess.Popen(
        [sys.executable, CLIENT],
        env=environment,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    ) as process:
        try:
            yield OtherProgram(process)
        finally:
            process.kill()
