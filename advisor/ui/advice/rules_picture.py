"""A decision graph as a picture to scroll and to enlarge; the table beside it says the same."""
# ruff: noqa: N802  (Qt's own names are overridden)

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import QByteArray, QPoint, QPointF, QRectF, QSize, Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen, QWheelEvent
from PySide6.QtSvg import QSvgRenderer
from PySide6.QtWidgets import QFrame, QScrollArea, QWidget

from advisor.advice.graph_picture import Inks
from advisor.advice.outcome import Outcome
from advisor.picturing import RulesPicture
from advisor.ui import theme
from advisor.ui.colours import Colour

_STEP: Final = 1.25
_LEAST: Final = 0.2
_MOST: Final = 4.0
_USUAL: Final = 1.0
_MARGIN: Final = 24
_ROUND: Final = 6
_ENLARGE = {Qt.Key.Key_Plus, Qt.Key.Key_Equal}


def inks_of_theme() -> Inks:
    """Return the colours of a picture in the window's look."""
    name = theme.current().hex
    return Inks(
        paper=name(Colour.BASE),
        text=name(Colour.TEXT),
        muted=name(Colour.MUTED),
        line=name(Colour.BORDER),
        question=(name(Colour.ALT), name(Colour.BORDER)),
        outcomes={
            Outcome.AVAILABLE: (name(Colour.BASE), name(Colour.OK)),
            Outcome.AVAILABLE_AFTER: (name(Colour.SOFT), name(Colour.ACCENT)),
            Outcome.NOT_AVAILABLE: (name(Colour.ALT), name(Colour.NO)),
        },
    )


class _Canvas(QWidget):
    """The picture itself, at one size."""

    def __init__(self, picture: RulesPicture) -> None:
        super().__init__()
        self._picture = picture
        self._renderer = QSvgRenderer(self)
        self.scale = _USUAL
        self.shown: tuple[str, ...] = ()
        theme.current().changed.connect(self.redraw)
        self.redraw()

    @Slot()
    def redraw(self) -> None:
        """Draw the picture anew, in the colours and the size of this moment."""
        svg = self._picture.draw(inks_of_theme())
        self._renderer.load(QByteArray(svg.encode("utf-8")))
        self.resize_picture()

    @property
    def zoom(self) -> float:
        """Window pixels to one of the picture's, at the reader's text size."""
        return self.scale * theme.current().scaled(1.0)

    @property
    def natural_size(self) -> QSize:
        """The size of the picture in its own pixels."""
        return self._renderer.defaultSize()

    def resize_picture(self) -> None:
        """Take the size that the picture has now."""
        self.setFixedSize((self.natural_size.toSizeF() * self.zoom).toSize())
        self.update()

    def box_of(self, node: str) -> QRectF:
        """Return where a node stands now."""
        box, zoom = self._picture.boxes[node], self.zoom
        return QRectF(box.x * zoom, box.y * zoom, box.width * zoom, box.height * zoom)

    def node_at(self, point: QPointF) -> str | None:
        """Return the node at a point, if one is there."""
        found = (node for node in self._picture.boxes if self.box_of(node).contains(point))
        return next(found, None)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the picture, and a frame round what the table is at."""
        del event
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._renderer.render(painter, QRectF(self.rect()))
        for place, node in enumerate(self.shown):
            width = theme.current().scaled(3 if place == 0 else 2)
            style = Qt.PenStyle.SolidLine if place == 0 else Qt.PenStyle.DashLine
            painter.setPen(QPen(theme.current().colour(Colour.ACCENT), width, style))
            around = self.box_of(node).adjusted(-width, -width, width, width)
            painter.drawRoundedRect(around, _ROUND, _ROUND)


class RulesPictureView(QScrollArea):
    """Shows a picture of rules; arrows scroll it, plus, minus and 0 change its size.

    Signals:
        node_chosen: The reader pressed a question or an outcome in it, by its id.
    """

    node_chosen = Signal(str)

    def __init__(self, picture: RulesPicture, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._canvas = _Canvas(picture)
        self._drag: QPoint | None = None
        self.setWidget(self._canvas)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setProperty("ring", True)
        asked = sum(node.outcome is None for node in picture.graph.nodes)
        name = f"The rules as a picture: {picture.caption.title}"
        for part in (self, self.viewport(), self._canvas):
            part.setAccessibleName(name)
            part.setAccessibleDescription(
                f"Questions: {asked}. Outcomes: {len(picture.graph.nodes) - asked}. "
                "The table says all that it says."
            )

    @property
    def scale(self) -> float:
        """How large the picture is; 1 where its words are as large as the window's."""
        return self._canvas.scale

    @property
    def shown(self) -> tuple[str, ...]:
        """The nodes that have a frame, the first of them in view."""
        return self._canvas.shown

    @Slot()
    def enlarge(self) -> None:
        """Make the picture larger."""
        self._set_scale(self.scale * _STEP)

    @Slot()
    def reduce(self) -> None:
        """Make the picture smaller."""
        self._set_scale(self.scale / _STEP)

    @Slot()
    def fit(self) -> None:
        """Show the whole picture, as large as there is room for."""
        whole, room = self._canvas.natural_size, self.viewport().size()
        fitting = min(room.width() / whole.width(), room.height() / whole.height())
        self._set_scale(fitting / theme.current().scaled(1.0))

    @Slot()
    def show_usual_size(self) -> None:
        """Make its words as large as the window's."""
        self._set_scale(_USUAL)

    def _set_scale(self, scale: float) -> None:
        """Change the size, around the middle of what is in view."""
        room = self.viewport().rect()
        middle = self._canvas.mapFrom(self.viewport(), room.center()).toPointF()
        before = self._canvas.zoom
        self._canvas.scale = min(_MOST, max(_LEAST, scale))
        self._canvas.resize_picture()
        moved = middle * (self._canvas.zoom / before)
        self._scroll_to(moved - QPointF(room.center()))

    def _scroll_to(self, corner: QPointF) -> None:
        self.horizontalScrollBar().setValue(round(corner.x()))
        self.verticalScrollBar().setValue(round(corner.y()))

    def show_nodes(self, nodes: Sequence[str]) -> None:
        """Frame some nodes, and bring them into view, or as many as there is room for."""
        self._canvas.shown = tuple(nodes)
        self._canvas.update()
        if not nodes:
            return
        room, margin = self.viewport().size(), _MARGIN
        box = self._canvas.box_of(nodes[0])
        for node in nodes[1:]:
            both = box.united(self._canvas.box_of(node))
            if both.width() + margin < room.width() and both.height() + margin < room.height():
                box = both
        for bar, start, length, has in (
            (self.horizontalScrollBar(), box.left(), box.width(), room.width()),
            (self.verticalScrollBar(), box.top(), box.height(), room.height()),
        ):
            lowest = round(start + length + margin - has)
            bar.setValue(min(max(bar.value(), lowest), round(start - margin)))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Scroll with the arrows; enlarge with plus, reduce with minus, the usual size with 0."""
        plain = not event.modifiers() & Qt.KeyboardModifier.ControlModifier
        if plain and event.key() in _ENLARGE:
            self.enlarge()
        elif plain and event.key() == Qt.Key.Key_Minus:
            self.reduce()
        elif plain and event.key() == Qt.Key.Key_0:
            self.show_usual_size()
        else:
            super().keyPressEvent(event)

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Scroll; change the size while Ctrl is held."""
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.enlarge() if event.angleDelta().y() > 0 else self.reduce()
            event.accept()
        else:
            super().wheelEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Choose what is pressed; begin to drag the picture."""
        self._drag = event.position().toPoint()
        at = self._canvas.mapFrom(self.viewport(), event.position())
        node = self._canvas.node_at(at)
        if node is not None:
            self.node_chosen.emit(node)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Drag the picture."""
        if self._drag is None:
            return
        moved = event.position().toPoint() - self._drag
        self._drag = event.position().toPoint()
        for bar, by in (
            (self.horizontalScrollBar(), moved.x()),
            (self.verticalScrollBar(), moved.y()),
        ):
            bar.setValue(bar.value() - by)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """End dragging."""
        del event
        self._drag = None
