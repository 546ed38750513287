"""The answers so far, each with a way to change it."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from advisor.advice import Answer
from advisor.catalogue.access import FactDefinition
from advisor.ui.advice.words import say_answer
from advisor.ui.theme import Type
from advisor.ui.widgets.buttons import Button, Kind
from advisor.ui.widgets.hairline import Hairline
from advisor.ui.widgets.label import Label, WrapLabel
from advisor.ui.widgets.spacing import space


class AnswersView(QWidget):
    """Lists what was answered.

    Signals:
        change_wanted: The reader wants to answer this fact again.
        restart_wanted: The reader wants to take all answers back.
    """

    change_wanted = Signal(str)
    restart_wanted = Signal()

    def __init__(
        self,
        answered: list[tuple[FactDefinition, Answer]],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        column = QVBoxLayout(self)
        space(column, gap=4)
        column.addLayout(self._make_head())
        for definition, answer in answered:
            column.addWidget(Hairline())
            column.addLayout(self._make_row(definition, answer))
        column.addWidget(Hairline())

    def _make_head(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.addWidget(Label("Your answers so far", Type.HEADING))
        row.addStretch(1)
        row.addWidget(Label("Changing one keeps the rest.", Type.META, "muted"))
        restart = Button("Start again", Kind.LINK)
        restart.clicked.connect(self.restart_wanted)
        row.addWidget(restart)
        return row

    def _make_row(self, definition: FactDefinition, answer: Answer) -> QHBoxLayout:
        row = QHBoxLayout()
        subject = WrapLabel(definition.subject, tone="muted")
        row.addWidget(subject, 1)
        row.addWidget(WrapLabel(say_answer(definition, answer), Type.STRONG), 1)
        change = Button("Change", Kind.LINK)
        change.setAccessibleName(f"Change: {definition.subject}")
        change.clicked.connect(partial(self.change_wanted.emit, definition.name))
        row.addWidget(change)
        return row
