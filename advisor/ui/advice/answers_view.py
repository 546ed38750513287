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
        withdraw_wanted: The reader takes the answer to this fact back.
        restart_wanted: The reader wants to take all answers back.
    """

    change_wanted = Signal(str)
    withdraw_wanted = Signal(str)
    restart_wanted = Signal()

    def __init__(
        self,
        answered: list[tuple[FactDefinition, Answer]],
        parent: QWidget | None = None,
        *,
        is_narrow: bool = False,
    ) -> None:
        super().__init__(parent)
        self._is_narrow = is_narrow
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
        if not self._is_narrow:
            row.addWidget(Label("Changing one keeps the rest.", Type.META, "muted"))
        restart = Button("Start again", Kind.LINK)
        restart.clicked.connect(self.restart_wanted)
        row.addWidget(restart)
        return row

    def _make_row(self, definition: FactDefinition, answer: Answer) -> QHBoxLayout:
        row = QHBoxLayout()
        words = QVBoxLayout() if self._is_narrow else QHBoxLayout()
        space(words, gap=0 if self._is_narrow else 6)
        words.addWidget(WrapLabel(definition.subject, tone="muted"), 1)
        words.addWidget(WrapLabel(say_answer(definition, answer), Type.STRONG), 1)
        row.addLayout(words, 1)
        for text, signal in (("Change", self.change_wanted), ("Withdraw", self.withdraw_wanted)):
            button = Button(text, Kind.LINK)
            button.setAccessibleName(f"{text}: {definition.subject}")
            button.clicked.connect(partial(signal.emit, definition.name))
            row.addWidget(button)
        return row
