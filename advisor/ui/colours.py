"""The named colours of the window, and how far apart they are.

Every colour that the application draws is in this module; nothing else in the
code or the style sheets holds one. Values and their reasons are in the design's
``look/LOOK.md``, sections 4 and 5.

Rules that this module keeps:
 * Text has a contrast of at least 4.5 with what is behind it, edges and icons of
   at least 3.0 (WCAG 2.2, 1.4.3 and 1.4.11). A test measures every pair.
 * Red is SECRET and nothing else.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Final

TEXT_CONTRAST: Final = 4.5
EDGE_CONTRAST: Final = 3.0
_READABLE_SYSTEM: Final = 7.0
_DARK: Final = 0.18


class Look(StrEnum):
    """The three appearances of the window."""

    LIGHT = "light"
    DARK = "dark"
    CONTRAST = "contrast"


def look_of(chosen: str) -> Look | None:
    """Return the look that a reader chose; ``None`` where the system is to be followed."""
    return next((look for look in Look if look.value == chosen), None)


class Colour(StrEnum):
    """What a colour is for."""

    WINDOW = "window"
    BASE = "base"
    ALT = "alt"
    TEXT = "text"
    MUTED = "muted"
    BORDER = "border"
    ACCENT = "accent"
    SELECT = "select"
    ONACCENT = "onaccent"
    LINE = "line"
    SOFT = "soft"
    HOVER = "hover"
    URGENT = "urgent"
    URGENTBG = "urgentbg"
    OK = "ok"
    NO = "no"


@dataclass(frozen=True)
class MarkingColours:
    """How one level of marking is painted.

    Attributes:
        ground: Behind the words.
        text: The words and squares on the ground.
        rule: Rules, squares and edges on plain ground.
        filled: Whether a portion mark is filled, or only outlined.
    """

    ground: str
    text: str
    rule: str
    filled: bool = True


_LOOKS = (Look.LIGHT, Look.DARK, Look.CONTRAST)
_TABLE: Final[dict[Colour, tuple[str, str, str]]] = {
    Colour.WINDOW: ("#F3F4F6", "#1B1E22", "#000000"),
    Colour.BASE: ("#FFFFFF", "#212529", "#000000"),
    Colour.ALT: ("#F7F8FA", "#272C31", "#000000"),
    Colour.TEXT: ("#1B2027", "#E6E9ED", "#FFFFFF"),
    Colour.MUTED: ("#55606D", "#A3ADB8", "#FFFFFF"),
    Colour.BORDER: ("#828C98", "#7C8692", "#FFFFFF"),
    Colour.ACCENT: ("#1A5DA6", "#7FB2EA", "#4DD2FF"),
    Colour.SELECT: ("#E3ECF7", "#2B3B4E", "#00394D"),
    Colour.ONACCENT: ("#FFFFFF", "#10202F", "#000000"),
    Colour.LINE: ("#DEE2E7", "#363C43", "#8A8A8A"),
    Colour.SOFT: ("#EDF3FA", "#28333F", "#000000"),
    Colour.HOVER: ("#F1F4F8", "#292F35", "#1A1A1A"),
    Colour.URGENT: ("#A8410C", "#FFB488", "#FFB46B"),
    Colour.URGENTBG: ("#FDF4EE", "#352A22", "#000000"),
    Colour.OK: ("#1A7543", "#74CC98", "#7CF2A6"),
    Colour.NO: ("#3B444F", "#D5DAE0", "#FFFFFF"),
}
_MARKINGS: Final[dict[Look, tuple[MarkingColours, ...]]] = {
    Look.LIGHT: (
        MarkingColours("#E4E7EB", "#1B2027", "#55606D", filled=False),
        MarkingColours("#5B2C83", "#FFFFFF", "#5B2C83"),
        MarkingColours("#A1131D", "#FFFFFF", "#A1131D"),
        MarkingColours("#14171B", "#FFC94D", "#14171B"),
    ),
    Look.DARK: (
        MarkingColours("#343A41", "#E6E9ED", "#A3ADB8", filled=False),
        MarkingColours("#CDB4EE", "#1D0B33", "#CDB4EE"),
        MarkingColours("#B3202A", "#FFFFFF", "#FF8D88"),
        MarkingColours("#FFC94D", "#14171B", "#FFC94D"),
    ),
    Look.CONTRAST: (
        MarkingColours("#000000", "#FFFFFF", "#FFFFFF", filled=False),
        MarkingColours("#E2CCFF", "#000000", "#E2CCFF"),
        MarkingColours("#FF9A96", "#000000", "#FF9A96"),
        MarkingColours("#FFD23D", "#000000", "#FFD23D"),
    ),
}


@dataclass(frozen=True)
class SystemColours:
    """What a system in high contrast asks for, each as ``#RRGGBB``."""

    window: str
    base: str
    text: str
    highlight: str
    highlighted_text: str
    link: str


def colours_of(look: Look) -> dict[Colour, str]:
    """Return every named colour of one look."""
    column = _LOOKS.index(look)
    return {name: values[column] for name, values in _TABLE.items()}


def markings_of(look: Look) -> tuple[MarkingColours, ...]:
    """Return the colours of the four levels, the least protected first."""
    return _MARKINGS[look]


def system_contrast_colours(system: SystemColours) -> dict[Colour, str]:
    """Return the contrast look in the system's own colours, where they can be read.

    Tints vanish and edges take over. A colour that would be too faint on the
    system's ground gives way to the text colour.
    """
    own = colours_of(Look.CONTRAST)
    if contrast(system.text, system.base) < _READABLE_SYSTEM:
        return own
    column = Look.CONTRAST if luminance(system.base) < _DARK else Look.LIGHT
    found = colours_of(column) | {
        Colour.WINDOW: system.window,
        Colour.TEXT: system.text,
        Colour.ACCENT: system.link,
        Colour.SELECT: system.highlight,
        Colour.ONACCENT: system.base,
    }
    for ground in (Colour.BASE, Colour.ALT, Colour.SOFT, Colour.HOVER, Colour.URGENTBG):
        found[ground] = system.base
    for edge in (Colour.MUTED, Colour.BORDER, Colour.LINE, Colour.NO):
        found[edge] = system.text
    if contrast(system.text, system.highlight) < TEXT_CONTRAST:
        found[Colour.SELECT] = system.base
    for name in (Colour.ACCENT, Colour.URGENT, Colour.OK):
        if min(contrast(found[name], g) for g in (system.base, system.window)) < TEXT_CONTRAST:
            found[name] = system.text
    return found


def luminance(colour: str) -> float:
    """Return the relative luminance of ``#RRGGBB`` (WCAG 2.2)."""
    channels = (int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5))
    red, green, blue = (
        value / 12.92 if value <= 0.04045 else ((value + 0.055) / 1.055) ** 2.4  # noqa: PLR2004
        for value in channels
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    """Return the contrast ratio of two colours, from 1 to 21 (WCAG 2.2)."""
    dark, light = sorted((luminance(one), luminance(other)))
    return (light + 0.05) / (dark + 0.05)


def mix(one: str, other: str, share: float) -> str:
    """Return ``one`` with a share of ``other`` mixed in."""
    parts = (
        round(int(one[p : p + 2], 16) * (1 - share) + int(other[p : p + 2], 16) * share)
        for p in (1, 3, 5)
    )
    return "#" + "".join(f"{part:02X}" for part in parts)
