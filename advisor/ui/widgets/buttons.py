"""Buttons: what one can do, said in a verb."""
# ruff: noqa: N802  (Qt's own names are overridden)

from __future__ import annotations

from enum import StrEnum
from typing import Final

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QAction, QKeyEvent, QKeySequence, QPainter, QPaintEvent
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QPushButton, QToolButton, QWidget

from advisor.ui import icons, theme
from advisor.ui.colours import Colour
from advisor.ui.icons import Icon
from advisor.ui.widgets.enter_key import press_with_enter
from advisor.ui.widgets.spacing import size, space

_TOOL: Final = 32


class Kind(StrEnum):
    """The four kinds of button; one PRIMARY on a screen."""

    PRIMARY = "primary"
    PLAIN = "plain"
    LINK = "link"
    URGENT = "urgent"


_ICON_COLOURS: Final = {
    Kind.PRIMARY: Colour.ONACCENT,
    Kind.PLAIN: Colour.TEXT,
    Kind.LINK: Colour.ACCENT,
    Kind.URGENT: Colour.URGENT,
}


class Button(QPushButton):
    """A button of one kind; an urgent one has the alert icon.

    ``compact`` is 30 high, for buttons inside rows.
    """

    def __init__(
        self,
        text: str,
        kind: Kind = Kind.PLAIN,
        *,
        icon: Icon | None = None,
        compact: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(text, parent)
        self._tip = ""
        self._kind = kind
        self.setProperty("kind", kind.value)
        self.setProperty("compact", "true" if compact else "false")
        self.setProperty("ring", True)
        self.setAutoDefault(False)
        if kind is Kind.URGENT and icon is None:
            icon = Icon.ALERT
        if icon is not None:
            self.show_icon(icon)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Take Enter as the space bar."""
        if not press_with_enter(self, event):
            super().keyPressEvent(event)

    def show_icon(self, icon: Icon) -> None:
        """Change to another icon, in the colour of the button's kind."""
        icons.dress(self, icon, _ICON_COLOURS[self._kind], drawn=icons.SMALL)

    def disable(self, reason: str) -> None:
        """Disable the button and say why; say so in words beside it too."""
        if self.isEnabled():
            self._tip = self.toolTip()
        self.setEnabled(False)
        self.setToolTip(reason)
        self.setAccessibleDescription(reason)

    def enable(self) -> None:
        """Enable the button again."""
        if not self.isEnabled():
            self.setToolTip(self._tip)
        self.setEnabled(True)
        self.setAccessibleDescription("")


class ToolButton(QToolButton):
    """A square button with an icon; its words and key are in its tool tip."""

    def __init__(
        self, icon: Icon, words: str, keys: str = "", parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._keys = keys
        self.setProperty("ring", True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        size(self, width=_TOOL, height=_TOOL)
        self.show_icon(icon, words)

    @classmethod
    def for_action(cls, action: QAction, icon: Icon, parent: QWidget | None = None) -> ToolButton:
        """Make a button that does, enables and hides as an action does."""
        words = action.text().replace("&", "").removesuffix("…")
        keys = action.shortcut().toString(QKeySequence.SequenceFormat.NativeText)
        icons.dress(action, icon)
        button = cls(icon, words, keys, parent)
        button.setDefaultAction(action)
        button.show_icon(icon, words)
        return button

    @classmethod
    def while_enabled(cls, action: QAction, icon: Icon) -> ToolButton:
        """Make such a button that takes room only while its action can be done."""
        button = cls.for_action(action, icon)
        action.enabledChanged.connect(button.setVisible)
        if not action.isEnabled():
            button.hide()
        return button

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Take Enter as the space bar."""
        if not press_with_enter(self, event):
            super().keyPressEvent(event)

    def show_icon(self, icon: Icon, words: str, colour: Colour = Colour.MUTED) -> None:
        """Change the icon and the words, as when a star is filled."""
        if self.defaultAction() is None:
            icons.dress(self, icon, colour)
        else:
            icons.dress(self.defaultAction(), icon, colour)
            side = theme.current().px(icons.USUAL)
            self.setIconSize(
                self.iconSize().scaled(side, side, Qt.AspectRatioMode.IgnoreAspectRatio)
            )
        self.setToolTip(f"{words} ({self._keys})" if self._keys else words)
        self.setAccessibleName(words)


class ComboBox(QComboBox):
    """A field to choose from, with the house's chevron."""

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(name)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the field, then its chevron."""
        super().paintEvent(event)
        side = theme.current().px(icons.SMALL)
        left = self.width() - side - theme.current().px(8)
        place = QRectF(left, (self.height() - side) / 2, side, side)
        icons.paint(QPainter(self), Icon.CHEVRON_DOWN, Colour.MUTED, place)


def button_row(*buttons: QWidget) -> QHBoxLayout:
    """Return what ends a dialog: its buttons, at the right."""
    row = QHBoxLayout()
    space(row, gap=8)
    row.addStretch(1)
    for button in buttons:
        row.addWidget(button)
    return row
