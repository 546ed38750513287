"""The form that a site is set up with."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import Final

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from advisor.clearance import OFFICIAL, Classification, Label, highest
from advisor.errors import CancelledError
from advisor.journal import read_clock
from advisor.people.errors import NotVettedError, SamePersonError
from advisor.people.person import Mistake, PersonDetails, find_mistakes
from advisor.people.setting_up import SetUp
from advisor.people.vetting import verify_reaches
from advisor.policy import load_policy
from advisor.sealing.age import Recipient
from advisor.sealing.errors import NotARecipientError, TooSoonError, WrongPassphraseError
from advisor.settings import load_settings
from advisor.ui.desks.forms.check_list import CheckList
from advisor.ui.desks.forms.day_field import DayField
from advisor.ui.desks.forms.field import Field, Problem
from advisor.ui.desks.forms.file_field import FileField
from advisor.ui.desks.forms.form import Form
from advisor.ui.desks.forms.labels_field import LabelsField
from advisor.ui.desks.forms.passphrase_field import PassphraseField
from advisor.ui.desks.forms.vetting_field import VettingField
from advisor.ui.desks.forms.words import is_of_identity, say_error
from advisor.ui.desks.set_up.new_identity_dialog import NewIdentityDialog
from advisor.ui.desks.set_up.work import Ground, SettingUp
from advisor.ui.signing_in.handover import Handover
from advisor.ui.tasks import Task, TaskRunner
from advisor.ui.theme import Type
from advisor.ui.widgets.busy_line import BusyLine
from advisor.ui.widgets.buttons import Button, ComboBox, Kind
from advisor.ui.widgets.hairline import Hairline
from advisor.ui.widgets.label import WrapLabel
from advisor.ui.widgets.scroll_page import ScrollPage
from advisor.ui.widgets.spacing import space

_USUAL_IDENTITY: Final = "identity.age"
_FIELDS: Final = ("name", "role", "unit")
#: What somebody is called and vetted to is never less than this.
_PERSONAL: Final = Label(Classification.OFFICIAL_SENSITIVE)


class SetUpForm(QWidget):
    """Asks in the order in which one needs it, and sets the site up as a whole.

    Args:
        handover: What this process was told.
        runner: What the work is done by.
        ground: The regions and forces.
        parent: The widget it belongs to.

    Signals:
        done: The site is set up (``Done``).
        cancelled: The work was cancelled, perhaps too late.
        marking_changed: The highest marking of what stands in it is another.
        leave_wanted: Its reader wants not to set the site up now.
    """

    done = Signal(object)
    cancelled = Signal()
    marking_changed = Signal(object)
    leave_wanted = Signal()
    _progressed = Signal(str, int)

    def __init__(
        self,
        handover: Handover,
        runner: TaskRunner,
        ground: Ground,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._places = handover.places
        self._runner = runner
        self._directory = ground.directory
        self._policy = load_policy(self._places.site)
        self._work: SettingUp | None = None
        column = QVBoxLayout(self)
        space(column, gap=12)
        scroll = ScrollPage()
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        page = QVBoxLayout(scroll.page)
        space(page, (16, 16, 4, 16))
        page.addWidget(self._make_form(handover.identity))
        page.addStretch(1)
        column.addWidget(scroll, 1)
        column.addWidget(Hairline())
        column.addLayout(self._make_foot())
        self._progressed.connect(self._busy.show_progress)

    # ── how it is made ───────────────────────────────────────────────────────

    def _make_form(self, identity: str | None) -> Form:
        self.form = Form()
        self._add_identity(identity or load_settings(self._places.home).identity or "")
        self.form.add_heading("What the site may hold")
        self._labels = LabelsField()
        self._labels.changed.connect(self._on_changed)
        self.form.add("labels", "&Labels", self._labels)
        self.form.add_heading(
            "The auditor",
            "A different person, who neither administers nor uses this site. They make an "
            "identity of their own and give you its public key.",
        )
        self._auditor = QLineEdit()
        self._auditor.setPlaceholderText("age1…")
        self.form.add("auditor", "&Auditor", Field("The auditor’s public key", self._auditor))
        self._add_place()
        self._add_administrator()
        return self.form

    def _add_identity(self, identity: str) -> None:
        self.form.add_heading(
            "Your identity", "You become the first administrator, and hold every label."
        )
        make = Button("Make new…")
        make.setAccessibleName("Make a new identity")
        make.clicked.connect(self._on_make_new)
        self._identity = FileField("Identity file", beside=(make,))
        self._identity.line.setText(identity)
        self._passphrase = PassphraseField()
        self.form.add("identity", "&Identity file", self._identity)
        self.form.add("passphrase", "&Passphrase", self._passphrase)

    def _add_place(self) -> None:
        self.form.add_heading("Where the site is")
        self._region, self._forces = ComboBox("Region"), CheckList("Choose a region first")
        self._region.addItem("Not chosen", "")
        for region in self._directory.regions():
            self._region.addItem(region.head.title, str(region.id))
        self._region.currentIndexChanged.connect(self._fill_forces)
        self._fill_forces()
        self.form.add("region", "&Region", Field("Region", self._region))
        self.form.add("forces", "&Forces", Field("Forces", self._forces))

    def _add_administrator(self) -> None:
        self.form.add_heading(
            "You", "As it will stand in the register, which administrators alone can read."
        )
        self._texts = {name: QLineEdit() for name in _FIELDS}
        self.form.add("name", "&Name", Field("Name", self._texts["name"]))
        self.form.add("role", "R&ole", Field("Role", self._texts["role"]))
        self.form.add("unit", "&Unit", Field("Unit", self._texts["unit"]))
        self._vetting = VettingField(self._policy)
        self.form.add("vetting", "&Vetting", self._vetting)
        self._until = DayField("Valid until", "The last day of your clearance.")
        self.form.add("valid_until", "Valid un&til", self._until)
        for field in self._texts.values():
            field.textChanged.connect(self._on_changed)

    def _make_foot(self) -> QVBoxLayout:
        self._problem, self._busy = Problem(), BusyLine()
        self._deed = Button("Set up the site", Kind.PRIMARY)
        self._deed.setDefault(True)
        self._deed.clicked.connect(self.submit)
        self._cancel = Button("Cancel")
        self._cancel.clicked.connect(self.leave)
        row = QHBoxLayout()
        space(row, gap=8)
        words = WrapLabel("Nothing is written before you press the button.", Type.META, "muted")
        row.addWidget(words, 1, Qt.AlignmentFlag.AlignVCenter)
        row.addWidget(self._deed)
        row.addWidget(self._cancel)
        foot = QVBoxLayout()
        space(foot, gap=8)
        foot.addWidget(self._problem)
        foot.addWidget(self._busy)
        foot.addLayout(row)
        return foot

    # ── what stands in it ────────────────────────────────────────────────────

    @property
    def is_busy(self) -> bool:
        """Whether the site is being set up at this moment."""
        return self._work is not None

    @property
    def is_touched(self) -> bool:
        """Whether anything was filled in that would be lost."""
        lines = (self._auditor, self._passphrase.line, *self._texts.values())
        return bool(self._labels.labels) or any(line.text() for line in lines)

    @property
    def marking(self) -> Label:
        """The highest marking of what stands in it."""
        named = any(field.text().strip() for field in self._texts.values())
        return highest([self._labels.marking, _PERSONAL if named else OFFICIAL])

    def take_focus(self) -> None:
        """Put the keyboard where it begins."""
        start = self._passphrase if self._identity.path else self._identity
        start.keyboard.setFocus(Qt.FocusReason.OtherFocusReason)

    @Slot()
    def _on_changed(self) -> None:
        self.marking_changed.emit(self.marking)

    @Slot()
    def _fill_forces(self) -> None:
        region = self._region.currentData()
        forces = self._directory.forces(region) if region else ()
        self._forces.show_choices([(str(force.id), force.head.title) for force in forces])

    @Slot()
    def _on_make_new(self) -> None:
        path = self._identity.path or str(self._places.home / _USUAL_IDENTITY)
        dialog = NewIdentityDialog(Path(path), self._runner, self)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.made.connect(self._on_made)
        dialog.open()

    @Slot(str)
    def _on_made(self, path: str) -> None:
        self._identity.line.setText(path)
        self._identity.show_problem("")
        self._passphrase.line.clear()
        self._passphrase.show_hint("Type the words that you wrote down.")
        self._passphrase.keyboard.setFocus(Qt.FocusReason.OtherFocusReason)

    # ── what is wrong with it ────────────────────────────────────────────────

    def _find_problems(self) -> dict[str, str]:
        """Return everything that can be told to be wrong without the identity."""
        found = {mistake.field: mistake.reason for mistake in self._find_mistakes()}
        found |= {
            "identity": "" if self._identity.path else "Choose your identity file, or make one.",
            "passphrase": "" if self._passphrase.line.text() else "Type your passphrase.",
            "labels": self._labels.find_problem(),
            "auditor": _find_problem_of_key(self._auditor.text()),
            "region": "" if self._region.currentData() else "Choose the site’s region.",
            "valid_until": self._find_problem_of_day(),
            "vetting": self._vetting.find_problem() or self._find_problem_of_reach(),
        }
        return found

    def _find_mistakes(self) -> list[Mistake]:
        return [
            mistake
            for mistake in find_mistakes(self._details(), self._policy)
            if mistake.field in _FIELDS
        ]

    def _find_problem_of_day(self) -> str:
        day = self._until.day
        if day is not None and day < read_clock().date():
            return "This day has passed. Give the last day that your clearance is valid on."
        return self._until.find_problem()

    def _find_problem_of_reach(self) -> str:
        try:
            verify_reaches(self._details(), self._labels.labels, self._policy)
        except NotVettedError as error:
            return f"{error.message} The first administrator holds every label."
        return ""

    def _details(self) -> PersonDetails:
        return PersonDetails(
            **{name: field.text() for name, field in self._texts.items()},
            vetting=self._vetting.level,
            valid_until=self._until.day or read_clock().date(),
            compartments=tuple(sorted(highest(self._labels.labels).compartments)),
        )

    # ── the deed ─────────────────────────────────────────────────────────────

    @Slot()
    def submit(self) -> None:
        """Set the site up, or say beside each field what is wrong."""
        self._problem.show_problem("")
        if self._work is not None or self.form.show_problems(self._find_problems()):
            return
        asked = SetUp(
            labels=self._labels.labels,
            region=self._region.currentData(),
            forces=self._forces.chosen,
            auditor=Recipient.parse(self._auditor.text().strip()),
            administrator=self._details(),
        )
        self._work = SettingUp(self._places, self._progressed.emit, asked)
        self._work.begin()
        self._show_busy(is_busy=True)
        path, passphrase = Path(self._identity.path), self._passphrase.line.text()
        task = Task(partial(self._work.open, path, passphrase), self, must_end=True)
        task.succeeded.connect(self._on_done)
        task.failed.connect(self._on_failed)
        self._runner.start(task)

    def _show_busy(self, *, is_busy: bool) -> None:
        self.form.setEnabled(not is_busy)
        self._deed.setEnabled(not is_busy)
        if is_busy:
            self._busy.show_busy("Checking the passphrase…")
            self._cancel.setFocus()
        else:
            self._work = None
            self._busy.show_idle()

    @Slot()
    def leave(self) -> None:
        """Give up the work that goes on; where none does, leave the form."""
        if self._work is not None:
            self._work.cancel()
        else:
            self.leave_wanted.emit()

    @Slot(object)
    def _on_done(self, done: object) -> None:
        self._show_busy(is_busy=False)
        self._passphrase.line.clear()
        self.done.emit(done)

    @Slot(object)
    def _on_failed(self, error: Exception) -> None:
        self._show_busy(is_busy=False)
        if isinstance(error, CancelledError):
            self.cancelled.emit()
            self.take_focus()
            return
        key = _find_field(error)
        if key:
            self.form.show_problems({key: say_error(error)})
        else:
            self._problem.show_problem(say_error(error))
            self._deed.setFocus()


def _find_problem_of_key(typed: str) -> str:
    try:
        Recipient.parse(typed.strip())
    except NotARecipientError as error:
        return say_error(error) if typed.strip() else "Give the auditor’s public key."
    return ""


def _find_field(error: Exception) -> str:
    """Return the field that something is wrong with; empty where it is none."""
    if isinstance(error, SamePersonError):
        return "auditor"
    if isinstance(error, (WrongPassphraseError, TooSoonError)):
        return "passphrase"
    return "identity" if is_of_identity(error) else ""
