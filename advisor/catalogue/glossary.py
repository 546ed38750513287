"""Terms and acronyms of the catalogue where they stand in a text, with what they mean.

Rules that this module keeps:
 * It is made from the heads that a session can read, and of nothing else.
 * A text is explained only by terms that everybody may read who may read the text: an
   explanation is never marked higher than what it stands beside.
 * An acronym is told by its capitals. One with several meanings is given all of them: the text
   alone does not say which is meant.
 * In a paragraph a term is found once, where it first stands.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Container, Iterator
from dataclasses import dataclass
from typing import Final

from advisor.catalogue.catalogue import Catalogue
from advisor.catalogue.entry import Head, Kind
from advisor.clearance import OFFICIAL, Label, highest

_WORD: Final = re.compile(r"[^\W_]+(?:[&/][^\W_]+)*")
_ACRONYM: Final = re.compile(r"[A-Za-z]*[A-Z][A-Za-z0-9&]*[A-Z][A-Za-z0-9]*")
_LONGEST_ACRONYM: Final = 9
_LEAST: Final = 2
#: Kinds whose acronyms a reader has to know as well.
_WITH_ACRONYMS: Final = frozenset(
    {
        Kind.TERM,
        Kind.CAPABILITY,
        Kind.AUTHORISATION,
        Kind.PROCEDURE,
        Kind.ORGANISATION,
        Kind.FORUM,
    }
)
#: Names that are everyday words too: a text that has them seldom means the term.
_EVERYDAY: Final = frozenset({"caveat", "descriptor", "need to know", "special need", "surge"})


@dataclass(frozen=True)
class Meaning:
    """One entry that explains a name.

    Attributes:
        head: The entry's head.
        label: What a reader must hold to know of it.
    """

    head: Head
    label: Label


@dataclass(frozen=True)
class Use:
    """A name where it stands in a text.

    Attributes:
        start: Its first character.
        end: One past its last.
        name: The name, as the catalogue writes it.
        meanings: What it can mean; terms come first.
    """

    start: int
    end: int
    name: str
    meanings: tuple[Meaning, ...]

    @property
    def label(self) -> Label:
        """The highest marking of what is said about it."""
        return highest(meaning.label for meaning in self.meanings)

    @property
    def text(self) -> str:
        """What it means, in words: each meaning's title and summary."""
        return "\nOr: ".join(_say(self.name, meaning.head) for meaning in self.meanings)


def _say(name: str, head: Head) -> str:
    if name.casefold() == head.title.casefold():
        return f"{head.title}: {head.summary}"
    return f"{name}: {head.title}. {head.summary}"


class Glossary:
    """Finds the names of a catalogue's terms in texts; made once a session."""

    def __init__(self, catalogue: Catalogue) -> None:
        named: dict[str, list[Meaning]] = defaultdict(list)
        by_kind = sorted(catalogue.heads, key=lambda head: head.kind is not Kind.TERM)
        for head in by_kind:
            meaning = Meaning(head, catalogue.label_of(head.id))
            for name in dict.fromkeys(_names(head)):
                named[name].append(meaning)
        self._named = {name: tuple(meanings) for name, meanings in named.items()}
        self._by_first: dict[str, list[str]] = defaultdict(list)
        for name in sorted(self._named, key=lambda name: (-len(name), name)):
            self._by_first[_first_word(name)].append(name)

    def find(
        self, text: str, label: Label = OFFICIAL, leave_out: Container[str] = ()
    ) -> tuple[Use, ...]:
        """Return the names that stand in a text, in order, each once a paragraph.

        Args:
            text: What is read.
            label: The marking of the text; no term above it explains anything.
            leave_out: Ids of entries that need no explanation here.
        """
        uses: list[Use] = []
        start = 0
        for line in text.split("\n"):
            uses += self._find_in_line(line, start, label, leave_out)
            start += len(line) + 1
        return tuple(uses)

    def _find_in_line(
        self, line: str, offset: int, label: Label, leave_out: Container[str]
    ) -> Iterator[Use]:
        told: set[str] = set()
        done = 0
        for word in _WORD.finditer(line):
            if word.start() < done:
                continue
            use = self._use_at(line, word, label, leave_out)
            if use is None:
                continue
            done = use.end
            ids = {meaning.head.id for meaning in use.meanings}
            if not ids <= told:
                told |= ids
                yield Use(offset + use.start, offset + use.end, use.name, use.meanings)

    def _use_at(
        self, line: str, word: re.Match[str], label: Label, leave_out: Container[str]
    ) -> Use | None:
        """Return the longest name that begins at a word and has a meaning here; ``None`` if none.

        It can be in the plural, and can have several words.
        """
        first, start = word.group().casefold(), word.start()
        for key in dict.fromkeys((first, first.removesuffix("s"))):
            for name in self._by_first.get(key, ()):
                if not _stands_at(line, start, name):
                    continue
                meanings = tuple(
                    meaning
                    for meaning in self._named[name]
                    if label.dominates(meaning.label) and meaning.head.id not in leave_out
                )
                if meanings:
                    return Use(start, start + len(name), name, meanings)
        return None


def _names(head: Head) -> Iterator[str]:
    """Yield what an entry is called in texts."""
    for name in (head.title, *head.aliases):
        if _is_acronym(name):
            if head.kind in _WITH_ACRONYMS:
                yield name
        elif head.kind is Kind.TERM and _is_telling(name):
            yield name


def _is_acronym(name: str) -> bool:
    return len(name) <= _LONGEST_ACRONYM and _ACRONYM.fullmatch(name) is not None


def _is_telling(name: str) -> bool:
    """Tell whether a name is a term's own, and no heading or everyday word."""
    is_word = len(name) > _LEAST and _WORD.match(name) is not None
    return is_word and ":" not in name and name.casefold() not in _EVERYDAY


def _first_word(name: str) -> str:
    found = _WORD.match(name)
    return found.group().casefold() if found else name.casefold()


def _stands_at(line: str, start: int, name: str) -> bool:
    """Tell whether a name stands at a place of a line as a whole, perhaps in the plural."""
    end = start + len(name)
    found = line[start:end]
    is_same = (
        found == name
        if _is_acronym(name) or name.isupper()
        else found.casefold() == name.casefold()
    )
    if not is_same:
        return False
    rest = line[end : end + 2]
    if rest[:1] == "s":
        rest = rest[1:]
    return not rest[:1].isalnum()
