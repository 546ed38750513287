"""Rows of a form, with each label level with its field."""

from __future__ import annotations

from typing import Final

from PySide6.QtWidgets import QFormLayout, QLabel, QWidget

from advisor.ui.widgets.spacing import size

_FIELD_HEIGHT: Final = 32


def add_row(form: QFormLayout, words: str, field: QWidget) -> None:
    """Add a row; Qt alone puts a label that is lower than its field some pixels too high."""
    form.addRow(words, field)
    label = form.labelForField(field)
    if isinstance(label, QLabel):
        label.setBuddy(field.focusProxy() or field)
        size(label, height=_FIELD_HEIGHT)
