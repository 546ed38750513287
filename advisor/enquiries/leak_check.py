"""Looks through a note for what occurs only above its reader's clearance.

The note is made from what its reader may see, so what this finds is mostly what its author wrote
by hand: a name, a word, a number to ring, a count. It finds what is spelt as it is there; what
somebody says in other words it does not find.

Rules that this module keeps:
 * Everything of the note is looked through: title, paragraphs, tables, the recipe that its file
   carries, and the file's name.
 * What occurs below too, or is wording of the program itself, is no hit.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

import msgspec

from advisor.enquiries.house_words import house_words
from advisor.enquiries.vocabulary import (
    Vocabulary,
    contacts_of,
    fold,
    holds_name,
    links_of,
    numbers_of,
    words_of,
)
from advisor.notes import Note
from advisor.notes.document import Block, Chapter, Pairs, Paragraph, Points, Table
from advisor.session import Session


class HitKind(StrEnum):
    """What was found."""

    NAME = "name"
    WORD = "word"
    LINK = "link"
    CONTACT = "contact"
    COUNT = "count"


@dataclass(frozen=True)
class Hit:
    """Something that occurs only above.

    Attributes:
        kind: What it is.
        text: It, as it is folded for comparison.
        place: Where it stands, to go after “in”.
    """

    kind: HitKind
    text: str
    place: str

    def __str__(self) -> str:
        return f"{self.kind.value} “{self.text}” in {self.place}"


@dataclass(frozen=True)
class LeakCheck:
    """What occurs above a clearance and not at or below it.

    Attributes:
        names: Titles, other names, ids, compartments.
        words: Single words.
        links: Addresses of pages.
        contacts: Telephone numbers, as digits, and e-mail addresses.
        counts: Numbers of things, where they are others below.
        house: Words of the program itself.
    """

    names: frozenset[str]
    words: frozenset[str]
    links: frozenset[str]
    contacts: frozenset[str]
    counts: frozenset[str]
    house: frozenset[str]

    @classmethod
    def between(cls, session: Session, lower: Session) -> LeakCheck:
        """Return what occurs in a session and not in a lower one.

        Args:
            session: The author's.
            lower: Of the note's reader.
        """
        above, below, house = Vocabulary.of(session), Vocabulary.of(lower), house_words()
        names = (
            name
            for name in above.names - below.names
            if not (name in below.text and holds_name(below.text, name))
        )
        return cls(
            frozenset(names),
            above.words - below.words - house,
            above.links - below.links,
            above.contacts - below.contacts,
            above.counts - below.counts,
            house,
        )

    def in_note(self, note: Note, numbers: Sequence[int] = ()) -> tuple[Hit, ...]:
        """Return what is found in a note, each once for each place.

        Args:
            note: The note.
            numbers: What its author calls each of their paragraphs; counted, where empty.
        """
        hits = dict.fromkeys(self._in_own_words(note, numbers))
        for place, text in _generated(note):
            hits.update(dict.fromkeys(self._in_text(text, place, is_own=False)))
        return tuple(hits)

    def in_file_name(self, name: str) -> tuple[Hit, ...]:
        """Return what is found in the name of a file."""
        spoken = re.sub(r"[._\-]+", " ", name)
        place = "the file's name"
        found = (*self._in_text(name, place), *self._in_text(spoken, place))
        return tuple(dict.fromkeys(found))

    def _in_own_words(self, note: Note, numbers: Sequence[int]) -> Iterator[Hit]:
        words = note.recipe.words
        for number, one in zip(numbers or range(1, len(words) + 1), words, strict=True):
            yield from self._in_text(one.text, f"your paragraph {number}")
        yield from self._in_text(note.recipe.author, "who made it")

    def _in_text(self, text: str, place: str, *, is_own: bool = True) -> Iterator[Hit]:
        """Yield what is found in a text; its words, where they are in no name that is found."""
        folded, named = fold(text), set[str]()
        for name in sorted(self.names):
            if name in folded and holds_name(folded, name) and (is_own or not self._is_house(name)):
                named.update(words_of(name))
                yield Hit(HitKind.NAME, name, place)
        for word in words_of(text):
            if word in self.words and word not in named:
                yield Hit(HitKind.WORD, word, place)
        for kind, found in (
            (HitKind.LINK, self.links & set(links_of(text))),
            (HitKind.CONTACT, self.contacts & set(contacts_of(text))),
            (HitKind.COUNT, self.counts & set(numbers_of(text)) if is_own else ()),
        ):
            for one in sorted(found):
                yield Hit(kind, one, place)

    def _is_house(self, name: str) -> bool:
        """Say whether a name is made of words of the program alone, as a heading may be."""
        return all(word in self.house for word in words_of(name))


def _generated(note: Note) -> Iterator[tuple[str, str]]:
    """Yield each place and text of a note but its author's own."""
    document, recipe = note.document, note.recipe
    yield "the title", document.title
    own = tuple(one.text for one in recipe.words)
    for block in document.lead:
        for text in _texts(block):
            if text != recipe.author and not (own and text.startswith(own)):
                yield "what stands under the title", text
    for chapter in document.chapters:
        yield from ((f"the part on “{chapter.heading}”", text) for text in _of_chapter(chapter))
    for block in document.foot:
        yield from (("the last lines", text) for text in _texts(block))
    yield "the document's properties", document.language
    yield "the document's properties", note.file_stem
    kept = msgspec.structs.replace(recipe, words=(), author="")
    yield from (("the document's properties", text) for text in _strings(msgspec.to_builtins(kept)))


def _of_chapter(chapter: Chapter) -> Iterator[str]:
    yield chapter.heading
    for block in chapter.lead:
        yield from _texts(block)
    for section in chapter.sections:
        yield section.heading
        for block in section.blocks:
            yield from _texts(block)


def _texts(block: Block) -> Iterator[str]:
    match block:
        case Paragraph():
            yield block.text
        case Points():
            yield from block.lines
        case Pairs():
            yield from (text for row in block.rows for text in row)
        case Table():
            yield from (block.caption, *block.columns)
            yield from (cell for row in block.rows for cell in row)


def _strings(data: object) -> Iterator[str]:
    match data:
        case str():
            yield data
        case dict():
            for key, value in data.items():
                yield from _strings(key)
                yield from _strings(value)
        case list() | tuple():
            for value in data:
                yield from _strings(value)
