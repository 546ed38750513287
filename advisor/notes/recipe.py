"""What a note is made of: everything that makes the same note again on the same release.

Rules that this module keeps:
 * What the reader would rather not record is never in it, nor an answer that no rule of the
   chosen entries looks at.
 * It holds nothing that the reader of the note may not see.
 * The same choices always give the same bytes.
"""

from __future__ import annotations

import datetime
from typing import Annotated, Final

import msgspec

from advisor.catalogue.local import LocalContact
from advisor.catalogue.record import Record
from advisor.clearance import Label
from advisor.notes.errors import NoteError

#: The version of the format that this program writes, and the highest that it reads.
FORMAT: Final = 1
MOST_ENTRIES: Final = 500
MOST_OF_WORDS: Final = 8000
MOST_OF_NAME: Final = 200
_Name = Annotated[str, msgspec.Meta(max_length=MOST_OF_NAME)]
_Words = Annotated[str, msgspec.Meta(max_length=MOST_OF_WORDS)]


class OwnWords(Record, frozen=True, kw_only=True):
    """A paragraph of the author's own.

    Attributes:
        marking: What a reader must hold to read it.
        text: What it says.
    """

    marking: _Name
    text: _Words

    @property
    def label(self) -> Label:
        """Its marking.

        Raises:
            ValueError: It is none.
        """
        return Label.parse(self.marking)


class Recipe(Record, frozen=True, kw_only=True, omit_defaults=False):
    """What a note is made of.

    Attributes:
        format: The version of the format.
        release: Number of the release.
        published_on: The day on which that was published.
        marking: The note's marking, and the clearance at which it is made again.
        entries: Ids of what it is about, in order.
        whole: Whether entries are given in full, rather than the advice on them.
        answers: What was answered, as it is typed, by fact.
        region: Id of the region that it is for.
        force: Id of the force that it is for.
        local: Those of the site's own contacts that it names.
        made_on: The day, in UTC.
        author: Who made it; empty where they do not say, or the note's reader may not know.
        words: The author's own paragraphs.
    """

    format: Annotated[int, msgspec.Meta(ge=1)] = FORMAT
    release: Annotated[int, msgspec.Meta(ge=0)]
    published_on: datetime.date
    marking: _Name
    entries: Annotated[tuple[_Name, ...], msgspec.Meta(min_length=1, max_length=MOST_ENTRIES)]
    whole: bool = False
    answers: Annotated[dict[_Name, _Name], msgspec.Meta(max_length=1000)] = msgspec.field(
        default_factory=dict
    )
    region: _Name | None = None
    force: _Name | None = None
    local: Annotated[tuple[LocalContact, ...], msgspec.Meta(max_length=1000)] = ()
    made_on: datetime.date
    author: _Name = ""
    words: Annotated[tuple[OwnWords, ...], msgspec.Meta(max_length=100)] = ()

    @property
    def label(self) -> Label:
        """The note's marking.

        Raises:
            ValueError: It is none.
        """
        return Label.parse(self.marking)

    def to_bytes(self) -> bytes:
        """Return it as JSON that is the same whenever the recipe is."""
        return msgspec.json.encode(self, order="deterministic")


class Kept(Record, frozen=True, kw_only=True):
    """A recipe and its receipt, as a file of a note keeps them."""

    code: _Name
    recipe: Recipe

    def to_json(self) -> str:
        """Return them as text."""
        return msgspec.json.encode(self, order="deterministic").decode("utf-8")


class _Version(msgspec.Struct):
    """The one field that a newer version of the format has too."""

    format: int


class _AnyKept(msgspec.Struct):
    recipe: _Version


def read_kept(text: str, name: str) -> Kept:
    """Read what a file of a note keeps.

    Args:
        text: The JSON.
        name: The file's name, for messages.

    Raises:
        NoteError: It is none, or of a newer version.
    """
    try:
        if msgspec.json.decode(text, type=_AnyKept).recipe.format > FORMAT:
            raise NoteError(
                f"“{name}” was written by a newer version of this application.",
                hint="Check it with that version.",
            )
        kept = msgspec.json.decode(text, type=Kept)
        _ = kept.recipe.label, [words.label for words in kept.recipe.words]
    except (ValueError, RecursionError) as error:
        raise NoteError(
            f"“{name}” is not an advice note, or what it was made of was cut off.",
            hint="Check the HTML or PDF file as you received it.",
        ) from error
    return kept
