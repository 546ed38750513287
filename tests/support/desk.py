"""Somebody at a window of office work: they press keys, and see what is on the screen."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QDialog, QLabel, QWidget
from pytestqt.qtbot import QtBot

from advisor.ui.desks.desk_window import DeskWindow
from advisor.ui.desks.forms.field import Field
from advisor.ui.pictures import settle
from advisor.ui.widgets.label import WrapLabel
from tests.support.window import name_of, tab_chain, text_of, visible

#: Milliseconds: a busy machine takes its time for a key from a passphrase.
SECONDS = 120_000
Kind = TypeVar("Kind", bound=QWidget)


class Clerk:
    """One person at one window, with eyes and a keyboard."""

    def __init__(self, qtbot: QtBot, window: DeskWindow) -> None:
        self.qtbot = qtbot
        self.window = window
        qtbot.addWidget(window)
        window.show()
        window.activateWindow()
        qtbot.waitUntil(window.isActiveWindow)

    def until(self, holds: Callable[[], object]) -> None:
        """Wait until something holds."""
        self.qtbot.waitUntil(lambda: bool(holds()), timeout=SECONDS)

    def until_sees(self, words: str) -> None:
        self.until(lambda: words in self.text)

    # ── the keyboard ─────────────────────────────────────────────────────────

    @property
    def focus(self) -> QWidget:
        """What has the keyboard."""
        top = self.dialog or self.window
        if QApplication.activeWindow() is not top:
            top.activateWindow()
            self.until(top.isActiveWindow)
        found = top.focusWidget()
        assert found is not None, "nothing has the keyboard"
        return found

    def type(self, text: str) -> None:
        QTest.keyClicks(self.focus, text)
        settle()

    def press(self, *keys: str) -> None:
        """Press keys one after another, written as menus write them."""
        for key in keys:
            combination = QKeySequence(key)[0]
            QTest.keyClick(self.focus, combination.key(), combination.keyboardModifiers())
            settle()

    def tab_to(self, name: str, most: int = 60) -> None:
        """Press Tab until something of this accessible name has the keyboard."""
        for _ in range(most):
            if name_of(self.focus) == name:
                return
            self.press("Tab")
        raise AssertionError(f"Tab never reached {name!r}")

    def fill(self, name: str, text: str) -> None:
        """Replace what stands in a field."""
        self.tab_to(name)
        self.press("Ctrl+A", "Delete")
        self.type(text)

    def choose(self, name: str, text: str) -> None:
        """Choose something by its first letters, as one does with the keyboard."""
        self.tab_to(name)
        self.type(text)

    def click(self, name: str) -> None:
        QTest.mouseClick(self.find(name, QAbstractButton), Qt.MouseButton.LeftButton)
        settle()

    # ── the eyes ─────────────────────────────────────────────────────────────

    @property
    def dialog(self) -> QDialog | None:
        """The dialog that is open over the window."""
        shown = [each for each in self.window.findChildren(QDialog) if each.isVisible()]
        return shown[-1] if shown else None

    @property
    def text(self) -> str:
        """Every word that is shown, of the dialog if one is open."""
        root = self.dialog or self.window
        return "\n".join(filter(None, map(text_of, visible(root, QWidget))))

    def find(self, name: str, kind: type[Kind]) -> Kind:
        """Return what is shown by this accessible name, or has it as its text."""
        shown = visible(self.dialog or self.window, kind)
        found = [each for each in shown if name in {name_of(each), text_of(each)}]
        assert found, f"{name!r} is not shown; shown: {[name_of(each) for each in shown]}"
        return found[0]

    def problem(self, name: str) -> str:
        """Return what is said to be wrong beside a field."""
        return next(each for each in visible(self.window, Field) if each.name == name).problem

    @property
    def problems(self) -> dict[str, str]:
        """Return what is said to be wrong, by field."""
        fields = visible(self.window, Field)
        return {each.name: each.problem for each in fields if each.problem}

    def nameless(self) -> list[str]:
        """Return what Tab reaches and has no name, or a letter that leads nowhere."""
        root = self.dialog or self.window
        stray = [
            label.text()
            for label in visible(root, QLabel)
            if "&" in label.text() and not isinstance(label, WrapLabel) and label.buddy() is None
        ]
        return [str(each) for each in tab_chain(root) if not name_of(each)] + stray
