"""One person: who they are, what they hold, and what can be granted to them."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import Final

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from advisor.catalogue.wording import say_date
from advisor.clearance import Label
from advisor.people.overview import Row
from advisor.policy import Policy
from advisor.ui.desks.forms.check_list import CheckList
from advisor.ui.desks.forms.vetting_field import say_reach
from advisor.ui.desks.people.reach import Reach
from advisor.ui.icons import Icon
from advisor.ui.theme import Type
from advisor.ui.widgets.buttons import Button, Kind
from advisor.ui.widgets.card import Card
from advisor.ui.widgets.definition_list import DefinitionList
from advisor.ui.widgets.icon_label import IconLabel
from advisor.ui.widgets.label import WrapLabel
from advisor.ui.widgets.portion_mark import PortionMark
from advisor.ui.widgets.scroll_page import ScrollPage
from advisor.ui.widgets.spacing import space

_EXPIRY: Final = "After it this application refuses them; no cryptography can."


class PersonPage(ScrollPage):
    """Shows somebody; what is ticked to be granted stays when they are shown anew.

    Args:
        row: Who it is.
        grantable: What they do not hold.
        revocable: What they hold.
        policy: What the site decides for everybody.
        ticked: What was ticked to be granted.
        parent: The widget it belongs to.

    Signals:
        change_wanted: What stands of them is to be changed.
        grant_wanted: Labels are to be granted (a tuple of ``Label``).
        revoke_wanted: A label is to be revoked.
    """

    change_wanted = Signal()
    grant_wanted = Signal(object)
    revoke_wanted = Signal(object)

    def __init__(
        self,
        row: Row,
        grantable: Sequence[Reach],
        revocable: Sequence[Reach],
        policy: Policy,
        ticked: Sequence[Label] = (),
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.row = row
        self.setAccessibleName(row.person.name)
        self._deeds: list[Button] = []
        column = QVBoxLayout(self.page)
        space(column, (28, 18, 16, 18), 16)
        column.addLayout(self._make_head())
        column.addWidget(self._make_held(revocable))
        column.addWidget(self._make_grant(grantable, ticked))
        column.addWidget(self._make_facts(policy))
        column.addStretch(1)

    @property
    def ticked(self) -> tuple[Label, ...]:
        """What is ticked to be granted."""
        return tuple(map(Label.parse, self._offered.chosen))

    def set_busy(self, *, is_busy: bool) -> None:
        """Take nothing while something is being done."""
        for button in (*self._deeds, self._grant):
            button.setEnabled(not is_busy)
        self._offered.setEnabled(not is_busy)
        if not is_busy:
            self._enable()

    # ── how it is made ───────────────────────────────────────────────────────

    def _make_head(self) -> QVBoxLayout:
        one = self.row.person
        about = [one.role, one.unit, "Administrator" if self.row.is_administrator else ""]
        change = Button("Change…")
        change.setAccessibleName(f"Change what stands of {one.name}")
        change.clicked.connect(self.change_wanted)
        self._deeds.append(change)
        line = QHBoxLayout()
        space(line, gap=12)
        line.addWidget(WrapLabel(one.name, Type.TITLE), 1)
        line.addWidget(change, 0, Qt.AlignmentFlag.AlignTop)
        head = QVBoxLayout()
        space(head, gap=4)
        head.addLayout(line)
        head.addWidget(WrapLabel(" · ".join(filter(None, about)), Type.META, "muted"))
        for remark in self.row.remarks:
            head.addLayout(_with_icon(Icon.ALERT, remark))
        return head

    def _make_held(self, revocable: Sequence[Reach]) -> Card:
        name = self.row.person.name
        card = Card(f"What {name} holds")
        if not revocable:
            card.add_item(WrapLabel("Nothing above OFFICIAL."))
        for reach in revocable:
            card.add_item(self._make_held_row(reach))
        return card

    def _make_held_row(self, reach: Reach) -> QWidget:
        item = QWidget()
        row = QHBoxLayout(item)
        space(row, gap=12)
        mark = PortionMark(str(reach.label), reach.label.classification.value)
        row.addWidget(mark, 0, Qt.AlignmentFlag.AlignVCenter)
        row.addWidget(WrapLabel(reach.obstacle, Type.META, "muted"), 1)
        if not reach.obstacle:
            revoke = Button("Revoke…", compact=True)
            revoke.setAccessibleName(f"Revoke {reach.label}")
            revoke.clicked.connect(partial(self._on_revoke, reach.label))
            self._deeds.append(revoke)
            row.addWidget(revoke)
        return item

    def _make_grant(self, grantable: Sequence[Reach], ticked: Sequence[Label]) -> QWidget:
        part = QWidget()
        column = QVBoxLayout(part)
        space(column, (0, 0, 0, 4), 8)
        column.addWidget(WrapLabel("Grant labels", Type.HEADING))
        self._offered = CheckList(_say_none(grantable))
        offered = [(str(one.label), str(one.label)) for one in grantable if not one.obstacle]
        self._offered.show_choices(offered, [str(label) for label in ticked])
        self._offered.changed.connect(self._enable)
        column.addWidget(self._offered)
        for one in grantable:
            if one.obstacle:
                column.addLayout(_with_icon(Icon.INFO, f"{one.label}: {one.obstacle}"))
        column.addLayout(self._make_grant_line(has_any=bool(offered)))
        return part

    def _make_grant_line(self, *, has_any: bool) -> QHBoxLayout:
        self._grant = Button("Grant", Kind.PRIMARY)
        self._grant.clicked.connect(self._on_grant)
        words = WrapLabel(
            "Each comes with every label below it, and counts from their next sign-in.",
            Type.META,
            "muted",
        )
        if not has_any:  # and nothing is shown here, which would be a window of its own
            self._grant.hide()
            words.hide()
        line = QHBoxLayout()
        space(line, gap=12)
        line.addWidget(self._grant)
        line.addWidget(words, 1, Qt.AlignmentFlag.AlignVCenter)
        self._enable()
        return line

    def _make_facts(self, policy: Policy) -> DefinitionList:
        one = self.row.person
        facts = DefinitionList()
        facts.add_text("Valid until", f"{say_date(one.valid_until)}. {_EXPIRY}")
        facts.add_text("Vetting", f"{one.vetting}. {say_reach(policy, one.vetting)}")
        facts.add_text("Briefed into", ", ".join(one.compartments) or "No compartment")
        facts.add_text("Status", "Withdrawn" if one.status == "withdrawn" else "Active")
        key = QLineEdit(one.key)
        key.setReadOnly(True)
        key.setCursorPosition(0)
        key.setAccessibleName("Public key")
        facts.add("Public key", key)
        facts.add_text("Id", one.id)
        return facts

    @Slot()
    def _enable(self) -> None:
        if self._offered.chosen:
            self._grant.enable()
        else:
            self._grant.disable("Tick what to grant first.")

    @Slot()
    def _on_grant(self) -> None:
        self.grant_wanted.emit(self.ticked)

    def _on_revoke(self, label: Label) -> None:
        self.revoke_wanted.emit(label)


def _say_none(grantable: Sequence[Reach]) -> str:
    return "Nothing that you could grant them." if grantable else "They hold every label."


def _with_icon(icon: Icon, text: str) -> QHBoxLayout:
    line = QHBoxLayout()
    space(line, gap=8)
    line.addWidget(IconLabel(icon), 0, Qt.AlignmentFlag.AlignTop)
    line.addWidget(WrapLabel(text, tight=True), 1)
    return line
