"""The list of every capability, in groups that fold."""
# ruff: noqa: N802  (Qt's own names are overridden)

from __future__ import annotations

from collections.abc import Collection
from typing import Final

from PySide6.QtCore import QModelIndex, QPointF, QRect, QRectF, QSize, Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent, QPainter, QPen
from PySide6.QtWidgets import QFrame, QStyle, QStyleOptionViewItem, QTreeView, QWidget

from advisor.advice import Group, Survey
from advisor.session import Session
from advisor.ui import icons, theme
from advisor.ui.advising.survey_model import SurveyModel
from advisor.ui.advising.words import GROUPS
from advisor.ui.colours import Colour
from advisor.ui.icons import Icon
from advisor.ui.models.results import AnyIndex, RowRole
from advisor.ui.models.row_delegate import RowDelegate
from advisor.ui.theme import Type
from advisor.ui.widgets.outcome_icon import outcome_icon
from advisor.ui.widgets.scroll_page import keep_gutter

_GROUP_HEIGHT: Final = 36
_LEFT: Final = 16
_GAP: Final = 8
#: Rows stand under the words of their group.
_INDENT: Final = 40


class _SurveyDelegate(RowDelegate):
    """Rows as everywhere, and a line for each group with what it means and how many it holds."""

    def sizeHint(self, option: QStyleOptionViewItem, index: AnyIndex) -> QSize:
        """Return the height of a row, or of a group's line."""
        hint = super().sizeHint(option, index)
        if index.data(RowRole.ENTRY_ID):
            return hint
        return QSize(hint.width(), theme.current().px(_GROUP_HEIGHT))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: AnyIndex) -> None:
        """Paint a row, or a group's line."""
        if index.data(RowRole.ENTRY_ID):
            super().paint(painter, option, index)
            return
        view = option.widget
        model = index.model()
        if isinstance(view, SurveyTree) and isinstance(model, SurveyModel):
            painter.save()
            self._paint_group(painter, option, index, view=view, group=model.group_at(index))
            painter.restore()

    def _paint_group(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        index: AnyIndex,
        *,
        view: SurveyTree,
        group: Group,
    ) -> None:
        house = theme.current()
        place = QRectF(option.rect)
        if option.state & QStyle.StateFlag.State_MouseOver:
            painter.fillRect(place, house.colour(Colour.HOVER))
        left = place.left() + house.px(_LEFT)
        chevron = Icon.CHEVRON_DOWN if view.is_open(group) else Icon.CHEVRON_RIGHT
        for icon, colour in ((chevron, Colour.MUTED), outcome_icon(GROUPS[group][0])):
            side = house.scaled(icons.SMALL)
            middle = place.center().y() - side / 2
            icons.paint(painter, icon, colour, QRectF(left, middle, side, side))
            left += side + house.px(_GAP)
        for text, role, colour in (
            (str(index.data()), Type.STRONG, Colour.TEXT),
            (str(index.data(RowRole.LINES)), Type.META, Colour.MUTED),
        ):
            metrics = house.metrics(role)
            baseline = place.center().y() + (metrics.ascent() - metrics.descent()) / 2
            painter.setFont(house.font(role))
            painter.setPen(house.colour(colour))
            painter.drawText(QPointF(left, round(baseline)), text)
            left += metrics.horizontalAdvance(text) + house.px(_GAP)
        if option.state & QStyle.StateFlag.State_HasFocus and view.hasFocus():
            painter.setPen(QPen(house.colour(Colour.ACCENT), 2))
            painter.drawRect(place.adjusted(1, 1, -1, -1))


class SurveyTree(QTreeView):
    """Shows a survey; what is folded and what is chosen stays as answers come.

    Signals:
        capability_opened: The reader pressed Enter on a capability or clicked it, by id.
        fold_changed: A group was folded or unfolded.
    """

    capability_opened = Signal(str)
    fold_changed = Signal()

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.groups = SurveyModel(session, self)
        self._is_showing = False
        self.setAccessibleName("Capabilities by where they stand")
        self.setItemDelegate(_SurveyDelegate(self))
        self.setModel(self.groups)
        self.setHeaderHidden(True)
        self.setRootIsDecorated(False)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setVerticalScrollMode(QTreeView.ScrollMode.ScrollPerPixel)
        self.setExpandsOnDoubleClick(False)
        self.setUniformRowHeights(False)
        self.setMouseTracking(True)
        keep_gutter(self)
        self.clicked.connect(self._open)  # not on activated: some desktops take one click for both
        self.expanded.connect(self._on_folded)
        self.collapsed.connect(self._on_folded)
        theme.current().changed.connect(self._on_theme_changed)
        self._on_theme_changed()

    @property
    def folded(self) -> frozenset[Group]:
        """The groups that are folded."""
        return frozenset(group for group in Group if not self.is_open(group))

    def is_open(self, group: Group) -> bool:
        """Tell whether the rows of a group are shown."""
        return self.isExpanded(self.groups.index_of_group(group))

    @property
    def chosen(self) -> str | None:
        """The capability, or the group, that the keyboard is on."""
        index = self.currentIndex()
        if not index.isValid():
            return None
        return index.data(RowRole.ENTRY_ID) or self.groups.group_at(index).value

    def show_survey(self, survey: Survey, folded: Collection[Group], chosen: str | None) -> None:
        """Replace what is listed.

        Args:
            survey: Where every capability stands.
            folded: The groups to show folded.
            chosen: A capability or group to put the keyboard on, wherever it stands now.
        """
        self._is_showing = True
        self.groups.show(survey)
        for group in Group:
            self.setExpanded(self.groups.index_of_group(group), group not in folded)
        self._is_showing = False
        index = self._find(chosen)
        if index.isValid():
            self.setCurrentIndex(index)

    def _find(self, chosen: str | None) -> QModelIndex:
        if chosen is None:
            return QModelIndex()
        found = next((group for group in Group if group.value == chosen), None)
        return self.groups.index_of(chosen) if found is None else self.groups.index_of_group(found)

    def go_to_group(self, group: Group) -> None:
        """Unfold a group and put the keyboard on it, at the top."""
        index = self.groups.index_of_group(group)
        self.setExpanded(index, True)
        self.setCurrentIndex(index)
        self.scrollTo(index, QTreeView.ScrollHint.PositionAtTop)
        self.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def drawBranches(self, painter: QPainter, rect: QRect, index: AnyIndex) -> None:
        """Leave the tree's own handles out: the line of a group has one."""
        del painter, rect, index

    @Slot()
    def _on_theme_changed(self) -> None:
        self.setIndentation(theme.current().px(_INDENT))
        self.scheduleDelayedItemsLayout()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Open a capability with Enter; fold and unfold a group with Enter or the space bar."""
        index = self.currentIndex()
        is_enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        is_group = index.isValid() and not index.data(RowRole.ENTRY_ID)
        if index.isValid() and (is_enter or (is_group and event.key() == Qt.Key.Key_Space)):
            self._open(index)
        else:
            super().keyPressEvent(event)

    @Slot(QModelIndex)
    def _open(self, index: QModelIndex) -> None:
        capability = index.data(RowRole.ENTRY_ID)
        if capability:
            self.capability_opened.emit(capability)
        else:
            self.setExpanded(index, not self.isExpanded(index))

    @Slot(QModelIndex)
    def _on_folded(self, index: QModelIndex) -> None:
        del index
        if not self._is_showing:
            self.fold_changed.emit()
