"""Lists: the model gives everything, the delegate shows it."""

from __future__ import annotations

from functools import partial

import pytest
from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtWidgets import QStyleOptionViewItem
from pytestqt.qtbot import QtBot

from advisor.ui.models.results import Match, ResultRow, ResultsModel, RowRole
from advisor.ui.models.row_delegate import RowDelegate
from advisor.ui.theme import Theme
from advisor.ui.widgets.row_list import RowList
from tests.ui.kit.gallery import rows


def test_model_keeps_qts_rules(qtmodeltester) -> None:
    model = ResultsModel()
    model.show(rows())
    qtmodeltester.check(model)
    model.show([])
    qtmodeltester.check(model)


def test_whole_sense_of_a_row_is_said() -> None:
    model = ResultsModel()
    model.show(rows(marked=True))
    said = model.index(2).data(Qt.ItemDataRole.AccessibleTextRole)
    for part in ("Expert advisers", "Capability", "Similar spelling: expret", "TOP SECRET"):
        assert part in said


def test_unmarked_row_says_no_marking() -> None:
    model = ResultsModel()
    model.show(rows())
    assert "OFFICIAL" not in model.index(0).data(Qt.ItemDataRole.AccessibleTextRole)


def test_data_never_raises() -> None:
    model = ResultsModel()
    model.show(rows())
    stale = model.index(2)
    model.show(rows()[:1])
    assert model.data(stale) is None
    assert model.data(QModelIndex()) is None
    assert model.data(model.index(0), 12345) is None


@pytest.mark.parametrize(
    ("row", "drawn"),
    [
        (ResultRow(entry_id="a", title="A", summary="b"), 56),
        (ResultRow(entry_id="a", title="A", summary="b", find_match=partial(Match, typed="c")), 75),
    ],
    ids=["plain", "with why"],
)
def test_rows_are_as_high_as_designed(house: Theme, row: ResultRow, drawn: int) -> None:
    model = ResultsModel()
    model.show([row])
    height = RowDelegate().sizeHint(QStyleOptionViewItem(), model.index(0)).height()
    assert height >= house.px(drawn)
    assert height <= house.px(drawn) + 8, "taller only for a taller font"


def test_choosing_by_key_is_told_and_by_code_is_not(house: Theme, qtbot: QtBot) -> None:
    view = RowList("Results")
    qtbot.addWidget(view)
    view.rows.show(rows())
    view.resize(400, 400)
    view.show()
    told: list[str] = []
    view.row_chosen.connect(told.append)
    view.choose("akeu")
    assert told == []
    qtbot.keyClick(view, Qt.Key.Key_Down)
    assert told == ["sio"]
    with qtbot.waitSignal(view.row_opened) as opened:
        qtbot.keyClick(view, Qt.Key.Key_Return)
    assert opened.args == ["sio"]
    view.choose(None)
    assert not view.currentIndex().isValid()
    assert view.currentIndex().data(RowRole.ENTRY_ID) is None


def test_odd_spans_are_painted_as_plain_text(house: Theme, qtbot: QtBot) -> None:
    view = RowList("Results")
    qtbot.addWidget(view)
    odd = ((5, 2), (0, 999), (-1, 1), (0, 1), (0, 1))
    view.rows.show(
        [ResultRow(entry_id="a", title="Ab", find_match=partial(Match, title_spans=odd), level=9)]
    )
    view.resize(300, 100)
    assert not view.grab().isNull()
