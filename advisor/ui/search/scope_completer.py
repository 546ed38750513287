"""What a scope that is being typed may become, under the search field."""
# ruff: noqa: N802  (Qt's own names are overridden)

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QObject, QStringListModel, Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QCompleter, QLineEdit, QListView

_MOST_ROWS = 10


class ScopeList(QListView):
    """The list under the field; the style sheet gives it an edge."""


class ScopeCompleter(QObject):
    """Offers values while the last word of the field is a scope, such as ``kind:con``.

    Only then: a list that pops up under words would take the arrows from the results.

    Args:
        field: Where one types.

    Signals:
        completed: The reader chose one; what stands in the field now.
    """

    completed = Signal(str)

    def __init__(self, field: QLineEdit) -> None:
        super().__init__(field)
        self._field = field
        self._model = QStringListModel(self)
        self._completer = QCompleter(self._model, self)
        self._completer.setCompletionMode(QCompleter.CompletionMode.UnfilteredPopupCompletion)
        self._completer.setMaxVisibleItems(_MOST_ROWS)
        self._completer.setWidget(field)
        self._list = ScopeList()
        self._list.setAccessibleName("Where to look")
        self._completer.setPopup(self._list)
        self._list.installEventFilter(self)  # before the completer's own
        self._completer.activated.connect(self._take)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Put the list alone away on Esc, which would clear the search as well; take by Tab."""
        if event.type() != QEvent.Type.KeyPress or not isinstance(event, QKeyEvent):
            return super().eventFilter(watched, event)
        if event.key() not in {Qt.Key.Key_Escape, Qt.Key.Key_Tab}:
            return False
        self._list.hide()
        if event.key() == Qt.Key.Key_Tab:
            self._take(self._model.stringList()[max(self._list.currentIndex().row(), 0)])
        return True

    @property
    def offered(self) -> tuple[str, ...]:
        """What is offered now; nothing, while no list is there."""
        shown = self._list.isVisible()
        return tuple(self._model.stringList()) if shown else ()

    def offer(self, scopes: Sequence[str]) -> None:
        """Offer what the last word may become; put the list away, where that is nothing."""
        at_end = self._field.cursorPosition() == len(self._field.text())
        if scopes and at_end and self._field.hasFocus():
            self._model.setStringList(list(scopes))
            self._completer.complete()
        else:
            self._list.hide()
            self._model.setStringList([])

    @Slot(str)
    def _take(self, scope: str) -> None:
        text = self._field.text()
        last = text.rsplit(maxsplit=1)[-1] if text.split() else ""
        self._field.setText(f"{text[: len(text) - len(last)]}{scope} ")
        self.completed.emit(self._field.text())
