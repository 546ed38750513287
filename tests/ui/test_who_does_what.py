"""Somebody looks up who does what about a threat."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QTableWidget

from advisor.ui.grid.grid_page import GridPage
from advisor.ui.location import Page
from tests.support.window import Person


@pytest.fixture
def grid(person: Person) -> QTableWidget:
    person.press("Ctrl+3")
    return person.find("Who does what", QTableWidget)


def cells(table: QTableWidget, row: int) -> list[str]:
    return [table.item(row, column).text() for column in range(table.columnCount())]


def row_of(table: QTableWidget, threat: str) -> int:
    return next(row for row in range(table.rowCount()) if cells(table, row)[0] == threat)


def test_one_key_shows_all_threats_and_tiers_as_one_table(person: Person, grid: QTableWidget):
    headings = [grid.horizontalHeaderItem(column).text() for column in range(grid.columnCount())]
    assert headings == ["Threat", "NCA", "ROCU", "Force"]
    assert grid.rowCount() == len(
        [h for h in person.reader.session.catalogue.heads if h.kind.value == "responsibility"]
    )
    assert person.reader.location.page is Page.GRID


def test_what_is_published_stands_in_full_and_gaps_say_whom_to_ask(grid: QTableWidget):
    firearms = cells(grid, row_of(grid, "Firearms"))
    assert "•" in firearms[1]
    drugs = cells(grid, row_of(grid, "Drugs"))
    assert drugs[1:] == ["Exists, not published. Ask your ROCC."] * 3


def test_enter_on_a_row_opens_it_and_back_leads_to_the_table(person: Person, grid: QTableWidget):
    grid.setFocus()
    grid.setCurrentCell(row_of(grid, "Firearms"), 0)
    person.press("Return")
    assert person.reader.location.subject == "grid-firearms"
    person.press("Alt+Left")
    assert isinstance(person.pane.page, GridPage)


def test_the_list_beside_it_leads_to_grids_and_meetings(person: Person, grid: QTableWidget):
    del grid
    assert person.row == -1
    person.press("Down")
    assert person.reader.location.page is Page.ENTRY
    assert "nttcg" in person.row_ids
