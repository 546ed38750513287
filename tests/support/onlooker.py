"""Everything that an eye, a screen reader or a camera has of a window."""

from __future__ import annotations

import difflib
import hashlib
import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from PySide6.QtCore import (
    QAbstractItemModel,
    QAbstractListModel,
    QCoreApplication,
    QEvent,
    QModelIndex,
    QPoint,
    Qt,
    QTemporaryDir,
)
from PySide6.QtGui import QAccessible, QAccessibleInterface, QAction, QImage
from PySide6.QtWidgets import QAbstractItemView, QApplication, QComboBox, QDialog, QWidget
from pytestqt.qtbot import QtBot

from advisor.cases.shelf import Shelf
from advisor.clearance import Label
from advisor.session import Session
from advisor.settings import Places
from advisor.ui import theme
from advisor.ui.colours import Look
from advisor.ui.dressing import dress
from advisor.ui.main_window import MainWindow
from advisor.ui.models.results import RowRole
from advisor.ui.seat import Seat, SeatKind
from advisor.ui.widgets.label import WrapLabel
from advisor.ui.widgets.marking_banner import MarkingBanner
from tests.support.enquiries import make_any_enquiry, make_tray
from tests.support.labelled import make_any_case
from tests.support.window import Person, text_of, visible

SIGNED_IN = Seat(SeatKind.SIGNED_IN, "idle lock 10 min")
_WIDTH, _HEIGHT = 1280, 800
_TEXTS = [kind for kind in QAccessible.Text if kind.name not in {"DebugDescription", "UserText"}]
_STATES = [name for name in dir(QAccessible.State) if name[0] != "_"]
_ROLES = [*Qt.ItemDataRole, *RowRole]
_PLAIN = (str, int, float, bool)


@dataclass(frozen=True)
class Opened:
    """A window over a session, without the application that usually opens one."""

    window: MainWindow


@contextmanager
def opened(
    qtbot: QtBot, session: Session, places: Places, seat: Seat = SIGNED_IN
) -> Iterator[Person]:
    """Put somebody at a window over a session, where the last one stood."""
    QApplication.instance().setCursorFlashTime(0)  # or a picture would depend on the clock
    dress(places)
    theme.current().choose(Look.LIGHT)
    window = MainWindow(seat)
    folder = QTemporaryDir()
    shelf = Shelf.open_plain(Path(folder.path()))
    shelf.save(make_any_case())
    is_signed_in = seat.kind is SeatKind.SIGNED_IN
    tray = make_tray(Path(folder.path()), make_any_enquiry()) if is_signed_in else None
    window.show_session(session, shelf=shelf, tray=tray)
    window.setGeometry(0, 0, _WIDTH, _HEIGHT)
    window.show()
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    try:
        yield Person(qtbot, Opened(window))
    finally:
        window.close()
        window.deleteLater()
        folder.remove()
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
        theme.current().choose(None)


def look_at(person: Person) -> str:
    """Return everything that there is to see, as one text."""
    person.rest()
    tops = [person.window, *visible(person.window, QDialog)]
    # On one line: Python writes lines in ten times as long, and there are megabytes of them.
    return json.dumps([_look(person, top) for top in tops], default=repr)


#: The ways in which a window is looked at.
WAYS = ("title", "banners", "text", "widgets", "actions", "models", "spoken", "pixels")


def _look(person: Person, top: QWidget) -> dict[str, Any]:
    return {
        "title": top.windowTitle(),
        "banners": [(each.words, each.level) for each in visible(top, MarkingBanner)],
        "text": person.text(top),
        "widgets": [_parts(each, top) for each in top.findChildren(QWidget)],
        "actions": [_deed(each) for each in top.findChildren(QAction)],
        "models": [list(_cells(each)) for each in _lists(top)],
        "spoken": _hear(QAccessible.queryAccessibleInterface(top)),
        "pixels": _photograph(top),
    }


def _parts(widget: QWidget, top: QWidget) -> tuple[Any, ...]:
    """Return what a widget is and says, also one that is not shown."""
    place = widget.mapTo(top, QPoint(0, 0)) if not widget.isWindow() else QPoint()
    return (
        type(widget).__name__,
        widget.isVisible(),
        widget.isEnabled(),
        widget.hasFocus(),
        (*place.toTuple(), *widget.size().toTuple()),
        text_of(widget),
        widget.toolTip(),
        _explanations(widget),
        widget.statusTip(),
        widget.whatsThis(),
        widget.accessibleName(),
        widget.accessibleDescription(),
    )


def _explanations(widget: QWidget) -> list[str]:
    """Return what pointing at the words of a text says."""
    return [each.text for each in widget.explanations] if isinstance(widget, WrapLabel) else []


def _deed(action: QAction) -> tuple[Any, ...]:
    words = (action.objectName(), action.text(), action.toolTip(), action.statusTip())
    return (*words, action.isEnabled(), action.isVisible(), action.isChecked())


def _lists(top: QWidget) -> Iterator[QAbstractItemView | QComboBox]:
    yield from top.findChildren(QAbstractItemView)
    yield from top.findChildren(QComboBox)


def _cells(view: QAbstractItemView | QComboBox) -> Iterator[tuple[Any, ...]]:
    model = view.model()
    # A list's model keeps its number of columns to itself.
    columns = 1 if isinstance(model, QAbstractListModel) else model.columnCount()
    yield type(view).__name__, model.rowCount(), columns
    yield from _cells_below(model, QModelIndex(), columns)


def _cells_below(
    model: QAbstractItemModel, parent: QModelIndex, columns: int
) -> Iterator[tuple[Any, ...]]:
    for row in range(model.rowCount(parent)):
        for column in range(columns):
            cell = model.index(row, column, parent)
            found = [(role.name, cell.data(role)) for role in _ROLES]
            yield row, column, [(name, _say(value)) for name, value in found if value is not None]
            yield from _cells_below(model, cell, columns)


def _say(value: Any) -> Any:
    """Return a value of a cell; of one of Qt's own, which is no text, its type."""
    is_qt = type(value).__module__.startswith(("PySide6", "shiboken6"))
    return type(value).__name__ if is_qt else value if isinstance(value, _PLAIN) else repr(value)


def _hear(interface: QAccessibleInterface) -> list[Any]:
    """Return a part of the window as a screen reader has it, with all that is in it."""
    state, rect = interface.state(), interface.rect()
    children = (interface.child(place) for place in range(interface.childCount()))
    return [
        interface.role().name,
        [interface.text(kind) for kind in _TEXTS],
        [name for name in _STATES if getattr(state, name)],
        rect.getRect(),
        [_hear(child) for child in children if child is not None and child.isValid()],
    ]


def _photograph(top: QWidget) -> str:
    image = top.grab().toImage().convertToFormat(QImage.Format.Format_RGB32)
    return hashlib.sha256(image.constBits()).hexdigest()


def shown_by(top: QWidget) -> Iterator[str]:
    """Yield every text that a window or a dialog shows now, also that of a row or a tool tip."""
    yield top.windowTitle()
    for each in visible(top, QWidget):
        if each.window() is top:
            yield from (text_of(each), each.toolTip(), each.accessibleName())
            yield from _explanations(each)
            yield each.accessibleDescription()
    for view in _lists(top):
        if view.isVisible() and view.window() is top:
            yield from (str(cell) for cell in _cells(view))


def banner_of(top: QWidget) -> Label:
    """Return what the banners of a window or a dialog say, which have to agree."""
    banners = [each for each in visible(top, MarkingBanner) if each.window() is top]
    (words,) = {each.words for each in banners}
    return Label.parse(words)


def differences(one: list[tuple[str, str]], other: list[tuple[str, str]]) -> list[str]:
    """Return where two visits first differ, and how; nothing, where they do not."""
    for (step, seen), (other_step, other_seen) in zip(one, other, strict=False):
        if (step, seen) != (other_step, other_seen):
            lines = difflib.unified_diff(_lines_of(seen), _lines_of(other_seen), n=2)
            return [step, other_step, *list(lines)[:40]]
    return [] if len(one) == len(other) else [f"{len(one)} steps, and {len(other)}"]


def _lines_of(seen: str) -> list[str]:
    """Return what was seen line by line, as somebody reads it who looks for a difference."""
    return json.dumps(json.loads(seen), indent=0).splitlines()
