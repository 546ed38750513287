"""A few things of which any number can be chosen."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QVBoxLayout, QWidget

from advisor.ui.theme import Type
from advisor.ui.widgets.check_box import CheckBox
from advisor.ui.widgets.label import WrapLabel
from advisor.ui.widgets.spacing import space


class CheckList(QWidget):
    """Boxes to tick, and words for none.

    Args:
        empty: What stands there while there is nothing to choose from.
        parent: The widget it belongs to.

    Signals:
        changed: Something was ticked, or is not any more.
    """

    changed = Signal()

    def __init__(self, empty: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._boxes: dict[str, CheckBox] = {}
        self._empty = WrapLabel(empty, Type.META, "muted")
        self._column = QVBoxLayout(self)
        space(self._column, (0, 6, 0, 2), 8)
        self._column.addWidget(self._empty)

    @property
    def boxes(self) -> tuple[CheckBox, ...]:
        """What can be ticked, from the top."""
        return tuple(self._boxes.values())

    @property
    def keyboard(self) -> QWidget:
        """The first box; this, while there is none.

        Not its focus proxy: Tab comes here from the last box, and would be sent to the first.
        """
        return next(iter(self._boxes.values()), self)

    @property
    def chosen(self) -> tuple[str, ...]:
        """What is ticked, by key."""
        return tuple(key for key, box in self._boxes.items() if box.isChecked())

    def show_choices(
        self, choices: Sequence[tuple[str, str]], chosen: Collection[str] = ()
    ) -> None:
        """Replace what there is to choose from, each a key and its words.

        Args:
            choices: From the top.
            chosen: Keys of what is ticked.
        """
        for box in self._boxes.values():
            self._column.removeWidget(box)
            box.hide()
            box.deleteLater()
        self._boxes = {key: self._make(words, is_on=key in chosen) for key, words in choices}
        self._order_tabs()
        self._empty.setVisible(not choices)
        self.changed.emit()

    def _make(self, words: str, *, is_on: bool) -> CheckBox:
        box = CheckBox(words.replace("&", "&&"), self)
        box.setChecked(is_on)
        box.toggled.connect(self._on_toggled)
        self._column.addWidget(box)
        return box

    def _order_tabs(self) -> None:
        """Let Tab come here from what is above: what is made later would be last."""
        above = self.previousInFocusChain()
        while above is not None and above is not self and not _takes_tab(above):
            above = above.previousInFocusChain()
        for box in self.boxes:
            QWidget.setTabOrder(above or self, box)
            above = box

    @Slot()
    def _on_toggled(self) -> None:
        self.changed.emit()


def _takes_tab(widget: QWidget) -> bool:
    return bool(widget.focusPolicy() & Qt.FocusPolicy.TabFocus)
