"""What leaves the screen, as blocks that say what they are and not how they look.

``html``, ``plain`` and ``advisor.printing`` show the same document; none adds a word of
the catalogue to it. What is made in a process of its own comes back as these blocks.

Rules that this module keeps:
 * A document has one marking, the highest of all that it says, and a chapter has its own.
 * Nothing in a text acts: control characters are taken out when a block is made.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

import msgspec
from msgspec.structs import force_setattr

from advisor.catalogue.quoting import CONTROL
from advisor.clearance import Label

#: How many columns of a table stand on the first line of a row, where it is plain text.
_LEAD: Final = 2


def clean(text: str) -> str:
    """Return a text on one line, without characters that act."""
    return CONTROL.sub("", " ".join(text.split()))


class Paragraph(msgspec.Struct, frozen=True, tag=True):
    """Running text.

    Attributes:
        text: The text.
        is_strong: Whether it is what one looks for first.
    """

    text: str
    is_strong: bool = False

    def __post_init__(self) -> None:
        force_setattr(self, "text", clean(self.text))


class Points(msgspec.Struct, frozen=True, tag=True):
    """A list, one text a point."""

    lines: tuple[str, ...]

    def __post_init__(self) -> None:
        force_setattr(self, "lines", tuple(map(clean, self.lines)))


class Pairs(msgspec.Struct, frozen=True, tag=True):
    """Short facts, each with what it is called before it."""

    rows: tuple[tuple[str, str], ...]

    def __post_init__(self) -> None:
        rows = tuple((clean(name), clean(text)) for name, text in self.rows)
        force_setattr(self, "rows", rows)


class Table(msgspec.Struct, frozen=True, tag=True):
    """A table; the first column names its row.

    Attributes:
        caption: What it is a table of.
        columns: The headings of its columns.
        rows: Its rows, each with as many cells.
        lead: How many columns stand on the first line of a row, where it is plain text.
        widths: How wide the columns are, in per cent; as wide as they need, where empty.
    """

    caption: str
    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    lead: int = _LEAD
    widths: tuple[int, ...] = ()

    def __post_init__(self) -> None:
        force_setattr(self, "rows", tuple(tuple(map(clean, row)) for row in self.rows))


Block = Paragraph | Points | Pairs | Table


class Section(msgspec.Struct, frozen=True):
    """Some blocks under a heading.

    Attributes:
        heading: The heading.
        blocks: What stands under it.
        is_urgent: Whether it is for somebody whose time is short.
    """

    heading: str
    blocks: tuple[Block, ...]
    is_urgent: bool = False


class Chapter(msgspec.Struct, frozen=True):
    """What a document says of one thing.

    Attributes:
        heading: What it is about.
        label: The highest marking of what it says.
        sections: What it says, in order.
        lead: What stands under the heading.
    """

    heading: str
    label: Label
    sections: tuple[Section, ...]
    lead: tuple[Block, ...] = ()


class Document(msgspec.Struct, frozen=True):
    """A document.

    Attributes:
        title: Its name; never that of anything restricted, because files and windows show it.
        label: Its marking, at the top and bottom of every page.
        language: Language of its texts, as a BCP 47 tag.
        lead: What stands under the title.
        chapters: What it says.
        foot: What every reader is told last.
        code: The code of its receipt; empty where it has none.
        record: What a program needs to make it again, as JSON; empty where it has none.
    """

    title: str
    label: Label
    language: str
    lead: tuple[Block, ...]
    chapters: tuple[Chapter, ...]
    foot: tuple[Block, ...] = ()
    code: str = ""
    record: str = ""

    @property
    def has_parts_marked(self) -> bool:
        """Whether chapters show their own markings: where not all are alike."""
        return any(chapter.label != self.label for chapter in self.chapters)


def section(heading: str, blocks: Iterable[Block], *, is_urgent: bool = False) -> list[Section]:
    """Return a section as a list, which is empty where nothing stands under its heading."""
    found = tuple(blocks)
    return [Section(heading, found, is_urgent)] if found else []
