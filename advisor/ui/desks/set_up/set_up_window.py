"""Setting a site up; once it is, what it still lacks."""

from __future__ import annotations

from functools import partial
from typing import Final

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import QStackedWidget

from advisor.clearance import OFFICIAL
from advisor.people.checklist import check_site
from advisor.people.errors import PeopleError
from advisor.people.site import find_site
from advisor.ui import theme
from advisor.ui.desks.desk_window import DeskWindow
from advisor.ui.desks.forms.confirm_dialog import ConfirmDialog
from advisor.ui.desks.forms.keys_dialog import KeysDialog
from advisor.ui.desks.forms.words import say_error
from advisor.ui.desks.set_up.checklist_page import ChecklistPage
from advisor.ui.desks.set_up.set_up_form import SetUpForm
from advisor.ui.desks.set_up.work import Done, Ground, read_ground
from advisor.ui.icons import Icon
from advisor.ui.signing_in.handover import Handover
from advisor.ui.tasks import Task, TaskRunner
from advisor.ui.widgets.busy_line import BusyLine

_WIDTH: Final = 860
_HEIGHT: Final = 720


class SetUpWindow(DeskWindow):
    """Reads where the site is, then shows the form or the checklist.

    Args:
        handover: What this process was told.
        runner: What longer work is done by.
    """

    def __init__(self, handover: Handover, runner: TaskRunner) -> None:
        super().__init__("Set up this site", is_demonstration=handover.is_demonstration)
        self._handover = handover
        self._runner = runner
        self._done: Done | None = None
        self.form: SetUpForm | None = None
        self.checklist: ChecklistPage | None = None
        self.status.show_reader("Not signed in")
        self._busy = BusyLine()
        self._stack = QStackedWidget()
        self.body.addWidget(self._busy)
        self.body.addWidget(self._stack, 1)
        self.message.deed_wanted.connect(self.read)
        self.resize(theme.current().px(_WIDTH), theme.current().px(_HEIGHT))
        self.read()

    @Slot()
    def read(self) -> None:
        """Read what anybody may know of the site, and show what there is to do."""
        self._busy.show_busy("Opening…")
        task = Task(partial(read_ground, self._handover), self)
        task.succeeded.connect(self._on_read)
        task.failed.connect(self._on_failed)
        self._runner.start(task)

    @Slot(object)
    def _on_read(self, ground: Ground) -> None:
        self._busy.show_idle()
        site = self._handover.places.site
        try:
            is_set_up = find_site(site) is not None
        except PeopleError:
            is_set_up = True  # as far as anybody can tell; the checklist says what is wrong
        text = "Set up" if is_set_up else "Not set up yet"
        self.status.show_release(text, checked=is_set_up)
        if is_set_up:
            self._show_checklist(ground)
        elif self.form is None:
            self._show_form(ground)

    @Slot(object)
    def _on_failed(self, error: Exception) -> None:
        self._busy.show_idle()
        self.message.show_message(say_error(error), icon=Icon.ALERT, deed="Try again")

    def _show_form(self, ground: Ground) -> None:
        self.form = SetUpForm(self._handover, self._runner, ground)
        self.form.marking_changed.connect(self.show_marking)
        self.form.done.connect(self._on_done)
        self.form.cancelled.connect(self.read)
        self.form.leave_wanted.connect(self.reject)
        self._stack.addWidget(self.form)
        self._stack.setCurrentWidget(self.form)
        self.form.take_focus()

    def _show_checklist(self, ground: Ground) -> None:
        if self.checklist is None:
            self.checklist = ChecklistPage()
            self.checklist.again_wanted.connect(self.read)
            self.checklist.keys_wanted.connect(self._on_keys_wanted)
            self.checklist.close_wanted.connect(self.closed)
            self._stack.addWidget(self.checklist)
        self._forget_form()
        site = self._handover.places.site
        items = check_site(site, directory=ground.directory, trust=ground.trust)
        self.checklist.show_items(items, offers_keys=self._done is not None)
        self._stack.setCurrentWidget(self.checklist)
        self.checklist.take_focus()

    def _forget_form(self) -> None:
        """Let nothing stand any more that was typed: the bars say OFFICIAL again."""
        if self.form is not None:
            self._stack.removeWidget(self.form)
            self.form.hide()
            self.form.deleteLater()
            self.form = None
        self.show_marking(OFFICIAL)

    @Slot(object)
    def _on_done(self, done: Done) -> None:
        self._done = done
        self.status.show_reader(f"{done.affairs.me.name} · administrator")
        self.message.show_message(
            f"The site is set up. Its id is {done.affairs.site.site}. Have releases sealed to it: "
            "give the publisher the label keys."
        )
        self.read()

    @Slot()
    def _on_keys_wanted(self) -> None:
        if self._done is not None:
            dialog = KeysDialog(self._done.office, self._done.affairs, self._runner, self)
            dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
            dialog.open()

    def reject(self) -> None:
        """Give up what goes on; else leave, and ask first where something was filled in."""
        if self.form is not None and self.form.is_busy:
            self.form.leave()
            return
        if self.form is None or not self.form.is_touched:
            self.closed.emit()
            return
        dialog = ConfirmDialog(
            "Leave without setting the site up?",
            [("", "What you typed is lost. Nothing was written.")],
            ("Leave", "Stay"),
            self.form.marking,
            self,
        )
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.accepted.connect(self.closed)
        dialog.open()
