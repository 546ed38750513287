"""Choosing one's own region and force, once."""

from __future__ import annotations

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QDialog, QFormLayout, QHBoxLayout, QVBoxLayout, QWidget

from advisor.catalogue.directory import Whereabouts, organisation_of
from advisor.session import Session
from advisor.ui import theme
from advisor.ui.contacts.region_box import make_region_box
from advisor.ui.theme import Type
from advisor.ui.visible_marking import places_marking
from advisor.ui.widgets.buttons import Button, ComboBox, Kind, button_row
from advisor.ui.widgets.form_rows import add_row
from advisor.ui.widgets.label import Label, WrapLabel
from advisor.ui.widgets.marking_banner import MarkingBanner
from advisor.ui.widgets.spacing import space

_WIDTH = 440


class PlaceDialog(QDialog):
    """Asks where the reader works; says which urgent contacts the site has not added.

    Signals:
        place_chosen: The reader's region and force (``Whereabouts``).
    """

    place_chosen = Signal(object)

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._where = session.where
        self.setWindowTitle("My region and force")
        column = QVBoxLayout(self)
        space(column)
        marking = places_marking(session)
        top, bottom = MarkingBanner(), MarkingBanner(at_bottom=True)
        for banner in (top, bottom):
            banner.show_marking(str(marking), marking.classification.value)
        column.addWidget(top)
        body = QVBoxLayout()
        space(body, (20, 20, 20, 20), 12)
        body.addWidget(Label("Where do you work?", Type.QUESTION))
        body.addWidget(WrapLabel("Contacts are then shown for your own region and force."))
        body.addLayout(self._make_form())
        missing = session.directory.missing_urgent()
        if missing:
            text = f"Urgent contacts your site has not added yet: {'; '.join(missing)}."
            if not session.is_signed_in:  # a signed-in window writes no plain file
                text += " Add them under Tools, Local contacts."
            body.addWidget(WrapLabel(text, Type.META, "muted"))
        body.addLayout(self._make_buttons())
        column.addLayout(body, 1)
        column.addWidget(bottom)
        self.setMinimumWidth(theme.current().px(_WIDTH))

    def _make_form(self) -> QFormLayout:
        form = QFormLayout()
        space(form, gap=8)
        self._region = make_region_box(self._session)
        self._force = ComboBox("Force")
        self._region.currentIndexChanged.connect(self._fill_forces)
        self._fill_forces()
        add_row(form, "&Region", self._region)
        add_row(form, "&Force", self._force)
        return form

    def _make_buttons(self) -> QHBoxLayout:
        keep = Button("Keep", Kind.PRIMARY)
        keep.clicked.connect(self._on_keep)
        keep.setDefault(True)
        cancel = Button("Cancel")
        cancel.clicked.connect(self.reject)
        return button_row(keep, cancel)

    @Slot()
    def _fill_forces(self) -> None:
        region = self._region.currentData()
        self._force.clear()
        self._force.addItem("No force in particular", None)
        for force in self._session.directory.forces():
            if region is not None and organisation_of(force).region == region:
                self._force.addItem(force.head.title, str(force.id))
        self._force.setCurrentIndex(max(0, self._force.findData(self._where.force)))

    @Slot()
    def _on_keep(self) -> None:
        self.place_chosen.emit(Whereabouts(self._region.currentData(), self._force.currentData()))
        self.accept()
