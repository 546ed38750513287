"""Making a note for a lower clearance in a process that never had more open.

The process is handed the keys that the clearance dominates, where the catalogue is and what the
note is to be about. It opens the catalogue itself, as that reader's own window would, makes the
note, answers once and ends. The author's process hands it nothing that it opened.

Rules that this module keeps:
 * The request holds nothing above the clearance: see ``tear_line``, which writes it.
 * The process opens just the labels that it has keys of, of the file that the author has open;
   where it cannot, it makes no note.
"""

from __future__ import annotations

import datetime
from pathlib import Path
from typing import Final

import msgspec

from advisor.catalogue.directory import Directory
from advisor.catalogue.errors import CatalogueError
from advisor.clearance import OFFICIAL, Label
from advisor.errors import AdvisorError, UsageError
from advisor.notes.document import Document
from advisor.notes.making import Note, Wanted, build_note, make_note
from advisor.notes.recipe import OwnWords, Recipe
from advisor.other_process import read_all, write_all
from advisor.sealing.age import Identity, LibraryError
from advisor.sealing.hardening import end_with_parent, keep_memory_private
from advisor.session import Session
from advisor.settings import Places, UserSettings

#: The hidden argument that ``advisor/__main__.py`` answers with ``child_main``.
ARGUMENT: Final = "--make-lower-note"
#: More than the words of a note and a key for every label that one person can hold.
MOST_REQUEST: Final = 20_000_000


class NewNote(msgspec.Struct, frozen=True, kw_only=True):
    """What a new note is to be about; as ``Wanted``, without what its reader may not know."""

    entries: tuple[str, ...]
    answers: dict[str, str]
    made_on: datetime.date
    whole: bool = False
    author: str = ""
    author_marking: str = "OFFICIAL"
    words: tuple[OwnWords, ...] = ()


class Request(msgspec.Struct, frozen=True, kw_only=True):
    """What the process is told.

    Attributes:
        site: The site folder.
        home: The home folder.
        catalogue: The catalogue file; the site's release or the bundled one, where ``None``.
        digest: Its SHA-256 as the author has it open.
        keys: The private keys of each label that the note's reader opens.
        region: Id of the region that the note is for.
        force: Id of the force that it is for.
        new: What a new note is to be about.
        again: What a note was made of that is to be made again; one of the two is ``None``.
    """

    site: str
    home: str
    catalogue: str | None
    digest: str
    keys: dict[str, tuple[str, ...]]
    region: str | None = None
    force: str | None = None
    new: NewNote | None = None
    again: Recipe | None = None

    def __repr__(self) -> str:
        return "Request(…)"


class Made(msgspec.Struct, frozen=True, kw_only=True, tag=True):
    """The note."""

    recipe: Recipe
    document: Document


class Changed(msgspec.Struct, frozen=True, tag=True):
    """The catalogue is not the one that the author has open, or does not open as there."""


class Refused(msgspec.Struct, frozen=True, kw_only=True, tag=True):
    """There is no such note: one of our errors, as the note's reader would be told it."""

    message: str
    hint: str | None
    is_usage: bool = False


Answer = Made | Changed | Refused


def child_main() -> int:
    """Make one note, and return the exit code.

    Run by ``advisor/__main__.py`` for the hidden argument, before anything else is loaded.
    """
    keep_memory_private()
    end_with_parent()
    try:
        request = msgspec.msgpack.decode(read_all(MOST_REQUEST), type=Request)
    except (msgspec.MsgspecError, RecursionError):
        return 1
    write_all(msgspec.msgpack.encode(answer(request)))
    return 0


def answer(request: Request) -> Answer:
    """Return what a request comes to."""
    try:
        lower = _open(request)
        if lower is None:
            return Changed()
        note = _make(lower, request)
    except AdvisorError as error:
        is_usage = isinstance(error, UsageError)
        return Refused(message=error.message, hint=error.hint, is_usage=is_usage)
    return Made(recipe=note.recipe, document=note.document)


def _open(request: Request) -> Session | None:
    """Open the note's reader's session; ``None`` where it would be another than it should be."""
    places = Places(Path(request.site), Path(request.home))
    path = None if request.catalogue is None else Path(request.catalogue)
    try:
        granted = {
            Label.parse(name): tuple(map(Identity.parse, keys))
            for name, keys in request.keys.items()
        }
        lower = Session.open_as(path, places, granted)
    except (ValueError, LibraryError, CatalogueError):
        return None
    is_same = lower.origin is not None and lower.origin.digest == request.digest
    if not is_same or lower.keys.keys() != granted.keys():
        return None
    lower.settings = msgspec.structs.replace(
        UserSettings(), region=request.region, force=request.force
    )
    return lower


def _make(lower: Session, request: Request) -> Note:
    if request.again is not None:
        lower.directory = Directory(lower.catalogue, request.again.local)
        return build_note(lower, request.again, least=request.again.label)
    new = request.new
    if new is None:
        raise AdvisorError("There is no note to be made.")
    wanted = Wanted(
        new.entries,
        lower.parse_answers(f"{name}={text}" for name, text in new.answers.items()),
        new.made_on,
        whole=new.whole,
        author=new.author,
        author_label=Label.parse(new.author_marking) if new.author else OFFICIAL,
        words=new.words,
    )
    return make_note(lower, wanted)
