"""A field for somebody's vetting, with how high it reaches and who says so."""

from __future__ import annotations

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QWidget

from advisor.policy import Origin, Policy
from advisor.ui.desks.forms.field import Field
from advisor.ui.widgets.buttons import ComboBox

_NO_LEVELS = "The policy names no level of vetting, or has a fault: advisor policy show names it."


class VettingField(Field):
    """The levels that the policy's table has; what stands beside them cannot be changed here.

    Args:
        policy: What the site decides for everybody.
        parent: The widget it belongs to.
    """

    def __init__(self, policy: Policy, parent: QWidget | None = None) -> None:
        self.combo = ComboBox("Vetting")
        super().__init__("Vetting", self.combo, parent=parent)
        self._policy = policy
        self.combo.addItem("Not chosen", "")
        for name in policy.vetting:
            self.combo.addItem(name, name)
        self.combo.currentIndexChanged.connect(self._on_chosen)
        self._on_chosen()

    @property
    def level(self) -> str:
        """The level that is chosen; empty while none is."""
        return str(self.combo.currentData() or "")

    def choose(self, level: str) -> None:
        """Choose a level; one that the policy does not name any more is offered as it is."""
        if level and self.combo.findData(level) < 0:
            self.combo.addItem(level, level)
        self.combo.setCurrentIndex(max(0, self.combo.findData(level)))

    def find_problem(self) -> str:
        """Return why it cannot stay so; empty where it can."""
        if self.level and self._policy.reach(self.level) is not None:
            return ""
        return "Choose a level of vetting." if self._policy.vetting else _NO_LEVELS

    @Slot()
    def _on_chosen(self) -> None:
        self.show_hint(say_reach(self._policy, self.level))


def say_reach(policy: Policy, level: str) -> str:
    """Return how high a level of vetting reaches, and who says so."""
    reach = policy.reach(level)
    managed = policy.origin("vetting") is not Origin.USUAL
    who = "The table is set by your organisation." if managed else ""
    if reach is None:
        said = "It reaches nothing: the policy does not name it." if level else ""
    else:
        said = f"Reaches {reach.words}. Source: {policy.vetting[level]['source']}."
    return f"{said} {who}".strip()
