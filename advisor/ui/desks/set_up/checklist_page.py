"""What a site has and what it still lacks."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from advisor.people.checklist import Item
from advisor.ui.colours import Colour
from advisor.ui.icons import Icon
from advisor.ui.theme import Type
from advisor.ui.widgets.buttons import Button, Kind
from advisor.ui.widgets.hairline import Hairline
from advisor.ui.widgets.icon_label import IconText
from advisor.ui.widgets.label import WrapLabel
from advisor.ui.widgets.scroll_page import ScrollPage
from advisor.ui.widgets.spacing import size, space

_DONE, _TO_DO = "Done", "To do"
_STATE_WIDTH: Final = 84
#: What to do in a window, where the core names a command.
_HINTS: Final = {
    "administrators": "Tools, People and clearances: choose or add somebody, then Change, and tick "
    "Administers this site.",
    "urgent contacts": "Add them with: Tools, Local contacts.",
}


class ChecklistPage(QWidget):
    """A line for each thing, with an icon and words.

    Signals:
        again_wanted: The reader wants it checked again.
        keys_wanted: The reader wants the label keys for the publisher.
        close_wanted: The reader wants no more of it.
    """

    again_wanted = Signal()
    keys_wanted = Signal()
    close_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._summary = WrapLabel("", Type.BODY)
        self._scroll = ScrollPage()
        self._scroll.setAccessibleName("Checklist")
        page = QVBoxLayout(self._scroll.page)
        space(page, (16, 16, 4, 16))
        self._list = QWidget()
        page.addWidget(self._list)
        page.addStretch(1)
        self._page = page
        column = QVBoxLayout(self)
        space(column, gap=12)
        column.addWidget(self._summary)
        column.addWidget(self._scroll, 1)
        column.addWidget(Hairline())
        column.addLayout(self._make_buttons())

    def _make_buttons(self) -> QHBoxLayout:
        self._keys = Button("Label keys for the publisher…", Kind.PRIMARY)
        self._again, close = Button("Check again"), Button("Close")
        for button, signal in (
            (self._keys, self.keys_wanted),
            (self._again, self.again_wanted),
            (close, self.close_wanted),
        ):
            button.clicked.connect(signal)
        self._keys_words = WrapLabel(
            "Label keys for the publisher: Tools, People and clearances.", Type.META, "muted"
        )
        row = QHBoxLayout()
        space(row, gap=8)
        row.addWidget(self._keys_words, 1, Qt.AlignmentFlag.AlignVCenter)
        row.addStretch(1)
        for button in (self._keys, self._again, close):
            row.addWidget(button)
        return row

    def show_items(self, items: Sequence[Item], *, offers_keys: bool) -> None:
        """Show the lines.

        Args:
            items: From the core.
            offers_keys: Whether an administrator is at work, who can see the keys.
        """
        missing = sum(not item.is_done for item in items)
        self._summary.show_text(
            f"Still to do: {missing} of {len(items)}." if missing else "Nothing is missing."
        )
        self._keys.setVisible(offers_keys)
        self._keys_words.setVisible(not offers_keys)
        new = QWidget()
        column = QVBoxLayout(new)
        space(column, (4, 0, 4, 0), 10)
        for item in sorted(items, key=lambda item: item.is_done):
            column.addWidget(_make_row(item))
            column.addWidget(Hairline())
        self._page.replaceWidget(self._list, new)
        self._list.hide()
        self._list.deleteLater()
        self._list = new

    def take_focus(self) -> None:
        """Put the keyboard on what is to be done next."""
        first = self._again if self._keys.isHidden() else self._keys
        first.setFocus(Qt.FocusReason.OtherFocusReason)


def _make_row(item: Item) -> QWidget:
    row = QWidget()
    state = _DONE if item.is_done else _TO_DO
    icon, colour = (Icon.YES, Colour.OK) if item.is_done else (Icon.ALERT, Colour.TEXT)
    mark = IconText(icon, state, Type.METASTRONG, colour=colour, whole=True)
    size(mark, width=_STATE_WIDTH)
    words = QVBoxLayout()
    space(words, gap=2)
    words.addWidget(WrapLabel(f"{item.name[:1].upper()}{item.name[1:]}", Type.STRONG))
    words.addWidget(WrapLabel(item.text))
    hint = _HINTS.get(item.name, item.hint) if not item.is_done else ""
    if hint:
        words.addWidget(WrapLabel(hint, Type.META, "muted"))
    row.setAccessibleName(f"{state}: {item.name}. {item.text} {hint}".rstrip())
    line = QHBoxLayout(row)
    space(line, gap=8)
    line.addWidget(mark, 0, Qt.AlignmentFlag.AlignTop)
    line.addLayout(words, 1)
    return row
