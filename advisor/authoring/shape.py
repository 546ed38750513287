"""Which sheets a workbook has, and what stands in their columns.

Everything is worked out from the records that the sources are made of, so that a field
that is added there is a column here. ``docs/formats/workbook.md`` is the shape as its
authors read it.

 * Entries have a sheet a kind, a row an entry. A part that is a text, a list of lines or
   one record stands in columns of that row; a list stands in one cell, a line an item.
 * Whatever there are several of, with fields of their own, stands on a sheet of its own,
   with the entry that it belongs to, its label and its order: routes, steps, citations.
 * A simple part above the label of its entry stands on the sheet of portions.
"""

from __future__ import annotations

import types
from collections.abc import Iterator
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cache
from typing import Any, Final, Literal, Union, get_args, get_origin

import msgspec

from advisor.catalogue.access import (
    Access,
    Choice,
    Derivation,
    FactDefinition,
    Prerequisite,
    Requirement,
    Route,
    Step,
)
from advisor.catalogue.entry import (
    Channel,
    Citation,
    Discrepancy,
    GridRow,
    Head,
    Kind,
    LawLink,
    Row,
    Source,
)
from advisor.catalogue.field_words import field_words
from advisor.catalogue.parts import PARTS, Part, parts_of
from advisor.catalogue.release import ProtectedTerms, Release, Synonyms, Threat
from advisor.catalogue.rule_case import Expectation, RuleCase
from advisor.catalogue.source import FOLDERS

#: Stands in a cell for a list that is there and has nothing in it.
EMPTY_LIST: Final = "[]"
#: Fields whose items are ids or keys; commas part them as well as lines do.
KEY_FIELDS: Final = frozenset(
    {
        *("alternatives", "asks", "because", "contacts", "forces"),
        *("prerequisites", "related", "sources", "threats", "used"),
    }
)

#: The column that says which entry a row belongs to.
OWNER: Final = "belongs_to"

READ_ME: Final = "read me"
RELEASE: Final = "release"
REQUIREMENTS: Final = "requirements"
ROUTES: Final = "routes"
PREREQUISITES: Final = "prerequisites"
STEPS: Final = "steps"
CHANNELS: Final = "channels"
CITATIONS: Final = "citations"
PORTIONS: Final = "portions"
CHOICES: Final = "choices"
DERIVED: Final = "derived"
CASES: Final = "cases"

#: Parts that are lists of records, each on a sheet of its own.
LISTED_PARTS: Final[dict[str, type[msgspec.Struct]]] = {
    "steps": Step,
    "rows": Row,
    "law": LawLink,
    "discrepancies": Discrepancy,
    "grid": GridRow,
}
#: The lists beside the entries: sheet, and the records on it.
LISTS: Final[dict[str, type[msgspec.Struct]]] = {
    "sources": Source,
    "threats": Threat,
    "facts": FactDefinition,
    "thesaurus": Synonyms,
    "protected": ProtectedTerms,
}

_LABEL_NOTE = "What a reader must hold, such as SECRET/ALDER. Empty for the entry's own label."
_ORDER_NOTE = "Its place among those of the same entry. Low comes first."


@dataclass(frozen=True)
class Column:
    """One column of a sheet.

    Attributes:
        name: What stands in its header; a point parts a part from its field.
        note: What an author is told of it.
        type: The type of the value, without ``None``.
        is_explicit: Whether an empty list is told apart from nothing.
        is_list: Whether several things stand in one cell.
        field: The field's name without the part that it is of.
    """

    name: str
    note: str
    type: Any = str
    is_explicit: bool = False
    is_list: bool = field(init=False, compare=False)
    field: str = field(init=False, compare=False)

    def __post_init__(self) -> None:
        # Worked out once: every cell asks for them.
        object.__setattr__(self, "is_list", get_origin(self.type) is tuple)
        object.__setattr__(self, "field", self.name.rpartition(".")[2])

    @property
    def choices(self) -> tuple[str, ...]:
        """What may stand in it; anything, where empty."""
        if get_origin(self.type) is Literal:
            return tuple(map(str, get_args(self.type)))
        if isinstance(self.type, type) and issubclass(self.type, StrEnum):
            return tuple(str(choice) for choice in self.type)
        return ("yes", "no") if self.type is bool else ()


@dataclass(frozen=True)
class Sheet:
    """One sheet of a workbook.

    Attributes:
        name: Its name.
        about: What stands on it, in a sentence.
        columns: Its columns.
    """

    name: str
    about: str
    columns: tuple[Column, ...]


def plain_type(annotation: Any) -> Any:
    """Return a field's type without ``None``; a condition is a ``dict``."""
    if get_origin(annotation) in (Union, types.UnionType):
        annotation = next(one for one in get_args(annotation) if one is not type(None))
    return dict if get_origin(annotation) is dict else annotation


def is_record(kind: Any) -> bool:
    """Say whether a type is a record."""
    return isinstance(kind, type) and issubclass(kind, msgspec.Struct)


def is_listed(kind: Any) -> bool:
    """Say whether a type is a list of records, which stands on a sheet of its own."""
    return get_origin(kind) is tuple and is_record(get_args(kind)[0])


@cache
def columns_of(record: type[msgspec.Struct], prefix: str = "") -> tuple[Column, ...]:
    """Return a column for each field of a record that stands in one cell."""
    return tuple(
        Column(
            f"{prefix}{field.name}",
            field_words(record, field.name).note,
            kind,
            is_explicit=field.required or field.default is None,
        )
        for field in msgspec.structs.fields(record)
        if not is_listed(kind := plain_type(field.type)) and not is_record(kind)
    )


def part_columns(part: Part) -> tuple[Column, ...]:
    """Return the columns that a part has on the sheet of its entries."""
    return _part_columns(part.name)


@cache  # by its name: to hash a part takes longer than to read a row
def _part_columns(name: str) -> tuple[Column, ...]:
    part = PARTS[name]
    if part.type is Access:
        return columns_of(Access, f"{part.name}.")
    if is_record(part.type):
        return columns_of(part.type, f"{part.name}.")
    if is_listed(part.type):
        return ()
    how = "One a line." if get_origin(part.type) is tuple else "In short sentences."
    return (Column(part.name, f"{part.heading}. {how}", part.type, is_explicit=True),)


def entry_sheet(kind: Kind) -> Sheet:
    """Return the sheet of the entries of a kind."""
    folder = next(name for name, each in FOLDERS.items() if each is kind)
    head = [column for column in columns_of(Head) if column.name != "kind"]
    label = Column("label", "What a reader must hold to know of it. Empty for OFFICIAL.")
    columns = (*head[:3], label, *head[3:], *(c for p in parts_of(kind) for c in part_columns(p)))
    return Sheet(folder, f"One row for each entry of the kind “{kind}”.", columns)


def _below(name: str, about: str, record: type[msgspec.Struct], *more: Column) -> Sheet:
    """Return a sheet of what belongs to entries."""
    fixed = (
        Column(OWNER, "The id of the entry that it belongs to."),
        Column("label", _LABEL_NOTE),
        *more,
        Column("order", _ORDER_NOTE),
    )
    return Sheet(name, about, (*fixed, *columns_of(record)))


def _every() -> Iterator[Sheet]:
    yield Sheet(RELEASE, "What the catalogue is called: one row.", columns_of(Release))
    yield from (entry_sheet(kind) for kind in Kind)
    route = Column("route", "The id of the route. Empty where it holds whatever the route.")
    of_route = Column("route", "The id of the route.")
    of_step = Column("route", "The id of the route. Empty for the steps of a procedure.")
    yield _below(REQUIREMENTS, "What must hold for a capability.", Requirement, route)
    yield _below(ROUTES, "The ways to a capability, best first.", Route)
    yield _below(PREREQUISITES, "What to obtain first on a route.", Prerequisite, of_route)
    yield _below(STEPS, "What to do, on a route or in a procedure.", Step, of_step)
    yield _below("rows", "Rows of small tables.", Row)
    yield _below("law", "Law that applies.", LawLink)
    yield _below("discrepancies", "Where sources disagree.", Discrepancy)
    yield _below("grid", "Who does what: one row for each tier.", GridRow)
    yield _below(CHANNELS, "Ways to reach a contact.", Channel)
    yield _below(CITATIONS, "What each source says about an entry.", Citation)
    yield Sheet(
        PORTIONS,
        "Parts of entries that are marked above their entry; and lists with nothing in them.",
        (
            Column(OWNER, "The id of the entry."),
            Column("label", "What a reader must hold to see it."),
            Column("part", "The part, as a column of the entry's own sheet is called."),
            Column("field", "Which field of it. Empty where the part is a text or lines."),
            Column("value", "What it says, as it would stand in that column."),
        ),
    )
    yield from _lists()


def _lists() -> Iterator[Sheet]:
    label = Column("label", "What a reader must hold to know of it. Empty for OFFICIAL.")
    theme = Column("theme", "The file of facts/ or cases/ that it stands in. Empty for facts.yaml.")
    fact = Column("fact", "The name of the fact.")
    order = Column("order", "Its place among those of the same fact. Low comes first.")
    for name, record in LISTS.items():
        more = (theme,) if record is FactDefinition else ()
        yield Sheet(name, f"The list of {name}.", (*columns_of(record), label, *more))
    yield Sheet(CHOICES, "The answers of a choice.", (fact, order, *columns_of(Choice)))
    yield Sheet(DERIVED, "How facts are worked out.", (fact, order, *columns_of(Derivation)))
    expected = columns_of(Expectation, "expect.")
    cases = (*columns_of(RuleCase), *expected, label, theme)
    yield Sheet(CASES, "Test cases of the rules.", cases)


#: Every sheet by its name, in the order of the workbook.
SHEETS: Final[dict[str, Sheet]] = {sheet.name: sheet for sheet in _every()}

#: The parts that may stand on the sheet of portions, by name.
SIMPLE_PARTS: Final = {part.name: part for part in PARTS.values() if not is_listed(part.type)}
