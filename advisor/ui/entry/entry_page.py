"""One entry, whole: how to get it first, then the rest, then what it rests on."""

from __future__ import annotations

from collections.abc import Iterator

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from advisor.catalogue.entry import Entry, LawLink, Portion
from advisor.catalogue.freshness import say_entry_checked, today
from advisor.catalogue.parts import PARTS, SITE_PARTS
from advisor.catalogue.wording import KIND_NAMES, labelled_lines, say_date
from advisor.clearance import OFFICIAL, highest
from advisor.clearance import Label as Marking
from advisor.session import Session
from advisor.ui.contacts.contact_steps import contact_rows
from advisor.ui.entry.how_to_get_it import HowToGetIt
from advisor.ui.entry.portion_list import PortionList
from advisor.ui.entry.site_additions import make_additions
from advisor.ui.entry.source_words import CONFIDENCE, say_confidence, say_source_kind
from advisor.ui.explaining import HEADING, Words
from advisor.ui.theme import Type
from advisor.ui.visible_marking import card_marking, entry_marking
from advisor.ui.widgets.buttons import Button, Kind
from advisor.ui.widgets.chip import ChipRow
from advisor.ui.widgets.definition_list import DefinitionList
from advisor.ui.widgets.label import Label, Link, WrapLabel
from advisor.ui.widgets.portion_mark import PortionMark
from advisor.ui.widgets.scroll_page import ScrollPage
from advisor.ui.widgets.spacing import space

_ALIASES_SHOWN = 4
_LINKED = frozenset({"related", "alternatives", "used"})
_ON_CARD = frozenset({"access", "urgent", "steps"})
_APART = _ON_CARD | SITE_PARTS | {"organisation", "contacts"}


class EntryPage(ScrollPage):
    """Shows one entry.

    Signals:
        entry_wanted: The reader follows a link, to the entry of this id.
        check_wanted: The reader asks “Can I have this?”.
        rules_wanted: The reader wants the rules as a picture.
        source_wanted: The reader wants the source of this key.
        threat_wanted: The reader wants the capabilities for this threat area.
    """

    entry_wanted = Signal(str)
    check_wanted = Signal()
    rules_wanted = Signal()
    source_wanted = Signal(str)
    threat_wanted = Signal(str)

    def __init__(self, entry: Entry, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(entry.head.title)
        self._entry = entry
        self._session = session
        self._words = Words(session.glossary, {entry.id})
        self._column = QVBoxLayout(self.page)
        space(self._column, (28, 18, 16, 28), 16)
        self._add_head()
        self._definitions = self._make_list()
        self._add_site_additions()
        self._add_card()
        self._definitions = self._make_list()
        self._add_definitions()
        self._add_words()
        self._column.addWidget(self._definitions)
        self._column.addStretch(1)

    def offer_slip(self) -> Button:
        """Offer under the entry to say that something of it is wrong; return the button."""
        button = Button("Report a mistake…", Kind.LINK)
        place = self._column.count() - 1  # above what stretches
        self._column.insertWidget(place, button, 0, Qt.AlignmentFlag.AlignLeft)
        return button

    @property
    def _is_marked(self) -> bool:
        """Whether every portion shows its marking: where more than OFFICIAL is readable."""
        return self._session.clearance.label != OFFICIAL

    def _add_head(self) -> None:
        head, column = self._entry.head, QVBoxLayout()
        space(column, gap=8)
        words = QVBoxLayout()
        space(words, gap=2)
        line = QHBoxLayout()
        space(line, gap=8)
        owner = f" · {head.owner}" if head.owner else ""
        line.addWidget(Label(f"{KIND_NAMES[head.kind][0]}{owner}", Type.META, "muted"))
        line.addStretch(1)
        marking = entry_marking(self._session, self._entry)
        if self._is_marked:
            line.addWidget(Label("Highest portion shown", Type.META, "muted"))
        line.addWidget(PortionMark(str(marking), marking.classification.value))
        words.addLayout(line)
        words.addWidget(WrapLabel(head.title, Type.TITLE))
        summary = WrapLabel(self._say_summary())
        self._words.explain(summary, self._entry.label)
        words.addWidget(summary)
        column.addLayout(words)
        threats = [t for t in self._session.catalogue.threats if t.key in head.threats]
        if threats:
            chips = ChipRow()
            chips.show_chips([(threat.key, threat.title) for threat in threats])
            chips.chosen.connect(self.threat_wanted)
            column.addWidget(chips)
        self._column.addLayout(column)

    def _say_summary(self) -> str:
        head = self._entry.head
        if not head.aliases:
            return head.summary
        also = ", ".join(head.aliases[:_ALIASES_SHOWN])
        return f"{head.summary.rstrip('.')}. Also called {also}."

    def _make_list(self) -> DefinitionList | PortionList:
        return PortionList() if self._is_marked else DefinitionList()

    def _add_site_additions(self) -> None:
        """Show what the site adds first: it can hold otherwise than all that follows."""
        found = [portion for portion in self._entry.portions if portion.part in SITE_PARTS]
        for portion in found:
            heading = PARTS[portion.part].heading
            self._add(heading, make_additions(portion.value), portion.label)
        if found:
            self._column.addWidget(self._definitions)

    def _add_card(self) -> None:
        session = self._session
        if any(self._entry.find(part) is not None for part in _ON_CARD):
            card = HowToGetIt(self._entry, session)
            card.check_wanted.connect(self.check_wanted)
            card.rules_wanted.connect(self.rules_wanted)
            self._words.explain(card, card_marking(session, self._entry))
            self._column.addWidget(card)

    def _add_definitions(self) -> None:
        entry = self._entry
        for portion in entry.portions:
            if portion.part not in _APART:
                self._add_portion(portion)
        contacts = self._session.contacts_of(entry)
        if contacts:
            marking = highest(contact.label for contact in contacts)
            marking = marking.join(entry.marking_of("contacts"))
            self._add(PARTS["contacts"].heading, contact_rows(contacts), marking)
        for heading, link in self._organisation_links():
            self._add(heading, self._link_line(link), entry.marking_of("organisation"))
        self._add("Sources", self._make_sources(), entry.sources_label)
        self._add("How sure", WrapLabel(self._say_how_sure()), entry.label)

    def _add_words(self) -> None:
        """List the terms on the page, for whoever cannot point at them."""
        found = self._words.make_list()
        if found is not None:
            found.linkActivated.connect(self.entry_wanted)
            self._add(HEADING, found, self._words.label)

    def _add(self, heading: str, content: QWidget, marking: Marking) -> None:
        self._words.explain(content, marking)
        if isinstance(self._definitions, PortionList):
            self._definitions.add(heading, content, marking)
        else:
            self._definitions.add(heading, content)

    def _add_portion(self, portion: Portion) -> None:
        heading = PARTS[portion.part].heading
        if portion.part in _LINKED:
            found = [link for link in portion.value if link in self._session.catalogue]
            if found:
                self._add(heading, self._link_line(found), portion.label)
        elif portion.part == "law":
            self._add(heading, self._law_lines(portion.value), portion.label)
        else:
            self._add_rows(heading, portion)

    def _add_rows(self, heading: str, portion: Portion) -> None:
        """Add the lines of a portion; those of several labels under one marking, if any."""
        rows = _rows(portion.value, heading)
        if self._is_marked and len(rows) > 1:
            facts = DefinitionList()
            for label, lines in rows:
                facts.add_text(label, "\n".join(lines))
            self._add(heading, facts, portion.label)
            return
        for label, lines in rows:
            self._add(label, WrapLabel("\n".join(lines)), portion.label)

    def _law_lines(self, laws: tuple[LawLink, ...]) -> WrapLabel:
        text, links = "", []
        for law in laws:
            text += "\n" if text else ""
            text += law.text
            if law.entry in self._session.catalogue and law.entry is not None:
                title = self._session.catalogue.head(law.entry).title
                links.append(Link(len(text) + 1, len(text) + 1 + len(title), law.entry))
                text += f" {title}"
        return self._linked(text, links)

    def _link_line(self, entry_ids: list[str]) -> WrapLabel:
        text, links = "", []
        for entry_id in entry_ids:
            title = self._session.catalogue.head(entry_id).title
            text += ", " if text else ""
            links.append(Link(len(text), len(text) + len(title), entry_id))
            text += title
        return self._linked(text, links)

    def _linked(self, text: str, links: list[Link]) -> WrapLabel:
        label = WrapLabel()
        label.show_text(text, links=links)
        label.linkActivated.connect(self.entry_wanted)
        return label

    def _organisation_links(self) -> Iterator[tuple[str, list[str]]]:
        found = self._entry.find("organisation")
        if found is None:
            return
        for heading, ids in (
            ("Region", [found.region]),
            ("Unit", [found.unit]),
            ("Also in", [found.also_region]),
            ("Hosted by", [found.host]),
            ("Forces", list(found.forces)),
        ):
            known = [item for item in ids if item and item in self._session.catalogue]
            if known:
                yield heading, known

    def _make_sources(self) -> QWidget:
        box = QWidget()
        column = QVBoxLayout(box)
        space(column, gap=4)
        for citation in self._entry.citations:
            source = self._session.catalogue.sources[citation.source]
            dated = f" · {source.dated}" if source.dated else ""
            named = WrapLabel()
            link = Link(0, len(source.title), source.key)
            named.show_text(f"{source.title}, {source.publisher}", links=[link])
            named.linkActivated.connect(self.source_wanted)
            column.addWidget(named)
            meta = (
                f"{say_source_kind(source)}{dated} · {citation.supports}: "
                f"{say_confidence(citation)} · checked {say_date(citation.checked_on)}"
            )
            column.addWidget(WrapLabel(meta, Type.META, "muted"))
        return box

    def _say_how_sure(self) -> str:
        head = self._entry.head
        return f"As a whole {CONFIDENCE[head.sure]}. {say_entry_checked(head, today())}"


def _rows(value: object, heading: str) -> list[tuple[str, list[str]]]:
    """Return a portion's lines by their labels; by the part's heading, where they have none."""
    rows: list[tuple[str, list[str]]] = []
    for label, line in labelled_lines(value):
        if label or not rows:
            rows.append((label or heading, []))
        rows[-1][1].append(line)
    return rows
