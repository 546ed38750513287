"""Running text: nothing is lost when it wraps, nothing in it is markup."""

from __future__ import annotations

from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from advisor.ui.colours import Look
from advisor.ui.theme import Theme
from advisor.ui.widgets.label import Emphasis, Label, Link, WrapLabel

LONG = "Advice while a kidnap or blackmail is going on, day and night. " * 6


def test_height_is_for_the_width_that_text_really_gets(house: Theme, qtbot: QtBot) -> None:
    label = WrapLabel(LONG)
    qtbot.addWidget(label)
    measure = house.characters(75)
    assert label.heightForWidth(4 * measure) == label.heightForWidth(measure)
    label.resize(2 * measure, 400)
    label.show()
    assert label.heightForWidth(2 * measure) == label.heightForWidth(measure)
    assert label.heightForWidth(measure // 2) > label.heightForWidth(measure)
    label.setMaximumWidth(measure // 2)
    assert label.heightForWidth(measure) == label.heightForWidth(measure // 2)


def test_found_words_are_counted_and_marked(house: Theme, qtbot: QtBot) -> None:
    label = WrapLabel("Kidnap, kidnapping and R&D <b>")
    qtbot.addWidget(label)
    assert label.highlight(["kidnap"]) == 2
    assert label.text().count("background-color") == 2
    assert label.highlight(["R&D <b>"], current=0) == 1
    assert label.highlight([]) == 0
    assert "background-color" not in label.text()
    assert label.plain_text == "Kidnap, kidnapping and R&D <b>"


def test_text_is_never_markup(house: Theme, qtbot: QtBot) -> None:
    label = WrapLabel("<img src='x'> & <a href='y'>z</a>")
    qtbot.addWidget(label)
    assert "<img" not in label.text()
    assert "<a " not in label.text()


def test_links_are_reached_by_key_and_told(house: Theme, qtbot: QtBot) -> None:
    label = WrapLabel()
    qtbot.addWidget(label)
    label.show_text("See the law.", links=[Link(8, 11, 'entry:"law"')], strong=[Emphasis(0, 10)])
    label.highlight(["law"])
    assert label.text().count("<a ") == 2, "cut where the emphasis ends, and both parts lead there"
    with qtbot.waitSignal(label.linkActivated):
        label.linkActivated.emit("entry:law")


def test_marks_take_the_colours_of_the_look(house: Theme, qtbot: QtBot) -> None:
    label = WrapLabel("kidnap")
    qtbot.addWidget(label)
    label.highlight(["kidnap"])
    light = label.text()
    house.choose(Look.DARK)
    assert label.text() != light


def test_line_that_does_not_fit_has_its_text_in_the_tip(house: Theme, qtbot: QtBot) -> None:
    label = Label("A line that is too long for its room")
    qtbot.addWidget(label)
    label.resize(60, 20)
    label.grab()
    assert label.toolTip() == label.text()
    label.resize(600, 20)
    label.grab()
    assert label.toolTip() == ""


def test_77_what_is_selected_cannot_be_dragged_into_another_program(
    house: Theme, qtbot: QtBot
) -> None:
    label = WrapLabel("Ring the duty ROCC first")
    qtbot.addWidget(label)
    label.show()
    label.setSelection(0, 12)
    inside = QPoint(10, label.height() // 2)
    QTest.mousePress(label, Qt.MouseButton.RightButton, pos=inside)
    assert label.selectedText() == "Ring the dut"
    QTest.mousePress(label, Qt.MouseButton.LeftButton, pos=inside)
    assert not label.hasSelectedText()
    QTest.mouseRelease(label, Qt.MouseButton.LeftButton, pos=inside)
