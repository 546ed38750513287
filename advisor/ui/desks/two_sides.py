"""A list with its buttons at the left, what was chosen at the right."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from advisor.ui.widgets.flow import FlowLayout
from advisor.ui.widgets.hairline import Ground, Hairline, Strip
from advisor.ui.widgets.spacing import size, space

_LIST_WIDTH: Final = 420


def make_line(buttons: Sequence[QWidget]) -> QWidget:
    """Return buttons in a line, which goes on below where it is too long."""
    line = QWidget()
    flow = FlowLayout(line, gap=8, line_gap=8)
    for button in buttons:
        flow.addWidget(button)
    return line


def arrange_sides(rows: QWidget, buttons: Sequence[QWidget], right: QVBoxLayout) -> QHBoxLayout:
    """Return the layout of both sides.

    Args:
        rows: The list.
        buttons: What stands below it.
        right: What stands at the right.
    """
    below = Strip(Ground.BASE)
    below_column = QVBoxLayout(below)
    space(below_column, (12, 8, 12, 8))
    below_column.addWidget(make_line(buttons))
    left = Strip(Ground.BASE)
    column = QVBoxLayout(left)
    space(column)
    column.addWidget(rows, 1)
    column.addWidget(Hairline())
    column.addWidget(below)
    size(left, width=_LIST_WIDTH)
    page = Strip(Ground.BASE)
    space(right, (0, 0, 0, 12))
    page.setLayout(right)
    sides = QHBoxLayout()
    space(sides)
    sides.addWidget(left)
    sides.addWidget(Hairline(vertical=True))
    sides.addWidget(page, 1)
    return sides
