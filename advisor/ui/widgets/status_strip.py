"""Who and where the reader is, which release is open, and when it locks."""
# ruff: noqa: N802  (Qt's own names are overridden)

from __future__ import annotations

from typing import Final

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from advisor.ui import theme
from advisor.ui.colours import Colour
from advisor.ui.icons import Icon
from advisor.ui.theme import Type
from advisor.ui.widgets.buttons import Button, Kind
from advisor.ui.widgets.hairline import Ground, Hairline, Strip
from advisor.ui.widgets.icon_label import IconText
from advisor.ui.widgets.label import Label
from advisor.ui.widgets.spacing import size, space

_HEIGHT: Final = 28
_ONE_LINE_EM: Final = 40


class StatusStrip(Strip):
    """Unit at the left, release in the middle, reader and lock at the right.

    When it locks is never cut either: it has a line of its own where one is too short for all.

    Signals:
        stay_wanted: The reader does not want to be locked out.
    """

    stay_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(Ground.WINDOW, parent)
        self.setAccessibleName("Status")
        self._unit = Label("", Type.META)
        self._release = IconText(Icon.SHIELD_BAR)
        self._reader = IconText(Icon.PERSON, whole=True)  # a marking is never cut
        self._countdown = IconText(Icon.CLOCK, "", Type.METASTRONG, whole=True)
        self._countdown.hide()
        self._stay = Button("Stay", Kind.LINK)
        self._stay.hide()
        self._stay.clicked.connect(self.stay_wanted)
        self._lock, self._beside, self._below = QWidget(), QHBoxLayout(), QHBoxLayout()
        self._is_below = False
        self._fill()
        self._fit()
        theme.current().changed.connect(self._fit)

    def _fill(self) -> None:
        row, column, lock = QGridLayout(), QVBoxLayout(self), QHBoxLayout(self._lock)
        space(row, (12, 0, 12, 0), 12)
        row.addWidget(self._unit, 0, 0)
        row.addWidget(self._release, 0, 1, Qt.AlignmentFlag.AlignCenter)
        row.addLayout(self._beside, 0, 2)
        row.setColumnStretch(0, 1)
        row.setColumnStretch(2, 1)
        space(column)
        column.addWidget(Hairline())
        column.addLayout(row, 1)
        column.addLayout(self._below)
        for layout in (lock, self._beside):
            space(layout, gap=12)
        space(self._below, (12, 0, 12, 0))
        lock.addWidget(self._countdown)
        lock.addWidget(self._stay)
        for layout in (self._beside, self._below):
            layout.addStretch(1)
        self._beside.addWidget(self._reader)
        self._beside.addWidget(self._lock)

    @Slot()
    def _fit(self) -> None:
        """Have one line or two, by the room that there is in text sizes."""
        is_below = self.width() < _ONE_LINE_EM * theme.current().em
        if is_below is not self._is_below:
            self._is_below = is_below
            before, after = self._beside, self._below
            if not is_below:
                before, after = after, before
            before.removeWidget(self._lock)
            after.addWidget(self._lock)
        size(self, height=_HEIGHT * (2 if is_below and not self._countdown.isHidden() else 1))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Fit the lines to the width."""
        super().resizeEvent(event)
        self._fit()

    def show_unit(self, text: str) -> None:
        """Show the reader's region and force."""
        self._unit.setText(text)

    def show_release(self, text: str, *, checked: bool, is_demonstration: bool = False) -> None:
        """Show the release: with a tick if its signature was checked, strong if a rehearsal."""
        icon = Icon.SHIELD if checked else Icon.SHIELD_BAR
        self._release.icon.show_icon(icon, Colour.MUTED)
        role = Type.METASTRONG if is_demonstration else Type.META
        self._release.label.show_role(role)
        self._release.show_text(text)

    def show_reader(self, text: str) -> None:
        """Show the level that is open, and whether anyone is signed in."""
        self._reader.show_text(text)

    def show_lock_reasons(self, text: str) -> None:
        """Say of the reader's part what locks it, in its tool tip and to a screen reader."""
        self._reader.setToolTip(text)
        self._reader.setAccessibleDescription(text)

    def show_countdown(self, text: str) -> None:
        """Show when the application locks; nothing with no words."""
        self._countdown.show_text(text)
        self._countdown.setVisible(bool(text))
        self._fit()

    def offer_stay(self, *, offered: bool) -> None:
        """Offer to stay, in the last half minute."""
        self._stay.setVisible(offered)
