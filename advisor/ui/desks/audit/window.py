"""The auditor's window: the records, which of them, one of them whole."""
# ruff: noqa: N802  (Qt's own names are overridden)

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from pathlib import Path
from typing import Any, Final

from PySide6.QtCore import Qt, Slot
from PySide6.QtGui import QHideEvent, QResizeEvent, QShortcut, QShowEvent
from PySide6.QtWidgets import (
    QFileDialog,
    QHBoxLayout,
    QSplitter,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from advisor.audit.errors import NoLogError
from advisor.audit.review import Review, Row, mark, measure, read_review
from advisor.audit.verification import Verdict
from advisor.clearance import OFFICIAL
from advisor.people.recording import find_audit_folder
from advisor.sealing.age import Identity
from advisor.ui import theme
from advisor.ui.desks.audit.checking import CheckDialog, check_logs
from advisor.ui.desks.audit.exporting import Exporting
from advisor.ui.desks.audit.filters import Filters
from advisor.ui.desks.audit.record_view import RecordView
from advisor.ui.desks.audit.table import RecordTable
from advisor.ui.desks.audit.words import say_error
from advisor.ui.desks.desk_window import DeskWindow
from advisor.ui.desks.long_work import LongWork, Tell, by_bytes
from advisor.ui.icons import Icon
from advisor.ui.signing_in.handover import Handover
from advisor.ui.tasks import TaskRunner
from advisor.ui.theme import Type
from advisor.ui.widgets.busy_line import BusyLine
from advisor.ui.widgets.buttons import Button
from advisor.ui.widgets.empty_state import Deed, EmptyState
from advisor.ui.widgets.label import Label, WrapLabel
from advisor.ui.widgets.scroll_page import ScrollPage
from advisor.ui.widgets.spacing import space

_WIDTH_EM, _HEIGHT_EM = 96, 58
#: Narrower than this, the chosen record stands below the table.
_BESIDE_EM: Final = 112
_SHARES: Final = [3, 2]
_FIND = "Ctrl+K"
_SOUND: Final = "As it was written"
_NO_ACCIDENT: Final = "No accident found, checked without the first key"
_CHOOSE = Deed("choose", Icon.SOURCE, "Read a copy", "Choose the folder that holds it", "Choose…")
_AGAIN = Deed("again", Icon.UPDATES, "Read it again", "If it was only busy", "Try again")
_ALL = Deed("all", Icon.CLEAR, "See all records", "Asks for nothing in particular", "Clear filters")


def read_logs(folder: Path, identity: Identity, tell: Tell) -> Review:
    """Read every log of a folder; ``tell`` is told how much of it is done, in per cent."""
    return read_review(folder, identity, by_bytes(measure(folder), tell))


class AuditWindow(DeskWindow):
    """Shows the logs of a folder to their auditor.

    Args:
        handover: What this process was told.
        runner: What logs are read, checked and exported by.
        identity: The auditor's.
    """

    def __init__(self, handover: Handover, runner: TaskRunner, identity: Identity) -> None:
        super().__init__("Audit log", is_demonstration=handover.is_demonstration)
        self._runner, self._identity = runner, identity
        self._places = handover.places
        self._folder = find_audit_folder(self._places)
        self._review: Review | None = None
        self._shown: tuple[Row, ...] = ()
        self._works: list[LongWork] = []
        self._verdicts: tuple[Verdict, ...] = ()
        self._missing = ""
        self._where = Label("", Type.META, "muted")
        self._filters = Filters()
        self._progress = BusyLine()
        self._count = WrapLabel("", Type.METASTRONG, measure=None)
        self._table, self._record = RecordTable(), RecordView()
        self._nothing, self._empty = EmptyState(Icon.FILTER), EmptyState(Icon.SOURCE)
        self._exporting = Exporting(self, self._places, runner)
        self._fill()
        self._connect()
        em = theme.current().em
        self.resize(round(_WIDTH_EM * em), round(_HEIGHT_EM * em))
        self.status.show_reader("Auditor")
        self.load(self._folder)

    # ── how it is made ───────────────────────────────────────────────────────

    def _fill(self) -> None:
        choose = Button("Choose folder…", compact=True)
        choose.clicked.connect(self.choose_folder)
        top = QHBoxLayout()
        space(top, (4, 0, 4, 0), 12)
        top.addWidget(self._where, 1, Qt.AlignmentFlag.AlignVCenter)
        top.addWidget(choose)
        self.body.addLayout(top)
        self.body.addWidget(self._progress)
        self._pages = QStackedWidget()
        self._pages.addWidget(self._make_records())
        self._pages.addWidget(_scroll(self._empty))
        self.body.addWidget(self._pages, 1)

    def _make_records(self) -> QWidget:
        page = QWidget()
        column = QVBoxLayout(page)
        space(column, gap=8)
        column.addWidget(self._filters)
        self._lists = QStackedWidget()
        self._lists.addWidget(self._table)
        self._lists.addWidget(_scroll(self._nothing))
        self._split = QSplitter(Qt.Orientation.Vertical)
        self._split.setChildrenCollapsible(False)
        self._split.addWidget(self._lists)
        self._split.addWidget(self._record)
        for place, share in enumerate(_SHARES):
            self._split.setStretchFactor(place, share)
        column.addWidget(self._split, 1)
        column.addLayout(self._make_buttons())
        return page

    def _make_buttons(self) -> QHBoxLayout:
        self._verify, self._export = Button("Verify…"), Button("Export…")
        self._verify.clicked.connect(self.verify)
        self._export.clicked.connect(self.export)
        row = QHBoxLayout()
        space(row, (4, 4, 4, 4), 8)
        row.addWidget(self._count, 1, Qt.AlignmentFlag.AlignVCenter)
        row.addWidget(self._verify)
        row.addWidget(self._export)
        return row

    def _connect(self) -> None:
        self._filters.changed.connect(self._show_rows)
        self._filters.order_changed.connect(self._on_order_changed)
        self._table.row_chosen.connect(self._record.show_record)
        self._table.turn_wanted.connect(self._filters.turn)
        self._progress.cancel_wanted.connect(self._cancel_all)
        self._nothing.deed_wanted.connect(self._on_deed)
        self._empty.deed_wanted.connect(self._on_deed)
        self.message.deed_wanted.connect(self.verify)
        self._exporting.said.connect(self.message.show_message)
        self._exporting.life_at_risk_wanted.connect(self.life_at_risk_wanted)
        QShortcut(_FIND, self).activated.connect(self._filters.take_focus)

    # ── reading ──────────────────────────────────────────────────────────────

    def load(self, folder: Path) -> None:
        """Read the logs of a folder and show them; nothing of another one stays on the screen."""
        self._cancel_all()
        self._folder, self._review, self._verdicts = folder, None, ()
        self._where.setText(f"Folder: {folder}")
        self.message.hide()
        self.status.show_release("Not checked", checked=False)
        self._show_rows()
        self._pages.setCurrentIndex(0)
        work = self._start(partial(read_logs, folder, self._identity), "Reading the log…")
        work.succeeded.connect(self._on_loaded)
        work.failed.connect(self._on_not_loaded)

    def _start(self, do: Any, words: str) -> LongWork:
        work = LongWork(do, self)
        self._works.append(work)
        work.progressed.connect(self._progress.show_percent)
        work.ended.connect(partial(self._on_ended, work))
        self._progress.show_busy(words, can_end=True)
        work.start(self._runner)
        return work

    def _on_ended(self, work: LongWork) -> None:
        self._works.remove(work)
        work.deleteLater()
        if not self._works:
            self._progress.show_idle()

    @Slot()
    def _cancel_all(self) -> None:
        for work in self._works:
            work.cancel()
        if self._works and self._review is None:
            self._show_empty("Nothing was read", "It was cancelled.", _AGAIN, _CHOOSE)
        elif self._works:
            self.status.show_release("Not checked", checked=False)

    @Slot(object)
    def _on_loaded(self, review: Review) -> None:
        self._review = review
        self._filters.show_counts(review.count())
        self._table.show_logs(has_logs=len(review.logs) > 1)
        self._show_rows()
        self._missing = self._find_missing(review)
        if self._missing:
            self.message.show_message(self._missing)
        self.status.show_release("Checking…", checked=False)
        check = partial(check_logs, self._folder, self._auditor, ())
        work = self._start(check, "Checking every line…")
        work.succeeded.connect(self._on_checked)
        work.failed.connect(self._on_not_checked)

    @property
    def _auditor(self) -> Identity | None:
        """The identity to check with; none where no log was sealed to it."""
        review = self._review
        is_closed = review is not None and set(review.closed) == set(review.logs)
        return None if is_closed else self._identity

    def _find_missing(self, review: Review) -> str:
        """Return what is not shown, and why."""
        said = []
        if review.closed and len(review.closed) == len(review.logs):
            said.append(
                "No log here was sealed to this identity: only numbers, times and kinds can be "
                "read. Open it with the identity of the auditor it was sealed to."
            )
        elif review.closed:
            said.append(f"Not sealed to this identity: log {', '.join(review.closed)}.")
        if review.total > len(review.rows):
            said.append(
                f"Shown are the newest {len(review.rows):,} of {review.total:,} records; "
                "advisor audit export gives all."
            )
        return " ".join(said)

    @Slot(object)
    def _on_not_loaded(self, error: Exception) -> None:
        if isinstance(error, NoLogError):
            self._show_empty(
                "No audit log here",
                "There is none in this folder. One begins when somebody signs in at a site that "
                "was set up.",
                _CHOOSE,
            )
        else:
            self._show_empty("The log could not be read", say_error(error), _AGAIN, _CHOOSE)

    def _show_empty(self, heading: str, sentence: str, *deeds: Deed) -> None:
        self._empty.show_words(heading, sentence, deeds)
        self._pages.setCurrentIndex(1)

    # ── which records ────────────────────────────────────────────────────────

    @Slot()
    def _show_rows(self) -> None:
        review = self._review
        rows: Sequence[Row] = review.rows if review is not None else ()
        self._shown = self._filters.asked.select(rows)
        self._table.records.show(self._shown, has_logs=review is not None and len(review.logs) > 1)
        self.show_marking(mark(self._shown) if self._shown else OFFICIAL)
        said = f"Records: {len(self._shown):,} of {len(rows):,}" if review is not None else ""
        self._count.show_text(said)
        self._say_nothing(has_rows=bool(rows))
        for button in (self._verify, self._export):
            button.setEnabled(review is not None)
        if not self._shown:
            self._export.disable("There is no record to export.")
        else:
            self._export.enable()

    def _say_nothing(self, *, has_rows: bool) -> None:
        if has_rows:
            sentence = "No record is like that. Take a filter away, or ask for other words."
            self._nothing.show_words("Nothing matches", sentence, [_ALL])
        else:
            self._nothing.show_words("No records yet", "The log has no line yet.")
        is_empty = self._review is not None and not self._shown
        self._lists.setCurrentIndex(1 if is_empty else 0)
        self._record.setVisible(not is_empty)

    @Slot(bool)
    def _on_order_changed(self, oldest_first: bool) -> None:
        self._table.records.turn(oldest_first=oldest_first)

    # ── checking, exporting, another folder ──────────────────────────────────

    @Slot()
    def verify(self) -> None:
        """Open the dialog that checks, with what is known already."""
        self._cancel_all()
        dialog = CheckDialog(self._folder, self._auditor, self._runner, self)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.checked.connect(self._on_checked)
        dialog.life_at_risk_wanted.connect(self.life_at_risk_wanted)
        if self._verdicts:
            dialog.show_verdicts(self._verdicts)
        dialog.open()

    @Slot(object)
    def _on_checked(self, verdicts: tuple[Verdict, ...]) -> None:
        self._verdicts = verdicts
        wrong = [verdict for verdict in verdicts if not verdict.is_sound]
        if not wrong:
            keyed = all(verdict.is_keyed for verdict in verdicts)
            self.status.show_release(_SOUND if keyed else _NO_ACCIDENT, checked=keyed)
            return
        self.status.show_release("Not as it was written", checked=False)
        names = ", ".join(verdict.log for verdict in wrong)
        findings = sum(len(verdict.findings) for verdict in wrong)
        self.message.show_message(
            f"Log {names} is not as it was written. Findings: {findings:,}. {self._missing}",
            icon=Icon.ALERT,
            deed="Show findings",
        )

    @Slot(object)
    def _on_not_checked(self, error: Exception) -> None:
        self.status.show_release("Not checked", checked=False)
        self.message.show_message(f"The log could not be checked. {say_error(error)}")

    @Slot()
    def export(self) -> None:
        """Write the records that are listed to a file, once that was confirmed."""
        self._exporting.ask(self._shown)

    @Slot()
    def choose_folder(self) -> None:
        """Let the auditor choose a folder of logs, such as a copy."""
        dialog = QFileDialog(self, "Folder of audit logs", str(self._folder))
        dialog.setFileMode(QFileDialog.FileMode.Directory)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.fileSelected.connect(self._on_folder_chosen)
        dialog.open()

    @Slot(str)
    def _on_folder_chosen(self, name: str) -> None:
        self.load(Path(name))

    @Slot(str)
    def _on_deed(self, key: str) -> None:
        if key == _ALL.key:
            self._filters.clear()
        elif key == _AGAIN.key:
            self.load(self._folder)
        else:
            self.choose_folder()

    # ── Qt's own ─────────────────────────────────────────────────────────────

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Put the chosen record beside the table, or below it where there is little room."""
        super().resizeEvent(event)
        is_wide = event.size().width() >= _BESIDE_EM * theme.current().em
        orientation = Qt.Orientation.Horizontal if is_wide else Qt.Orientation.Vertical
        if orientation is not self._split.orientation():
            self._split.setOrientation(orientation)
            self._share_out()

    def showEvent(self, event: QShowEvent) -> None:
        """Give the table more than the record."""
        super().showEvent(event)
        self._share_out()

    def _share_out(self) -> None:
        room = max(self._split.width(), self._split.height())
        self._split.setSizes([room * share // sum(_SHARES) for share in _SHARES])

    def hideEvent(self, event: QHideEvent) -> None:
        """End what goes on, so that the process need not wait for it."""
        if not event.spontaneous():  # else it is only out of sight
            for work in self._works:
                work.cancel()
        super().hideEvent(event)


def _scroll(state: EmptyState) -> ScrollPage:
    """Return a page that needs less room than what stands on it."""
    page = ScrollPage()
    page.setAccessibleName("What there is instead")
    column = QVBoxLayout(page.page)
    space(column)
    column.addWidget(state)
    return page
