"""Who and where the reader is, which release is open, and when it locks."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from advisor.ui.colours import Colour
from advisor.ui.icons import Icon
from advisor.ui.theme import Type
from advisor.ui.widgets.buttons import Button, Kind
from advisor.ui.widgets.hairline import Ground, Hairline, Strip
from advisor.ui.widgets.icon_label import IconText
from advisor.ui.widgets.label import Label
from advisor.ui.widgets.spacing import size, space

_HEIGHT: Final = 28


class StatusStrip(Strip):
    """Unit at the left, release in the middle, reader and lock at the right.

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
        right = QHBoxLayout()
        space(right, gap=12)
        right.addStretch(1)
        for part in (self._reader, self._countdown, self._stay):
            right.addWidget(part)
        self._fill(right)
        size(self, height=_HEIGHT)

    def _fill(self, right: QHBoxLayout) -> None:
        row = QGridLayout()
        space(row, (12, 0, 12, 0), 12)
        row.addWidget(self._unit, 0, 0)
        row.addWidget(self._release, 0, 1, Qt.AlignmentFlag.AlignCenter)
        row.addLayout(right, 0, 2)
        row.setColumnStretch(0, 1)
        row.setColumnStretch(2, 1)
        column = QVBoxLayout(self)
        space(column)
        column.addWidget(Hairline())
        column.addLayout(row, 1)

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

    def offer_stay(self, *, offered: bool) -> None:
        """Offer to stay, in the last half minute."""
        self._stay.setVisible(offered)
