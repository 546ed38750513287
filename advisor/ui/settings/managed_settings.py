"""What an organisation decides for everybody: shown, and not to be changed here."""

from __future__ import annotations

from typing import Any, Final

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget

from advisor.policy import SETTINGS, Origin, Policy, Setting, say_value
from advisor.ui.theme import Type
from advisor.ui.widgets.buttons import ComboBox
from advisor.ui.widgets.check_box import CheckBox
from advisor.ui.widgets.label import Label, WrapLabel
from advisor.ui.widgets.spacing import space

_SAID: Final = {
    Origin.SITE: "Set by your organisation.",
    Origin.USUAL: "The usual value: your organisation has set no other.",
    Origin.STRICTEST: "The strictest value: your organisation's policy has a fault.",
}


class ManagedSettings(QWidget):
    """Every setting of the site's policy, disabled, with where its value comes from."""

    def __init__(self, policy: Policy, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        column = QVBoxLayout(self)
        space(column, gap=16)
        for setting in SETTINGS.values():
            column.addWidget(_ManagedSetting(setting, policy))


class _ManagedSetting(QWidget):
    """One of them. The keyboard stops at the words, since a disabled field lets none in."""

    def __init__(self, setting: Setting, policy: Policy) -> None:
        super().__init__()
        title, value = setting.rule.title, getattr(policy, setting.name)
        column = QVBoxLayout(self)
        space(column, gap=4)
        if isinstance(value, bool):
            box = CheckBox(title)
            box.setChecked(value)
            box.setEnabled(False)
            column.addWidget(box)
        else:
            column.addWidget(Label(title))
            column.addWidget(_make_field(title, say_plainly(value)))
        words = f"{_SAID[policy.origin(setting.name)]} {setting.rule.help}"
        said = WrapLabel(words, Type.META, "muted")
        said.setProperty("ring", True)
        said.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        said.setAccessibleName(f"{title}: {say_plainly(value)}. {words}")
        column.addWidget(said)


def _make_field(title: str, value: str) -> ComboBox:
    field = ComboBox(title)
    field.addItem(value)
    field.setEnabled(False)
    field.setSizeAdjustPolicy(ComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
    return field


def say_plainly(value: Any) -> str:
    """Return a value of the policy as people read it."""
    if isinstance(value, bool):
        return "Yes" if value else "No"
    if isinstance(value, str):
        return value or "The usual one"
    if isinstance(value, list | tuple):
        return ", ".join(value) or "None named"
    return say_value(value)
