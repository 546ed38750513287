"""Whether the catalogue's texts read well: short sentences, plain words, no letters unexplained.

What is found here never stops a build. A reader who is tired and in a hurry is who it is for.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

import msgspec

from advisor.catalogue.access import WHOEVER_LEADS, FactDefinition
from advisor.catalogue.entry import Portion
from advisor.catalogue.entry_source import AuthoredEntry
from advisor.catalogue.progress import Progress, tell_nobody
from advisor.catalogue.source import CatalogueSource
from advisor.catalogue.yaml_source import SourceFile
from advisor.clearance import Label

#: The most words that a sentence may have. The law in a table of authorities often needs them all.
MAX_WORDS = 30

#: Words that plain English does without, and what to write.
PLAIN = {
    "utilise": "use",
    "leverage": "use",
    "facilitate": "help",
    "commence": "start",
    "prior to": "before",
    "in order to": "to",
    "in respect of": "about",
    "pursuant to": "under",
    "with regard to": "about",
    "regarding": "about",
    "whilst": "while",
    "thereof": "of it",
    "aforementioned": "this",
    "stakeholder": "who it is",
    "going forward": "from now on",
    "holistic": "whole",
    "robust": "strong",
    "e.g.": "for example",
    "i.e.": "that is",
    "etc": "what else there is",
    "please": "the instruction alone",
}

_SENTENCES = re.compile(r"(?<=[.!?])\s+")
_WORDS = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")
_VOWELS = re.compile(r"[aeiouy]+")
_PARTS = re.compile(r"[A-Za-z0-9&]+")
_ACRONYM = re.compile(r"\b[A-Za-z]*[A-Z][A-Za-z0-9&]*[A-Z][A-Za-z0-9]*\b")
#: Longer ones are words in capitals.
_LONGEST_ACRONYM = 9
_NUMERAL = re.compile(r"[IVX]+")
_BANNED = re.compile(
    r"(?<!\w)(?:" + "|".join(re.escape(word) for word in PLAIN) + r")(?!\w)", re.IGNORECASE
)
#: Fields that hold ids, keys and rules, not words for a reader.
_NOT_PROSE = frozenset(
    {
        "id",
        "contact",
        "contacts",
        "entry",
        "sources",
        "source",
        "channels",
        "fills",
        "region",
        "row",
    }
)
_NOT_PROSE_PARTS = frozenset({"contacts", "related", "alternatives", "used", "organisation"})


def proofread(source: CatalogueSource, progress: Progress = tell_nobody) -> None:
    """Note, as warnings on their files, sentences and words that do not read well.

    Args:
        source: Everything that was read.
        progress: Told how many entries are read. Raising from there stops it.
    """
    explained = _explained(source)
    for done, authored in enumerate(source.entries):
        progress("Proofreading entries", done, len(source.entries))
        for path, label, texts in _texts(authored):
            _check(authored.file, path, texts, explained.get(label))
    for listed in source.listed("facts.yaml"):
        texts = tuple(_texts_of_fact(listed.item))
        _check(listed.file, listed.path, texts, explained.get(listed.label))


def _explained(source: CatalogueSource) -> dict[Label, set[str]]:
    """Return the words of all titles and aliases that readers of each label may see.

    It is empty where an entry could not be read, because its names may be what is missing.
    """
    is_lost = any("/" in name for name in source.unread)
    if is_lost or any(_has_lost_names(authored) for authored in source.entries):
        return {}
    named = [
        (authored.entry.label, _names(authored.entry.head.title, *authored.entry.head.aliases))
        for authored in source.entries
    ]
    return {
        label: set[str]().union(*(names for low, names in named if label.dominates(low)))
        for label in set(source.every_label())
    }


def _has_lost_names(authored: AuthoredEntry) -> bool:
    return not authored.entry.head.title or "aliases" in authored.file.blanks


def is_prose(portion: Portion) -> bool:
    """Say whether a portion is text for the reader, and not only links."""
    return portion.part not in _NOT_PROSE_PARTS


def prose(value: Any) -> Iterator[str]:
    """Yield every text for the reader in a portion's value, without ids, keys and rules."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, msgspec.Struct):
        for name in value.__struct_fields__:
            if name not in _NOT_PROSE:
                yield from prose(getattr(value, name))
    elif isinstance(value, Iterable) and not isinstance(value, Mapping):
        for item in value:
            if isinstance(item, str):
                yield item
            else:
                yield from prose(item)


def reading_grade(texts: Iterable[str]) -> float:
    """Return the Flesch-Kincaid grade of some texts: the years of school that they ask for.

    Syllables are counted as groups of vowels, so it is a measure to compare fields by.
    Texts without a word have grade 0.
    """
    sentences = [found for text in texts for found in _SENTENCES.split(text) if found]
    words = [word for sentence in sentences for word in _WORDS.findall(sentence)]
    if not words:
        return 0.0
    syllables = sum(map(_count_syllables, words))
    return 0.39 * len(words) / len(sentences) + 11.8 * syllables / len(words) - 15.59


def _count_syllables(word: str) -> int:
    groups = len(_VOWELS.findall(word.casefold()))
    is_silent = word.endswith("e") and not word.endswith("le")
    return max(1, groups - is_silent)


def _names(*titles: str) -> set[str]:
    return {part.casefold() for title in titles for part in _PARTS.findall(title)}


def _texts(authored: AuthoredEntry) -> Iterator[tuple[str, Label, tuple[str, ...]]]:
    """Yield where each text for readers stands, what a reader must hold, and the texts."""
    head, label = authored.entry.head, authored.entry.label
    yield "title", label, (head.title,)
    yield "summary", label, (head.summary,)
    for portion, path in authored.placed:
        if is_prose(portion):
            yield path, portion.label, tuple(prose(portion.value))
    for place, (citation, marked) in enumerate(authored.cited):
        yield f"sources[{place}].supports", marked, (citation.supports,)


def _texts_of_fact(fact: FactDefinition) -> Iterator[str]:
    """Yield what the author of a question wrote; who could tell by default is our own text."""
    yield from (fact.subject, fact.text, fact.why)
    yield from (choice.text for choice in fact.choices)
    if fact.who_could_tell != WHOEVER_LEADS:
        yield fact.who_could_tell


def _check(file: SourceFile, path: str, texts: tuple[str, ...], known: set[str] | None) -> None:
    together = "\n".join(texts)
    folded = together.casefold()
    has_banned = any(map(folded.__contains__, PLAIN))
    for text in texts if has_banned or together.count(" ") >= MAX_WORDS else ():
        # Most texts are shorter than one sentence may be, and hold no such word.
        if text.count(" ") >= MAX_WORDS:
            for sentence in _SENTENCES.split(text):
                _check_length(file, path, sentence)
        for word in _BANNED.findall(text) if has_banned else ():
            remedy = f"Write {PLAIN[word.casefold()]}."
            file.report(path, f"“{word}” is not plain English.", remedy, severity="warning")
    if known is not None and folded != together:
        letters = set(_ACRONYM.findall(together))
        for found in sorted(letters):
            if len(found) <= _LONGEST_ACRONYM and not _NUMERAL.fullmatch(found):
                _check_explained(file, path, found, known)


def _check_length(file: SourceFile, path: str, sentence: str) -> None:
    words = len(sentence.split())
    if words > MAX_WORDS:
        opening = " ".join(sentence.split()[:4])
        reason = f"The sentence “{opening} …” has {words} words."
        remedy = f"Make two of it: {MAX_WORDS} words at most."
        file.report(path, reason, remedy, severity="warning")


def _check_explained(file: SourceFile, path: str, letters: str, known: set[str]) -> None:
    names = {letters.casefold(), letters.removesuffix("s").casefold()}
    if names.isdisjoint(known):
        remedy = "Write a term for it, or name it among the aliases of an entry."
        file.report(path, f"Nothing says what “{letters}” means.", remedy, severity="warning")
