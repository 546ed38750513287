"""How complete, sure, fresh and readable a catalogue's sources are, for its owner.

It covers what is OFFICIAL and nothing else, so that it can be handed round.
"""

from __future__ import annotations

import datetime
import html
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from advisor.catalogue.entry import Entry, Kind, Portion
from advisor.catalogue.parts import PARTS, parts_of
from advisor.catalogue.proofreading import is_prose, prose, reading_grade
from advisor.catalogue.source import CatalogueSource
from advisor.catalogue.wording import say_date
from advisor.clearance import OFFICIAL

_ACRONYM = re.compile(r"\b[A-Za-z]*[A-Z][A-Za-z0-9&]*[A-Z][A-Za-z0-9]*\b")


@dataclass(frozen=True)
class Table:
    """One table of the report.

    Attributes:
        title: What it shows.
        columns: What stands in each column.
        rows: Its rows, a text for each column.
        nothing: What to say where it has no rows.
    """

    title: str
    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    nothing: str


def report_tables(source: CatalogueSource, on: datetime.date) -> tuple[Table, ...]:
    """Return the tables of a report.

    Args:
        source: What was read; it need not be without mistakes.
        on: The day from which reviews are counted.
    """
    entries = [authored.entry for authored in source.entries if authored.entry.label == OFFICIAL]
    entries.sort(key=lambda entry: (list(Kind).index(entry.head.kind), entry.id))
    tables = (
        _confidence(entries),
        _overdue(entries, on),
        _unconfirmed(entries),
        _unreachable(entries),
        _coverage(entries),
        _reading(entries),
    )
    return (*tables, _explained(entries, tables))


def _confidence(entries: Sequence[Entry]) -> Table:
    grades = ("high", "medium", "low")
    counts = Counter[tuple[Kind, str]]((entry.head.kind, entry.head.sure) for entry in entries)
    kinds = [kind for kind in Kind if any((kind, grade) in counts for grade in grades)]
    rows = [(kind.value, *(str(counts[kind, grade]) for grade in grades)) for kind in kinds]
    return Table("How sure", ("Kind", *grades), tuple(rows), "There is no entry.")


def _overdue(entries: Sequence[Entry], on: datetime.date) -> Table:
    late = sorted(
        (entry.head.review_on, entry.id) for entry in entries if entry.head.review_on < on
    )
    rows = tuple((entry_id, say_date(day)) for day, entry_id in late)
    return Table(
        f"Reviews overdue on {say_date(on)}", ("Entry", "Was due"), rows, "No review is overdue."
    )


def _unconfirmed(entries: Sequence[Entry]) -> Table:
    rows = tuple(
        (entry.id, line)
        for entry in entries
        for portion in _readable(entry)
        if portion.part == "unconfirmed"
        for line in portion.value
    )
    return Table("Not confirmed", ("Entry", "What to check"), rows, "Nothing is open.")


def _unreachable(entries: Sequence[Entry]) -> Table:
    rows = tuple(
        (entry.id, entry.head.title)
        for entry in entries
        for portion in _readable(entry)
        if portion.part == "contact" and not portion.value.published
    )
    return Table(
        "Contacts for the site to add", ("Contact", "Who"), rows, "Every contact has a way in."
    )


def _coverage(entries: Sequence[Entry]) -> Table:
    rows = []
    for kind in Kind:
        of_kind = [entry for entry in entries if entry.head.kind is kind]
        for part in parts_of(kind) if of_kind else ():
            has = sum(any(p.part == part.name for p in _readable(entry)) for entry in of_kind)
            if has or kind in part.required:
                rows.append((f"{kind.value}, {part.heading}", f"{has} of {len(of_kind)}"))
    return Table("Coverage", ("Part", "Entries"), tuple(rows), "There is no entry.")


def _reading(entries: Sequence[Entry]) -> Table:
    texts: dict[str, list[str]] = {"Summary": [entry.head.summary for entry in entries]}
    for entry in entries:
        for portion in filter(is_prose, _readable(entry)):
            texts.setdefault(PARTS[portion.part].heading, []).extend(prose(portion.value))
    graded = sorted(((reading_grade(found), name) for name, found in texts.items()), reverse=True)
    rows = tuple((name, f"{grade:.1f}") for grade, name in graded if grade)
    return Table("Years of school to read it", ("Field", "Grade"), rows, "There is no text.")


def _explained(entries: Sequence[Entry], tables: Sequence[Table]) -> Table:
    """Say what the letters in the other tables stand for, as far as the catalogue does."""
    used = {
        word for table in tables for row in table.rows for cell in row for word in _letters(cell)
    }
    meant = sorted(
        (name, f"{entry.head.title}. {entry.head.summary}")
        for entry in entries
        for name in dict.fromkeys((entry.head.title, *entry.head.aliases))
        if name in used
    )
    return Table("Letters in this report", ("Letters", "What"), tuple(meant), "There are none.")


def _letters(text: str) -> list[str]:
    """Return the acronyms in a text: words with two capitals at least."""
    return _ACRONYM.findall(text)


def _readable(entry: Entry) -> Iterator[Portion]:
    return (portion for portion in entry.portions if portion.label == OFFICIAL)


def to_html(tables: Sequence[Table], title: str) -> str:
    """Return the report as a page of its own: no script, no style sheet, nothing to load."""
    body = "\n".join(map(_table_html, tables))
    marking = f'<p class="marking">{OFFICIAL}</p>'
    name = html.escape(title)
    return (
        f'<!doctype html>\n<html lang="en"><head><meta charset="utf-8"><title>{name}</title>\n'
        f"<style>{_STYLE}</style></head><body>\n{marking}\n<h1>{name}</h1>\n{body}\n{marking}\n"
        "</body></html>\n"
    )


_STYLE = (
    "body{font-family:sans-serif;max-width:60rem;margin:auto;padding:1rem;line-height:1.5}"
    ".marking{text-align:center;font-weight:bold}"
    "table{border-collapse:collapse;width:100%}"
    "th,td{text-align:left;vertical-align:top;border-bottom:1px solid;padding:.25rem .5rem}"
)


def _table_html(table: Table) -> str:
    heading = f"<h2>{html.escape(table.title)}</h2>"
    if not table.rows:
        return f"{heading}\n<p>{html.escape(table.nothing)}</p>"
    head = "".join(f'<th scope="col">{html.escape(column)}</th>' for column in table.columns)
    rows = "\n".join(
        "<tr>" + "".join(f"<td>{html.escape(cell)}</td>" for cell in row) + "</tr>"
        for row in table.rows
    )
    return f"{heading}\n<table><thead><tr>{head}</tr></thead><tbody>\n{rows}\n</tbody></table>"
