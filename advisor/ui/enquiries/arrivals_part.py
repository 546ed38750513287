"""What became of referrals that waited for the sign-in, until the reader has done with each."""

from __future__ import annotations

from collections.abc import Iterable
from functools import partial
from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from advisor.enquiries.taking_on import Arrival
from advisor.errors import AdvisorError
from advisor.ui.theme import Type
from advisor.ui.widgets.buttons import Button, Kind
from advisor.ui.widgets.label import Label, WrapLabel
from advisor.ui.widgets.scroll_page import ScrollPage
from advisor.ui.widgets.spacing import size, space

_HEIGHT: Final = 168


class ArrivalsPart(QWidget):
    """Lists what is told of referrals; one that was not taken on can be deleted there.

    Signals:
        failed: One could not be deleted (``AdvisorError``).
        done: None is left to be told of.
    """

    failed = Signal(object)
    done = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._page = ScrollPage()
        self._page.setAccessibleName("What became of referrals")
        size(self._page, height=_HEIGHT)
        self._rows = QVBoxLayout(self._page.page)
        space(self._rows, (0, 0, 4, 4), 8)
        self._rows.addStretch(1)
        column = QVBoxLayout(self)
        space(column, gap=4)
        column.addWidget(Label("Referrals that waited for you", Type.METASTRONG))
        column.addWidget(self._page)
        self.hide()

    def show_arrivals(self, arrivals: Iterable[Arrival]) -> None:
        """Show what became of some referrals."""
        for arrival in arrivals:
            self._rows.insertWidget(self._rows.count() - 1, self._make(arrival))
        self.setVisible(self._count > 0)

    @property
    def _count(self) -> int:
        return self._rows.count() - 1  # without what stretches below them

    def _make(self, arrival: Arrival) -> QWidget:
        part = QWidget()
        column, row = QVBoxLayout(part), QHBoxLayout()
        space(column, gap=0)
        space(row, gap=8)
        column.addWidget(WrapLabel(arrival.words, Type.META))
        if arrival.file is not None:
            delete = Button("Delete this file", Kind.LINK, compact=True)
            delete.setAccessibleName(f"Delete this file: {arrival.words}")
            delete.clicked.connect(partial(self._delete, arrival, part))
            row.addWidget(delete)
        seen = Button("Dismiss", Kind.LINK, compact=True)
        seen.setAccessibleName(f"Dismiss: {arrival.words}")
        seen.clicked.connect(partial(self._drop, part))
        row.addWidget(seen)
        row.addStretch(1)
        column.addLayout(row)
        return part

    def _delete(self, arrival: Arrival, part: QWidget) -> None:
        try:
            arrival.delete()
        except AdvisorError as error:
            self.failed.emit(error)
        else:
            self._drop(part)

    def _drop(self, part: QWidget) -> None:
        self._rows.removeWidget(part)
        part.hide()
        part.deleteLater()
        if self._count:
            self._page.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            self.hide()
            self.done.emit()
