"""The look of the window: colours, type and measures, following the system.

One ``Theme`` lives in the application. It fills the palette, the font and the
style sheet, and says ``changed`` when the system or the reader changes any of
them. Widgets ask ``current()`` for what they paint with; they hold no colour,
font size or margin of their own.

Measures are written as the design draws them, in pixels at 10 pt and 100 %, and
``px`` turns them into pixels at the reader's text size.
"""

from __future__ import annotations

import re
from enum import StrEnum
from typing import Final

from PySide6.QtCore import QObject, Qt, Signal, Slot
from PySide6.QtGui import QColor, QFont, QFontDatabase, QFontMetricsF, QPalette
from PySide6.QtWidgets import QApplication

from advisor import resources
from advisor.ui.colours import (
    Colour,
    Look,
    MarkingColours,
    SystemColours,
    colours_of,
    markings_of,
    mix,
    system_contrast_colours,
)

SMALLEST_POINTS: Final = 10.0
SMALLEST_FACTOR: Final = 0.8
LARGEST_FACTOR: Final = 2.0
_DRAWN_EM: Final = 10 * 96 / 72
_TEMPLATE: Final = "styles/house.qss"
_COMMENT: Final = re.compile(r"/\*.*?\*/", re.DOTALL)
_FIELD: Final = re.compile(r"@(?P<name>[a-z]*)(?:\((?P<argument>[\w.-]+)\))?")

_Group = QPalette.ColorGroup
_Role = QPalette.ColorRole
_ROLES: Final[dict[QPalette.ColorRole, Colour]] = {
    _Role.Window: Colour.WINDOW,
    _Role.Base: Colour.BASE,
    _Role.Button: Colour.BASE,
    _Role.AlternateBase: Colour.ALT,
    _Role.Text: Colour.TEXT,
    _Role.WindowText: Colour.TEXT,
    _Role.ButtonText: Colour.TEXT,
    _Role.BrightText: Colour.TEXT,
    _Role.HighlightedText: Colour.TEXT,
    _Role.PlaceholderText: Colour.MUTED,
    _Role.Mid: Colour.BORDER,
    _Role.Dark: Colour.BORDER,
    _Role.Shadow: Colour.BORDER,
    _Role.Light: Colour.BASE,
    _Role.Midlight: Colour.LINE,
    _Role.Accent: Colour.ACCENT,
    _Role.Link: Colour.ACCENT,
    _Role.LinkVisited: Colour.ACCENT,
    _Role.Highlight: Colour.SELECT,
    _Role.ToolTipBase: Colour.BASE,
    _Role.ToolTipText: Colour.TEXT,
}


class Type(StrEnum):
    """The roles of text: size, weight and tracking."""

    TITLE = "title"
    QUESTION = "question"
    HEADING = "heading"
    BODY = "body"
    STRONG = "strong"
    META = "meta"
    METASTRONG = "metastrong"
    MARK = "mark"
    BANNER = "banner"


_TYPES: Final[dict[Type, tuple[float, bool, float]]] = {
    Type.TITLE: (1.6, True, 0),
    Type.QUESTION: (1.4, True, 0),
    Type.HEADING: (1.15, True, 0),
    Type.BODY: (1.0, False, 0),
    Type.STRONG: (1.0, True, 0),
    Type.META: (0.9, False, 0),
    Type.METASTRONG: (0.9, True, 0),
    Type.MARK: (0.8, True, 0.6),
    Type.BANNER: (0.9, True, 1.2),
}


class Theme(QObject):
    """What everything is drawn with.

    Signals:
        changed: Colours or measures are different now; ask for them again.
    """

    changed = Signal()

    def __init__(self, application: QApplication) -> None:
        super().__init__(application)
        self._application = application
        self._chosen: Look | None = None
        self._factor = 1.0
        self._busy = False
        self._system_points = QFontDatabase.systemFont(
            QFontDatabase.SystemFont.GeneralFont
        ).pointSizeF()
        self._look = Look.LIGHT
        self._colours = colours_of(Look.LIGHT)
        self._markings = markings_of(Look.LIGHT)
        self._qcolours: dict[Colour, QColor] = {}
        self._fonts: dict[Type, QFont] = {}
        self._metrics: dict[Type, QFontMetricsF] = {}
        self._em: float | None = None
        hints = application.styleHints()
        hints.colorSchemeChanged.connect(self._on_system_changed)
        hints.accessibility().contrastPreferenceChanged.connect(self._on_system_changed)
        application.screenAdded.connect(self._on_system_changed)
        application.primaryScreenChanged.connect(self._on_system_changed)

    # ── what is in force ─────────────────────────────────────────────────────

    @property
    def look(self) -> Look:
        """The appearance in force."""
        return self._look

    @property
    def text_factor(self) -> float:
        """How much larger than the system's the reader wants the text."""
        return self._factor

    @property
    def is_dressing(self) -> bool:
        """Whether ``changed`` is about to come; until then old measures will do."""
        return self._busy

    @property
    def points(self) -> float:
        """The size of body text in points."""
        return max(SMALLEST_POINTS, max(SMALLEST_POINTS, self._system_points) * self._factor)

    @property
    def em(self) -> float:
        """The size of body text in logical pixels."""
        if self._em is None:  # a window asks for thousands of measures
            screens = self._application.screens()  # the primary one first; none on a closed session
            dots = screens[0].logicalDotsPerInchY() if screens else 96.0
            self._em = self.points * dots / 72
        return self._em

    @property
    def u(self) -> int:
        """The unit of spacing: 8 px at 10 pt and 100 %."""
        return round(0.6 * self.em)

    def scaled(self, drawn: float) -> float:
        """Return a drawn measure at the reader's text size, not rounded."""
        return drawn * self.em / _DRAWN_EM

    def px(self, drawn: float) -> int:
        """Return a drawn measure at the reader's text size, in whole pixels."""
        return round(self.scaled(drawn))

    def colour(self, name: Colour) -> QColor:
        """Return a named colour."""
        if name not in self._qcolours:
            self._qcolours[name] = QColor(self._colours[name])
        return self._qcolours[name]

    def hex(self, name: Colour) -> str:
        """Return a named colour as ``#RRGGBB``, for rich text."""
        return self._colours[name]

    def marking(self, level: int) -> MarkingColours:
        """Return the colours of a level from 1 to 4.

        Raises:
            ValueError: There is no such level.
        """
        if not 1 <= level <= len(self._markings):
            raise ValueError(f"not a level of marking: {level!r}")
        return self._markings[level - 1]

    def font(self, role: Type) -> QFont:
        """Return the system's font in a role's size and weight."""
        if role not in self._fonts:
            size, strong, tracking = _TYPES[role]
            font = QFontDatabase.systemFont(QFontDatabase.SystemFont.GeneralFont)
            font.setPointSizeF(self.points * size)
            if strong:
                font.setWeight(QFont.Weight.DemiBold)
            if tracking:
                font.setLetterSpacing(QFont.SpacingType.AbsoluteSpacing, self.scaled(tracking))
            self._fonts[role] = font
        return self._fonts[role]

    def metrics(self, role: Type) -> QFontMetricsF:
        """Return the measures of a role's font."""
        if role not in self._metrics:
            self._metrics[role] = QFontMetricsF(self.font(role))
        return self._metrics[role]

    def characters(self, count: int, role: Type = Type.BODY) -> int:
        """Return the width of so many average characters."""
        return round(count * self.metrics(role).averageCharWidth())

    def palette(self) -> QPalette:
        """Return the palette; disabled text is muted text."""
        palette = QPalette()
        for role, name in _ROLES.items():
            palette.setColor(role, self.colour(name))
        for role in (_Role.Text, _Role.WindowText, _Role.ButtonText, _Role.HighlightedText):
            palette.setColor(_Group.Disabled, role, self.colour(Colour.MUTED))
        return palette

    def style_sheet(self) -> str:
        """Return the house style sheet, filled with the colours and measures in force."""
        template = resources.path(_TEMPLATE).read_text(encoding="utf-8")
        return _FIELD.sub(self._filled, _COMMENT.sub("", template))

    # ── what the reader and the system change ────────────────────────────────

    def choose(self, look: Look | None) -> None:
        """Use one look, or follow the system with ``None``."""
        self._chosen = look
        hints = self._application.styleHints()
        if look is None:
            hints.unsetColorScheme()
        else:
            light = look is Look.LIGHT
            hints.setColorScheme(Qt.ColorScheme.Light if light else Qt.ColorScheme.Dark)
        self.refresh()

    def set_text_factor(self, factor: float) -> None:
        """Make all text, and with it every measure, so many times the system's size."""
        self._factor = min(LARGEST_FACTOR, max(SMALLEST_FACTOR, factor))
        self.refresh()

    def refresh(self) -> None:
        """Read the system's wishes again and dress the application in them."""
        if self._busy:
            return
        self._busy = True
        try:
            self._read_look()
            self._qcolours.clear()
            self._fonts.clear()
            self._metrics.clear()
            self._em = None
            self._dress()
        finally:
            self._busy = False
        self.changed.emit()

    def _dress(self) -> None:
        """Hand the application what is different; each costs a pass over every widget."""
        font, palette, sheet = self.font(Type.BODY), self.palette(), self.style_sheet()
        if self._application.palette() != palette:
            self._application.setPalette(palette)
        if self._application.font() != font:
            self._application.setFont(font)
        if self._application.styleSheet() != sheet:
            self._application.setStyleSheet(sheet)

    @Slot()
    def _on_system_changed(self) -> None:
        self.refresh()

    def _read_look(self) -> None:
        hints = self._application.styleHints()
        wants_contrast = (
            hints.accessibility().contrastPreference() == Qt.ContrastPreference.HighContrast
        )
        if self._chosen is not None:
            self._look = self._chosen
        elif wants_contrast:
            self._look = Look.CONTRAST
        else:
            dark = hints.colorScheme() == Qt.ColorScheme.Dark
            self._look = Look.DARK if dark else Look.LIGHT
        self._colours = colours_of(self._look)
        self._markings = markings_of(self._look)
        system = self._system_colours() if wants_contrast else None
        if self._look is Look.CONTRAST and system is not None:
            self._colours = system_contrast_colours(system)

    def _system_colours(self) -> SystemColours | None:
        """Return the system's own palette, or ``None`` where it is only the style's."""
        self._application.setPalette(QPalette())  # a default palette brings the system's back
        system = self._application.palette()
        plain = self._application.style().standardPalette()
        roles = (_Role.Window, _Role.Base, _Role.Text)
        if all(system.color(role) == plain.color(role) for role in roles):
            return None

        def name(role: QPalette.ColorRole) -> str:
            return system.color(role).name()

        return SystemColours(
            window=name(_Role.Window),
            base=name(_Role.Base),
            text=name(_Role.Text),
            highlight=name(_Role.Highlight),
            highlighted_text=name(_Role.HighlightedText),
            link=name(_Role.Link),
        )

    def _filled(self, field: re.Match[str]) -> str:
        name, argument = field["name"], field["argument"]
        if name == "" and argument is not None:
            return f"{self.px(float(argument))}px"
        if name == "font" and argument is not None:
            return self._font_rule(Type(argument))
        if name == "primaryhover":
            return mix(self.hex(Colour.ACCENT), self.hex(Colour.TEXT), 0.12)
        if name == "edge":  # without tints, edges tell surfaces apart
            return self.hex(Colour.BORDER if self._look is Look.CONTRAST else Colour.LINE)
        return self.hex(Colour(name))

    def _font_rule(self, role: Type) -> str:
        size, strong, _ = _TYPES[role]
        return f"font-size: {self.points * size:.2f}pt; font-weight: {600 if strong else 400}"


def install(application: QApplication, *, look: Look | None = None, factor: float = 1.0) -> Theme:
    """Dress an application; call once, before the first window.

    Args:
        application: What to dress.
        look: One look, or ``None`` to follow the system.
        factor: Text size as a share of the system's.

    Returns:
        The theme; ``current`` returns it from then on.
    """
    found = application.findChild(Theme)
    if found is None:
        application.setStyle("Fusion")
        found = Theme(application)
        application.setProperty("house_theme", found)
    found._factor = min(LARGEST_FACTOR, max(SMALLEST_FACTOR, factor))  # noqa: SLF001
    found.choose(look)
    return found


def current() -> Theme:
    """Return the theme that ``install`` gave the application.

    Raises:
        RuntimeError: There is none yet.
    """
    application = QApplication.instance()
    found = application.property("house_theme") if application is not None else None
    if isinstance(found, Theme):
        return found
    raise RuntimeError("install the theme before making widgets")
