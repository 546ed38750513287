"""Where the keyboard is: a ring outside the thing, so that it is never taken for chosen."""
# ruff: noqa: N802  (Qt's own names are overridden)

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QObject, QRectF, Qt, Slot
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import (
    QApplication,
    QFocusFrame,
    QProxyStyle,
    QStyle,
    QStyleHintReturn,
    QStyleOption,
    QWidget,
)
from shiboken6 import isValid

from advisor.ui import theme
from advisor.ui.colours import Colour

MARGIN: Final = 4
_WIDTH: Final = 2
_RADIUS: Final = 7


class _RoomyStyle(QProxyStyle):
    """Keeps the frame four pixels outside what it surrounds."""

    def pixelMetric(
        self,
        metric: QStyle.PixelMetric,
        option: QStyleOption | None = None,
        widget: QWidget | None = None,
    ) -> int:
        """Return the margin of focus frames; the rest is Fusion's."""
        if metric in (
            QStyle.PixelMetric.PM_FocusFrameHMargin,
            QStyle.PixelMetric.PM_FocusFrameVMargin,
        ):
            return MARGIN
        return super().pixelMetric(metric, option, widget)

    def styleHint(
        self,
        hint: QStyle.StyleHint,
        option: QStyleOption | None = None,
        widget: QWidget | None = None,
        returnData: QStyleHintReturn | None = None,  # noqa: N803  (Qt's name)
    ) -> int:
        """Let the frame lie above its neighbours, so that no parent cuts it off."""
        if hint == QStyle.StyleHint.SH_FocusFrame_AboveWidget:
            return 1
        return super().styleHint(hint, option, widget, returnData)


class _Ring(QFocusFrame):
    """The ring itself, 2 px clear of what it surrounds."""

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self._roomy = _RoomyStyle("Fusion")
        self._roomy.setParent(self)
        self.setStyle(self._roomy)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.hide()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the ring."""
        del event
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(theme.current().colour(Colour.ACCENT), _WIDTH))
        radius = theme.current().scaled(_RADIUS)
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), radius, radius)


class FocusFrame(QObject):
    """Shows where the keyboard is in one window.

    It surrounds whatever has the keyboard and the property ``ring``, when the
    reader got there by Tab, by an arrow or by a shortcut; fields and lists show
    focus by themselves. Leave 4 px free around what it is to surround. Code that
    moves the keyboard for a key does so with ``ShortcutFocusReason``.
    """

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self._window = window
        self._ring = _Ring(window)
        application = QApplication.instance()
        if isinstance(application, QApplication):
            application.focusChanged.connect(self._on_focus_changed)

    @property
    def surrounded(self) -> QWidget | None:
        """What the ring is around; ``None`` while it is not shown."""
        if isValid(self._ring) and self._ring.isVisible():
            return self._ring.widget()
        return None

    @Slot(QWidget, QWidget)
    def _on_focus_changed(self, old: QWidget | None, now: QWidget | None) -> None:
        del old
        # A window that nobody holds any more goes with this. Where Python's collector ends it,
        # what is kept here has gone before the window loses the keyboard.
        window = vars(self).get("_window")
        if window is None or not isValid(window):
            return
        if now is None and not self._window.isActiveWindow():
            return  # the ring stays where the keyboard will be
        self._surround(now if now is not None and self._wants_ring(now) else None)

    @Slot()
    def _on_destroyed(self) -> None:
        """Leave what is gone; a ring that went with it, or with the window, is left alone."""
        ring = vars(self).get("_ring")
        if ring is not None and isValid(ring):
            ring.setWidget(None)

    def _wants_ring(self, widget: QWidget) -> bool:
        by_key = self._window.testAttribute(Qt.WidgetAttribute.WA_KeyboardFocusChange)
        known = self.surrounded is widget
        return (
            widget.window() is self._window and bool(widget.property("ring")) and (by_key or known)
        )

    def _surround(self, widget: QWidget | None) -> None:
        # Qt makes the ring a child of what scrolls the widget, and deletes it with that.
        if not isValid(self._ring):
            self._ring = _Ring(self._window)
        if self._ring.widget() is not widget:
            self._ring.setWidget(widget)  # type: ignore[arg-type]  # Qt takes none
            if widget is not None:  # QFocusFrame does not notice that its widget is gone
                widget.destroyed.connect(self._on_destroyed)
