"""What a signed-in reader has open, as a value."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated

import msgspec

#: A text is cut at this many characters: a draft with a longer one would not open.
MOST_OF_TEXT = 4096
_Text = Annotated[str, msgspec.Meta(max_length=MOST_OF_TEXT)]


class HalfSlip(msgspec.Struct, frozen=True, kw_only=True):
    """What a reader had begun to write about a mistake, and neither saved nor took back.

    Attributes:
        entry: The entry.
        line: What tells the line from the others: its part, what stands above it, its words.
        wrong: What is wrong.
        right: What they think is right.
        known_from: How they know.
        by: Who they are.
    """

    entry: _Text
    line: tuple[_Text, _Text, _Text] = ("", "", "")
    wrong: _Text = ""
    right: _Text = ""
    known_from: _Text = ""
    by: _Text = ""


class Draft(msgspec.Struct, frozen=True, kw_only=True):
    """What a reader had open.

    Attributes:
        saved_at: When; the newest one that opens counts.
        area: The section of the window.
        query: What stood in the search field.
        kind: The kind that results were narrowed to.
        threat: The threat area that was listed.
        visited: The pages in the order they were visited, each as its kind and subject.
        place: Which of them was shown.
        answers: Answers by fact; what the reader would rather not record is never here.
        description: The case in the reader's own words.
        skipped: Questions that they left for later.
        case: Id of the saved case that was open.
        enquiry: Id of the enquiry whose questions were being answered.
        recent: Ids of entries read while signed in, newest first.
        favourites: Ids of entries marked; those of the plain settings, where ``None``.
        searches: What was searched for and led to an entry, newest first.
        slip: What they had begun to write about a mistake.
        region: The reader's region, where its name may not stand in a plain file.
        force: Likewise.
    """

    saved_at: Annotated[datetime, msgspec.Meta(tz=True)]
    area: _Text = ""
    query: _Text = ""
    kind: _Text | None = None
    threat: _Text | None = None
    visited: Annotated[tuple[tuple[_Text, _Text], ...], msgspec.Meta(max_length=200)] = ()
    place: Annotated[int, msgspec.Meta(ge=0)] = 0
    answers: Annotated[dict[_Text, _Text], msgspec.Meta(max_length=1000)] = {}
    description: _Text = ""
    skipped: Annotated[tuple[_Text, ...], msgspec.Meta(max_length=1000)] = ()
    case: _Text | None = None
    enquiry: _Text | None = None
    recent: Annotated[tuple[_Text, ...], msgspec.Meta(max_length=100)] = ()
    favourites: Annotated[tuple[_Text, ...], msgspec.Meta(max_length=1000)] | None = None
    searches: Annotated[tuple[_Text, ...], msgspec.Meta(max_length=100)] = ()
    slip: HalfSlip | None = None
    region: _Text | None = None
    force: _Text | None = None
