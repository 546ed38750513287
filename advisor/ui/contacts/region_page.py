"""One region: its unit, its forces, and whom to ring there, in order."""

from __future__ import annotations

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from advisor.catalogue.directory import Whereabouts, organisation_of
from advisor.catalogue.entry import Discrepancy, Entry
from advisor.clearance import OFFICIAL
from advisor.session import Session
from advisor.ui.contacts.contact_steps import contacts_card
from advisor.ui.theme import Type
from advisor.ui.visible_marking import region_marking
from advisor.ui.widgets.buttons import Button, ComboBox
from advisor.ui.widgets.label import Label, WrapLabel
from advisor.ui.widgets.portion_mark import PortionMark
from advisor.ui.widgets.scroll_page import ScrollPage
from advisor.ui.widgets.spacing import space


class RegionPage(ScrollPage):
    """Shows one region.

    Signals:
        place_chosen: The reader says that they work here (``Whereabouts``).
    """

    place_chosen = Signal(object)

    def __init__(self, region: str, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._region = session.catalogue.entry(region)
        self._session = session
        self.setAccessibleName(self._region.head.title)
        self._column = QVBoxLayout(self.page)
        space(self._column, (28, 18, 16, 28), 12)
        self._add_head()
        self._add_place()
        where = session.where if self._is_own else Whereabouts(region=region)
        contacts = session.directory.for_whereabouts(where)
        release = f"checked for release {session.catalogue.release.release}"
        card = contacts_card("Who to ring, in order", release, contacts, is_marked=self._is_marked)
        self._column.addWidget(card)
        for text in self._notes():
            self._column.addWidget(WrapLabel(text, Type.META, "muted"))
        self._column.addStretch(1)

    @property
    def _is_marked(self) -> bool:
        return self._session.clearance.label != OFFICIAL

    @property
    def _is_own(self) -> bool:
        return self._session.where.region == self._region.id

    def _add_head(self) -> None:
        row = QHBoxLayout()
        row.addWidget(Label("Region · your own" if self._is_own else "Region", Type.META, "muted"))
        row.addStretch(1)
        marking = region_marking(self._session, self._region.id)
        if self._is_marked:
            row.addWidget(Label("Highest portion shown", Type.META, "muted"))
        row.addWidget(PortionMark(str(marking), marking.classification.value))
        words = QVBoxLayout()
        space(words, gap=2)
        words.addLayout(row)
        words.addWidget(WrapLabel(self._region.head.title, Type.TITLE))
        words.addWidget(WrapLabel(self._region.head.summary))
        forces = ", ".join(force.head.title for force in self._forces)
        if forces:
            words.addWidget(WrapLabel(f"Forces: {forces}."))
        self._column.addLayout(words)

    @property
    def _forces(self) -> list[Entry]:
        catalogue = self._session.catalogue
        ids = organisation_of(self._region).forces
        return [catalogue.entry(force) for force in ids if force in catalogue]

    def _add_place(self) -> None:
        """Add the way to say that one works here."""
        row = QHBoxLayout()
        space(row, gap=8)
        self._choice = ComboBox("Your force here")
        self._choice.addItem("No force in particular", None)
        for force in self._forces:
            self._choice.addItem(force.head.title, force.id)
        if self._is_own:
            self._choice.setCurrentIndex(max(0, self._choice.findData(self._session.where.force)))
        label = QLabel("Your f&orce here")
        label.setBuddy(self._choice)
        row.addWidget(label)
        row.addWidget(self._choice)
        button = Button("Keep as mine" if self._is_own else "Make this my region")
        button.clicked.connect(self._on_place_chosen)
        row.addWidget(button)
        row.addStretch(1)
        self._column.addLayout(row)

    def _notes(self) -> list[str]:
        """Return where sources disagree about the region, its unit or its forces."""
        catalogue = self._session.catalogue
        unit = organisation_of(self._region).unit
        entries = [self._region, *self._forces]
        entries += [catalogue.entry(unit)] if unit and unit in catalogue else []
        found: list[Discrepancy] = [
            item for entry in entries for item in entry.find("discrepancies") or ()
        ]
        return list(dict.fromkeys(item.text for item in found))

    @Slot()
    def _on_place_chosen(self) -> None:
        self.place_chosen.emit(Whereabouts(self._region.id, self._choice.currentData()))
