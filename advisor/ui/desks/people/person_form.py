"""The form that somebody is written down or changed with."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from advisor.people.office import Office
from advisor.people.person import PersonDetails, find_mistakes
from advisor.people.register import Person
from advisor.people.registering import PersonChange
from advisor.policy import Policy
from advisor.sealing.age import Recipient
from advisor.sealing.errors import NotARecipientError
from advisor.ui.desks.forms.check_list import CheckList
from advisor.ui.desks.forms.day_field import DayField
from advisor.ui.desks.forms.field import Field
from advisor.ui.desks.forms.form import Form
from advisor.ui.desks.forms.vetting_field import VettingField
from advisor.ui.desks.forms.words import say_error
from advisor.ui.theme import Type
from advisor.ui.widgets.buttons import Button, ComboBox, Kind
from advisor.ui.widgets.check_box import CheckBox
from advisor.ui.widgets.hairline import Hairline
from advisor.ui.widgets.label import WrapLabel
from advisor.ui.widgets.scroll_page import ScrollPage
from advisor.ui.widgets.spacing import space

_TEXTS: Final = ("name", "role", "unit")
_KEY_HINT: Final = "The line that begins with age1. Make sure that it is theirs: who has it reads."
_NEW_KEY_HINT: Final = (
    "Another one only where they lost their identity, once everything is revoked."
)
_ADMINISTERS_HINT: Final = "Who administers sees every name and label in the register."


class PersonForm(QWidget):
    """Fields for what stands of somebody.

    Args:
        office: The administrator's.
        person: Who is changed; somebody new, where ``None``.
        is_administrator: Whether they administer the site.
        compartments: Every compartment of the site.
        parent: The widget it belongs to.

    Signals:
        keep_wanted: It is filled in; nothing that can be told here is wrong with it.
        leave_wanted: Its reader wants to leave it.
    """

    keep_wanted = Signal()
    leave_wanted = Signal()

    def __init__(
        self,
        office: Office,
        person: Person | None,
        compartments: Sequence[str],
        *,
        is_administrator: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._office = office
        self.person = person
        self._was_administrator = is_administrator
        column = QVBoxLayout(self)
        space(column)
        scroll = ScrollPage()
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        page = QVBoxLayout(scroll.page)
        space(page, (28, 18, 16, 18), 12)
        heading = f"Change {person.name}" if person else "New person"
        page.addWidget(WrapLabel(heading, Type.TITLE))
        page.addWidget(self._make_form(office.policy, compartments))
        page.addStretch(1)
        column.addWidget(scroll, 1)
        column.addWidget(Hairline())
        column.addLayout(self._make_buttons())
        self._fill()
        self._before = self._state()

    # ── how it is made ───────────────────────────────────────────────────────

    def _make_form(self, policy: Policy, compartments: Sequence[str]) -> Form:
        self.form = Form()
        self._texts = {name: QLineEdit() for name in _TEXTS}
        self.form.add("name", "&Name", Field("Name", self._texts["name"]))
        self.form.add("role", "R&ole", Field("Role", self._texts["role"]))
        self.form.add("unit", "&Unit", Field("Unit", self._texts["unit"]))
        self._vetting = VettingField(policy)
        self.form.add("vetting", "&Vetting", self._vetting)
        self._compartments = CheckList("This site has no compartments")
        held = self.person.compartments if self.person else ()
        names = sorted({*compartments, *held})
        self._compartments.show_choices([(name, name) for name in names], held)
        self.form.add("compartments", "&Briefed into", Field("Briefed into", self._compartments))
        self._until = DayField("Valid until", "The last day of their clearance.")
        self.form.add("valid_until", "Valid un&til", self._until)
        self._key = QLineEdit()
        self._key.setPlaceholderText("age1…")
        hint = _NEW_KEY_HINT if self.person else _KEY_HINT
        self.form.add("key", "Public &key", Field("Public key", self._key, hint))
        self._add_standing()
        return self.form

    def _add_standing(self) -> None:
        self._status = ComboBox("Status")
        self._status.addItem("Active", "active")
        self._status.addItem("Withdrawn", "withdrawn")
        self._administers = CheckBox("Ad&ministers this site")
        if self.person is not None:
            self.form.add("status", "&Status", Field("Status", self._status))
            field = Field("Administers this site", self._administers, _ADMINISTERS_HINT)
            self.form.add("administers", "", field)

    def _make_buttons(self) -> QHBoxLayout:
        self._keep = Button("Keep" if self.person else "Add person", Kind.PRIMARY)
        self._keep.setDefault(True)
        self._keep.clicked.connect(self.submit)
        self._cancel = Button("Cancel")
        self._cancel.clicked.connect(self.leave_wanted)
        row = QHBoxLayout()
        space(row, (28, 12, 28, 0), 8)
        row.addStretch(1)
        row.addWidget(self._keep)
        row.addWidget(self._cancel)
        return row

    def _fill(self) -> None:
        one = self.person
        if one is None:
            return
        for name, field in self._texts.items():
            field.setText(getattr(one, name))
        self._vetting.choose(one.vetting)
        self._until.line.setText(str(one.valid_until))
        self._key.setText(one.key)
        self._key.setCursorPosition(0)
        self._status.setCurrentIndex(self._status.findData(one.status))
        self._administers.setChecked(self._was_administrator)

    # ── what stands in it ────────────────────────────────────────────────────

    @property
    def is_touched(self) -> bool:
        """Whether anything was filled in that would be lost."""
        return self._state() != self._before

    def details(self) -> PersonDetails:
        """Return who stands in it; without a day that can be read, today."""
        state = self._state()
        return PersonDetails(
            **{name: state[name] for name in (*_TEXTS, "vetting", "compartments")},
            valid_until=self._until.day or self._office.today,
        )

    @property
    def key(self) -> Recipient:
        """Their public key.

        Raises:
            NotARecipientError: It is none.
        """
        return Recipient.parse(self._key.text().strip())

    def change(self) -> PersonChange:
        """Return what is another than it was when the form was opened."""
        now = self._state()
        changed = {name: now[name] for name in now if now[name] != self._before[name]}
        if "valid_until" in changed:
            changed["valid_until"] = self._until.day
        if "key" in changed:
            changed["key"] = self.key
        return PersonChange(**changed)

    def take_focus(self) -> None:
        """Put the keyboard in the first field."""
        self._texts["name"].setFocus(Qt.FocusReason.OtherFocusReason)

    def set_busy(self, *, is_busy: bool) -> None:
        """Take nothing while it is being kept."""
        self.form.setEnabled(not is_busy)
        self._keep.setEnabled(not is_busy)
        self._cancel.setEnabled(not is_busy)

    def _state(self) -> dict[str, Any]:
        """Return what stands in it, by the names of ``PersonChange``."""
        return {
            **{name: " ".join(field.text().split()) for name, field in self._texts.items()},
            "vetting": self._vetting.level,
            "compartments": self._compartments.chosen,
            "valid_until": self._until.line.text().strip(),
            "key": self._key.text().strip(),
            "status": self._status.currentData(),
            "is_administrator": self._administers.isChecked(),
        }

    # ── what is wrong with it ────────────────────────────────────────────────

    @Slot()
    def submit(self) -> None:
        """Ask for it to be kept, or say beside each field what is wrong."""
        if self.form.show_problems(self._find_problems()):
            return
        if self.person is not None and not self.is_touched:
            self.leave_wanted.emit()
        else:
            self.keep_wanted.emit()

    def _find_problems(self) -> dict[str, str]:
        found = {
            one.field: one.reason for one in find_mistakes(self.details(), self._office.policy)
        }
        now = self._state()
        found["vetting"] = self._vetting.find_problem()
        found["valid_until"] = self._until.find_problem()
        found["key"] = self._find_problem_of_key()
        day = self._until.day
        if self.person is None and day is not None and day < self._office.today:
            found["valid_until"] = "This day has passed. Give the last day that it is valid on."
        if self.person is None:
            return found
        changed = {name for name in now if now[name] != self._before[name]}
        return {name: why for name, why in found.items() if name in {*changed, "name"}}

    def _find_problem_of_key(self) -> str:
        try:
            Recipient.parse(self._key.text().strip())
        except NotARecipientError as error:
            return say_error(error) if self._key.text().strip() else "Give their public key."
        return ""
