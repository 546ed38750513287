"""Checking the logs of a folder, with what was noted of them elsewhere."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from pathlib import Path
from typing import Final

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent, QGuiApplication, QShortcut
from PySide6.QtWidgets import (
    QDialog,
    QHBoxLayout,
    QLineEdit,
    QListWidgetItem,
    QVBoxLayout,
    QWidget,
)

from advisor.audit.chain import Anchor
from advisor.audit.errors import NotAnAnchorError
from advisor.audit.review import measure
from advisor.audit.verification import Verdict, verify_all
from advisor.clearance import OFFICIAL
from advisor.sealing.age import Identity
from advisor.ui import icons, theme
from advisor.ui.colours import Colour
from advisor.ui.desks.audit.words import say_error, say_verdict
from advisor.ui.desks.forms.field import Field
from advisor.ui.desks.long_work import LongWork, Tell, by_bytes
from advisor.ui.icons import Icon
from advisor.ui.tasks import TaskRunner
from advisor.ui.theme import Type
from advisor.ui.widgets.busy_line import BusyLine
from advisor.ui.widgets.buttons import Button, Kind
from advisor.ui.widgets.focus_frame import FocusFrame
from advisor.ui.widgets.icon_label import IconLabel
from advisor.ui.widgets.label import Label, WrapLabel
from advisor.ui.widgets.marking_banner import MarkingBanner
from advisor.ui.widgets.short_list import ShortList
from advisor.ui.widgets.spacing import space

_WIDTH_EM: Final = 52
_HEIGHT_EM: Final = 40
_SOUND: Final = "As it was written."
_NO_ACCIDENT: Final = "No accident found. Without the first key nobody sees what was rewritten."
_NOT_SOUND: Final = "Not as it was written."
#: More are in the list of the command, which has no end.
_MOST_FINDINGS: Final = 1000
_HINT: Final = (
    "What you noted at an earlier visit; several with spaces between them. It shows an older copy "
    "that was put back, or a log that was begun anew."
)


def check_logs(
    folder: Path, identity: Identity | None, anchors: Sequence[Anchor], tell: Tell
) -> tuple[Verdict, ...]:
    """Check every log of a folder; ``tell`` is told how much of it is done, in per cent.

    Raises:
        AuditError: There is none, or the system refuses.
        CancelledError: ``tell`` raised it.
    """
    return verify_all(folder, identity, anchors, by_bytes(measure(folder), tell))


class CheckDialog(QDialog):
    """Takes anchors, checks, and names line by line what is wrong.

    It shows numbers of lines, names of logs and times, which whoever has the files can read,
    so it is OFFICIAL whatever stands in them.

    Args:
        folder: The logs.
        identity: The auditor's; without one only accidents are found.
        runner: What the check is done by.
        parent: The window it belongs to.

    Signals:
        checked: A check came to its end (``Verdict`` of each log).
        life_at_risk_wanted: The reader wants to know whom to ring instead.
    """

    checked = Signal(object)
    life_at_risk_wanted = Signal()

    def __init__(
        self, folder: Path, identity: Identity | None, runner: TaskRunner, parent: QWidget
    ) -> None:
        super().__init__(parent)
        self._folder, self._identity, self._runner = folder, identity, runner
        self._work: LongWork | None = None
        self._anchors: tuple[str, ...] = ()
        self.setWindowTitle("Verify the audit log")
        self._anchor = QLineEdit()
        self._field = Field("Anchor", self._anchor, _HINT)
        self._verify = Button("Verify", Kind.PRIMARY)
        self._verify.clicked.connect(self.verify)
        self._progress = BusyLine()
        self._progress.cancel_wanted.connect(self.cancel)
        self._icon = IconLabel(Icon.YES, Colour.OK, drawn=icons.LARGE)
        self._standing = WrapLabel("Not checked yet.", Type.HEADING)
        self._findings = ShortList("What the check found", "Nothing yet")
        self._copy = Button("Copy anchors")
        self._copy.clicked.connect(self._on_copy)
        self._fill()
        self._focus_frame = FocusFrame(self)
        QShortcut("F2", self).activated.connect(self._on_life_at_risk)
        em = theme.current().em
        self.resize(round(_WIDTH_EM * em), round(_HEIGHT_EM * em))

    # ── how it is made ───────────────────────────────────────────────────────

    def _fill(self) -> None:
        column = QVBoxLayout(self)
        space(column)
        banners = MarkingBanner(), MarkingBanner(at_bottom=True)
        for banner in banners:
            banner.show_marking(str(OFFICIAL), OFFICIAL.classification.value)
        body = QVBoxLayout()
        space(body, (20, 20, 20, 20), 12)
        body.addWidget(Label("Verify the audit log", Type.QUESTION))
        body.addLayout(self._make_anchor_row())
        body.addWidget(self._progress)
        body.addLayout(self._make_standing())
        self._findings.setWordWrap(True)
        self._findings.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._findings.show_count()
        body.addWidget(self._findings, 1)
        body.addLayout(self._make_buttons())
        column.addWidget(banners[0])
        column.addLayout(body, 1)
        column.addWidget(banners[1])

    def _make_anchor_row(self) -> QVBoxLayout:
        part = QVBoxLayout()
        space(part, gap=4)
        label = Label("Anchor, if you have one", Type.STRONG)
        label.setBuddy(self._anchor)
        part.addWidget(label)
        part.addWidget(self._field)
        return part

    def _make_standing(self) -> QHBoxLayout:
        row = QHBoxLayout()
        space(row, gap=8)
        row.addWidget(self._icon, 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(self._standing, 1)
        self._icon.hide()
        return row

    def _make_buttons(self) -> QHBoxLayout:
        close = Button("Close")
        close.clicked.connect(self.reject)
        self._copy.hide()
        row = QHBoxLayout()
        space(row, gap=8)
        row.addWidget(self._copy)
        row.addStretch(1)
        row.addWidget(self._verify)
        row.addWidget(close)
        return row

    # ── the check ────────────────────────────────────────────────────────────

    @Slot()
    def verify(self) -> None:
        """Check with the anchors that stand in the field."""
        anchors = self._read_anchors()
        if anchors is None or self._work is not None:
            return
        check = partial(check_logs, self._folder, self._identity, anchors)
        self._work = LongWork(check, self)
        self._work.progressed.connect(self._progress.show_percent)
        self._work.succeeded.connect(self._on_checked)
        self._work.failed.connect(self._on_failed)
        self._work.ended.connect(self._on_ended)
        self._verify.setEnabled(False)
        self._progress.show_busy("Checking every line…", can_end=True)
        self._work.start(self._runner)

    def _read_anchors(self) -> list[Anchor] | None:
        try:
            anchors = [Anchor.parse(part) for part in self._anchor.text().split()]
        except NotAnAnchorError as error:
            self._field.show_problem(say_error(error))
            self._field.keyboard.setFocus(Qt.FocusReason.ShortcutFocusReason)
            return None
        self._field.show_problem("")
        return anchors

    @Slot()
    def cancel(self) -> None:
        """End the check that goes on, if one does."""
        if self._work is not None:
            self._work.cancel()

    def show_verdicts(self, verdicts: Sequence[Verdict]) -> None:
        """Show what a check found, of every log."""
        sound = all(verdict.is_sound for verdict in verdicts)
        keyed = all(verdict.is_keyed for verdict in verdicts)
        said = (_SOUND if keyed else _NO_ACCIDENT) if sound else _NOT_SOUND
        self._say(said, *((Icon.YES, Colour.OK) if sound else (Icon.ALERT, Colour.TEXT)))
        self._findings.clear()
        for verdict in verdicts:
            self._add_verdict(verdict)
        self._findings.show_count()
        self._findings.setCurrentRow(0)
        self._anchors = tuple(str(verdict.anchor) for verdict in verdicts if verdict.anchor)
        self._copy.setVisible(bool(self._anchors))

    def _add_verdict(self, verdict: Verdict) -> None:
        heading = QListWidgetItem(say_verdict(verdict))
        heading.setFont(theme.current().font(Type.STRONG))
        self._findings.addItem(heading)
        shown = verdict.findings[:_MOST_FINDINGS]
        self._findings.addItems([str(finding) for finding in shown])
        if len(shown) < len(verdict.findings):
            more = len(verdict.findings) - len(shown)
            self._findings.addItem(f"Findings besides these: {more:,}.")
        if verdict.anchor is not None:
            self._findings.addItem(f"Anchor, to be noted elsewhere: {verdict.anchor}")
        self._findings.addItems(list(verdict.notes))

    def _say(self, words: str, icon: Icon, colour: Colour) -> None:
        self._icon.show_icon(icon, colour)
        self._icon.show()
        self._standing.show_text(words)
        QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self, words))

    @Slot(object)
    def _on_checked(self, verdicts: tuple[Verdict, ...]) -> None:
        self.show_verdicts(verdicts)
        self.checked.emit(verdicts)
        self._findings.setFocus(Qt.FocusReason.ShortcutFocusReason)

    @Slot(object)
    def _on_failed(self, error: Exception) -> None:
        self._say(say_error(error), Icon.ALERT, Colour.TEXT)

    @Slot()
    def _on_ended(self) -> None:
        self._work = None
        self._progress.show_idle()
        self._verify.setEnabled(True)

    @Slot()
    def _on_copy(self) -> None:
        QGuiApplication.clipboard().setText("\n".join(self._anchors))

    @Slot()
    def _on_life_at_risk(self) -> None:
        self.reject()
        self.life_at_risk_wanted.emit()

    def done(self, result: int) -> None:
        """End with the dialog what it does."""
        self.cancel()
        super().done(result)
