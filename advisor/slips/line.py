"""The lines of an entry, as its reader sees them, each with what it is called by.

Rules that this module keeps:
 * A line is what stands in one place on the entry's page: a sentence, a requirement, a step,
   somebody to ring, a source. Nothing that the page does not show is one.
 * Its label is that of the portion it stands in, and of what it names.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Final

from advisor.catalogue.directory import Contact
from advisor.catalogue.entry import Entry, Organisation, Portion
from advisor.catalogue.own_lines import LINKING, portion_texts
from advisor.catalogue.parts import PARTS, SITE_PARTS
from advisor.catalogue.quoting import quoted
from advisor.catalogue.wording import say_channel
from advisor.clearance import Label
from advisor.errors import UsageError
from advisor.session import Session

#: No line of a real entry is so long; a longer one is cut, wherever it is told apart or quoted.
MOST_OF_LINE: Final = 8000
_PLACES: Final = (
    ("region", "Region"),
    ("unit", "Unit"),
    ("also_region", "Also in"),
    ("host", "Hosted by"),
)


@dataclass(frozen=True)
class Line:
    """One line of an entry.

    Attributes:
        key: What it is called on the command line, such as ``limits-2``.
        part: The part of the entry, such as ``limits``.
        heading: What stands above or before it.
        text: What it says.
        label: What a reader must hold to see it.
    """

    key: str
    part: str
    heading: str
    text: str
    label: Label

    @property
    def identity(self) -> tuple[str, str, str]:
        """What tells it from every other line of its entry, and from itself once changed."""
        return self.part, self.heading, self.text


#: A line before it has its key: part, heading, text, label.
_Bare = tuple[str, str, str, Label]


def entry_lines(session: Session, entry: Entry) -> tuple[Line, ...]:
    """Return the lines of an entry that its reader sees, from the top of its page to the end."""
    found = list(dict.fromkeys(_lines(session, entry)))
    counts, so_far = Counter(bare[0] for bare in found), Counter[str]()
    lines = []
    for part, heading, text, label in found:
        so_far[part] += 1
        key = part if counts[part] == 1 else f"{part}-{so_far[part]}"
        lines.append(Line(key, part, heading, text[:MOST_OF_LINE], label))
    return tuple(lines)


def find_line(lines: tuple[Line, ...], key: str) -> Line:
    """Return the line of a key.

    Raises:
        UsageError: There is none for this reader.
    """
    for line in lines:
        if line.key == key:
            return line
    keys = ", ".join(line.key for line in lines)
    raise UsageError(f"This entry has no line {quoted(key)}.", hint=f"Its lines: {keys}.")


def _lines(session: Session, entry: Entry) -> Iterator[_Bare]:
    head = entry.head
    yield "title", "Name", head.title, entry.label
    yield "summary", "Summary", head.summary, entry.label
    for alias in head.aliases:
        yield "aliases", "Also called", alias, entry.label
    if head.owner:
        yield "owner", "Who runs it", head.owner, entry.label
    for portion in entry.portions:
        if portion.part not in SITE_PARTS:  # a slip is for whoever publishes
            yield from _portion_lines(session, portion)
    marking = entry.marking_of("contacts")
    for contact in session.contacts_of(entry):
        text = _say_contact(contact)
        yield "contacts", PARTS["contacts"].heading, text, contact.label.join(marking)
    for citation in entry.citations:
        source = session.catalogue.sources[citation.source]
        text = f"{source.title}, {source.publisher}: {citation.supports}"
        yield "sources", "Sources", text, entry.sources_label


def _portion_lines(session: Session, portion: Portion) -> Iterator[_Bare]:
    part, label, heading = portion.part, portion.label, PARTS[portion.part].heading
    if part in LINKING:
        yield from _link_lines(session, part, heading, portion.value, label)
        return
    for before, text in _texts(session, portion.value):
        if text:
            yield part, before or heading, text, label


def _texts(session: Session, value: Any) -> Iterator[tuple[str, str]]:
    """Yield the texts of a portion, each with what stands before it."""
    return _place_texts(session, value) if isinstance(value, Organisation) else portion_texts(value)


def _place_texts(session: Session, place: Organisation) -> Iterator[tuple[str, str]]:
    for field, heading in _PLACES:
        entry_id = getattr(place, field)
        if entry_id in session.catalogue:
            yield heading, session.catalogue.head(entry_id).title
    for entry_id in place.forces:
        if entry_id in session.catalogue:
            yield "Forces", session.catalogue.head(entry_id).title


def _link_lines(
    session: Session, part: str, heading: str, links: tuple[str, ...], label: Label
) -> Iterator[_Bare]:
    for link in links:
        if link in session.catalogue:
            marking = label.join(session.catalogue.label_of(link))
            yield part, heading, session.catalogue.head(link).title, marking


def _say_contact(contact: Contact) -> str:
    ways = "; ".join(say_channel(channel) for channel in contact.channels)
    local = " (local)" if contact.local else ""
    return f"{contact.name}{local}: {ways or 'not published'}"
