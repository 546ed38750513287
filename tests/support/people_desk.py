"""An administrator at the window of people."""

from __future__ import annotations

from PySide6.QtCore import Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMenu

from advisor.ui.desks.people.people_window import PeopleWindow
from advisor.ui.models.results import RowRole
from tests.support.desk import Clerk


class Office(Clerk):
    """An administrator at the window of people."""

    window: PeopleWindow

    @property
    def rows(self) -> list[str]:
        """The names and headings in the list, from the top."""
        return [self._row(n).data() for n in range(self._model.rowCount())]

    @property
    def _model(self):
        return self.find("People", type(self.window._list)).model()

    def _row(self, number: int):
        return self._model.index(number, 0)

    def row_of(self, name: str) -> str:
        """Return what a row says, as a screen reader says it."""
        row = self._row(self.rows.index(name)).data(RowRole.ROW)
        return row.whole_sense

    def choose_person(self, name: str) -> None:
        """Look for somebody and go down to them."""
        self.press("Ctrl+K")
        self.type(name)
        self.press("Down", "Down")
        self.until(lambda: f"What {name} holds" in self.text)

    def pick(self, letter: str) -> None:
        """Open the menu of what is done for the site, and take what a letter leads to."""
        self.tab_to("Site")
        QTimer.singleShot(0, lambda: self._press_in_menu(letter))
        QTest.keyClick(self.focus, Qt.Key.Key_Return)  # until the menu is closed again
        QApplication.processEvents()

    def _press_in_menu(self, letter: str) -> None:
        menu = QApplication.activePopupWidget()
        assert isinstance(menu, QMenu), "no menu is open"
        QTest.keyClicks(menu, letter)
