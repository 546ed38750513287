"""The folder of sources that a catalogue is built from.

Every problem of every file is noted at once; ``docs/formats/catalogue-source.md``
is the format as its authors read it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml

from advisor.catalogue.access import FactDefinition
from advisor.catalogue.entry import Kind, Source
from advisor.catalogue.entry_source import AuthoredEntry, read_entry
from advisor.catalogue.labelled import read_labelled
from advisor.catalogue.problem import Severity
from advisor.catalogue.progress import Progress, tell_nobody
from advisor.catalogue.release import ProtectedTerms, Release, Synonyms, Threat
from advisor.catalogue.rule_case import RuleCase
from advisor.catalogue.yaml_source import BROKEN, SourceFile, read_value
from advisor.clearance import Label
from advisor.errors import AdvisorError, say_reason

#: Which folder holds the entries of which kind.
FOLDERS = {
    "capabilities": Kind.CAPABILITY,
    "procedures": Kind.PROCEDURE,
    "authorisations": Kind.AUTHORISATION,
    "contacts": Kind.CONTACT,
    "organisations": Kind.ORGANISATION,
    "responsibilities": Kind.RESPONSIBILITY,
    "forums": Kind.FORUM,
    "precedents": Kind.PRECEDENT,
    "terms": Kind.TERM,
}
_MAX_FILE_BYTES = 1_000_000
_RELEASE = "catalogue.yaml"
_WHICH_FOLDER = f"Name the folder that holds {_RELEASE}."
#: The lists that every folder of sources holds beside its entries; each item may be labelled.
_LISTS: dict[str, Any] = {
    "sources.yaml": Source,
    "threats.yaml": Threat,
    "facts.yaml": FactDefinition,
    "thesaurus.yaml": Synonyms,
    "protected.yaml": ProtectedTerms,
}
#: The list that need not be there, and gets into no release.
_PROTECTED = "protected.yaml"
#: Lists that may go on in a folder of files, by theme: the list's own file, and the folder.
_LIST_FOLDERS = {"facts.yaml": "facts"}
#: Test cases, which are tried.
_CASES = "cases"
_READ_FOLDERS = (*FOLDERS, *_LIST_FOLDERS.values(), _CASES)


@dataclass(frozen=True)
class Listed:
    """One item of a list, with where it stands.

    Attributes:
        item: The item.
        label: What a reader must hold to see it.
        file: The file that it was read from.
        path: Where it stands in the file.
    """

    item: Any
    label: Label
    file: SourceFile
    path: str

    def report(
        self, below: str, reason: str, remedy: str = "", *, severity: Severity = "error"
    ) -> None:
        """Note a problem of a field of the item; the field's path starts below the item."""
        self.file.report(f"{self.path}{below}", reason, remedy, severity=severity)


@dataclass(frozen=True)
class CatalogueSource:
    """Everything in a folder of sources.

    Attributes:
        release: What the release is called; ``None`` where that could not be read.
        sources: What entries cite.
        threats: Threat areas, in the order of the start page.
        facts: Questions that the advisor may ask.
        thesaurus: Plain words and what they mean.
        entries: Every entry that could be read.
        files: Every file that was read, with its problems.
        unread: Names of the files that nothing could be read of.
        labels: What a reader must hold to see each item of a list, by the list's file.
        places: Where each item of a list stands, file and path, by the list's file.
        cases: Test cases of the rules, in the order of their files.
        protected: Words and phrases that may stand in nothing marked lower; in no release.
    """

    release: Release | None
    sources: tuple[Source, ...]
    threats: tuple[Threat, ...]
    facts: tuple[FactDefinition, ...]
    thesaurus: tuple[Synonyms, ...]
    entries: tuple[AuthoredEntry, ...]
    files: dict[str, SourceFile]
    unread: frozenset[str] = frozenset()
    labels: Mapping[str, tuple[Label, ...]] = field(default_factory=dict)
    places: Mapping[str, tuple[tuple[SourceFile, str], ...]] = field(default_factory=dict)
    cases: tuple[Listed, ...] = ()
    protected: tuple[ProtectedTerms, ...] = ()

    def labelled(self, name: str) -> tuple[tuple[Any, Label], ...]:
        """Return the items of a list, each with its label.

        Args:
            name: The list's file, such as ``facts.yaml``.
        """
        items: dict[str, tuple[Any, ...]] = {
            "sources.yaml": self.sources,
            "threats.yaml": self.threats,
            "facts.yaml": self.facts,
            "thesaurus.yaml": self.thesaurus,
            "protected.yaml": self.protected,
        }
        return tuple(zip(items[name], self.labels.get(name, ()), strict=True))

    def listed(self, name: str) -> tuple[Listed, ...]:
        """Return the items of a list, each with its label and where it stands.

        Args:
            name: The list's file, such as ``facts.yaml``.
        """
        pairs = zip(self.labelled(name), self.places.get(name, ()), strict=True)
        return tuple(Listed(item, label, *place) for (item, label), place in pairs)

    def has_unread(self, name: str) -> bool:
        """Say whether a list could not be read whole, so that an item may not be in doubt."""
        folder = _LIST_FOLDERS.get(name)
        return name in self.unread or any(
            folder is not None and other.startswith(f"{folder}/") for other in self.unread
        )

    def every_label(self) -> Iterator[Label]:
        """Yield the label of everything in the sources, in no order and more than once."""
        yield from self.labels.get(_PROTECTED, ())
        yield from self.published_labels()

    def published_labels(self) -> Iterator[Label]:
        """Yield the label of everything that gets into a release, as ``every_label`` does."""
        for name, labels in self.labels.items():
            yield from labels if name != _PROTECTED else ()
        for authored in self.entries:
            yield authored.entry.label
            yield from authored.citation_labels
            yield from (portion.label for portion in authored.entry.portions)


def is_of_test_cases(name: str) -> bool:
    """Say whether a file of the sources holds test cases."""
    return name.startswith(f"{_CASES}/")


def read_sources(
    folder: Path, additions: Path | None = None, progress: Progress = tell_nobody
) -> CatalogueSource:
    """Read a folder of sources.

    Args:
        folder: The folder.
        additions: A folder of the same shape whose files are laid over it: fields that are
            lists are put behind those of the same file, others take their place.
        progress: Told how many entries are read.

    Raises:
        AdvisorError: There is no such folder, or it holds no ``catalogue.yaml``.
    """
    present = _list_folder(folder)
    files: dict[str, SourceFile] = {}
    folders = [folder] if additions is None else [folder, additions]
    release = _read_release(folders, files)
    lists = {name: _read_lists(folders, files, name, item) for name, item in _LISTS.items()}
    cases = _read_folder(folders, files, _CASES, RuleCase)
    entries = _read_entries(folders, files, progress)
    _report_unread(folder, present, files)
    read = {authored.file.name for authored in entries}
    read.update(file for found in (*lists.values(), cases) for file in found.read)
    read.update([_RELEASE] if release is not None else [])
    return CatalogueSource(
        release=release,
        sources=lists["sources.yaml"].items,
        threats=lists["threats.yaml"].items,
        facts=lists["facts.yaml"].items,
        thesaurus=lists["thesaurus.yaml"].items,
        entries=entries,
        files=files,
        unread=frozenset(files) - read,
        labels={name: found.labels for name, found in lists.items()},
        places={name: found.places for name, found in lists.items()},
        cases=cases.listed(),
        protected=lists["protected.yaml"].items,
    )


@dataclass(frozen=True)
class _Read:
    """What was read of a list.

    Attributes:
        items: Its items.
        labels: The label of each.
        places: Where each stands.
        read: The files that could be read.
    """

    items: tuple[Any, ...] = ()
    labels: tuple[Label, ...] = ()
    places: tuple[tuple[SourceFile, str], ...] = ()
    read: tuple[str, ...] = ()

    def followed_by(self, other: _Read) -> _Read:
        return _Read(
            self.items + other.items,
            self.labels + other.labels,
            self.places + other.places,
            self.read + other.read,
        )

    def listed(self) -> tuple[Listed, ...]:
        triples = zip(self.items, self.labels, self.places, strict=True)
        return tuple(Listed(item, label, *place) for item, label, place in triples)


def _read_release(folders: Sequence[Path], files: dict[str, SourceFile]) -> Release | None:
    source = files[_RELEASE] = SourceFile(_RELEASE)
    node = _compose_all([folder / _RELEASE for folder in folders], source)
    value = BROKEN if node is None else read_value(source, node, Release, "")
    return None if value is BROKEN else value


def _read_lists(
    folders: Sequence[Path], files: dict[str, SourceFile], name: str, item: Any
) -> _Read:
    """Read a list, and what of it stands in a folder of its own, in the order of the names."""
    paths = [folder / name for folder in folders]
    if name == _PROTECTED:
        paths = [path for path in paths if path.exists()]
        if not paths:
            return _Read()
    found = _read_list(paths, files, name, item)
    inner = _LIST_FOLDERS.get(name)
    return found if inner is None else found.followed_by(_read_folder(folders, files, inner, item))


def _read_folder(
    folders: Sequence[Path], files: dict[str, SourceFile], inner: str, item: Any
) -> _Read:
    """Read a folder of lists, in the order of their names."""
    found = _Read()
    for file_name, paths in sorted(_by_name(folders, inner).items()):
        found = found.followed_by(_read_list(paths, files, f"{inner}/{file_name}", item))
    return found


def _read_list(paths: Sequence[Path], files: dict[str, SourceFile], name: str, item: Any) -> _Read:
    """Read one file of a list with the labels of its items."""
    source = files[name] = SourceFile(name)
    node = _compose_all(paths, source)
    if node is None:
        return _Read()
    items, labels = read_labelled(source, node, item)
    if not isinstance(node, yaml.SequenceNode):
        return _Read()
    places = tuple((source, f"[{place}]") for place in range(len(items)))
    return _Read(items, labels, places, (name,))


def _by_name(folders: Sequence[Path], inner: str) -> dict[str, list[Path]]:
    """Return the files of a folder by name, each with what is laid over it."""
    found: dict[str, list[Path]] = {}
    for folder in folders:
        for path in _source_files(folder / inner):
            found.setdefault(path.name, []).append(path)
    return found


def _list_folder(folder: Path) -> tuple[Path, ...]:
    """Return what stands in the folder, which has to hold a ``catalogue.yaml``."""
    try:
        present = tuple(sorted(folder.iterdir()))
    except OSError as error:
        raise AdvisorError(
            f"“{folder}” cannot be read: {say_reason(error)}.", hint=_WHICH_FOLDER
        ) from error
    if not any(path.name == _RELEASE for path in present):
        raise AdvisorError(f"“{folder}” holds no catalogue sources.", hint=_WHICH_FOLDER)
    return present


def _compose_all(paths: Sequence[Path], source: SourceFile) -> yaml.Node | None:
    """Compose a file, with what is laid over it where there is any."""
    nodes = [_compose(path, source) for path in paths]
    for added in nodes[1:]:
        if nodes[0] is not None and added is not None:
            _lay_over(nodes[0], added)
    return nodes[0]


def _lay_over(node: yaml.Node, added: yaml.Node) -> None:
    if isinstance(node, yaml.SequenceNode) and isinstance(added, yaml.SequenceNode):
        node.value.extend(added.value)
    elif isinstance(node, yaml.MappingNode) and isinstance(added, yaml.MappingNode):
        fields = {key.value: number for number, (key, _) in enumerate(node.value)}
        for key, value in added.value:
            number = fields.get(key.value)
            if number is None:
                node.value.append((key, value))
            elif isinstance(value, yaml.SequenceNode):
                _lay_over(node.value[number][1], value)
            else:
                node.value[number] = (key, value)


def _compose(path: Path, source: SourceFile) -> yaml.Node | None:
    try:
        with path.open("rb") as stream:
            data = stream.read(_MAX_FILE_BYTES + 1)
        if len(data) > _MAX_FILE_BYTES:
            source.report("", "The file is larger than a megabyte.", "Split it.")
            return None
        return source.compose(data.decode("utf-8-sig"))
    except FileNotFoundError:
        source.report("", "The file is missing.", "Put it back, or write an empty list: [].")
    except OSError as error:
        source.report(
            "", f"The file cannot be read: {say_reason(error)}.", "Make it a readable file."
        )
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        source.lines[""] = line
        source.report("", "The file is not UTF-8 text.", "Save it as UTF-8.")
    return None


def _read_entries(
    folders: Sequence[Path], files: dict[str, SourceFile], progress: Progress
) -> tuple[AuthoredEntry, ...]:
    found = [
        (f"{subfolder}/{file_name}", kind, paths)
        for subfolder, kind in FOLDERS.items()
        for file_name, paths in sorted(_by_name(folders, subfolder).items())
    ]
    entries = []
    for done, (name, kind, paths) in enumerate(found):
        progress("Reading entries", done, len(found))
        source = files[name] = SourceFile(name)
        node = _compose_all(paths, source)
        authored = None if node is None else read_entry(source, node, kind, paths[0].stem)
        if authored is not None:
            entries.append(authored)
    return tuple(entries)


def _source_files(folder: Path) -> list[Path]:
    # Names that begin with a dot are editors' locks and copies, not sources. The suffix is
    # compared here, not globbed, because Windows globs without regard to case.
    if not folder.is_dir():
        return []
    return sorted(
        path for path in folder.iterdir() if path.suffix == ".yaml" and path.name[0] != "."
    )


def _report_unread(folder: Path, present: tuple[Path, ...], files: dict[str, SourceFile]) -> None:
    """Note every YAML file that looks like a source but stands where none is read."""
    folders = [path for path in present if path.name[0] != "." and path.is_dir()]
    candidates = [*present, *(path for inner in folders for path in sorted(inner.iterdir()))]
    for path in candidates:
        name = path.relative_to(folder).as_posix()
        is_yaml = path.suffix.lower() in {".yaml", ".yml"} and path.name[0] != "."
        if is_yaml and name not in files:
            files[name] = SourceFile(name)
            files[name].report(
                "",
                "Nothing reads this file.",
                f"Its name has to end in .yaml, in one of: {', '.join(_READ_FOLDERS)}.",
            )
