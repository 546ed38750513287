"""Notes, corrections and words as a CSV file, to be written in a spreadsheet and read back."""

from __future__ import annotations

import datetime
from collections.abc import Iterable
from pathlib import Path
from typing import Final

import msgspec

from advisor.additions.addition import (
    MARK_BETWEEN,
    Addition,
    Correction,
    Note,
    WordGroup,
    find_addition_mistakes,
    new_addition_id,
    split_words,
)
from advisor.additions.words import KnownWords, find_word_mistakes
from advisor.catalogue.csv_table import clean, read_table, write_table
from advisor.catalogue.local import Mistake
from advisor.catalogue.own_lines import OwnLine
from advisor.catalogue.problem import Problem, SourceErrors
from advisor.catalogue.quoting import quoted
from advisor.clearance import Label

COLUMNS: Final = (
    "type", "id", "entry", "part", "heading", "was",
    "text", "why", "by", "added_on", "review_on", "label", "says", "means",
)  # fmt: skip
_NEEDED: Final = ("type", "by")
_DAYS: Final = ("added_on", "review_on")


def additions_to_csv(additions: Iterable[tuple[Addition, Label]]) -> bytes:
    """Return additions as a CSV file; cells that a spreadsheet would run are disarmed.

    Args:
        additions: Each addition with its label.
    """
    return write_table(COLUMNS, (_to_row(addition, label) for addition, label in additions))


def _to_row(addition: Addition, label: Label) -> list[object]:
    if isinstance(addition, WordGroup):
        sides = [f"{MARK_BETWEEN} ".join(side) for side in (addition.says, addition.means)]
        days = [addition.added_on, addition.review_on]
        return ["words", addition.id, *[""] * 6, addition.by, *days, label, *sides]
    is_correction = isinstance(addition, Correction)
    line = addition.line if isinstance(addition, Correction) else OwnLine("", "", "")
    return [
        "correction" if is_correction else "note",
        addition.id,
        addition.entry,
        line.part,
        line.heading,
        line.text,
        addition.text,
        addition.why if isinstance(addition, Correction) else "",
        addition.by,
        addition.added_on,
        addition.review_on,
        label,
        "",
        "",
    ]


def read_additions(
    path: Path, today: datetime.date, known: KnownWords | None = None
) -> tuple[tuple[Addition, Label], ...]:
    """Read notes, corrections and words from a CSV file.

    Args:
        path: The file.
        today: The day, for those that do not say when they were added.
        known: What the thesaurus says already, which no row may say again; no matter, if ``None``.

    Raises:
        SourceErrors: Rows have problems; all of them are named.
        AdvisorError: The file cannot be read.
    """
    problems: list[Problem] = []
    sound: dict[str, tuple[Addition, Label]] = {}
    for line, cells in read_table(path, COLUMNS, _NEEDED, "additions"):
        found, mistakes = _read_row({name: clean(text) for name, text in cells.items()}, today)
        if found is not None and found[0].id in sound:
            mistakes.append(("id", "Another row has the same id.", "Leave it empty for a new one."))
        if found is not None and known is not None:
            mistakes += _find_repeated(*found, known)
        if found is not None:
            sound.setdefault(found[0].id, found)
        problems += [Problem(path.name, line, *mistake) for mistake in mistakes]
    if problems:
        raise SourceErrors(problems, f"“{path.name}”")
    return tuple(sound.values())


def _find_repeated(addition: Addition, label: Label, known: KnownWords) -> list[Mistake]:
    if not isinstance(addition, WordGroup):
        return []
    mistakes = known.find_mistakes(addition, label)
    known.add(addition, label)
    return mistakes


def _read_row(
    cells: dict[str, str], today: datetime.date
) -> tuple[tuple[Addition, Label] | None, list[Mistake]]:
    mistakes: list[Mistake] = []
    if cells.pop("", ""):
        remedy = "Put text that holds a comma in quotes."
        mistakes.append(("", "There are more cells than columns.", remedy))
    days, wrong = _read_days(cells)
    mistakes += wrong
    label, wrong = _read_label(cells.get("label", ""))
    mistakes += wrong
    addition, wrong = _to_addition(cells, {"added_on": today, **days})
    mistakes += wrong
    if addition is None or label is None:
        return None, mistakes
    mistakes += find_addition_mistakes(addition)
    if isinstance(addition, WordGroup):
        mistakes += find_word_mistakes(addition)
    return (addition, label), mistakes


def _read_days(cells: dict[str, str]) -> tuple[dict[str, datetime.date], list[Mistake]]:
    days: dict[str, datetime.date] = {}
    mistakes: list[Mistake] = []
    for name in _DAYS:
        text = cells.get(name, "")
        try:
            if text:
                days[name] = datetime.date.fromisoformat(text)
        except ValueError:
            mistakes.append((name, f"{quoted(text)} is not a day.", "Write it as 2026-11-23."))
    return days, mistakes


def _read_label(text: str) -> tuple[Label | None, list[Mistake]]:
    try:
        return (Label.parse(text) if text else Label()), []
    except ValueError:
        remedy = "Write it as OFFICIAL or SECRET/ALDER."
        return None, [("label", f"{quoted(text)} is not a marking.", remedy)]


def _to_addition(
    cells: dict[str, str], days: dict[str, datetime.date]
) -> tuple[Addition | None, list[Mistake]]:
    known: dict[str, object] = {
        "id": cells.get("id", "") or new_addition_id(),
        "by": cells["by"],
        **{name: day.isoformat() for name, day in days.items()},
    }
    about = {name: cells.get(name, "") for name in ("entry", "text")}
    match cells["type"]:
        case "words":
            kind: type[Addition] = WordGroup
            known |= {side: split_words(cells.get(side, "")) for side in ("says", "means")}
        case "note":
            kind = Note
            known |= about
        case "correction":
            kind = Correction
            known |= about
            known["why"] = cells.get("why", "")
            names = {"part": "part", "heading": "heading", "text": "was"}
            known["line"] = {name: cells.get(column, "") for name, column in names.items()}
        case other:
            reason = f"{quoted(other)} is no type of addition."
            return None, [("type", reason, "Write “note”, “correction” or “words”.")]
    try:
        return msgspec.convert(known, kind), []
    except msgspec.ValidationError as error:
        field = "id" if "$.id" in str(error) else "entry"
        remedy = "Leave it empty for a new one." if field == "id" else "Give the id of the entry."
        return None, [(field, f"{quoted(str(known[field]))} is not an id.", remedy)]
