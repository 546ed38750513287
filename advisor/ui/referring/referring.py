"""Opening what leads from the reader's answers to their ROCC, by menu, by key or from a page."""

from __future__ import annotations

from PySide6.QtCore import QObject, Slot

from advisor.advice import AnswerState
from advisor.ui.actions import Actions
from advisor.ui.location import OF_ENTRY, Page
from advisor.ui.reader import Reader
from advisor.ui.workspace import Workspace


class Referring(QObject):
    """Opens the dialogs of referrals over a session.

    Args:
        workspace: The panes over it.
        actions: The window's actions.
    """

    def __init__(self, workspace: Workspace, actions: Actions) -> None:
        super().__init__(workspace)
        self._workspace = workspace
        actions["refer"].triggered.connect(self.refer)
        actions["sheet"].triggered.connect(self.show_sheet)

    @Slot()
    def refer(self) -> None:
        """Show what goes into a referral to the ROCC."""
        from advisor.ui.referring.referral_dialog import (  # noqa: PLC0415 - loads age
            ReferralDialog,
        )

        reader = self._workspace.reader
        window = self._workspace.pane.window()
        self._workspace.dialog_wanted.emit(ReferralDialog(reader, asked_about(reader), window))

    @Slot()
    def show_sheet(self) -> None:
        """Show the answers as they are read out on the telephone."""
        from advisor.ui.referring.sheet_dialog import (  # noqa: PLC0415 - when asked for
            NOTHING_ANSWERED,
            SheetDialog,
        )

        reader = self._workspace.reader
        answers = reader.answers.values()
        if all(answer.state is AnswerState.WITHHELD for answer in answers):
            self._workspace.show_message(NOTHING_ANSWERED)
        else:
            window = self._workspace.pane.window()
            self._workspace.dialog_wanted.emit(SheetDialog(reader, window))


def asked_about(reader: Reader) -> tuple[str, ...]:
    """Return what a reader asks about: what they look at, else all that they checked."""
    location = reader.location
    if location.page in OF_ENTRY - {Page.REGION}:
        return (location.subject,)
    return reader.looked_at
