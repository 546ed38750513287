"""Reading a workbook from elsewhere in a process of its own, with limits.

The process is the same program with a hidden argument. It is handed the file, open to be
read, has a limit of memory and of processor time, opens no file for writing, and ends
with its one answer: texts, or why there are none.

Rules that this module keeps:
 * What the other process answers is checked against the types of ``xlsx_reading``.
 * Whatever it does or does not answer is one of our errors.
"""

from __future__ import annotations

import errno
import gc
import os
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Final

import msgspec

from advisor.authoring.xlsx_reading import (
    MOST_FILE_BYTES,
    RawSheet,
    WorkbookRefused,
    read_xlsx,
)
from advisor.errors import AdvisorError, say_reason
from advisor.other_process import ask, command_of, do_nothing, read_all, write_all
from advisor.sealing.hardening import end_with_parent

#: The hidden argument that ``advisor/__main__.py`` answers with ``child_main``.
ARGUMENT: Final = "--read-workbook"
USUAL_TIMEOUT_SECONDS: Final = 180.0
_MOST_MEMORY = 2 << 30
_MOST_PROCESSOR_SECONDS = 120
_DONE, _REFUSED = b"D", b"R"
_HINT = "Save it as an XLSX workbook from a spreadsheet, and try again. Nothing was written."


class WorkbookError(AdvisorError):
    """A workbook cannot be read; nothing was written.

    Args:
        name: The file's name.
        reason: Why, in a sentence.
    """

    def __init__(self, name: str, reason: str) -> None:
        super().__init__(f"“{name}” was not read. {reason}", hint=_HINT)


def child_command() -> list[str]:
    """Return what starts this program as the process that reads a workbook."""
    return command_of(ARGUMENT)


def read_in_child(
    path: Path,
    *,
    command: Sequence[str] | None = None,
    while_waiting: Callable[[], None] = do_nothing,
    timeout_seconds: float = USUAL_TIMEOUT_SECONDS,
) -> list[RawSheet]:
    """Return the texts of a workbook, read by another process.

    Args:
        path: The file.
        command: What starts the other process; ``child_command`` where ``None``.
        while_waiting: Called twenty times a second; what it raises, such as
            ``CancelledError``, ends the other process and is raised here.
        timeout_seconds: When to give up.

    Raises:
        WorkbookError: It is none, or one that is not taken, or takes more than a catalogue can.
    """
    try:
        if not path.is_file():  # a pipe or a device would be waited for
            raise FileNotFoundError(errno.ENOENT, os.strerror(errno.ENOENT))
        with path.open("rb") as stream:
            told = command or child_command()
            answer = ask(told, stream, while_waiting, timeout_seconds) or b""
    except OSError as error:
        raise WorkbookError(path.name, f"The file cannot be read: {say_reason(error)}.") from error
    if answer[:1] == _REFUSED:
        raise WorkbookError(path.name, answer[1:].decode("utf-8", "replace"))
    if answer[:1] == _DONE:
        try:
            return msgspec.msgpack.decode(memoryview(answer)[1:], type=list[RawSheet])
        except msgspec.MsgspecError:
            pass  # as if it had not answered
    raise WorkbookError(
        path.name, "Reading it took more memory or time than a catalogue needs, or it is damaged."
    )


# In the other process


def child_main() -> int:
    """Read one workbook from standard input, answer, and return the exit code.

    Run by ``advisor/__main__.py`` for the hidden argument, before anything else is loaded.
    """
    end_with_parent()
    _limit()
    gc.disable()  # all is kept until the answer, and nothing of it goes in circles
    data = read_all(MOST_FILE_BYTES + 1)
    try:
        answer = _DONE + msgspec.msgpack.encode(read_xlsx(data))
    except WorkbookRefused as refused:
        answer = _REFUSED + refused.reason.encode()
    except MemoryError:
        answer = _REFUSED + b"It holds more than a catalogue can."
    write_all(answer)
    return 0


def _limit() -> None:
    """Take no more memory and time than a catalogue needs, and write no file.

    Windows has no such limits for a process by itself; there the reader's own counts and the
    time that is waited are what holds.
    """
    try:
        import resource  # noqa: PLC0415 - not on Windows
    except ImportError:
        return
    resource.setrlimit(resource.RLIMIT_AS, (_MOST_MEMORY, _MOST_MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (_MOST_PROCESSOR_SECONDS, _MOST_PROCESSOR_SECONDS))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
