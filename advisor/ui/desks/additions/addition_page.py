"""One addition: what it says, who says so, and what can be done about it."""

from __future__ import annotations

from collections.abc import Iterator

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from advisor.additions.addition import Addition, Correction, WordGroup
from advisor.additions.conflicts import Conflict, Reason
from advisor.catalogue.wording import say_date
from advisor.clearance import Label as Marking
from advisor.ui.theme import Type
from advisor.ui.widgets.buttons import Button, ComboBox, Kind
from advisor.ui.widgets.definition_list import DefinitionList
from advisor.ui.widgets.label import WrapLabel
from advisor.ui.widgets.portion_mark import PortionMark
from advisor.ui.widgets.scroll_page import ScrollPage
from advisor.ui.widgets.spacing import space

_GONE = "This line is gone. Choose the one that it is of now."


class AdditionPage(ScrollPage):
    """Shows one addition.

    Args:
        addition: The addition.
        label: Its label.
        title: The title of its entry.
        conflict: Why it has to be looked at again; ``None`` where it has not.
        parent: What it belongs to.

    Signals:
        keep_wanted: It still holds.
        remove_wanted: It is to be taken out.
        change_wanted: A group of words is to be changed.
    """

    keep_wanted = Signal()
    remove_wanted = Signal()
    change_wanted = Signal()

    def __init__(
        self,
        addition: Addition,
        label: Marking,
        title: str,
        conflict: Conflict | None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.addition, self.conflict = addition, conflict
        self.setAccessibleName(title)
        column = QVBoxLayout(self.page)
        space(column, (28, 18, 16, 28), 12)
        column.addWidget(PortionMark(str(label), label.classification.value))
        column.addWidget(WrapLabel(title, Type.TITLE))
        if conflict is not None:
            column.addWidget(WrapLabel(f"Look at it again: {conflict.reason}.", Type.STRONG))
        facts = DefinitionList()
        for heading, text in _facts(addition, conflict):
            facts.add_text(heading, text)
        column.addWidget(facts)
        self.line = ComboBox("The line that it is of now")
        self._offer_lines(column)
        column.addLayout(self._make_deeds())
        column.addStretch(1)

    def _offer_lines(self, column: QVBoxLayout) -> None:
        """Let a correction whose line is gone be put on the one that took its place."""
        lines = self.conflict.after if self.conflict is not None else ()
        if self.conflict is not None and isinstance(self.addition, Correction) and lines:
            for line in lines:
                self.line.addItem(line.text, line)
            column.addWidget(WrapLabel(_GONE, Type.META, "muted"))
            column.addWidget(self.line)
        else:
            self.line.setParent(self)
            self.line.hide()

    def _make_deeds(self) -> QHBoxLayout:
        row = QHBoxLayout()
        space(row, gap=8)
        if self.conflict is not None and self.conflict.reason not in {
            Reason.ENTRY_GONE,
            Reason.MARKED_HIGHER,
            Reason.WORDS_GONE,
        }:
            keep = Button("It still holds", Kind.PRIMARY)
            keep.clicked.connect(self.keep_wanted)
            row.addWidget(keep)
        if isinstance(self.addition, WordGroup):
            change = Button("Change…")
            change.clicked.connect(self.change_wanted)
            row.addWidget(change)
        remove = Button("Take out…")
        remove.clicked.connect(self.remove_wanted)
        row.addWidget(remove)
        row.addStretch(1)
        return row


def _facts(addition: Addition, conflict: Conflict | None) -> Iterator[tuple[str, str]]:
    if isinstance(addition, Correction):
        yield "National line", addition.line.text
    if isinstance(addition, WordGroup):
        yield "People type", "\n".join(addition.says)
        yield "The catalogue calls it", "\n".join(addition.means)
    else:
        yield "At your site", addition.text
    if isinstance(addition, Correction):
        yield "Why", addition.why
    yield "By", f"{addition.by}, {say_date(addition.added_on)}"
    if addition.review_on is not None:
        yield "Look at it again by", say_date(addition.review_on)
    if conflict is not None:
        before = [] if isinstance(addition, Correction) else [one.text for one in conflict.before]
        if before:
            yield "Was, nationally", "\n".join(before)
        if conflict.after:
            yield "Is now, nationally", "\n".join(line.text for line in conflict.after)
