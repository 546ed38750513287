"""Icons, drawn for this application and coloured by role.

An icon is an SVG file in ``resources/icons`` with ``currentColor`` as its only
colour. Pictures are made for the screen's device pixel ratio and kept until the
theme changes.

A ``QIconEngine`` written in Python crashes PySide6 6.11 (the engine is freed
twice), so icons on buttons and actions are ``QIcon``s that ``dress`` makes again
when the theme changes. Painted widgets call ``paint``.
"""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QByteArray, QObject, QPointF, QRectF, QSize, Qt, Slot
from PySide6.QtGui import QAction, QGuiApplication, QIcon, QPainter, QPixmap
from PySide6.QtWidgets import QAbstractButton

from advisor import resources
from advisor.ui import theme
from advisor.ui.colours import Colour

if TYPE_CHECKING:
    from PySide6.QtSvg import QSvgRenderer

SMALL: Final = 16
USUAL: Final = 18
LARGE: Final = 24
GREAT: Final = 32
_RATIO_STEPS: Final = 100


class Icon(StrEnum):
    """Every icon there is, by the name of its file."""

    SEARCH = "search"
    ADVISOR = "advisor"
    CONTACTS = "contacts"
    GRID = "grid"
    LAW = "law"
    SAVED = "saved"
    UPDATES = "updates"
    YES = "yes"
    AFTER = "after"
    UNKNOWN = "unknown"
    NO = "no"
    BACK = "back"
    FORWARD = "forward"
    STAR = "star"
    STAR_FILLED = "star-filled"
    COPY = "copy"
    PRINT = "print"
    MORE = "more"
    CLEAR = "clear"
    EDIT = "edit"
    FILTER = "filter"
    CHEVRON_DOWN = "chevron-down"
    CHEVRON_RIGHT = "chevron-right"
    LOCK = "lock"
    PERSON = "person"
    KEY = "key"
    CLOCK = "clock"
    SOURCE = "source"
    INFO = "info"
    ALERT = "alert"
    SHIELD = "shield"
    SHIELD_BAR = "shield-bar"
    TELEPHONE = "telephone"
    MAIL = "mail"
    LINK = "link"
    TICK = "tick"
    FORM = "form"


_renderers: dict[tuple[Icon, str], QSvgRenderer] = {}
_pixmaps: dict[tuple[Icon, str, int, int], QPixmap] = {}


def pixmap(icon: Icon, role: Colour, size: int, ratio: float) -> QPixmap:
    """Return an icon as a picture.

    Args:
        icon: Which one.
        role: The colour to draw it in.
        size: Its side in logical pixels.
        ratio: Device pixels to a logical pixel.
    """
    colour = theme.current().hex(role)
    key = (icon, colour, size, round(ratio * _RATIO_STEPS))
    if key not in _pixmaps:
        side = round(size * ratio)
        picture = QPixmap(QSize(side, side))
        picture.fill(Qt.GlobalColor.transparent)
        painter = QPainter(picture)
        _renderer(icon, colour).render(painter, QRectF(0, 0, side, side))
        painter.end()
        picture.setDevicePixelRatio(ratio)
        _pixmaps[key] = picture
    return _pixmaps[key]


def paint(painter: QPainter, icon: Icon, role: Colour, place: QRectF) -> None:
    """Draw an icon in the middle of a place, as large as its shorter side."""
    side = round(min(place.width(), place.height()))
    ratio = painter.device().devicePixelRatioF()
    centre = place.center()
    corner = QPointF(round(centre.x() - side / 2), round(centre.y() - side / 2))
    painter.drawPixmap(corner, pixmap(icon, role, side, ratio))


def icon(name: Icon, role: Colour = Colour.MUTED, *, drawn: int = USUAL) -> QIcon:
    """Return an icon for a button or an action, disabled state included.

    It has the colours of this moment: ``dress`` keeps a button's icon right.
    """
    size = theme.current().px(drawn)
    found = QIcon()
    for ratio in sorted(
        {1.0, *(screen.devicePixelRatio() for screen in QGuiApplication.screens())}
    ):
        found.addPixmap(pixmap(name, role, size, ratio))
        found.addPixmap(pixmap(name, Colour.MUTED, size, ratio), QIcon.Mode.Disabled)
    return found


class Dressing(QObject):
    """Keeps the icon of a button or an action in the theme's colours.

    It belongs to what it dresses.
    """

    def __init__(
        self, wearer: QAbstractButton | QAction, name: Icon, *, role: Colour, drawn: int
    ) -> None:
        super().__init__(wearer)
        self._wearer = wearer
        self._name = name
        self._role = role
        self._drawn = drawn
        if isinstance(wearer, QAction):  # in a menu, one icon among words stands out of line
            wearer.setIconVisibleInMenu(False)
        theme.current().changed.connect(self.refresh)
        self.refresh()

    def wear(self, name: Icon, role: Colour) -> None:
        """Change to another icon or colour."""
        self._name = name
        self._role = role
        self.refresh()

    @Slot()
    def refresh(self) -> None:
        """Make the icon again, in the colours and size of this moment."""
        self._wearer.setIcon(icon(self._name, self._role, drawn=self._drawn))
        if isinstance(self._wearer, QAbstractButton):
            side = theme.current().px(self._drawn)
            self._wearer.setIconSize(QSize(side, side))


def dress(
    wearer: QAbstractButton | QAction,
    name: Icon,
    role: Colour = Colour.MUTED,
    *,
    drawn: int = USUAL,
) -> None:
    """Give a button or an action an icon that follows the theme; call again to change it."""
    worn = wearer.findChild(Dressing, options=Qt.FindChildOption.FindDirectChildrenOnly)
    if worn is None:
        Dressing(wearer, name, role=role, drawn=drawn)
    else:
        worn.wear(name, role)


def _renderer(icon: Icon, colour: str) -> QSvgRenderer:
    from PySide6.QtSvg import QSvgRenderer  # noqa: PLC0415  (not before the first icon)

    key = (icon, colour)
    if key not in _renderers:
        source = resources.path(f"icons/{icon.value}.svg").read_text(encoding="utf-8")
        _renderers[key] = QSvgRenderer(QByteArray(source.replace("currentColor", colour).encode()))
    return _renderers[key]
