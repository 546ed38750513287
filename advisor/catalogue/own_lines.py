"""The lines of an entry that are its own words: what a site can correct, and what it stands on.

Names of other entries, whom to ring and the sources are not among them: they are somebody
else's words, and depend on who reads.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Final

from advisor.catalogue.access import Access, Requirement
from advisor.catalogue.entry import Entry, Organisation, Urgent
from advisor.catalogue.parts import PARTS, SITE_PARTS
from advisor.catalogue.record import Record
from advisor.catalogue.wording import labelled_lines
from advisor.clearance import Label

#: Parts that hold ids of other entries.
LINKING: Final = frozenset({"used", "alternatives", "related"})
_NOT_OWN: Final = LINKING | SITE_PARTS | {"contacts", "organisation"}


class OwnLine(Record, frozen=True, order=True):
    """One line of an entry, in its own words.

    Attributes:
        part: The part of the entry, such as ``limits``.
        heading: What stands above or before it.
        text: What it says.
    """

    part: str
    heading: str
    text: str


def own_lines(entry: Entry, within: Label) -> tuple[OwnLine, ...]:
    """Return an entry's own lines, each once, from the top of its page to the end.

    Args:
        entry: The entry, as far as somebody may see it.
        within: No line that this does not dominate is among them, so that whoever sees more
            gets the same.
    """
    return tuple(dict.fromkeys(_lines(entry, within)))


def _lines(entry: Entry, within: Label) -> Iterator[OwnLine]:
    head = entry.head
    if within.dominates(entry.label):
        yield OwnLine("title", "Name", head.title)
        yield OwnLine("summary", "Summary", head.summary)
        yield from (OwnLine("aliases", "Also called", alias) for alias in head.aliases)
        if head.owner:
            yield OwnLine("owner", "Who runs it", head.owner)
    for portion in entry.portions:
        if portion.part not in _NOT_OWN and within.dominates(portion.label.join(entry.label)):
            heading = PARTS[portion.part].heading
            for before, text in portion_texts(portion.value):
                if text:
                    yield OwnLine(portion.part, before or heading, text)


def portion_texts(value: Any) -> Iterator[tuple[str, str]]:
    """Yield the texts of a portion that are its own, each with what stands before it."""
    match value:
        case Access():
            yield from _rule_texts(value)
        case Urgent():
            yield from (("", text) for text in (value.text, value.detail, value.note or ""))
        case Organisation():
            return
        case _:
            yield from _carry_on(labelled_lines(value))


def _carry_on(lines: Iterator[tuple[str, str]]) -> Iterator[tuple[str, str]]:
    """Give lines without a label the one above them, as the page does."""
    above = ""
    for label, text in lines:
        above = label or above
        yield above, text


def _rule_texts(access: Access) -> Iterator[tuple[str, str]]:
    yield from _requirement_texts(access.requirements)
    for route in access.routes:
        yield "How to get it", route.title
        yield from _requirement_texts(route.requirements)
        yield from (("Obtain first", item.text) for item in route.prerequisites)
        yield from (("Step", " ".join(_say_step(step))) for step in route.steps)
    yield "Note", access.note or ""


def _say_step(step: Any) -> Iterator[str]:
    yield f"{step.text.rstrip('.')}."
    if step.detail:
        yield step.detail


def _requirement_texts(requirements: tuple[Requirement, ...]) -> Iterator[tuple[str, str]]:
    for requirement in requirements:
        yield "Condition", requirement.text
        yield "If it does not hold", requirement.otherwise
