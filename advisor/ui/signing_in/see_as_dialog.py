"""Asks as whom the reader wants to see the catalogue."""

from __future__ import annotations

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QDialog, QFormLayout, QHBoxLayout, QVBoxLayout, QWidget

from advisor.clearance import OFFICIAL, Clearance, Label, by_height
from advisor.session import Session
from advisor.ui import theme
from advisor.ui.contacts.region_box import make_region_box
from advisor.ui.signing_in.handover import View
from advisor.ui.theme import Type
from advisor.ui.visible_marking import places_marking
from advisor.ui.widgets.buttons import Button, ComboBox, Kind, button_row
from advisor.ui.widgets.form_rows import add_row
from advisor.ui.widgets.label import Label as TextLabel
from advisor.ui.widgets.label import WrapLabel
from advisor.ui.widgets.marking_banner import MarkingBanner
from advisor.ui.widgets.spacing import space

_WIDTH = 460


class SeeAsDialog(QDialog):
    """Offers the clearances at or below the reader's own, and every region.

    Signals:
        view_chosen: As whom (``View``).
    """

    view_chosen = Signal(object)

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self.setWindowTitle("See it as…")
        column = QVBoxLayout(self)
        space(column)
        # The names of the compartments that are offered can be as sensitive as what is in them.
        marking = places_marking(session).join(session.clearance.label)
        top, bottom = MarkingBanner(), MarkingBanner(at_bottom=True)
        for banner in (top, bottom):
            banner.show_marking(str(marking), marking.classification.value)
        column.addWidget(top)
        body = QVBoxLayout()
        space(body, (20, 20, 20, 20), 12)
        body.addWidget(TextLabel("See it as somebody else does", Type.QUESTION))
        body.addWidget(
            WrapLabel(
                "A new window opens with exactly what a reader of this clearance sees in this "
                "region. It is made anew from what they may open; nothing in it is hidden."
            )
        )
        body.addLayout(self._make_form())
        body.addLayout(self._make_buttons())
        column.addLayout(body, 1)
        column.addWidget(bottom)
        self.setMinimumWidth(theme.current().px(_WIDTH))

    def _make_form(self) -> QFormLayout:
        form = QFormLayout()
        space(form, gap=8)
        self._clearance = ComboBox("Cleared for")
        for label in clearances(self._session):
            self._clearance.addItem(str(label), str(label))
        self._region = make_region_box(self._session)
        add_row(form, "&Cleared for", self._clearance)
        add_row(form, "&Region", self._region)
        return form

    def _make_buttons(self) -> QHBoxLayout:
        show = Button("Open the view", Kind.PRIMARY)
        show.setDefault(True)
        show.clicked.connect(self._on_show)
        cancel = Button("Cancel")
        cancel.clicked.connect(self.reject)
        return button_row(show, cancel)

    @Slot()
    def _on_show(self) -> None:
        label = Label.parse(self._clearance.currentData())
        region = self._region.currentData()
        self.view_chosen.emit(make_view(self._session, label, region))
        self.accept()


def clearances(session: Session) -> list[Label]:
    """Return the clearances that a reader can see it as: what they opened, lowest first."""
    return sorted({OFFICIAL, *session.keys, session.clearance.label}, key=by_height)


def make_view(session: Session, label: Label, region: str | None) -> View:
    """Return as whom to see it, with the keys that such a reader has and no others."""
    clearance = Clearance(label)
    keys = {
        str(held): key.reveal() for held, key in session.keys.items() if clearance.dominates(held)
    }
    return View(label=str(label), region=region, keys=keys)
