"""What can be read, measured."""

from __future__ import annotations

import pytest

from advisor.ui.colours import (
    EDGE_CONTRAST,
    TEXT_CONTRAST,
    Colour,
    Look,
    SystemColours,
    colours_of,
    contrast,
    markings_of,
    mix,
    system_contrast_colours,
)

GROUNDS = (Colour.BASE, Colour.WINDOW, Colour.ALT, Colour.SELECT, Colour.SOFT, Colour.HOVER)
TEXT_PAIRS = [
    *((Colour.TEXT, ground) for ground in (*GROUNDS, Colour.URGENTBG)),
    *((Colour.MUTED, ground) for ground in (*GROUNDS, Colour.URGENTBG)),
    *((Colour.ACCENT, ground) for ground in GROUNDS),
    (Colour.ONACCENT, Colour.ACCENT),
    *((Colour.URGENT, ground) for ground in (Colour.BASE, Colour.URGENTBG, Colour.WINDOW)),
]
EDGE_PAIRS = [
    *((Colour.BORDER, g) for g in (Colour.BASE, Colour.ALT, Colour.WINDOW, Colour.SOFT)),
    *((Colour.OK, ground) for ground in (Colour.BASE, Colour.SOFT)),
    (Colour.NO, Colour.BASE),
]
DESERT = SystemColours("#FFFAEF", "#FFFAEF", "#3D3D3D", "#903909", "#FFF5E3", "#1C5E75")
NIGHT = SystemColours("#000000", "#000000", "#FFFFFF", "#1AEBFF", "#000000", "#FFFF00")
FAINT = SystemColours("#808080", "#808080", "#909090", "#707070", "#909090", "#808080")


@pytest.mark.parametrize("look", Look)
@pytest.mark.parametrize(("text", "ground"), TEXT_PAIRS)
def test_text_can_be_read(look: Look, text: Colour, ground: Colour) -> None:
    colours = colours_of(look)
    assert contrast(colours[text], colours[ground]) >= TEXT_CONTRAST


@pytest.mark.parametrize("look", Look)
@pytest.mark.parametrize(("edge", "ground"), EDGE_PAIRS)
def test_edges_and_icons_can_be_seen(look: Look, edge: Colour, ground: Colour) -> None:
    colours = colours_of(look)
    assert contrast(colours[edge], colours[ground]) >= EDGE_CONTRAST


@pytest.mark.parametrize("look", Look)
@pytest.mark.parametrize("level", range(4))
def test_markings_can_be_read(look: Look, level: int) -> None:
    marking, colours = markings_of(look)[level], colours_of(look)
    assert contrast(marking.text, marking.ground) >= TEXT_CONTRAST
    for ground in (Colour.BASE, Colour.SELECT):
        assert contrast(marking.rule, colours[ground]) >= TEXT_CONTRAST


@pytest.mark.parametrize("look", Look)
def test_hovered_primary_button_can_be_read(look: Look) -> None:
    colours = colours_of(look)
    hovered = mix(colours[Colour.ACCENT], colours[Colour.TEXT], 0.12)
    assert contrast(colours[Colour.ONACCENT], hovered) >= TEXT_CONTRAST


@pytest.mark.parametrize("system", [DESERT, NIGHT], ids=["light", "dark"])
def test_system_colours_are_taken_where_they_can_be_read(system: SystemColours) -> None:
    colours = system_contrast_colours(system)
    assert colours[Colour.BASE] == system.base
    assert colours[Colour.TEXT] == system.text
    for text, ground in TEXT_PAIRS:
        assert contrast(colours[text], colours[ground]) >= TEXT_CONTRAST, (text, ground)
    for edge, ground in EDGE_PAIRS:
        assert contrast(colours[edge], colours[ground]) >= EDGE_CONTRAST, (edge, ground)


def test_faint_system_colours_are_not_taken() -> None:
    assert system_contrast_colours(FAINT) == colours_of(Look.CONTRAST)


def test_contrast_is_as_the_guidelines_define_it() -> None:
    assert contrast("#000000", "#FFFFFF") == pytest.approx(21)
    assert contrast("#777777", "#FFFFFF") == pytest.approx(4.48, abs=0.01)
