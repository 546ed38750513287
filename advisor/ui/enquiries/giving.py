"""Letting the asker's note out: the policy is asked, then it is recorded, then it is done."""

from __future__ import annotations

from enum import Enum
from pathlib import Path

from PySide6.QtGui import QGuiApplication

from advisor.clearance import Label
from advisor.durable import write_file
from advisor.errors import AdvisorError, UsageError
from advisor.notes import Note
from advisor.printing import draw_pdf, ensure_fonts, finish
from advisor.session import Session
from advisor.ui.reader import Reader


class Way(Enum):
    """How a note goes out."""

    SAVE = "written to a file"
    COPY = "copied"


def find_refusal(session: Session, label: Label, way: Way) -> str:
    """Return why the site does not let a note out in a way; empty where it does."""
    policy = session.policy
    if way is Way.SAVE:
        allows, most = policy.allows_exporting(label), policy.export_up_to
    else:
        allows, most = policy.allows_copying(label), policy.copy_up_to
    if allows:
        return ""
    return f"Your organisation lets what is up to {most} be {way.value}, and this is {label}."


def save_note(reader: Reader, note: Note, path: Path) -> None:
    """Write a note to a file, by its suffix ``.html``, ``.pdf`` or ``.txt``.

    Raises:
        AdvisorError: The policy forbids it, it cannot be recorded, or not be written.
    """
    _verify(reader, note, Way.SAVE)
    data = _encode(note, path)
    _record(reader, note, f"to {path.name}")
    write_file(path, data, private=True)


def copy_note(reader: Reader, note: Note) -> None:
    """Put a note on the clipboard as marked text.

    Raises:
        AdvisorError: The policy forbids it, or it cannot be recorded.
    """
    _verify(reader, note, Way.COPY)
    _record(reader, note, "to the clipboard")
    clipboard = QGuiApplication.clipboard()
    clipboard.setText(note.text)
    if clipboard.text() != note.text:
        raise AdvisorError(
            "It was not copied: the window shows more than your organisation lets be copied.",
            hint="Save it to a file instead.",
        )


def _verify(reader: Reader, note: Note, way: Way) -> None:
    refusal = find_refusal(reader.session, note.label, way)
    if refusal:
        raise AdvisorError(refusal, hint="Nothing went out.")


def _record(reader: Reader, note: Note, where: str) -> None:
    if reader.journal is not None:
        for entry_id in note.recipe.entries:
            what = f"advice note {note.code}, {where}"
            reader.journal.export_of(entry_id, note.label, what)


def _encode(note: Note, path: Path) -> bytes:
    match path.suffix.lower():
        case ".html" | ".htm":
            return note.html.encode("utf-8")
        case ".txt":
            return note.text.encode("utf-8")
        case ".pdf":
            ensure_fonts()
            return finish(draw_pdf(note.document, note.recipe.made_on))
        case _:
            raise UsageError(
                f"“{path.name}” has no suffix of a note.", hint="Name it .html, .pdf or .txt."
            )
