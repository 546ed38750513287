"""Finding words in the page that is shown."""
# ruff: noqa: N802  (Qt's own names are overridden)

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QPoint, Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget

from advisor.ui.icons import Icon
from advisor.ui.theme import Type
from advisor.ui.widgets.buttons import ToolButton
from advisor.ui.widgets.findable import Findable
from advisor.ui.widgets.label import Label, WrapLabel
from advisor.ui.widgets.scroll_page import scroll_of
from advisor.ui.widgets.search_field import SearchField
from advisor.ui.widgets.spacing import space


class FindBar(QWidget):
    """A field that marks every place where its text stands in a page.

    Signals:
        closed: The reader is done; marks are gone.
    """

    closed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._page: QWidget | None = None
        self._places: list[tuple[QWidget, int]] = []
        self._current = -1
        self._field = SearchField("Find in this entry", key_hint="Ctrl+F")
        self._count = Label("", Type.META, "muted")
        before = ToolButton(Icon.BACK, "Previous place", "Shift+Enter")
        after = ToolButton(Icon.FORWARD, "Next place", "Enter")
        close = ToolButton(Icon.CLEAR, "Close", "Esc")
        row = QHBoxLayout(self)
        space(row, (28, 4, 16, 4), 8)
        row.addWidget(self._field, 1)
        for widget in (self._count, before, after, close):
            row.addWidget(widget)
        self._field.installEventFilter(self)
        self._field.textChanged.connect(self._on_text_changed)
        before.clicked.connect(self.go_to_previous)
        after.clicked.connect(self.go_to_next)
        close.clicked.connect(self.close_bar)
        self.hide()

    def open_for(self, page: QWidget) -> None:
        """Show the bar over a page and take the keyboard."""
        self._page = page
        self.show()
        self._field.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self._field.selectAll()
        self._on_text_changed(self._field.text())

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Close with Esc even while the field holds text, which it would clear."""
        if (
            isinstance(event, QKeyEvent)
            and event.type() == QEvent.Type.KeyPress
            and event.key() == Qt.Key.Key_Escape
        ):
            self.close_bar()
            return True
        return super().eventFilter(watched, event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Go on with Enter, back with Shift+Enter, close with Esc."""
        if event.key() == Qt.Key.Key_Escape:
            self.close_bar()
        elif event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            back = event.modifiers() & Qt.KeyboardModifier.ShiftModifier
            self.go_to_previous() if back else self.go_to_next()
        else:
            super().keyPressEvent(event)

    @Slot()
    def close_bar(self) -> None:
        """Take the marks away and hide the bar."""
        self._mark("")
        self._page = None
        self.hide()
        self.closed.emit()

    @Slot()
    def go_to_next(self) -> None:
        """Show the next place."""
        self._go(1)

    @Slot()
    def go_to_previous(self) -> None:
        """Show the place before."""
        self._go(-1)

    @Slot(str)
    def _on_text_changed(self, text: str) -> None:
        self._mark(text.strip())
        self._current = -1
        if self._places:
            self._go(1)
        else:
            self._count.setText("Not found" if text.strip() else "")

    def _mark(self, text: str) -> None:
        if self._page is None:
            return
        every = self._page.findChildren(QWidget)
        shown = [each for each in every if each.isVisibleTo(self._page)]
        self._places = [
            (widget, place)
            for widget in sorted(shown, key=_height_of)
            for place in range(_highlight(widget, text))
        ]

    def _go(self, places: int) -> None:
        if not self._places:
            return
        text = self._field.text().strip()
        if self._current >= 0:
            _highlight(self._places[self._current][0], text)
        self._current = (self._current + places) % len(self._places)
        widget, place = self._places[self._current]
        _highlight(widget, text, current=place)
        self._count.setText(f"{self._current + 1} of {len(self._places)}")
        self._bring_into_view(widget, place)

    def _bring_into_view(self, widget: QWidget, place: int) -> None:
        scroll = scroll_of(self._page)
        if scroll is None or not scroll.isAncestorOf(widget):
            return
        if isinstance(widget, WrapLabel):
            scroll.ensureWidgetVisible(widget)
        elif isinstance(widget, Findable):
            point = widget.mapTo(scroll.page, widget.found_at(place))
            scroll.ensureVisible(point.x(), point.y())


def _highlight(widget: QWidget, text: str, *, current: int | None = None) -> int:
    """Mark where a text stands in a widget; return in how many places."""
    if not isinstance(widget, Findable):
        return 0
    return widget.highlight([text] if text else [], current=current)


def _height_of(widget: QWidget) -> tuple[int, int]:
    place = widget.mapTo(widget.window(), QPoint(0, 0))
    return place.y(), place.x()
