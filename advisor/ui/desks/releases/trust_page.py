"""The first trust: somebody compares a publisher's fingerprint, group by group."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from advisor.signing.fingerprint import in_groups
from advisor.signing.root import Link
from advisor.ui.theme import Type
from advisor.ui.widgets.buttons import Button, Kind
from advisor.ui.widgets.check_box import CheckBox
from advisor.ui.widgets.label import WrapLabel
from advisor.ui.widgets.scroll_page import ScrollPage
from advisor.ui.widgets.spacing import space

_WAITS = "Tick each group once the publisher has read it out."


class TrustPage(ScrollPage):
    """Three groups of four words, each to be ticked as it was heard.

    Signals:
        trusted: All of them were heard; gives the fingerprint.
        left: They were not, or are not to be compared now.
    """

    trusted = Signal(str)
    left = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName("Compare the fingerprint")
        self._fingerprint = ""
        self._boxes: list[CheckBox] = []
        self._who = WrapLabel("", Type.STRONG)
        self._groups = QVBoxLayout()
        space(self._groups, gap=8)
        self._trust, self._leave = (
            Button("Trust this publisher", Kind.PRIMARY),
            Button("Do not trust"),
        )
        self._trust.clicked.connect(self._on_trust)
        self._leave.setAccessibleName("Do not trust this publisher")
        self._leave.clicked.connect(self.left)
        self._fill()

    def _fill(self) -> None:
        column = QVBoxLayout(self.page)
        space(column, (20, 16, 20, 16), 12)
        column.addWidget(WrapLabel("This site trusts no publisher yet", Type.HEADING))
        column.addWidget(
            WrapLabel(
                "Whoever you trust now decides what everybody here reads. Ring the publisher, on a "
                "number that you had before: not one that came with the file. Have them read out "
                "the twelve words of the fingerprint of their root of trust. Tick a group when you "
                "hear exactly these words. If a single word differs, do not trust this file."
            )
        )
        column.addWidget(self._who)
        column.addLayout(self._groups)
        row = QHBoxLayout()
        space(row, gap=8)
        row.addWidget(self._trust)
        row.addWidget(self._leave)
        row.addStretch(1)
        column.addLayout(row)
        column.addStretch(1)

    def show_publisher(self, link: Link) -> None:
        """Show whom a release file is by, with nothing ticked."""
        self._fingerprint = link.fingerprint
        holders = ", ".join(key.holder for key in link.keys)
        self._who.show_text(
            f"The file says that it is by: {holders}. It takes {link.threshold} of their "
            f"{len(link.keys)} keys to sign a release."
        )
        for box in self._boxes:
            self._groups.removeWidget(box)
            box.hide()
            box.deleteLater()
        groups = in_groups(link.fingerprint)
        self._boxes = [CheckBox(f"{place}: {group}") for place, group in enumerate(groups, start=1)]
        for box in self._boxes:
            box.toggled.connect(self._on_toggled)
            self._groups.addWidget(box)
        self._on_toggled()

    def take_focus(self) -> None:
        """Put the keyboard on the first group."""
        if self._boxes:
            self._boxes[0].setFocus(Qt.FocusReason.ShortcutFocusReason)

    @Slot()
    def _on_toggled(self) -> None:
        if all(box.isChecked() for box in self._boxes):
            self._trust.enable()
        else:
            self._trust.disable(_WAITS)

    @Slot()
    def _on_trust(self) -> None:
        self.trusted.emit(self._fingerprint)
