"""Links in running text: each is reached with Tab, and followed with Enter."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from advisor.ui.colours import Colour, Look
from advisor.ui.theme import Theme
from advisor.ui.widgets.label import Link, WrapLabel


class Page(QWidget):
    """A field, a text with two links, a field; what was followed."""

    def __init__(self) -> None:
        super().__init__()
        self.followed: list[str] = []
        self.label = WrapLabel()
        self.label.show_text("See one and two.", links=[Link(4, 7, "one"), Link(12, 15, "two")])
        self.label.linkActivated.connect(self.followed.append)
        self.before, self.after = QLineEdit(), QLineEdit()
        column = QVBoxLayout(self)
        for widget in (self.before, self.label, self.after):
            column.addWidget(widget)


@pytest.fixture
def page(house: Theme, qtbot: QtBot) -> Iterator[Page]:
    page = Page()
    qtbot.addWidget(page)
    page.show()
    page.activateWindow()
    qtbot.waitUntil(page.isActiveWindow)
    page.before.setFocus()
    yield page
    page.close()


def press(page: Page, *keys: Qt.Key) -> None:
    for key in keys:
        QTest.keyClick(page.focusWidget(), key)


def test_each_link_is_one_tab_and_is_followed_with_enter(page: Page) -> None:
    press(page, Qt.Key.Key_Tab, Qt.Key.Key_Return)
    press(page, Qt.Key.Key_Tab, Qt.Key.Key_Return)
    assert page.followed == ["one", "two"]
    press(page, Qt.Key.Key_Tab)
    assert page.focusWidget() is page.after


def test_links_are_reached_backwards_and_again(page: Page) -> None:
    for _ in range(2):
        page.after.setFocus()
        press(page, Qt.Key.Key_Backtab, Qt.Key.Key_Return)
        press(page, Qt.Key.Key_Backtab, Qt.Key.Key_Return)
        press(page, Qt.Key.Key_Backtab)
        assert page.focusWidget() is page.before
        press(page, Qt.Key.Key_Tab, Qt.Key.Key_Return)
    assert page.followed == ["two", "one", "one"] * 2


def test_links_take_the_colour_of_another_look(page: Page, house: Theme) -> None:
    for look in Look:
        house.choose(look)
        QApplication.sendPostedEvents()
        image = page.label.grab().toImage()
        places = ((x, y) for x in range(image.width()) for y in range(image.height()))
        seen = {image.pixelColor(x, y).name() for x, y in places}
        assert house.colour(Colour.ACCENT).name() in seen
