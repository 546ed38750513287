"""Somebody at the real window: they press keys, and see what is on the screen."""
# ruff: noqa: N802  (Qt's own names are overridden)

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TypeVar

from PySide6.QtCore import QEvent, QObject, QPoint, Qt
from PySide6.QtGui import QAccessible, QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QComboBox,
    QDialog,
    QLabel,
    QLineEdit,
    QMenu,
    QWidget,
)
from pytestqt.qtbot import QtBot

from advisor.ui.app import Application
from advisor.ui.contacts.contacts_pane import ContactsPane
from advisor.ui.detail_pane import DetailPane
from advisor.ui.main_window import MainWindow
from advisor.ui.models.results import RowRole
from advisor.ui.pictures import settle
from advisor.ui.reader import Reader
from advisor.ui.widgets.label import WrapLabel
from advisor.ui.workspace import Workspace

Kind = TypeVar("Kind", bound=QWidget)
Shown = TypeVar("Shown", bound=QDialog)


class Person:
    """One reader at one window, with eyes and a keyboard."""

    def __init__(self, qtbot: QtBot, application: Application) -> None:
        self.qtbot = qtbot
        self.application = application

    @property
    def window(self) -> MainWindow:
        return self.application.window

    @property
    def workspace(self) -> Workspace:
        assert self.window.workspace is not None
        return self.window.workspace

    @property
    def reader(self) -> Reader:
        return self.workspace.reader

    @property
    def pane(self) -> DetailPane:
        """The detail pane, once the hands have rested."""
        self.rest()
        return self.workspace.pane

    @property
    def field(self) -> QLineEdit:
        return self.window.frame.field

    @property
    def dialog(self) -> QDialog:
        """The dialog that is open."""
        found = [each for each in self.window.findChildren(QDialog) if each.isVisible()]
        assert len(found) == 1, found
        return found[0]

    def open_by(self, key: str, kind: type[Shown]) -> Shown:
        """Press a key that opens a dialog, and wait until that listens."""
        self.press(key)
        dialog = self.dialog
        assert isinstance(dialog, kind)
        self.until(dialog.isActiveWindow)
        return dialog

    def open_catalogue(self, path: Path | None = None) -> None:
        """Open a catalogue as the application does, and wait until it shows."""
        before = self.window.workspace
        self.application.open_catalogue(path)
        self.until(lambda: self.window.workspace is not before)

    def until(self, holds: Callable[[], object]) -> None:
        """Wait until something holds."""
        self.qtbot.waitUntil(lambda: bool(holds()), timeout=10_000)

    def rest(self) -> None:
        """Let what is due be shown, as it is once the hands rest."""
        settle()
        if self.window.workspace is not None and self.window.workspace.pane.page is not None:
            settle()

    # ── the keyboard ─────────────────────────────────────────────────────────

    @property
    def focus(self) -> QWidget:
        """What has the keyboard."""
        if QApplication.activeWindow() is None:  # a dialog was closed
            self.window.activateWindow()
            self.until(self.window.isActiveWindow)
        top = QApplication.activeWindow()
        found = top.focusWidget()
        assert found is not None, "nothing has the keyboard"
        return found

    def type(self, text: str) -> None:
        """Type a text, key by key, wherever the keyboard is."""
        QTest.keyClicks(self.focus, text)
        self.rest()

    def paste(self, text: str) -> None:
        """Put a text where the keyboard is, all at once."""
        QApplication.clipboard().setText(text)
        self.press("Ctrl+V")

    def press(self, *keys: str) -> None:
        """Press keys one after another, written as menus write them."""
        for key in keys:
            combination = QKeySequence(key)[0]
            QTest.keyClick(self.focus, combination.key(), combination.keyboardModifiers())
            self.rest()

    def tab_to(self, name: str, most: int = 80) -> QWidget:
        """Press Tab until something of this accessible name has the keyboard."""
        for _ in range(most):
            if name_of(self.focus) == name:
                return self.focus
            self.press("Tab")
        raise AssertionError(f"Tab never reached {name!r}")

    def click(
        self, name: str, kind: type[Kind] = QAbstractButton, within: QWidget | None = None
    ) -> None:
        """Click something by its name."""
        QTest.mouseClick(self.find(name, kind, within), Qt.MouseButton.LeftButton)
        self.rest()

    # ── the eyes ─────────────────────────────────────────────────────────────

    def find(
        self, name: str, kind: type[Kind] = QAbstractButton, within: QWidget | None = None
    ) -> Kind:
        """Return what is shown by this accessible name, or has it as its text."""
        self.rest()
        shown = visible(within or QApplication.activeModalWidget() or self.window, kind)
        found = [each for each in shown if name in {name_of(each), text_of(each)}]
        assert found, f"{name!r} is not shown; shown: {[name_of(each) for each in shown]}"
        return found[0]

    def text(self, within: QWidget | None = None) -> str:
        """Return every word that is shown, from the top to the bottom."""
        widgets = visible(within or QApplication.activeModalWidget() or self.window, QWidget)
        widgets.sort(key=lambda each: (_top(each).y(), _top(each).x()))
        return "\n".join(said for each in widgets if (said := text_of(each)))

    def sees(self, words: str, within: QWidget | None = None) -> bool:
        return words in self.text(within)

    @property
    def page(self) -> str:
        """Every word of the detail pane."""
        return self.text(self.pane)

    @property
    def rows(self) -> list[str]:
        """The titles in the list, in order."""
        model = self.workspace.search_pane.list.model()
        return [str(model.index(row, 0).data()) for row in range(model.rowCount())]

    @property
    def row_ids(self) -> list[str]:
        model = self.workspace.search_pane.list.model()
        return [model.index(row, 0).data(RowRole.ENTRY_ID) for row in range(model.rowCount())]

    @property
    def row(self) -> int:
        """The place of the chosen row; -1 if none is."""
        return self.workspace.search_pane.list.currentIndex().row()

    @property
    def contacts(self) -> ContactsPane:
        return self.window.findChild(ContactsPane)


class StrayWindows(QObject):
    """Notices every window that is shown besides the application's own and its dialogs."""

    def __init__(self) -> None:
        super().__init__()
        self.seen: list[str] = []

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if (
            event.type() == QEvent.Type.Show
            and isinstance(watched, QWidget)
            and watched.isWindow()
            and not isinstance(watched, (MainWindow, QDialog, QMenu))
            and not (watched.windowType() == Qt.WindowType.Popup and watched.accessibleName())
        ):
            self.seen.append(f"{type(watched).__name__} {watched.accessibleName()!r}")
        return False


def visible(root: QWidget, kind: type[Kind]) -> list[Kind]:
    """Return what is shown below a widget."""
    return [each for each in root.findChildren(kind) if each.isVisible()]


def name_of(widget: QWidget) -> str:
    """Return a widget's name as a screen reader says it."""
    if isinstance(widget, QComboBox):  # Qt gives its text on Linux, and a relation for the name
        return widget.accessibleName()
    interface = QAccessible.queryAccessibleInterface(widget)
    return interface.text(QAccessible.Text.Name) if interface is not None else ""


def text_of(widget: QWidget) -> str:
    """Return the words that a widget shows."""
    if isinstance(widget, WrapLabel):
        return widget.plain_text
    if isinstance(widget, (QLabel, QAbstractButton, QLineEdit)):
        return widget.text().replace("&&", "\0").replace("&", "").replace("\0", "&")
    return ""


def tab_chain(root: QWidget) -> Iterator[QWidget]:
    """Yield what Tab reaches below a widget, in order."""
    each = root.nextInFocusChain()
    while each is not root:
        takes = bool(each.focusPolicy() & Qt.FocusPolicy.TabFocus)
        if takes and each.isVisible() and each.isEnabled() and root.isAncestorOf(each):
            yield each
        each = each.nextInFocusChain()


def _top(widget: QWidget) -> QPoint:
    return widget.mapTo(widget.window(), QPoint(0, 0))
