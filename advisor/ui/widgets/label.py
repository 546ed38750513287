"""Text on the window: a line, and running text that wraps."""
# ruff: noqa: N802  (Qt's own names are overridden)

from __future__ import annotations

import html
import itertools
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from PySide6.QtCore import QEvent, QObject, QPoint, QPointF, QSize, Qt, Slot
from PySide6.QtGui import (
    QEnterEvent,
    QFocusEvent,
    QHelpEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QResizeEvent,
    QTextDocument,
)
from PySide6.QtWidgets import QLabel, QSizePolicy, QToolTip, QWidget

from advisor.ui import theme
from advisor.ui.colours import Colour
from advisor.ui.theme import Type

LINE_HEIGHT: Final = 116  # of running text; rows and headings keep the font's own
MEASURE: Final = 75
_LEAST: Final = 48
_MOUSE = (
    Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.LinksAccessibleByMouse
)
_KEYBOARD = Qt.TextInteractionFlag.LinksAccessibleByKeyboard


@dataclass(frozen=True)
class Link:
    """A stretch of a text that leads somewhere.

    Attributes:
        start: First character.
        end: One past the last character.
        target: What ``linkActivated`` gives.
    """

    start: int
    end: int
    target: str


@dataclass(frozen=True)
class Emphasis:
    """A stretch of a text in DemiBold, such as a number to ring."""

    start: int
    end: int


@dataclass(frozen=True)
class Explanation:
    """What a stretch of a text means, for whoever points at it."""

    start: int
    end: int
    text: str


class Label(QLabel):
    """One line of plain text in a role and tone of the theme.

    Tones are ``text``, ``muted``, ``accent`` and ``urgent``. Where there is too
    little room the line ends in an ellipsis and its tool tip has the whole text;
    what may never be cut, such as a telephone number, goes on a ``WrapLabel``, or on a
    ``whole`` label, which takes the room that it needs from others.
    """

    def __init__(
        self,
        text: str = "",
        role: Type = Type.BODY,
        tone: str = "text",
        parent: QWidget | None = None,
        *,
        whole: bool = False,
    ) -> None:
        super().__init__(text, parent)
        self._whole = whole
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setProperty("type", role.value)
        self.setProperty("tone", tone)

    def show_role(self, role: Type) -> None:
        """Change the size and weight."""
        if self.property("type") != role.value:
            self.setProperty("type", role.value)
            self.style().polish(self)

    def minimumSizeHint(self) -> QSize:
        """Return room for a few characters and an ellipsis; for all, where it is never cut."""
        hint = super().minimumSizeHint()
        if self._whole:
            return hint
        return QSize(min(hint.width(), theme.current().px(_LEAST)), hint.height())

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the text, or as much of it as there is room for."""
        room = self.contentsRect().width()
        shown = self.fontMetrics().elidedText(self.text(), Qt.TextElideMode.ElideRight, room)
        cut = shown != self.text() and self.fontMetrics().horizontalAdvance(self.text()) > room
        if cut != bool(self.toolTip()):
            self.setToolTip(self.text() if cut else "")
        if not cut:
            super().paintEvent(event)
            return
        painter = QPainter(self)
        self.style().drawItemText(
            painter,
            self.contentsRect(),
            int(self.alignment()),
            self.palette(),
            self.isEnabled(),
            shown,
            self.foregroundRole(),
        )


class WrapLabel(QLabel):
    """Running text: wrapped, at most 75 characters wide, selectable, with links.

    Text is always plain text given by ``show_text``; markup is made here. The
    links of the text say ``linkActivated`` with their target. Body text has the
    line height of running text unless it is ``tight``; other roles never have it.
    """

    def __init__(
        self,
        text: str = "",
        role: Type = Type.BODY,
        tone: str = "text",
        *,
        measure: int | None = MEASURE,
        tight: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._text = ""
        self._is_struck = False
        self._links: tuple[Link, ...] = ()
        self._strong: tuple[Emphasis, ...] = ()
        self._explained: tuple[Explanation, ...] = ()
        self._marked: list[tuple[int, int]] = []
        self._current: int | None = None
        self._heights: dict[int, int] = {}
        self._role = role
        self._measure = measure
        self._line_height = LINE_HEIGHT if role is Type.BODY and not tight else 100
        self.setProperty("type", role.value)
        self.setProperty("tone", tone)
        self.setTextFormat(Qt.TextFormat.RichText)
        self.setWordWrap(True)
        self.setTextInteractionFlags(_MOUSE)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setAlignment(Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeft)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        theme.current().changed.connect(self._on_theme_changed)
        self.show_text(text)

    @property
    def plain_text(self) -> str:
        """The text without markup."""
        return self._text

    def show_text(
        self,
        text: str,
        *,
        links: Sequence[Link] = (),
        strong: Sequence[Emphasis] = (),
        is_struck: bool = False,
    ) -> None:
        """Show a plain text, with some stretches as links or in DemiBold, or all struck through."""
        self._text = text
        self._is_struck = is_struck
        self._links = tuple(links)
        self._strong = tuple(strong)
        self._explained = ()
        self._marked = []
        self._current = None
        self.setTextInteractionFlags(_MOUSE | _KEYBOARD if links else _MOUSE)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus if links else Qt.FocusPolicy.NoFocus)
        self.setAccessibleName(text)
        self._render()

    @property
    def links(self) -> tuple[Link, ...]:
        """The stretches that lead somewhere."""
        return self._links

    @property
    def explanations(self) -> tuple[Explanation, ...]:
        """What pointing at a stretch of the text says."""
        return self._explained

    def explain(self, explanations: Iterable[Explanation]) -> None:
        """Say what some stretches mean, in a tool tip over each, until another text is shown.

        Nothing of it is seen until the pointer rests there.
        """
        self._explained = tuple(explanations)

    def explanation_at(self, position: QPoint) -> Explanation | None:
        """Return what explains the text at a position of the label; ``None`` where nothing does."""
        # Laid out as the label does it, which keeps its own layout to itself.
        document = QTextDocument()
        document.setDocumentMargin(0)
        document.setDefaultFont(self.font())
        document.setHtml(self.text())
        document.setTextWidth(self.contentsRect().width())
        point = QPointF(position - self.contentsRect().topLeft())
        place = document.documentLayout().hitTest(point, Qt.HitTestAccuracy.ExactHit)
        return next((each for each in self._explained if each.start <= place < each.end), None)

    def enterEvent(self, event: QEnterEvent) -> None:
        """Begin to listen for the pointer's resting, where there is anything to explain."""
        if self._explained:
            self.installEventFilter(self)  # to overrule ``event`` would slow every label
        super().enterEvent(event)

    def leaveEvent(self, event: QEvent) -> None:
        """Stop listening."""
        self.removeEventFilter(self)
        super().leaveEvent(event)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Show what is explained where the pointer rests."""
        if watched is self and isinstance(event, QHelpEvent) and self._explained:
            found = self.explanation_at(event.pos())
            words = html.escape(found.text).replace("\n", "<br>") if found else ""
            # As rich text it wraps, and no text of an entry is taken for markup.
            QToolTip.showText(event.globalPos(), f"<p>{words}</p>" if words else "", self)
            return True
        return super().eventFilter(watched, event)

    def highlight(self, words: Iterable[str], *, current: int | None = None) -> int:
        """Mark every place where one of the words stands; mark none with no words.

        Args:
            words: What to look for, without regard to case.
            current: The number of the place that the reader is at, from 0.

        Returns:
            How many places there are.
        """
        wanted = sorted({word for word in words if word.strip()}, key=len, reverse=True)
        self._marked = []
        if wanted:
            pattern = re.compile("|".join(map(re.escape, wanted)), re.IGNORECASE)
            self._marked = [match.span() for match in pattern.finditer(self._text)]
        self._current = current
        self._render()
        return len(self._marked)

    def found_at(self, place: int) -> QPoint:
        """Return where in the label a place is: a label is brought into view whole."""
        del place
        return self.rect().center()

    def heightForWidth(self, width: int) -> int:
        """Return the height of the text at the width that it really gets."""
        wrapped_at = min(width, self.maximumWidth(), self._widest())
        if wrapped_at not in self._heights:
            # Layouts ask many times over, and each answer lays out the text anew.
            spare = self.contentsMargins().right()
            self._heights[wrapped_at] = super().heightForWidth(wrapped_at + spare)
        return self._heights[wrapped_at]

    def changeEvent(self, event: QEvent) -> None:
        """Forget the heights of another font or style; while all is dressed, at its end."""
        if not theme.current().is_dressing:
            self._heights.clear()
        super().changeEvent(event)

    def sizeHint(self) -> QSize:
        """Return the size of the text without the room kept free beside it."""
        return self._without_spare(super().sizeHint())

    def minimumSizeHint(self) -> QSize:
        """Return the least size, without the room kept free beside the text."""
        return self._without_spare(super().minimumSizeHint())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep free what is wider than the measure."""
        super().resizeEvent(event)
        spare = max(0, event.size().width() - self._widest())
        if spare != self.contentsMargins().right():
            self.setContentsMargins(0, 0, spare, 0)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Begin a selection; the one in another text of the window ends, as in one page.

        The one in this text ends too, or Qt would let it be dragged into another program, past
        what watches the clipboard.
        """
        is_new = event.button() is Qt.MouseButton.LeftButton and not (
            event.modifiers() & Qt.KeyboardModifier.ShiftModifier
        )
        for other in self.window().findChildren(WrapLabel):
            if (other is not self or is_new) and other.hasSelectedText():
                other.setSelection(0, 0)
        super().mousePressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Go to the first link with Tab and to the last one with Shift+Tab."""
        super().focusInEvent(event)
        is_forward = event.reason() == Qt.FocusReason.TabFocusReason
        if self._links and (is_forward or event.reason() == Qt.FocusReason.BacktabFocusReason):
            self.setSelection(0 if is_forward else len(self._text), 0)
            self.focusNextPrevChild(is_forward)

    @Slot()
    def _on_theme_changed(self) -> None:
        self._render()
        self.updateGeometry()

    def _widest(self) -> int:
        if self._measure is None:
            return 1 << 20
        return theme.current().characters(self._measure, self._role)

    def _without_spare(self, hint: QSize) -> QSize:
        return QSize(max(0, hint.width() - self.contentsMargins().right()), hint.height())

    def _render(self) -> None:
        self._heights.clear()
        cuts = {0, len(self._text)}
        for start, end in [
            *self._marked,
            *((link.start, link.end) for link in self._links),
            *((stretch.start, stretch.end) for stretch in self._strong),
        ]:
            cuts |= {start, end}
        places = sorted(cut for cut in cuts if 0 <= cut <= len(self._text))
        pieces = (self._piece(a, b) for a, b in itertools.pairwise(places))
        line = ";text-decoration:line-through" if self._is_struck else ""
        self.setText(f'<p style="line-height:{self._line_height}%{line}">{"".join(pieces)}</p>')

    def _piece(self, start: int, end: int) -> str:
        piece = html.escape(self._text[start:end]).replace("\n", "<br>")
        for stretch in self._strong:
            if stretch.start <= start < stretch.end:
                colour = theme.current().hex(Colour.TEXT)
                piece = f'<span style="font-weight:600;color:{colour}">{piece}</span>'
        for place, (first, last) in enumerate(self._marked):
            if first <= start < last:
                piece = self._marked_piece(piece, current=place == self._current)
        for link in self._links:
            if link.start <= start < link.end:
                # With its colour, or a text that stays would keep the colour of another look.
                colour = theme.current().hex(Colour.ACCENT)
                target = html.escape(link.target)
                piece = f'<a href="{target}" style="color:{colour}">{piece}</a>'
        return piece

    def _marked_piece(self, piece: str, *, current: bool) -> str:
        colours = theme.current()
        ground = colours.hex(Colour.ACCENT if current else Colour.SELECT)
        text = colours.hex(Colour.ONACCENT if current else Colour.TEXT)
        return f'<span style="background-color:{ground};color:{text}">{piece}</span>'
