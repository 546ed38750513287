"""What a release would change, before it is imported."""
# ruff: noqa: N802  (Qt's own names are overridden)

from __future__ import annotations

from datetime import UTC, datetime
from typing import Final

from PySide6.QtCore import QSignalBlocker, Qt, Signal, Slot
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QListWidgetItem, QSplitter, QVBoxLayout, QWidget

from advisor.catalogue.wording import say_date
from advisor.clearance import Label
from advisor.releases.proposal import Proposal
from advisor.ui import theme
from advisor.ui.desks.releases.change_view import ChangeView
from advisor.ui.desks.releases.changes import Change, Group, count_changes, list_changes
from advisor.ui.desks.releases.words import say_error, say_expiry, say_newer, say_signed
from advisor.ui.theme import Type
from advisor.ui.widgets.buttons import Button, ComboBox, Kind
from advisor.ui.widgets.label import WrapLabel
from advisor.ui.widgets.short_list import ShortList
from advisor.ui.widgets.spacing import space

_BESIDE_EM: Final = 70
_NOTHING: Final = "Nothing differs in what you may read."


class PreviewPage(QWidget):
    """What was verified, the changes at the left, the chosen one at the right.

    Signals:
        import_wanted: The release is to be imported.
        left: It is not.
    """

    import_wanted = Signal()
    left = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._changes: tuple[Change, ...] = ()
        self._heading = WrapLabel("", Type.HEADING)
        self._verified, self._counts = (
            WrapLabel("", measure=None),
            WrapLabel("", Type.STRONG, measure=None),
        )
        self._warnings = WrapLabel("", Type.STRONG, measure=None)
        self._sight = WrapLabel("", Type.META, "muted", measure=None)
        self._which = ComboBox("Which changes")
        self._which.currentIndexChanged.connect(self._show_rows)
        self._list, self._view = ShortList("Changes", _NOTHING), ChangeView()
        self._list.setObjectName("changes")
        self._list.currentRowChanged.connect(self._on_row)
        self._import, self._leave = Button("Import…", Kind.PRIMARY), Button("Do not import")
        self._import.clicked.connect(self.import_wanted)
        self._leave.clicked.connect(self.left)
        self._fill()

    def _fill(self) -> None:
        column = QVBoxLayout(self)
        space(column, (4, 0, 4, 4), 8)
        for label in (self._heading, self._verified, self._warnings, self._counts, self._sight):
            column.addWidget(label)
        left = QWidget()
        rows = QVBoxLayout(left)
        space(rows, (4, 4, 4, 4), 8)
        rows.addWidget(self._which)
        rows.addWidget(self._list, 1)
        self._split = QSplitter(Qt.Orientation.Vertical)
        self._split.setChildrenCollapsible(False)
        self._split.addWidget(left)
        self._split.addWidget(self._view)
        column.addWidget(self._split, 1)
        buttons = QHBoxLayout()
        space(buttons, gap=8)
        buttons.addStretch(1)
        buttons.addWidget(self._import)
        buttons.addWidget(self._leave)
        column.addLayout(buttons)

    @property
    def changes(self) -> tuple[Change, ...]:
        """All changes that are told."""
        return self._changes

    def show_proposal(self, proposal: Proposal, open_now: int, clearance: Label) -> None:
        """Show what a release would change.

        Args:
            proposal: The release.
            open_now: The number of what is open.
            clearance: What whoever looks is cleared for.
        """
        release = proposal.preview.release
        self._changes = list_changes(proposal)
        self._heading.show_text(f"Release {release.number}, issued on {say_date(release.issued)}")
        self._verified.show_text(_say_verified(proposal, open_now))
        _show(self._warnings, _say_warnings(proposal))
        self._counts.show_text(_say_counts(proposal, self._changes))
        self._sight.show_text(_say_sight(proposal, clearance))
        self._import.setText(f"Import release {release.number}…")
        self._offer()
        self._show_rows()

    def _offer(self) -> None:
        counts = count_changes(self._changes)
        with QSignalBlocker(self._which):
            self._which.clear()
            self._which.addItem(f"All changes: {len(self._changes):,}", None)
            for group in Group:
                if counts[group]:
                    self._which.addItem(f"{group.value}: {counts[group]:,}", group.value)

    @Slot()
    def _show_rows(self) -> None:
        wanted = self._which.currentData()
        with QSignalBlocker(self._list):
            self._list.clear()
            for place, change in enumerate(self._changes):
                if wanted in {None, change.group.value}:
                    self._list.addItem(_row(change, place))
            self._list.show_count()
            self._list.setCurrentRow(0 if self._list.count() else -1)
        self._on_row(self._list.currentRow())

    @Slot(int)
    def _on_row(self, row: int) -> None:
        item = self._list.item(row) if row >= 0 else None
        place = item.data(Qt.ItemDataRole.UserRole) if item is not None else None
        self._view.show_change(None if place is None else self._changes[place])

    def clear(self) -> None:
        """Forget what was shown."""
        self._changes = ()
        for label in (self._heading, self._verified, self._warnings, self._counts, self._sight):
            label.show_text("")
        self._offer()
        self._show_rows()

    def take_focus(self) -> None:
        """Put the keyboard on the list."""
        self._list.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Put the chosen change beside the list, or below it where there is little room."""
        super().resizeEvent(event)
        is_wide = event.size().width() >= _BESIDE_EM * theme.current().em
        orientation = Qt.Orientation.Horizontal if is_wide else Qt.Orientation.Vertical
        if orientation is not self._split.orientation():
            self._split.setOrientation(orientation)
        room = self._split.width() if is_wide else self._split.height()
        self._split.setSizes([room // 2, room - room // 2])


def _row(change: Change, place: int) -> QListWidgetItem:
    item = QListWidgetItem(change.line)
    item.setToolTip(change.line)
    item.setData(Qt.ItemDataRole.UserRole, place)
    if change.group is Group.LOWERED:
        item.setFont(theme.current().font(Type.STRONG))
    return item


def _show(label: WrapLabel, text: str) -> None:
    label.show_text(text)
    label.setVisible(bool(text))


def _say_verified(proposal: Proposal, open_now: int) -> str:
    preview = proposal.preview
    release = preview.release
    names = ", ".join(key.holder for key in release.signers)
    return " ".join(
        (
            f"Verified. {say_signed(release)} They are: {names}.",
            say_expiry(release, datetime.now(UTC)),
            say_newer(release.number, preview.current, open_now),
        )
    )


def _say_warnings(proposal: Proposal) -> str:
    preview, said = proposal.preview, []
    if preview.is_first_trust:
        said.append("From now on your site would trust this publisher, and no other.")
    if preview.is_clock_behind:
        said.append(
            "This computer's clock is behind. Your organisation lets you import all the same; it "
            "is recorded."
        )
    if preview.is_state_damaged:
        said.append(
            "What this site keeps of its releases is not as it was left. Tell your auditor."
        )
    return " ".join(said)


def _say_counts(proposal: Proposal, changes: tuple[Change, ...]) -> str:
    compared = proposal.compared
    if compared is None:
        return ""
    counts = count_changes(changes)
    said = [f"Unchanged entries: {compared.differences.unchanged:,}."]
    said += [f"{group.value}: {counts[group]:,}." for group in Group if counts[group]]
    said.append(f"Tried on both: {compared.tests:,} test cases, {compared.saved:,} of your own.")
    return " ".join(said)


def _say_sight(proposal: Proposal, clearance: Label) -> str:
    if proposal.untold is not None:
        return f"What differs cannot be told here. {say_error(proposal.untold)}"
    return (
        f"You see what may be read up to {clearance}. What is marked higher is neither shown nor "
        "counted."
    )
