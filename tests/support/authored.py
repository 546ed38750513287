"""Random sources with everything that an author can write, at every label."""

from __future__ import annotations

import dataclasses
import datetime
from enum import StrEnum
from typing import Any, Literal, get_args, get_origin

import msgspec
from hypothesis import strategies as st

from advisor.authoring.shape import EMPTY_LIST, KEY_FIELDS, plain_type
from advisor.catalogue.access import Access, FactDefinition, Route
from advisor.catalogue.entry import Citation, Entry, Head, Kind, Portion, Source
from advisor.catalogue.entry_source import AuthoredEntry
from advisor.catalogue.parts import ORDER, parts_of
from advisor.catalogue.quoting import CONTROL
from advisor.catalogue.release import ProtectedTerms, Release, Synonyms, Threat
from advisor.catalogue.rule_case import RuleCase
from advisor.catalogue.source import CatalogueSource, Listed
from advisor.catalogue.yaml_source import SourceFile
from advisor.clearance import OFFICIAL, Label, by_height
from tests.support.sealed import LABELS

#: Texts that a spreadsheet or YAML would like to take for something else.
TRICKY = (
    *("=1+1", "+1", "-1", "@x", "'=x", "yes", "no", "true", "null", "~", "1.0", "0370 496", "1e3"),
    *("2026-11-23", EMPTY_LIST, "_x005F_x000A_", "a: b", "# x", "- x", "{a: b}", "&a"),
    *("*a", "!!python", "a, b; c", "“x”", "naïve", "𝄞", "\ufffe", "x\uffff", "a\u2028b", "\ufeff"),
    "<r>x</r>",
)
TEXTS = (
    (st.sampled_from(TRICKY) | st.text(st.characters(exclude_categories=["Cs"]), max_size=30))
    .map(lambda text: " ".join(CONTROL.sub("", text).split()))
    .filter(bool)
)
SLUGS = st.from_regex(r"[a-z0-9]{1,6}(-[a-z0-9]{1,6}){0,2}", fullmatch=True)
NAMES = st.from_regex(r"[a-z][a-z0-9]{0,6}(_[a-z0-9]{1,6}){0,1}", fullmatch=True)
DAYS = st.dates(datetime.date(1900, 1, 1))
NUMBERS = st.integers(-999, 99_999)
ATOMS = st.one_of(
    st.fixed_dictionaries({"fact": NAMES, "is": st.booleans() | SLUGS}),
    st.fixed_dictionaries({"fact": NAMES, "in": st.lists(TEXTS, min_size=1, max_size=3)}),
    st.fixed_dictionaries({"fact": NAMES, "at_least": NUMBERS}),
    st.fixed_dictionaries({"fact": NAMES, "before": DAYS.map(datetime.date.isoformat)}),
)
CONDITIONS = st.recursive(
    ATOMS,
    lambda inner: st.one_of(
        st.fixed_dictionaries({"all": st.lists(inner, min_size=1, max_size=3)}),
        st.fixed_dictionaries({"any": st.lists(inner, min_size=1, max_size=3)}),
        st.fixed_dictionaries({"not": inner}),
    ),
    max_leaves=4,
)
FACTS = st.dictionaries(NAMES, st.booleans() | NUMBERS | SLUGS, max_size=3)


def values(kind: Any, field: str = "") -> st.SearchStrategy[Any]:
    """Return values of a field's type."""
    kind = plain_type(kind)
    if kind is dict:
        return FACTS if field == "facts" else CONDITIONS
    if get_origin(kind) is Literal:
        return st.sampled_from(get_args(kind))
    if get_origin(kind) is tuple:
        return _tuples(get_args(kind), field)
    if isinstance(kind, type) and issubclass(kind, StrEnum):
        return st.sampled_from(kind)
    if isinstance(kind, type) and issubclass(kind, msgspec.Struct):
        return records(kind)
    return {str: TEXTS, int: NUMBERS, bool: st.booleans(), datetime.date: DAYS}[kind]


def _tuples(inner: tuple[Any, ...], field: str) -> st.SearchStrategy[tuple[Any, ...]]:
    if inner == (int, int):
        return st.tuples(NUMBERS, NUMBERS)
    if inner[0] is Route:
        routes = st.lists(records(Route), min_size=1, max_size=2, unique_by=lambda one: one.id)
        return routes.map(tuple)
    is_keys = field in KEY_FIELDS and inner[0] is str
    item = SLUGS | st.just("role:rocc") if is_keys else values(inner[0])
    return st.lists(item, max_size=3).map(tuple)


def records(record: type[msgspec.Struct], **fixed: Any) -> st.SearchStrategy[Any]:
    """Return records; fields that are ids are slugs."""
    found: dict[str, st.SearchStrategy[Any]] = {}
    for one in msgspec.structs.fields(record):
        if one.name in fixed:
            found[one.name] = fixed[one.name]
        elif one.name in {"id", "key"}:
            found[one.name] = SLUGS
        elif record is FactDefinition and one.name == "name":
            found[one.name] = NAMES
        else:
            strategy = values(one.type, one.name)
            is_optional = type(None) in get_args(one.type)
            found[one.name] = st.none() | strategy if is_optional else strategy
    return st.builds(record, **found)


@st.composite
def labelled(draw: st.DrawFn, least: Label = OFFICIAL) -> Label:
    return draw(st.sampled_from([label for label in LABELS if label.dominates(least)]))


@st.composite
def authored(draw: st.DrawFn, entry_id: str) -> AuthoredEntry:
    kind = draw(st.sampled_from(Kind))
    head = draw(records(Head, id=st.just(entry_id), kind=st.just(kind)))
    label = draw(labelled())
    portions: list[Portion] = []
    for part in draw(st.lists(st.sampled_from(parts_of(kind)), max_size=4, unique=True)):
        strategy = records(Access) if part.type is Access else values(part.type, part.name)
        for marked in draw(st.lists(labelled(label), min_size=1, max_size=2, unique=True)):
            portions.append(Portion(part.name, marked, draw(strategy)))
    portions.sort(key=lambda p: (ORDER[p.part], p.label != label, by_height(p.label)))
    cited = draw(st.lists(st.tuples(records(Citation), labelled(label)), max_size=3))
    cited.sort(key=lambda pair: by_height(pair[1]))
    entry = Entry(head, label, tuple(portions), tuple(citation for citation, _ in cited))
    paths = tuple(portion.part for portion in portions)
    labels = tuple(marked for _, marked in cited)
    return AuthoredEntry(entry, SourceFile(entry_id), paths, labels)


def _listed(draw: st.DrawFn, record: type[msgspec.Struct], names: tuple[str, ...]) -> list[Listed]:
    """Return items of a list, in files of these names, in their order."""
    key = {Source: "key", Threat: "key", FactDefinition: "name"}.get(record)
    unique = (lambda one: getattr(one, key)) if key else None
    items = draw(st.lists(records(record), max_size=3, unique_by=unique))
    placed = sorted(draw(st.sampled_from(names)) for _ in items)
    placed.sort(key=lambda name: ("/" in name, name))
    counts: dict[str, int] = {}
    found = []
    for item, name in zip(items, placed, strict=True):
        place = counts[name] = counts.get(name, -1) + 1
        found.append(Listed(item, draw(labelled()), SourceFile(name), f"[{place}]"))
    return found


@st.composite
def sources(draw: st.DrawFn, *, with_themes: bool = True) -> CatalogueSource:
    """Return sources that could be read, whatever the checks would say of them.

    Args:
        draw: Given by the library.
        with_themes: Whether facts stand in files of their own too, and there are test cases and
            terms to protect.
    """
    facts = ("facts.yaml", "facts/a.yaml", "facts/b-c.yaml") if with_themes else ("facts.yaml",)
    lists = {
        "sources.yaml": _listed(draw, Source, ("sources.yaml",)),
        "threats.yaml": _listed(draw, Threat, ("threats.yaml",)),
        "facts.yaml": _listed(draw, FactDefinition, facts),
        "thesaurus.yaml": _listed(draw, Synonyms, ("thesaurus.yaml",)),
    }
    cases = _listed(draw, RuleCase, ("cases/a.yaml", "cases/b.yaml")) if with_themes else []
    protected = _listed(draw, ProtectedTerms, ("protected.yaml",)) if with_themes else []
    ids = draw(st.lists(SLUGS, unique=True, max_size=3))
    items = {name: tuple(one.item for one in found) for name, found in lists.items()}
    lists["protected.yaml"] = protected
    return CatalogueSource(
        draw(records(Release)),
        sources=items["sources.yaml"],
        threats=items["threats.yaml"],
        facts=items["facts.yaml"],
        thesaurus=items["thesaurus.yaml"],
        entries=tuple(draw(authored(entry_id)) for entry_id in ids),
        files={},
        labels={name: tuple(one.label for one in found) for name, found in lists.items()},
        places={
            name: tuple((one.file, one.path) for one in found) for name, found in lists.items()
        },
        cases=tuple(cases),
        protected=tuple(one.item for one in protected),
    )


def content(source: CatalogueSource) -> dict[str, Any]:
    """Return all that sources say, with labels, without where it stands."""
    return {
        "release": source.release,
        "entries": {
            one.entry.id: (dataclasses.replace(one.entry, sources_label=OFFICIAL), one.cited)
            for one in source.entries
        },
        "lists": {
            name: [(one.item, one.label, one.file.name) for one in source.listed(name)]
            for name in (
                *("sources.yaml", "threats.yaml", "facts.yaml", "thesaurus.yaml"),
                "protected.yaml",
            )
        },
        "cases": [(one.item, one.label, one.file.name) for one in source.cases],
    }
