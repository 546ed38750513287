"""Nothing lower cites, asks or names something higher.

A lower section that refers to a higher one would tell that it exists. So every
reference is held against the labels at both of its ends, and the names of what is
restricted, with the terms that the sources protect, against every text that more people read.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import reduce
from typing import Any

import msgspec

from advisor.catalogue.access import Access
from advisor.catalogue.entry_source import AuthoredEntry
from advisor.catalogue.references import derived_from, fact_names, source_keys
from advisor.catalogue.source import CatalogueSource
from advisor.catalogue.yaml_source import SourceFile
from advisor.clearance import OFFICIAL, Label

_WORD = re.compile(r"\w+")
#: The lists whose items are referred to, and the field that they are referred to by.
_REFERRED = {"sources.yaml": "key", "threats.yaml": "key", "facts.yaml": "name"}


@dataclass(frozen=True)
class Use:
    """One place that refers to an item of a list.

    Attributes:
        file: The file it stands in.
        path: Where in it.
        label: What a reader must hold to see it.
        name: The key or name of what it refers to.
    """

    file: SourceFile
    path: str
    label: Label
    name: str


#: Takes a text apart into what its words are told by, in order.
Analysis = Callable[[str], tuple[str, ...]]


def fold_words(text: str) -> tuple[str, ...]:
    """Return the words of a text in small letters: what they are told by without a search index."""
    return _words(text.casefold().replace("_", " "))


def check_flows(source: CatalogueSource, analysis: Analysis = fold_words) -> None:
    """Note every reference and every text that tells of something marked higher.

    Args:
        source: Everything that was read.
        analysis: What names and texts are compared by: that of search, so that no word that is
            found by a name stands where the name may not.
    """
    for name, field in _REFERRED.items():
        _check_list(source, name, field)
    _check_protected(source, analysis)
    _Names(source, analysis).check()


def _check_protected(source: CatalogueSource, analysis: Analysis) -> None:
    """Note terms to protect that would protect nothing."""
    for listed in source.listed(_PROTECTED):
        if listed.label == OFFICIAL:
            remedy = "Add the label that a reader must hold, such as “label: SECRET”."
            listed.report("", "Terms are protected from nobody without a label.", remedy)
        for place, term in enumerate(listed.item.terms):
            if not analysis(term):
                remedy = "Write it with the words around it."
                listed.report(f".terms[{place}]", f"“{term}” is no word to look for.", remedy)


def _check_list(source: CatalogueSource, name: str, field: str) -> None:
    """Hold the items of a list against everything that refers to them."""
    labels = {getattr(item, field): label for item, label in source.labelled(name)}
    used: dict[str, list[Label]] = defaultdict(list)
    for use in _USES[name](source):
        used[use.name].append(use.label)
        if use.name in labels and not use.label.dominates(labels[use.name]):
            remedy = "Move this to a portion marked as high."
            use.file.report(use.path, f"“{use.name}” is marked higher than this.", remedy)
    for listed in source.listed(name):
        readers = used[getattr(listed.item, field)]
        least = reduce(Label.meet, readers) if readers else listed.label
        if least != listed.label and least.dominates(listed.label):
            reason = f"Only what is marked {least} or higher refers to this."
            listed.report("", reason, f"Add “label: {least}”.")


def _uses_of_sources(source: CatalogueSource) -> Iterator[Use]:
    for authored in source.entries:
        for place, (citation, label) in enumerate(authored.cited):
            yield Use(authored.file, f"sources[{place}].source", label, citation.source)
        for portion, base in authored.placed:
            for below, key in source_keys(portion):
                yield Use(authored.file, f"{base}{below}", portion.label, key)
    for listed in source.listed("facts.yaml"):
        for number, key in enumerate(listed.item.sources):
            yield Use(listed.file, f"{listed.path}.sources[{number}]", listed.label, key)


def _uses_of_threats(source: CatalogueSource) -> Iterator[Use]:
    for authored in source.entries:
        for place, key in enumerate(authored.entry.head.threats):
            yield Use(authored.file, f"threats[{place}]", authored.entry.label, key)


def _uses_of_facts(source: CatalogueSource) -> Iterator[Use]:
    for authored in source.entries:
        for portion, base in authored.placed:
            if isinstance(portion.value, Access):
                for below, name in fact_names(portion.value):
                    yield Use(authored.file, f"{base}{below}", portion.label, name)
    for listed in source.listed("facts.yaml"):
        for below, name in derived_from(listed.item):
            yield Use(listed.file, f"{listed.path}{below}", listed.label, name)


_USES = {
    "sources.yaml": _uses_of_sources,
    "threats.yaml": _uses_of_threats,
    "facts.yaml": _uses_of_facts,
}


class _Names:
    """The names of what is restricted and the terms to protect, and who may read each.

    A name that something lower has as well is nobody's secret; a term to protect still is one.

    Args:
        source: Everything that was read.
        analysis: What names and texts are compared by.
    """

    def __init__(self, source: CatalogueSource, analysis: Analysis) -> None:
        self._source = source
        self._analysis = analysis
        readers: dict[tuple[str, ...], list[Label]] = defaultdict(list)
        for authored in source.entries:
            head = authored.entry.head
            for name in (head.title, *head.aliases):
                readers[analysis(name)].append(authored.entry.label)
        # An id is no name that makes a word everybody's, and one of a single word is of every day.
        ids: dict[tuple[str, ...], list[Label]] = defaultdict(list)
        for authored in source.entries:
            of_id = analysis(authored.entry.id.replace("-", " "))
            if len(of_id) > 1 and of_id not in readers and authored.entry.label != OFFICIAL:
                ids[of_id].append(authored.entry.label)
        readers |= ids
        self._by_first: dict[str, list[tuple[tuple[str, ...], list[Label]]]] = defaultdict(list)
        for words, labels in readers.items():
            if words and OFFICIAL not in labels:
                self._by_first[words[0]].append((words, labels))
        for terms, label in source.labelled(_PROTECTED):
            for words in map(analysis, terms.terms):
                if words and label != OFFICIAL:
                    self._by_first[words[0]].append((words, [label]))
        self._ids = {authored.entry.id for authored in source.entries}
        self._compartments = {name for label in source.every_label() for name in label.compartments}

    def check(self) -> None:
        """Note every text that names what its readers may not know of."""
        if not self._by_first and not self._compartments:
            return
        if self._source.release is not None:
            self._check(self._source.files[_RELEASE], "", OFFICIAL, self._source.release)
        for name in _LISTED:
            for listed in self._source.listed(name):
                self._check(listed.file, listed.path, listed.label, listed.item)
        for case in self._source.cases:
            self._check(case.file, case.path, case.label, case.item)
        for authored in self._source.entries:
            self._check_entry(authored)

    def _check_entry(self, authored: AuthoredEntry) -> None:
        head, label = authored.entry.head, authored.entry.label
        for name in ("id", "title", "summary", "aliases", "words", "owner"):
            self._check(authored.file, name, label, getattr(head, name))
        for portion, base in authored.placed:
            self._check(authored.file, base, portion.label, portion.value)
        for place, (citation, label) in enumerate(authored.cited):
            self._check(authored.file, f"sources[{place}]", label, citation.supports)

    def _check(self, file: SourceFile, path: str, label: Label, value: Any) -> None:
        named = [text for text in _texts(value) if self._names_something_above(text, label)]
        if named and not self._is_told(named, file, path):
            file.report(
                path,
                "The text names something that its readers may not know of.",
                "Take the name out, or move the text to a portion marked as high.",
            )

    def _is_told(self, named: Iterable[str], file: SourceFile, path: str) -> bool:
        """Tell whether these are links alone, which were found to lead too high already."""
        told = any(problem.field.startswith(path) for problem in file.problems)
        return told and all(text in self._ids for text in named)

    def _names_something_above(self, text: str, label: Label) -> bool:
        if any(
            word in self._compartments and word not in label.compartments for word in _words(text)
        ):
            return True
        words = self._analysis(text)
        return any(
            words[place : place + len(name)] == name and not any(map(label.dominates, labels))
            for place, word in enumerate(words)
            for name, labels in self._by_first.get(word, ())
        )


_LISTED = ("sources.yaml", "threats.yaml", "facts.yaml", "thesaurus.yaml")
_PROTECTED = "protected.yaml"
_RELEASE = "catalogue.yaml"


def _words(text: str) -> tuple[str, ...]:
    return tuple(_WORD.findall(text))


def _texts(value: Any) -> Iterator[str]:
    """Yield every text in a value, also those that are never shown."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, msgspec.Struct):
        for name in value.__struct_fields__:
            yield from _texts(getattr(value, name))
    elif isinstance(value, Mapping):
        for key, inner in value.items():
            yield from (*_texts(key), *_texts(inner))
    elif isinstance(value, Iterable):
        for inner in value:
            yield from _texts(inner)
