"""A word of a running text that says what it means where the pointer rests."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QEvent, QPoint, QPointF
from PySide6.QtGui import QEnterEvent, QHelpEvent
from PySide6.QtWidgets import QApplication, QToolTip
from pytestqt.qtbot import QtBot

from advisor.ui.theme import Theme
from advisor.ui.widgets.label import Explanation, WrapLabel


@pytest.fixture
def label(qtbot: QtBot, house: Theme) -> WrapLabel:
    del house
    shown = WrapLabel("Ask the ROCC & the NCA <now>")
    qtbot.addWidget(shown)
    shown.resize(600, 40)
    shown.show()
    shown.explain([Explanation(8, 12, "ROCC: who\nknows & <tells>")])
    return shown


def place_of(label: WrapLabel, before: str) -> QPoint:
    """Return a place just inside what follows some words of a line."""
    return QPoint(label.fontMetrics().horizontalAdvance(before) + 4, label.height() // 4)


def rest_at(label: WrapLabel, place: QPoint) -> None:
    """Point at a place of a label, and stay there."""
    at = QPointF(place)
    QApplication.sendEvent(label, QEnterEvent(at, at, label.mapToGlobal(at)))
    QApplication.sendEvent(label, QHelpEvent(QEvent.Type.ToolTip, place, label.mapToGlobal(place)))


def test_word_under_the_pointer_is_explained_and_no_other(label: WrapLabel):
    assert label.explanation_at(place_of(label, "Ask the ")) is not None
    assert label.explanation_at(place_of(label, "Ask the ROC")) is not None
    assert label.explanation_at(place_of(label, "Ask ")) is None
    assert label.explanation_at(place_of(label, "Ask the ROCC & ")) is None
    assert label.explanation_at(QPoint(590, 10)) is None


@pytest.mark.qt_log_ignore(r"raise\(\)")
def test_tool_tip_says_it_as_text_and_not_as_markup(label: WrapLabel):
    rest_at(label, place_of(label, "Ask the "))
    assert QToolTip.text() == "<p>ROCC: who<br>knows &amp; &lt;tells&gt;</p>"
    QToolTip.hideText()


def test_another_text_is_not_explained_by_the_words_of_the_last(label: WrapLabel):
    label.show_text("Something else")
    assert label.explanations == ()
