"""One source: what it is, and what rests on it."""

from __future__ import annotations

from itertools import groupby
from operator import itemgetter

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from advisor.catalogue.entry import Citation, Head, Kind
from advisor.catalogue.wording import KIND_NAMES, say_date
from advisor.session import Session
from advisor.ui.entry.source_words import say_confidence, say_source_kind
from advisor.ui.theme import Type
from advisor.ui.visible_marking import source_marking
from advisor.ui.widgets.definition_list import DefinitionList
from advisor.ui.widgets.label import Label, Link, WrapLabel
from advisor.ui.widgets.portion_mark import PortionMark
from advisor.ui.widgets.scroll_page import ScrollPage
from advisor.ui.widgets.spacing import space

_ORDER = tuple(Kind)


class SourcePage(ScrollPage):
    """Shows a source.

    Signals:
        entry_wanted: The reader follows a link, to the entry of this id.
    """

    entry_wanted = Signal(str)

    def __init__(self, key: str, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._source = session.catalogue.sources[key]
        self.setAccessibleName(self._source.title)
        column = QVBoxLayout(self.page)
        space(column, (28, 18, 16, 28), 16)
        column.addLayout(self._make_head(key))
        column.addWidget(self._make_facts())
        column.addWidget(Label("What rests on it here", Type.HEADING))
        column.addWidget(self._make_citing(key))
        column.addStretch(1)

    def _make_head(self, key: str) -> QVBoxLayout:
        head, line = QVBoxLayout(), QHBoxLayout()
        space(head, gap=2)
        line.addWidget(Label(f"Source · {say_source_kind(self._source)}", Type.META, "muted"))
        line.addStretch(1)
        marking = source_marking(self._session, key)
        line.addWidget(PortionMark(str(marking), marking.classification.value))
        head.addLayout(line)
        head.addWidget(WrapLabel(self._source.title, Type.TITLE))
        return head

    def _make_facts(self) -> DefinitionList:
        source, facts = self._source, DefinitionList()
        facts.add_text("Publisher", source.publisher)
        facts.add_text("Dated", _capital(source.dated or "not known"))
        facts.add_text("Read as", _capital(source.seen))
        if source.short:
            facts.add_text("Named here", source.short)
        return facts

    def _make_citing(self, key: str) -> QWidget:
        """Return what rests on the source, by kind: what it bears out, how well, when checked."""
        found = [(head, citation) for head, citation, _ in self._session.catalogue.citing(key)]
        found.sort(key=lambda pair: _ORDER.index(pair[0].kind))
        if not found:
            return WrapLabel("Conditions, steps or contacts alone.", tone="muted")
        citing = DefinitionList()
        for kind, pairs in groupby(found, key=lambda pair: pair[0].kind):
            citing.add(
                KIND_NAMES[kind][1], self._make_lines(sorted(pairs, key=lambda pair: pair[0].title))
            )
        return citing

    def _make_lines(self, pairs: list[tuple[Head, Citation]]) -> WrapLabel:
        text, links = "", []
        for head, citations in groupby(pairs, key=itemgetter(0)):
            text += "\n" if text else ""
            links.append(Link(len(text), len(text) + len(head.title), head.id))
            text += f"{head.title}: {'; '.join(_say(citation) for _, citation in citations)}"
        label = WrapLabel()
        label.show_text(text, links=links)
        label.linkActivated.connect(self.entry_wanted)
        return label


def _capital(text: str) -> str:
    return f"{text[:1].upper()}{text[1:]}"


def _say(citation: Citation) -> str:
    checked = say_date(citation.checked_on)
    return f"{citation.supports} ({say_confidence(citation)}, checked {checked})"
