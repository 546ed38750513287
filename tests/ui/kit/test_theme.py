"""The theme follows the reader, and everything follows the theme."""

from __future__ import annotations

import re

import pytest
from PySide6.QtGui import QColor, QPalette
from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget

from advisor import resources
from advisor.ui import icons, theme
from advisor.ui.colours import Colour, Look, colours_of
from advisor.ui.icons import Icon
from advisor.ui.theme import SMALLEST_POINTS, Theme, Type
from advisor.ui.widgets.spacing import size, space


def test_measures_are_as_drawn_at_full_size(house: Theme) -> None:
    if house.points == SMALLEST_POINTS:
        assert (house.u, house.px(36)) == (8, 36)


def test_body_text_is_never_smaller_than_ten_points(house: Theme) -> None:
    house.set_text_factor(0.1)
    assert house.font(Type.BODY).pointSizeF() >= SMALLEST_POINTS


@pytest.mark.parametrize("look", Look)
def test_palette_follows_the_look(house: Theme, qapp, look: Look) -> None:
    house.choose(look)
    colours = colours_of(look)
    palette = qapp.palette()
    assert palette.color(QPalette.ColorRole.Window) == QColor(colours[Colour.WINDOW])
    disabled = palette.color(QPalette.ColorGroup.Disabled, QPalette.ColorRole.Text)
    assert disabled == QColor(colours[Colour.MUTED])


def test_style_sheet_is_filled_and_holds_no_colour_of_its_own(house: Theme) -> None:
    template = resources.path("styles/house.qss").read_text(encoding="utf-8")
    assert not re.search(r"#[0-9A-Fa-f]{3,8}\b", template)
    assert "@" not in house.style_sheet()


def test_change_is_told_once(house: Theme, qtbot) -> None:
    told = []
    house.changed.connect(lambda: told.append(house.look))
    house.choose(Look.DARK)
    assert told == [Look.DARK]


def test_layouts_and_sizes_grow_with_the_text(house: Theme, qtbot) -> None:
    widget = QWidget()
    qtbot.addWidget(widget)
    outer = QVBoxLayout(widget)
    inner = QVBoxLayout()
    outer.addLayout(inner)
    space(inner, (3, 3, 3, 3), 3)
    space(outer, (16, 8, 16, 8), 8)  # does not take over what keeps the inner one
    size(widget, height=24)
    before = house.px(24)
    house.set_text_factor(2.0)
    assert widget.height() == house.px(24) > before
    assert outer.contentsMargins().left() == house.px(16)
    assert inner.contentsMargins().left() == house.px(3)


@pytest.mark.parametrize("name", Icon)
def test_every_icon_is_drawn(house: Theme, name: Icon) -> None:
    picture = icons.pixmap(name, Colour.TEXT, 18, 1.5).toImage()
    assert (picture.width(), picture.devicePixelRatio()) == (27, 1.5)
    drawn = [
        (x, y)
        for x in range(picture.width())
        for y in range(picture.height())
        if picture.pixelColor(x, y).alpha() > 128
    ]
    assert drawn
    assert all(1 <= x < 26 and 1 <= y < 26 for x, y in drawn), "2 px are clear on each side"


def test_every_icon_file_has_a_name() -> None:
    files = {path.stem for path in resources.path("icons").glob("*.svg")}
    assert files == {name.value for name in Icon}


def test_icons_have_no_colour_of_their_own() -> None:
    for path in resources.path("icons").glob("*.svg"):
        text = path.read_text(encoding="utf-8")
        assert set(re.findall(r'(?:stroke|fill)="([^"]*)"', text)) <= {"none", "currentColor"}


def test_dressed_button_changes_with_the_theme(house: Theme, qtbot) -> None:
    button = QPushButton()
    qtbot.addWidget(button)
    icons.dress(button, Icon.STAR, Colour.ACCENT)
    before = button.icon().cacheKey()
    house.choose(Look.DARK)
    assert button.icon().cacheKey() != before
    icons.dress(button, Icon.STAR_FILLED, Colour.ACCENT)
    assert len(button.findChildren(icons.Dressing)) == 1


def test_there_is_no_theme_before_it_is_installed(monkeypatch: pytest.MonkeyPatch, qapp) -> None:
    installed = qapp.property("house_theme")
    qapp.setProperty("house_theme", None)
    try:
        with pytest.raises(RuntimeError, match="install the theme"):
            theme.current()
    finally:
        qapp.setProperty("house_theme", installed)
