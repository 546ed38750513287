"""One step of a route, or one place to ring."""
# ruff: noqa: N802  (Qt's own names are overridden)

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial
from typing import Final

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from advisor.ui import icons, theme
from advisor.ui.colours import Colour
from advisor.ui.icons import Icon
from advisor.ui.theme import Type
from advisor.ui.widgets.buttons import Button, Kind
from advisor.ui.widgets.flow import FlowLayout
from advisor.ui.widgets.gap_box import GapBox
from advisor.ui.widgets.icon_label import IconLabel, IconText
from advisor.ui.widgets.label import Emphasis, Label, Link, WrapLabel
from advisor.ui.widgets.spacing import space

NO_TIME: Final = "time not published"
_RING: Final = 24
# Longer than this and who or how long may not fit on a line of a narrow pane.
_SHORT_FACT: Final = 40


@dataclass(frozen=True)
class Detail:
    """A line under a step's title.

    Attributes:
        text: The line.
        icon: Before it, such as a telephone.
        strong: A stretch of the text in DemiBold, such as the number to ring.
        large: Whether it is to be read at a glance.
        target: Where it leads, as a link; nowhere, where empty.
    """

    text: str
    icon: Icon | None = None
    strong: str = ""
    large: bool = False
    target: str = ""


@dataclass(frozen=True, kw_only=True)
class Step:
    """What a ``StepRow`` shows.

    Attributes:
        title: What to do.
        number: Its place; ``None`` for the urgent step, which has the alert icon.
        who: Who gives it, after the person icon.
        time: How long it takes or lasts, after the clock; never blank where who is given.
        lines: More lines.
        gap: What exists but is not published.
        source: At the right.
        source_target: Where the source leads, as a link; nowhere, where empty.
        deed: Words of the button at the right, such as ``Copy number``.
    """

    title: str
    number: int | None = None
    who: str = ""
    time: str = ""
    lines: tuple[Detail, ...] = ()
    gap: str = ""
    source: str = ""
    source_target: str = ""
    deed: str = ""


class StepMark(QWidget):
    """The ring with a step's number, or the alert icon of an urgent one."""

    def __init__(self, number: int | None, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._number = number
        self.setAccessibleName("Urgent" if number is None else f"Step {number}")
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        theme.current().changed.connect(self.updateGeometry)

    def sizeHint(self) -> QSize:
        """Return the size of the ring."""
        side = theme.current().px(_RING)
        return QSize(side, side)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the ring and its number, or the alert icon."""
        del event
        house = theme.current()
        painter = QPainter(self)
        if self._number is None:
            icons.paint(painter, Icon.ALERT, Colour.URGENT, QRectF(self.rect()))
            return
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        width = house.scaled(1.5)
        inset = width / 2 + 0.25
        painter.setPen(QPen(house.colour(Colour.ACCENT), width))
        painter.drawEllipse(QRectF(self.rect()).adjusted(inset, inset, -inset, -inset))
        painter.setFont(house.font(Type.STRONG))
        painter.drawText(self.rect(), Qt.AlignmentFlag.AlignCenter, str(self._number))


class StepRow(QWidget):
    """A step: number, what to do, who gives it and how long, source, button.

    Signals:
        deed_wanted: The reader pressed the button.
        link_wanted: The reader follows a line or the source, to its target.
    """

    deed_wanted = Signal()
    link_wanted = Signal(str)

    def __init__(self, step: Step, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.step = step
        self.texts: list[WrapLabel] = []
        row = QHBoxLayout(self)
        space(row, gap=12)
        top = Qt.AlignmentFlag.AlignTop
        row.addWidget(StepMark(step.number), 0, top)
        # What stands at the right is higher than the links below, so Tab reaches it first.
        at_right = list(self._make_right(step))
        column = QVBoxLayout()
        space(column, gap=2)
        row.addLayout(column, 1)
        self._fill(column)
        # One below the other: side by side they leave large text no room.
        right = QVBoxLayout()
        space(right, gap=4)
        for widget in at_right:
            right.addWidget(widget, 0, Qt.AlignmentFlag.AlignRight)
        right.addStretch(1)
        row.addLayout(right)

    def _make_right(self, step: Step) -> Iterator[QWidget]:
        if step.deed:
            icon = Icon.COPY if step.deed.startswith("Copy") else None
            button = Button(step.deed, icon=icon, compact=True, parent=self)
            button.setAccessibleDescription(step.title)
            button.clicked.connect(self.deed_wanted)
            yield button
        if step.source:
            yield self._make_source(step)

    def _make_source(self, step: Step) -> QWidget:
        if not step.source_target:
            return Label(step.source, Type.META, "muted", parent=self)
        source = Button(step.source, Kind.LINK, compact=True, parent=self)
        source.setAccessibleName(f"Source: {step.source}")
        source.clicked.connect(partial(self.link_wanted.emit, step.source_target))
        return source

    def _fill(self, column: QVBoxLayout) -> None:
        step = self.step
        self._add_text(column, WrapLabel(step.title, Type.STRONG))
        if step.who or step.time:
            self._add_facts(column, step.who, step.time or NO_TIME)
        for detail in step.lines:
            self._add_detail(column, detail)
        if step.gap:
            column.addWidget(GapBox(step.gap))

    def _add_facts(self, column: QVBoxLayout, who: str, time: str) -> None:
        """Add who gives it and how long; on lines that wrap, where either is long."""
        if max(len(who), len(time)) > _SHORT_FACT:
            for text, icon in ((who, Icon.PERSON), (time, Icon.CLOCK)):
                if text:
                    self._add_detail(column, Detail(text, icon=icon))
            return
        pair = FlowLayout(gap=18, line_gap=2)
        if who:
            pair.addWidget(IconText(Icon.PERSON, who))
        pair.addWidget(IconText(Icon.CLOCK, time))
        column.addLayout(pair)

    def _add_detail(self, column: QVBoxLayout, detail: Detail) -> None:
        tone = "text" if detail.icon else "muted"
        label = WrapLabel("", Type.HEADING if detail.large else Type.META, tone)
        start = detail.text.find(detail.strong) if detail.strong else -1
        strong = [Emphasis(start, start + len(detail.strong))] if start >= 0 else []
        links = [Link(0, len(detail.text), detail.target)] if detail.target else []
        label.show_text(detail.text, strong=strong, links=links)
        label.linkActivated.connect(self.link_wanted)
        if detail.icon is None:
            self._add_text(column, label)
            return
        line = QHBoxLayout()
        space(line, gap=5)
        icon = IconLabel(detail.icon, drawn=icons.USUAL if detail.large else icons.SMALL)
        middle, top = Qt.AlignmentFlag.AlignVCenter, Qt.AlignmentFlag.AlignTop
        line.addWidget(icon, 0, middle if detail.large else top)
        line.addWidget(label, 1)
        self.texts.append(label)
        column.addLayout(line)

    def _add_text(self, column: QVBoxLayout, label: WrapLabel) -> None:
        self.texts.append(label)
        column.addWidget(label)
