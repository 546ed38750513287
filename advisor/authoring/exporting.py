"""Sources, or what a session can read, as a workbook; and problems as one to send back."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from advisor.authoring.rows import to_rows
from advisor.authoring.shape import SHEETS, Column, Sheet
from advisor.authoring.xlsx_writing import Filled, to_xlsx
from advisor.catalogue.access import FactDefinition
from advisor.catalogue.catalogue import Catalogue
from advisor.catalogue.entry import Source
from advisor.catalogue.entry_source import AuthoredEntry
from advisor.catalogue.problem import Problem, Severity
from advisor.catalogue.progress import Progress, tell_nobody
from advisor.catalogue.release import Threat
from advisor.catalogue.source import CatalogueSource
from advisor.catalogue.yaml_source import SourceFile
from advisor.clearance import Label, highest

_ABOUT = (
    "This workbook holds the sources of a catalogue. Edit it in Excel or LibreOffice and save "
    "it as XLSX.",
    "Then check it: advisor catalogue check FILE.xlsx",
    "And make sources of it: advisor catalogue import FILE.xlsx --output FOLDER",
    "The notes in the first row of each sheet say what belongs into a column. Keep the names "
    "of sheets and columns. Columns and rows may stand in any order.",
    "Several things in one cell stand one a line: press Alt+Enter. Ids and keys may be parted "
    "by commas too. [] is a list that is there and has nothing in it.",
    "Write days as 2026-11-23. Every cell is a text. Type a value, no formula.",
    "“belongs_to” names the entry that a row is of. “order” says which row comes first. "
    "Without it, rows count as they stand.",
    "“label” is what a reader must hold, such as SECRET or SECRET/ALDER. Empty means the "
    "entry's own label. A part marked higher than its entry stands on the sheet “portions”, "
    "or on its own sheet with its label.",
    "Conditions about one fact: {fact: NAME, is: VALUE}, {fact: NAME, in: [VALUE, VALUE]}, "
    "{fact: NAME, at_least: 3}, {fact: NAME, at_most: 3}, {fact: NAME, before: 2026-06-03}, "
    "{fact: NAME, after: 2026-06-03}. A yes or no is true or false.",
    "Conditions together: {all: [CONDITION, CONDITION]}, {any: [CONDITION, CONDITION]}, {not: "
    "CONDITION}.",
)

_PROBLEMS = Sheet(
    "problems",
    "What is wrong, where, and what to do about it.",
    (
        Column("severity", "An error stops the import; a warning wants to be looked at.", Severity),
        Column("sheet", "The sheet, or the file."),
        Column("row", "The row, or the line."),
        Column("column", "The letters of the column."),
        Column("field", "What the column is called, or the path of the field."),
        Column("reason", "What is wrong."),
        Column("remedy", "What to do about it."),
    ),
)


@dataclass(frozen=True)
class Exported:
    """A workbook.

    Attributes:
        data: The file.
        marking: The highest marking of what is in it.
        entries: How many entries it holds.
    """

    data: bytes
    marking: Label
    entries: int


def export_sources(source: CatalogueSource, progress: Progress = tell_nobody) -> Exported:
    """Return sources as a workbook, with their labels.

    Args:
        source: Sources that could be read whole.
        progress: Told how far it has come. Raising from there stops it.

    Raises:
        TooLongForCellError: A text does not fit into a cell.
    """
    rows = to_rows(source, progress)
    marking = highest((*source.every_label(), *(case.label for case in source.cases)))
    title = source.release.title if source.release else ""
    filled = [Filled(SHEETS[name], found) for name, found in rows.items()]
    data = to_xlsx(filled, title=title, marking=str(marking), about=_ABOUT, progress=progress)
    return Exported(data, marking, len(source.entries))


def problems_workbook(problems: Iterable[Problem], of: str, marking: str) -> bytes:
    """Return a workbook of problems, to send back to whoever wrote the sources.

    Args:
        problems: The problems.
        of: What they are in.
        marking: What that is marked.
    """
    rows = [
        {
            "severity": one.severity,
            "sheet": one.file,
            "row": str(one.line or ""),
            "column": one.column,
            "field": one.field,
            "reason": one.reason,
            "remedy": one.remedy,
        }
        for one in problems
    ]
    return to_xlsx([Filled(_PROBLEMS, rows)], title=f"Problems in {of}", marking=marking)


def readable_source(catalogue: Catalogue) -> CatalogueSource:
    """Return what a session can read as sources; test cases are in no catalogue.

    Args:
        catalogue: What was opened.
    """
    lists = _Lists(catalogue)
    return CatalogueSource(
        release=catalogue.release,
        sources=lists.items("sources.yaml"),
        threats=lists.items("threats.yaml"),
        facts=lists.items("facts.yaml"),
        thesaurus=lists.items("thesaurus.yaml"),
        entries=tuple(_authored(catalogue, head.id) for head in catalogue.heads),
        files=lists.files,
        labels={name: tuple(label for _, label in found) for name, found in lists.found.items()},
        places={
            name: tuple((lists.files[name], f"[{place}]") for place in range(len(found)))
            for name, found in lists.found.items()
        },
    )


class _Lists:
    """The lists of a catalogue by the files that they would stand in."""

    def __init__(self, catalogue: Catalogue) -> None:
        self.found: dict[str, list[tuple[Any, Label]]] = {
            name: [] for name in ("sources.yaml", "threats.yaml", "facts.yaml", "thesaurus.yaml")
        }
        self.files = {name: SourceFile(name) for name in self.found}
        for item, label in catalogue.labelled_lists():
            self.found[_file_of(item)].append((item, label))

    def items(self, name: str) -> tuple[Any, ...]:
        """Return the items of a list."""
        return tuple(item for item, _ in self.found[name])


def _file_of(item: Any) -> str:
    match item:
        case Source():
            return "sources.yaml"
        case Threat():
            return "threats.yaml"
        case FactDefinition():
            return "facts.yaml"
        case _:
            return "thesaurus.yaml"


def _authored(catalogue: Catalogue, entry_id: str) -> AuthoredEntry:
    entry = catalogue.entry(entry_id)
    labels = tuple(label.join(entry.label) for _, label in catalogue.cited(entry_id))
    paths = tuple(portion.part for portion in entry.portions)
    return AuthoredEntry(entry, SourceFile(entry_id), paths, labels)
