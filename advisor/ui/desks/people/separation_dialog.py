"""The check that what one clearance sees does not depend on what is above it."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import Final

from PySide6.QtCore import Qt, Slot
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QVBoxLayout, QWidget

from advisor.audit.record import Details, Kind
from advisor.catalogue_file import CatalogueFile
from advisor.clearance import Label, highest
from advisor.durable import write_file
from advisor.people.office import Office
from advisor.releases.separation import SeparationReport
from advisor.releases.separation_check import Checked, check_for
from advisor.settings import Places
from advisor.ui import icons, theme
from advisor.ui.colours import Colour
from advisor.ui.desks.forms.desk_dialog import DeskDialog
from advisor.ui.desks.forms.field import Problem
from advisor.ui.desks.forms.words import say_error
from advisor.ui.desks.long_work import LongWork, Tell
from advisor.ui.icons import Icon
from advisor.ui.tasks import Task, TaskRunner
from advisor.ui.theme import Type
from advisor.ui.widgets import buttons
from advisor.ui.widgets.busy_line import BusyLine
from advisor.ui.widgets.icon_label import IconLabel
from advisor.ui.widgets.label import WrapLabel
from advisor.ui.widgets.short_list import ShortList
from advisor.ui.widgets.spacing import space

_WIDTH: Final = 680
_HEIGHT: Final = 560
_NONE: Final = "Nothing differs."
_SOME: Final = "Something differs: tell the publisher, and send nobody this catalogue."
_MUST_EXPORT: Final = "Your organisation lets reports up to {} be saved, and this is {}."


def check_catalogue(catalogue: Path | None, places: Places, office: Office, tell: Tell) -> Checked:
    """Check the installed catalogue with all that an administrator holds.

    Raises:
        AdvisorError: As ``check_for``.
        CancelledError: ``tell`` raised it.
    """
    tell(0)
    file = CatalogueFile.read(catalogue, places.site)
    now = office.clock()
    return check_for(
        file, places, office.identity, now=now, tell=lambda words, percent: tell(percent)
    )


class SeparationDialog(DeskDialog):
    """Checks, shows what was found for each clearance, and saves the report.

    Args:
        office: The administrator's.
        who: Their name, for the record of a report that is saved.
        catalogue: The installed catalogue; the bundled one, where ``None``.
        marking: That of everything that a report may name.
        runner: What the check is done by.
        parent: The window it belongs to.
    """

    def __init__(
        self,
        office: Office,
        who: str,
        catalogue: Path | None,
        marking: Label,
        runner: TaskRunner,
        parent: QWidget,
    ) -> None:
        super().__init__("Check of separation", marking, parent)
        self._office, self._who, self._runner = office, who, runner
        self._catalogue, self._marking = catalogue, marking
        self._work: LongWork | None = None
        self._report: SeparationReport | None = None
        self._progress, self._problem = BusyLine(), Problem()
        self._progress.cancel_wanted.connect(self.cancel)
        self._icon = IconLabel(Icon.YES, Colour.OK, drawn=icons.LARGE)
        self._standing = WrapLabel("Not checked yet.", Type.HEADING)
        self._found = ShortList("What the check found", "Nothing yet")
        self._found.setWordWrap(True)
        self._found.show_count()
        self._fill()
        self.resize(theme.current().px(_WIDTH), theme.current().px(_HEIGHT))

    def _fill(self) -> None:
        body = self.body
        body.addWidget(WrapLabel("Check of separation", Type.QUESTION))
        body.addWidget(
            WrapLabel(
                "Compares what each clearance that you hold sees with what it would see if nothing "
                "above it existed, over thousands of actions. It takes some seconds for each, and "
                "is recorded as your signing in."
            )
        )
        standing = QHBoxLayout()
        space(standing, gap=8)
        standing.addWidget(self._icon, 0, Qt.AlignmentFlag.AlignTop)
        standing.addWidget(self._standing, 1)
        self._icon.hide()
        body.addWidget(self._progress)
        body.addLayout(standing)
        body.addWidget(self._found, 1)
        body.addWidget(self._problem)
        body.addLayout(self._make_buttons())

    def _make_buttons(self) -> QVBoxLayout:
        self._save = buttons.Button("Save the report…")
        self._save.clicked.connect(self._on_save)
        self._save.disable("Check first.")
        self._check = buttons.Button("Check", buttons.Kind.PRIMARY)
        self._check.setDefault(True)
        self._check.clicked.connect(self.check)
        close = buttons.Button("Close")
        close.clicked.connect(self.reject)
        row, column = QHBoxLayout(), QVBoxLayout()
        space(row, gap=8)
        row.addWidget(self._save)
        row.addStretch(1)
        row.addWidget(self._check)
        row.addWidget(close)
        column.addLayout(row)
        return column

    # ── the check ────────────────────────────────────────────────────────────

    @Slot()
    def check(self) -> None:
        """Check what is installed."""
        if self._work is not None:
            return
        home = self._office.home or self._office.folder
        places = Places(self._office.folder, home)
        self._work = LongWork(partial(check_catalogue, self._catalogue, places, self._office), self)
        self._work.progressed.connect(self._progress.show_percent)
        self._work.succeeded.connect(self._on_checked)
        self._work.failed.connect(self._on_failed)
        self._work.ended.connect(self._on_ended)
        self._check.setEnabled(False)
        self._problem.show_problem("")
        self._progress.show_busy("Comparing what each clearance sees…", can_end=True)
        self._work.start(self._runner)

    @Slot()
    def cancel(self) -> None:
        """End the check that goes on, if one does."""
        if self._work is not None:
            self._work.cancel()

    @Slot(object)
    def _on_checked(self, done: Checked) -> None:
        report = self._report = done.report
        self.show_marking(highest([self._marking, report.marking]))
        self._say(_NONE if report.is_separate else _SOME, is_good=report.is_separate)
        self._found.clear()
        self._found.addItems([report.heading, f"Release {report.release}", report.digest])
        for one in report.compared:
            self._found.addItem(f"{one.label}: {one.words}")
            self._found.addItems([f"Differs: {name}" for name in one.named])
        self._found.addItems(list(report.remarks()))
        self._found.show_count()
        self._found.setCurrentRow(0)
        self._problem.show_problem("" if done.warning is None else say_error(done.warning))
        self._enable_saving(report.marking)

    def _enable_saving(self, marking: Label) -> None:
        policy = self._office.policy
        if policy.allows_exporting(marking):
            self._save.enable()
        else:
            self._save.disable(_MUST_EXPORT.format(policy.export_up_to, marking))
            self._found.addItem(_MUST_EXPORT.format(policy.export_up_to, marking))

    def _say(self, words: str, *, is_good: bool) -> None:
        if is_good:
            self._icon.show_icon(Icon.YES, Colour.OK)
        else:
            self._icon.show_icon(Icon.ALERT, Colour.TEXT)
        self._icon.show()
        self._standing.show_text(words)
        QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self, words))

    @Slot(object)
    def _on_failed(self, error: Exception) -> None:
        self._problem.show_problem(say_error(error))

    @Slot()
    def _on_ended(self) -> None:
        self._work = None
        self._progress.show_idle()
        self._check.setEnabled(True)

    # ── the report ───────────────────────────────────────────────────────────

    @Slot()
    def _on_save(self) -> None:
        if self._report is None:
            return
        name = f"separation-{self._report.made_at:%Y-%m-%d}.txt"
        dialog = QFileDialog(self, "Save the report", name, "All files (*)")
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.fileSelected.connect(self.save)
        dialog.open()

    @Slot(str)
    def save(self, name: str) -> None:
        """Save the report to a file; recorded first."""
        if self._report is None:
            return
        write = partial(write_report, self._office, self._who, self._report, Path(name))
        task = Task(write, self, must_end=True)
        task.succeeded.connect(self._on_saved)
        task.failed.connect(self._on_failed)
        self._runner.start(task)

    @Slot(object)
    def _on_saved(self, path: Path) -> None:
        self._problem.show_problem("")
        words = f"Saved: {path.name}"
        self._found.addItem(words)
        self._found.setCurrentRow(self._found.count() - 1)
        QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self, words))

    def done(self, result: int) -> None:
        """End with the dialog what it does."""
        self.cancel()
        super().done(result)


def write_report(office: Office, who: str, report: SeparationReport, path: Path) -> Path:
    """Write a report to a file, once that is recorded.

    Raises:
        AdvisorError: It cannot be recorded or written.
    """
    details = Details(who=who, label=str(report.marking), note=f"check of separation: {path}")
    office.record(Kind.EXPORT, details)
    write_file(path, report.to_text().encode(), private=True)
    return path
