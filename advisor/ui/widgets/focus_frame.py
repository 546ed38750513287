"""Where the keyboard is: a ring outside the thing, so that it is never taken for chosen."""
# ruff: noqa: N802  (Qt's own names are overridden)

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QRectF, Qt, Slot
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import (
    QApplication,
    QFocusFrame,
    QProxyStyle,
    QStyle,
    QStyleOption,
    QWidget,
)

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


class FocusFrame(QFocusFrame):
    """The focus ring of one window.

    It surrounds whatever has the keyboard and the property ``ring``, when the
    reader got there by key; fields and lists show focus by themselves. Leave 4 px
    free around what it is to surround.
    """

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self._window = window
        self._roomy = _RoomyStyle("Fusion")
        self._roomy.setParent(self)
        self.setStyle(self._roomy)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.hide()
        application = QApplication.instance()
        if isinstance(application, QApplication):
            application.focusChanged.connect(self._on_focus_changed)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the ring, 2 px clear of what it surrounds."""
        del event
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(theme.current().colour(Colour.ACCENT), _WIDTH))
        radius = theme.current().scaled(_RADIUS)
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), radius, radius)

    @Slot(QWidget, QWidget)
    def _on_focus_changed(self, old: QWidget | None, now: QWidget | None) -> None:
        del old
        if now is None:
            return  # the window is not active; the ring stays where the keyboard will be
        by_key = now.window().testAttribute(Qt.WidgetAttribute.WA_KeyboardFocusChange)
        if now.window() is self._window and now.property("ring") and by_key:
            self.setWidget(now)
        else:
            self.setWidget(None)  # type: ignore[arg-type]  # Qt takes none
