"""From a workbook to a folder of sources: every problem at once, and all or nothing."""

from __future__ import annotations

import contextlib
import datetime
import os
import shutil
from collections.abc import Callable, Mapping
from pathlib import Path

from advisor.authoring.reading_process import read_in_child
from advisor.authoring.tables import to_tables
from advisor.authoring.workbook_source import to_source
from advisor.authoring.yaml_writing import to_files
from advisor.catalogue.problem import SourceErrors
from advisor.catalogue.progress import Progress, tell_nobody
from advisor.durable import write_file
from advisor.errors import AdvisorError, say_reason
from advisor.other_process import do_nothing
from advisor.releases.building import CheckedSources, check_read_sources


def check_workbook(
    path: Path,
    *,
    today: datetime.date | None = None,
    progress: Progress = tell_nobody,
    while_waiting: Callable[[], None] = do_nothing,
) -> CheckedSources:
    """Read and check a workbook, as a folder of sources is.

    Args:
        path: The workbook.
        today: The day by which reviews are judged; they are not, where ``None``.
        progress: Told how far it has come. Raising from there stops it.
        while_waiting: Called while another process reads the file; raising from there stops it.

    Raises:
        WorkbookError: It is no workbook, or one that is not taken.
    """
    progress("Reading the workbook", 0, 1)
    tables = to_tables(read_in_child(path, while_waiting=while_waiting))
    source = to_source(tables, progress)
    return check_read_sources(source, tables.problems, today=today, progress=progress)


def write_sources(
    checked: CheckedSources, folder: Path, of: str, progress: Progress = tell_nobody
) -> int:
    """Write checked sources as a new folder of YAML files, all or nothing.

    Args:
        checked: The sources, with what was found wrong.
        folder: The folder; there must be none yet, or an empty one.
        of: What they were read from, for the message.
        progress: Told how far it has come. Raising from there stops it, and nothing is left.

    Returns:
        How many files were written.

    Raises:
        SourceErrors: They have errors; nothing was written.
        AdvisorError: The folder has something in it, or cannot be written.
    """
    if not checked.is_sound:
        raise SourceErrors(checked.problems, of)
    _verify_free(folder)
    files = to_files(checked.source, progress)
    beside = folder.with_name(f".{folder.name}.{os.getpid()}.new")
    try:
        _write(beside, files, progress)
        with contextlib.suppress(FileNotFoundError):
            folder.rmdir()  # where it is there, it is empty
        beside.replace(folder)
    except OSError as error:
        raise AdvisorError(
            f"“{folder}” could not be written: {say_reason(error)}.",
            hint="Nothing was written. Free space, or name another folder.",
        ) from error
    finally:
        shutil.rmtree(beside, ignore_errors=True)
    return len(files)


def _write(folder: Path, files: Mapping[str, str], progress: Progress) -> None:
    for done, (name, text) in enumerate(files.items()):
        progress("Writing files", done, len(files))
        write_file(folder / name, text.encode("utf-8"))


def _verify_free(folder: Path) -> None:
    """Verify that nothing would be written over.

    Raises:
        AdvisorError: There is something.
    """
    try:
        is_taken = folder.exists() and (not folder.is_dir() or any(folder.iterdir()))
    except OSError as error:
        raise AdvisorError(
            f"“{folder}” cannot be read: {say_reason(error)}.", hint="Name another folder."
        ) from error
    if is_taken:
        raise AdvisorError(
            f"“{folder}” has something in it. Nothing was written.",
            hint="Name a new folder, then compare: advisor catalogue diff OLD NEW",
        )
