"""What occurs in a catalogue: words, names, links, ways to reach somebody, counts.

Two of them, of a session and of a lower one, tell what occurs above alone.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Final

import msgspec

from advisor.catalogue.entry import Kind
from advisor.session import Session

_WORD: Final = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")
_NUMBER: Final = re.compile(r"\d+")
_LINK: Final = re.compile(r"https?://[^\s<>\"”)]+|www\.[^\s<>\"”)]+")
_MAIL: Final = re.compile(r"[^@\s,;<>()]+@[^@\s,;<>()]+")
_TELEPHONE: Final = re.compile(r"\+?[0-9][0-9 ()\-]{3,30}[0-9]")
_LEAST_OF_WORD: Final = 3
_LEAST_OF_COUNT: Final = 2


@dataclass(frozen=True)
class Vocabulary:
    """What occurs in a catalogue, each folded so that spelling does not hide it.

    Attributes:
        words: Single words.
        names: Titles, other names, ids, compartments.
        links: Addresses of pages.
        contacts: Telephone numbers, as digits, and e-mail addresses.
        counts: How many there are of each kind of thing.
        text: All of it in one, in which a name can be looked for.
    """

    words: frozenset[str]
    names: frozenset[str]
    links: frozenset[str]
    contacts: frozenset[str]
    counts: frozenset[str]
    text: str

    @classmethod
    def of(cls, session: Session) -> Vocabulary:
        """Return what occurs in the catalogue of a session."""
        texts = tuple(dict.fromkeys(_texts(session)))
        names = frozenset(filter(None, map(fold, _names(session))))
        return cls(
            frozenset(word for text in texts for word in words_of(text)),
            names,
            frozenset(link for text in texts for link in links_of(text)),
            frozenset(way for text in texts for way in contacts_of(text)),
            frozenset(_counts(session)),
            "\n".join([*map(fold, texts), *sorted(names)]),
        )


def fold(text: str) -> str:
    """Return a text in which only what is said counts: no capitals, no double spaces."""
    return " ".join(text.casefold().split())


def words_of(text: str) -> Iterator[str]:
    """Yield the words of a text that are long enough to tell anything."""
    for word in _WORD.findall(text.casefold()):
        if len(word) >= _LEAST_OF_WORD:
            yield word


def links_of(text: str) -> Iterator[str]:
    """Yield the addresses of pages in a text."""
    yield from (link.rstrip(".,;") for link in _LINK.findall(text.casefold()))


def contacts_of(text: str) -> Iterator[str]:
    """Yield telephone numbers, as digits, and e-mail addresses."""
    yield from (mail.rstrip(".,;:") for mail in _MAIL.findall(text.casefold()))
    for number in _TELEPHONE.findall(text):
        digits = "".join(_NUMBER.findall(number))
        yield f"0{digits[2:].lstrip('0')}" if number.startswith("+44") else digits


def numbers_of(text: str) -> Iterator[str]:
    """Yield the numbers of a text, as they are written."""
    yield from _NUMBER.findall(text)


def holds_name(folded: str, name: str) -> bool:
    """Say whether a folded text holds a name, and not only as a part of longer words."""
    return re.search(rf"(?<!\w){re.escape(name)}(?!\w)", folded) is not None


def _texts(session: Session) -> Iterator[str]:
    catalogue = session.catalogue
    for head in catalogue.heads:
        entry = catalogue.entry(head.id)
        yield from _strings(msgspec.to_builtins(head))
        for portion in entry.portions:
            yield from _strings(msgspec.to_builtins(portion.value))
        yield from _strings(msgspec.to_builtins(entry.citations))
    for listed in (catalogue.threats, catalogue.facts, tuple(catalogue.sources.values())):
        yield from _strings(msgspec.to_builtins(listed))
    yield from _strings(msgspec.to_builtins(catalogue.thesaurus))
    yield from _strings(msgspec.to_builtins(catalogue.release))
    yield str(session.clearance.label)
    for contact in session.directory.local:
        yield from _strings(msgspec.to_builtins(contact))


def _strings(data: Any) -> Iterator[str]:
    match data:
        case str():
            yield data
        case dict():
            for value in data.values():
                yield from _strings(value)
        case list() | tuple() | set() | frozenset():
            for value in data:
                yield from _strings(value)


def _names(session: Session) -> Iterator[str]:
    catalogue = session.catalogue
    for head in catalogue.heads:
        yield from (head.id, head.title, *head.aliases)
    for threat in catalogue.threats:
        yield from (threat.key, threat.title)
    yield from (fact.name for fact in catalogue.facts)
    yield from (source.title for source in catalogue.sources.values())
    yield from session.clearance.label.compartments
    yield from (contact.name for contact in session.directory.local)


def _counts(session: Session) -> Iterator[str]:
    catalogue = session.catalogue
    kinds = [len(catalogue.of_kind(kind)) for kind in Kind]
    listed = (catalogue.heads, catalogue.threats, catalogue.facts, catalogue.sources)
    for number in (*kinds, *map(len, listed)):
        if number >= _LEAST_OF_COUNT:
            yield str(number)
