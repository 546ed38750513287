"""The facet bar: as many facets as there is room for, and the keyboard where it was."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import pytest
from PySide6.QtWidgets import QToolButton, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from advisor.ui.theme import Theme
from advisor.ui.widgets.facet_bar import Facet, FacetBar

WORDS = ("All", "Capabilities", "Authorities", "Contacts", "Organisations", "Meetings")
FACETS = [Facet(words.casefold(), words, 11) for words in WORDS]


@pytest.fixture
def bar(house: Theme, qtbot: QtBot) -> Iterator[FacetBar]:
    window = QWidget()
    bar = FacetBar()
    QVBoxLayout(window).addWidget(bar)
    qtbot.addWidget(window)
    window.resize(900, 100)
    window.show()
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    yield bar
    window.close()


def shown(bar: FacetBar) -> list[QToolButton]:
    buttons = [each for each in bar.findChildren(QToolButton) if each.isVisible()]
    return [each for each in buttons if each.accessibleName() != "More kinds"]


@pytest.mark.parametrize("width", [900, 430, 360, 300, 200])
def test_no_facet_is_cut_and_none_is_lost(bar: FacetBar, width: int) -> None:
    bar.window().resize(width, 100)
    bar.show_facets(FACETS, "all")
    assert all(each.width() >= each.sizeHint().width() for each in shown(bar))
    assert all(each.geometry().right() < bar.width() for each in shown(bar))
    more = next(b for b in bar.findChildren(QToolButton) if b.accessibleName() == "More kinds")
    said = [each.accessibleName() for each in shown(bar)]
    said += [action.text() for action in more.menu().actions()]
    assert said == [f"{words} 11" for words in WORDS]


def test_narrowing_puts_facets_under_more_and_keeps_the_chosen_one(bar: FacetBar) -> None:
    bar.show_facets(FACETS[:5], "organisations")
    assert len(shown(bar)) == 5
    bar.window().resize(260, 100)
    assert shown(bar)[-1].accessibleName() == "Organisations 11"
    assert shown(bar)[-1].isChecked()
    bar.window().resize(900, 100)
    assert len(shown(bar)) == 5


def test_showing_facets_anew_keeps_the_keyboard_on_the_chosen_one(bar: FacetBar) -> None:
    bar.show_facets(FACETS[:3], "all")
    shown(bar)[0].setFocus()
    bar.show_facets(FACETS[:3], "authorities")
    assert bar.window().focusWidget() is shown(bar)[2]


def test_what_was_chosen_and_is_there_no_more_leaves_none_marked(bar: FacetBar) -> None:
    told: list[str] = []
    bar.facet_chosen.connect(told.append)
    bar.show_facets(FACETS[:3], "all")
    bar.show_facets(FACETS[1:3], "all")
    assert not any(each.isChecked() for each in shown(bar))
    bar.show_facets(FACETS[:3], "authorities")
    assert [each.isChecked() for each in shown(bar)] == [False, False, True]
    assert told == []
    shown(bar)[1].click()
    assert told == [FACETS[1].key]


def test_a_letter_changes_the_counts_and_makes_no_button(bar: FacetBar) -> None:
    bar.show_facets(FACETS[:3], "all")
    before = shown(bar)
    bar.show_facets([replace(facet, count=4) for facet in FACETS[:3]], "all")
    assert shown(bar) == before
    assert [each.accessibleName() for each in before] == [f"{words} 4" for words in WORDS[:3]]
