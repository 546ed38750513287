"""Waiting for something that takes its time: how far it is, and the way to end it."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import QDialog, QHBoxLayout, QProgressBar, QVBoxLayout, QWidget

from advisor.clearance import Label as Marking
from advisor.ui import theme
from advisor.ui.desks.long_work import LongWork
from advisor.ui.theme import Type
from advisor.ui.widgets.buttons import Button
from advisor.ui.widgets.label import Label, WrapLabel
from advisor.ui.widgets.marking_banner import MarkingBanner
from advisor.ui.widgets.spacing import size, space

_WIDTH: Final = 32


class WaitingDialog(QDialog):
    """Shows how far a piece of work is; to leave it is to cancel the work.

    Args:
        title: What is being done.
        how: What there is to know of it.
        marking: That of the window.
        work: The work, which is not started yet.
        parent: The window.
    """

    def __init__(
        self, title: str, how: str, marking: Marking, work: LongWork, parent: QWidget
    ) -> None:
        super().__init__(parent)
        self._work = work
        self.setWindowTitle(title)
        top, bottom = MarkingBanner(), MarkingBanner(at_bottom=True)
        for banner in (top, bottom):
            banner.show_marking(str(marking), marking.classification.value)
        cancel = Button("Cancel")
        cancel.clicked.connect(self.reject)
        row, column, body = QHBoxLayout(), QVBoxLayout(self), QVBoxLayout()
        space(row)
        row.addStretch(1)
        row.addWidget(cancel)
        space(column)
        space(body, (20, 20, 20, 20), 12)
        body.addWidget(Label(title, Type.QUESTION))
        body.addWidget(WrapLabel(how, Type.META, "muted"))
        body.addWidget(self._make_bar())
        body.addLayout(row)
        for part in (top, bottom):
            column.addWidget(part)
        column.insertLayout(1, body, 1)
        work.ended.connect(self.accept)
        self.resize(round(_WIDTH * theme.current().em), self.sizeHint().height())

    def _make_bar(self) -> QProgressBar:
        bar = QProgressBar()
        bar.setAccessibleName("How far it is")
        bar.setTextVisible(False)
        bar.setRange(0, 100)
        size(bar, height=4)
        self._work.progressed.connect(bar.setValue, Qt.ConnectionType.QueuedConnection)
        return bar

    @Slot()
    def reject(self) -> None:
        """Cancel the work."""
        self._work.cancel()
        super().reject()
