"""“What this report asked for”: each recommendation, and what the product does about it."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from advisor.catalogue.recommendations import (
    REPORT,
    TITLE,
    Asked,
    marking_of_report,
    recommendations,
)
from advisor.catalogue.wording import labelled_lines
from advisor.clearance import OFFICIAL
from advisor.session import Session
from advisor.ui.entry.source_words import say_confidence
from advisor.ui.theme import Type
from advisor.ui.widgets.definition_list import DefinitionList
from advisor.ui.widgets.hairline import Hairline
from advisor.ui.widgets.label import Label, Link, WrapLabel
from advisor.ui.widgets.portion_mark import PortionFrame, PortionMark
from advisor.ui.widgets.scroll_page import ScrollPage
from advisor.ui.widgets.spacing import space

_NOTHING = "This catalogue has no recommendations."


class ReportPage(ScrollPage):
    """Shows the recommendations, in the order of the report.

    Signals:
        entry_wanted: The reader follows a link, to the entry of this id.
        source_wanted: The reader wants the source of this key.
    """

    entry_wanted = Signal(str)
    source_wanted = Signal(str)

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self.setAccessibleName(TITLE)
        found = recommendations(session.catalogue)
        column = QVBoxLayout(self.page)
        space(column, (28, 18, 16, 28), 16)
        column.addLayout(self._make_head(found))
        for one in found:
            column.addWidget(Hairline())
            column.addWidget(self._make_one(one))
        column.addStretch(1)

    def _make_head(self, found: tuple[Asked, ...]) -> QVBoxLayout:
        head, line = QVBoxLayout(), QHBoxLayout()
        space(head, gap=2)
        line.addWidget(Label(f"Recommendations: {len(found)}", Type.META, "muted"))
        line.addStretch(1)
        marking = marking_of_report(self._session.catalogue)
        line.addWidget(PortionMark(str(marking), marking.classification.value))
        head.addLayout(line)
        head.addWidget(WrapLabel(TITLE, Type.TITLE))
        catalogue = self._session.catalogue
        if REPORT in catalogue:
            report = catalogue.head(REPORT)
            start = len(report.summary) + 1
            link = Link(start, start + len(report.title), REPORT)
            head.addWidget(self._linked(f"{report.summary} {report.title}.", [link]))
        if not found:
            head.addWidget(WrapLabel(_NOTHING, tone="muted"))
        return head

    def _make_one(self, one: Asked) -> PortionFrame:
        """Return a recommendation: its name leads to its entry."""
        frame = PortionFrame()
        if self._session.clearance.label != OFFICIAL:
            frame.show_marking(str(one.label), one.label.classification.value)
        title = WrapLabel("", Type.HEADING)
        title.show_text(one.title, links=[Link(0, len(one.title), one.entry.id)])
        title.linkActivated.connect(self.entry_wanted)
        frame.body.addWidget(title)
        facts = DefinitionList()
        for label, lines in _together(one):
            facts.add_text(label, "\n".join(lines))
        facts.add("Sources", self._make_sources(one))
        frame.body.addWidget(facts)
        return frame

    def _make_sources(self, one: Asked) -> WrapLabel:
        text, links = "", []
        for citation in one.entry.citations:
            title = self._session.catalogue.sources[citation.source].title
            text += "\n" if text else ""
            links.append(Link(len(text), len(text) + len(title), citation.source))
            text += f"{title}: {citation.supports} ({say_confidence(citation)})"
        label = WrapLabel()
        label.show_text(text or "None is named.", links=links)
        label.linkActivated.connect(self.source_wanted)
        return label

    def _linked(self, text: str, links: list[Link]) -> WrapLabel:
        label = WrapLabel()
        label.show_text(text, links=links)
        label.linkActivated.connect(self.entry_wanted)
        return label


def _together(one: Asked) -> list[tuple[str, list[str]]]:
    """Return what is said of a recommendation, the lines of one label together."""
    rows: list[tuple[str, list[str]]] = []
    lines = list(labelled_lines(one.recommendation))
    lines += [("Not confirmed", text) for text in one.entry.find("unconfirmed") or ()]
    for label, text in lines:
        if rows and label in ("", rows[-1][0]):
            rows[-1][1].append(text)
        else:
            rows.append((label, [text]))
    return rows
