"""The note for a lower clearance, made by a process that never had more open.

Rules that this module keeps:
 * The other process is told, through its pipe, what the clearance dominates and nothing else:
   keys, entries, answers, places, paragraphs, the author's name.
 * What comes back is held against what was asked, and against its own receipt, before anybody
   sees it. Where anything is otherwise there is no note.
 * For whoever reads what the author has open, the author's own process makes it.
"""

from __future__ import annotations

from typing import Final

import msgspec

from advisor.catalogue.progress import Progress, tell_nobody
from advisor.clearance import OFFICIAL, Clearance, Label
from advisor.errors import UsageError
from advisor.notes.document import clean
from advisor.notes.errors import NoteError
from advisor.notes.lower_process import (
    ARGUMENT,
    Answer,
    Changed,
    Made,
    NewNote,
    Refused,
    Request,
)
from advisor.notes.lowering import open_lower, readable_answers
from advisor.notes.making import MAKING, Note, Wanted, has_its_receipt, make_note, verify_entries
from advisor.notes.recipe import Recipe
from advisor.other_process import ask, command_of
from advisor.session import Session

#: What a slow computer takes for the most that one note can be about.
USUAL_TIMEOUT_SECONDS: Final = 180.0


class NoLowerNoteError(NoteError):
    """The other process made no note that can be used."""

    def __init__(self) -> None:
        super().__init__(
            "The note was not made: the process that makes it for that clearance gave no answer "
            "that can be used.",
            hint="Nothing was written. Try again; close other programs if memory is short.",
        )


class CatalogueChangedError(NoteError):
    """The catalogue that is open here cannot be opened as it was any more."""

    def __init__(self) -> None:
        super().__init__(
            "The note was not made: the catalogue is not the one any more that you have open.",
            hint="Nothing was written. Sign in again, and make the note then.",
        )


def make_note_for(
    session: Session, wanted: Wanted, clearance: Label, progress: Progress = tell_nobody
) -> Note:
    """Return the note that a reader of a clearance gets.

    Args:
        session: The author's.
        wanted: What it is about.
        clearance: Of the note's reader.
        progress: Told how far it is, and twenty times a second while the other process works;
            what it raises, such as ``CancelledError``, is raised here, and there is no note.

    Raises:
        UsageError: The clearance is not open to the author, or nothing is named.
        NoteError: The note's reader has no such entry, or no note came back.
        NoSuchEntryError: The author has none either.
    """
    if clearance == session.clearance.label:
        return make_note(session, wanted, progress)
    request = request_for(session, wanted, clearance)
    made = _ask(session, request, clearance, progress)
    if not _is_as_asked(made.recipe, request):
        raise NoLowerNoteError
    return made


def request_for(session: Session, wanted: Wanted, clearance: Label) -> Request:
    """Return what the other process is told of a note; arguments and errors as above."""
    entries = verify_entries(session, wanted)
    view = open_lower(session, clearance)
    for entry_id in entries:
        if entry_id not in view.catalogue:
            raise NoteError(
                f"A reader of {clearance} has no entry “{entry_id}”.",
                hint="Leave it out, or make the note for a clearance that has it.",
            )
    request = _request(session, clearance, view.where.region, view.where.force)
    return msgspec.structs.replace(request, new=_lower(view, wanted, entries))


def make_again_for(session: Session, recipe: Recipe, progress: Progress = tell_nobody) -> Note:
    """Return the note of a recipe, made for a reader of its marking, which is a lower one.

    Args:
        session: Of whoever asks.
        recipe: What it was made of.
        progress: As for ``make_note_for``.

    Raises:
        UsageError: The marking is not open to whoever asks.
        NoLowerNoteError: No note came back.
        NoteError: This release has no such note.
    """
    request = _request(session, recipe.label, recipe.region, recipe.force)
    again = msgspec.structs.replace(request, again=recipe)
    return _ask(session, again, recipe.label, progress)


def _lower(view: Session, wanted: Wanted, entries: tuple[str, ...]) -> NewNote:
    """Return what of a note's making its reader may know."""
    tells_author = bool(wanted.author) and view.clearance.dominates(wanted.author_label)
    return NewNote(
        entries=entries,
        answers=readable_answers(view, wanted.answers).to_json(),
        made_on=wanted.made_on,
        whole=wanted.whole,
        author=wanted.author if tells_author else "",
        author_marking=str(wanted.author_label if tells_author else OFFICIAL),
        words=tuple(one for one in wanted.words if view.clearance.dominates(one.label)),
    )


def _request(session: Session, label: Label, region: str | None, force: str | None) -> Request:
    """Return what the other process is told of whose note it makes.

    Raises:
        CatalogueChangedError: What is open here is from no file that could be opened again.
    """
    if session.origin is None:
        raise CatalogueChangedError
    path = session.origin.path
    keys = session.keys_within(Clearance(label))
    return Request(
        site=str(session.places.site.absolute()),
        home=str(session.places.home.absolute()),
        catalogue=None if path is None else str(path.absolute()),
        digest=session.origin.digest,
        keys={
            str(one): tuple(dict.fromkeys(key.reveal() for key in found))
            for one, found in keys.items()
        },
        region=region,
        force=force,
    )


def _ask(session: Session, request: Request, label: Label, progress: Progress) -> Note:
    """Return the note that the other process makes, once it was held against its receipt.

    Raises:
        CatalogueChangedError: It would be made from another catalogue.
        NoLowerNoteError: Nothing came back, or nothing that can be used.
        NoteError: There is no such note.
    """
    message = msgspec.msgpack.encode(request)
    made = request.new or request.again
    count = len(made.entries) if made else 0

    def wait() -> None:
        progress(MAKING, 0, count)

    found = ask(command_of(ARGUMENT), message, wait, USUAL_TIMEOUT_SECONDS)
    match _read(found):
        case Made(recipe=recipe, document=document):
            note, release = Note(recipe, document), session.catalogue.release
        case Changed():
            raise CatalogueChangedError
        case Refused(message=words, hint=hint, is_usage=is_usage):
            raise (UsageError if is_usage else NoteError)(words, hint=hint)
        case _:
            raise NoLowerNoteError
    is_of_release = (recipe.release, recipe.published_on) == (release.release, release.published_on)
    if not (is_of_release and label.dominates(note.label) and has_its_receipt(note)):
        raise NoLowerNoteError
    return note


def _read(answer: bytes | None) -> Answer | None:
    """Return what came back; ``None`` where that is no answer."""
    try:
        return None if answer is None else msgspec.msgpack.decode(answer, type=Answer)
    except (ValueError, RecursionError):
        return None


def _is_as_asked(recipe: Recipe, request: Request) -> bool:
    """Say whether a note is made of what was asked, and of nothing else."""
    new = request.new
    return new is not None and (
        (recipe.entries, recipe.made_on, recipe.whole, recipe.words, recipe.author)
        == (new.entries, new.made_on, new.whole, new.words, clean(new.author))
        and recipe.answers.items() <= new.answers.items()
        and (recipe.region, recipe.force) == (request.region, request.force)
    )
