"""Signing in as the window at OFFICIAL has it: it never sees a passphrase, nor what was opened."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Final

import msgspec
from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtWidgets import QDialog

from advisor.settings import Places
from advisor.ui.desks.starting import StartedDesks
from advisor.ui.locking.reasons import LockReason
from advisor.ui.main_window import MainWindow
from advisor.ui.signing_in.handover import Handover, Said, View
from advisor.ui.signing_in.started_window import StartedWindow
from advisor.ui.signing_in.views import Views

_FAILED: Final = (
    "Signing in ended by itself. Try again; if that does not help, tell your administrator."
)
VIEW_FAILED: Final = "The view ended by itself. Open it again."
DESK_FAILED: Final = "That window ended by itself. What was not finished in it was not done."


class Launcher(QObject):
    """Starts the process that signs in, hides the window while it shows, and shows it again.

    Args:
        window: The window at OFFICIAL.
        places: The site and home folders.
        find_catalogue: Returns the catalogue file that is open; ``None`` for the bundled one.
        parent: What it belongs to.

    Signals:
        came_back: The window shows again after one that was signed in; why it was locked, in
            words, or none where it ended by itself.
        left: The reader closed the signed-in window, and with it the application.
        desk_ended: Some office work is over, which may have changed what the site says.
    """

    came_back = Signal(str)
    left = Signal()
    desk_ended = Signal()

    def __init__(
        self,
        window: MainWindow,
        places: Places,
        find_catalogue: Callable[[], Path | None],
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._window = window
        self._places = places
        self._find_catalogue = find_catalogue
        self._started: StartedWindow | None = None
        self._is_shown = False
        self._away: list[QDialog] = []
        self._views = Views(self._hand_over_view, self)
        self._views.failed.connect(self._on_view_failed)
        window.sign_in_wanted.connect(self.sign_in)
        window.see_as_wanted.connect(self._views.open)
        self._desks = StartedDesks(self._hand_over_desk, self)
        self._desks.life_at_risk_wanted.connect(self._on_life_at_risk)
        self._desks.failed.connect(self._on_desk_failed)
        self._desks.ended.connect(self.desk_ended)
        window.desk_wanted.connect(self._desks.open)

    @Slot()
    def sign_in(self, identity: Path | None = None, passphrase_file: Path | None = None) -> None:
        """Start to sign in; where that goes on already, bring it to the front.

        Args:
            identity: The identity file, if it is known.
            passphrase_file: What holds its passphrase, if it is not to be asked for.
        """
        if self._started is not None:
            self._started.bring_forward()
            return
        self._started = StartedWindow(self)
        self._started.said.connect(self._on_said)
        self._started.ended.connect(self._on_ended)
        self._started.start(
            msgspec.structs.replace(
                self._hand_over(),
                identity=None if identity is None else str(identity),
                passphrase_file=None if passphrase_file is None else str(passphrase_file),
            )
        )

    def _hand_over(self) -> Handover:
        catalogue, frame = self._find_catalogue(), self._window.geometry()
        return Handover(
            site=str(self._places.site.absolute()),
            home=str(self._places.home.absolute()),
            catalogue=None if catalogue is None else str(catalogue.absolute()),
            frame=(frame.x(), frame.y(), frame.width(), frame.height()),
            is_demonstration=self._window.is_demonstration,
        )

    def _hand_over_view(self, view: View) -> Handover:
        return msgspec.structs.replace(self._hand_over(), frame=None, view=view)

    def _hand_over_desk(self, desk: str) -> Handover:
        return msgspec.structs.replace(self._hand_over(), frame=None, desk=desk)

    @Slot(object, str)
    def _on_said(self, word: Said, detail: str) -> None:
        del detail
        if word is Said.SHOWN:
            self._is_shown = True
            self._away = [each for each in self._window.findChildren(QDialog) if each.isVisible()]
            for each in (*self._away, self._window):
                each.hide()  # what was typed there is there again afterwards

    @Slot(object, str)
    def _on_ended(self, word: Said | None, detail: str) -> None:
        was_shown, self._is_shown = self._is_shown, False
        if self._started is not None:
            self._started.deleteLater()
            self._started = None
        if word is Said.CLOSED:
            self.left.emit()
            return
        if was_shown:
            for each in (self._window, *self._away):
                each.show()
            self._away.clear()
        self._window.raise_()
        self._window.activateWindow()
        if was_shown:
            self.came_back.emit(say_reason(detail) if word is Said.LOCKED else "")
        elif word is Said.LIFE_AT_RISK:
            self._on_life_at_risk()
        elif word is not Said.CANCELLED:
            self._window.show_message(_FAILED)

    @Slot()
    def _on_life_at_risk(self) -> None:
        self._window.raise_()
        self._window.activateWindow()
        self._window.actions_by_name["life_at_risk"].trigger()

    @Slot()
    def _on_desk_failed(self) -> None:
        self._window.show_message(DESK_FAILED)

    @Slot()
    def _on_view_failed(self) -> None:
        self._window.show_message(VIEW_FAILED)

    def end(self) -> None:
        """End what was started, as when the application is closed."""
        self._views.end_all()
        self._desks.end_all()
        if self._started is not None:
            self._started.end_now()


def say_reason(value: str) -> str:
    """Return why the window was locked, in words of ours, whatever the process said."""
    known = {reason.value: reason.words for reason in LockReason}
    return known.get(value, LockReason.KEY.words)
