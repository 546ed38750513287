"""The form for the site's own contacts."""

from __future__ import annotations

import datetime

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import (
    QDialog,
    QFormLayout,
    QHBoxLayout,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QVBoxLayout,
    QWidget,
)

from advisor.catalogue.local import (
    LocalContact,
    contacts_path,
    find_mistakes,
    merge,
    save_contacts,
    without,
)
from advisor.catalogue.roles import ROLES
from advisor.errors import AdvisorError
from advisor.session import Session
from advisor.ui.theme import Type
from advisor.ui.widgets.buttons import Button, ComboBox, Kind
from advisor.ui.widgets.label import Label, WrapLabel
from advisor.ui.widgets.marking_banner import MarkingBanner
from advisor.ui.widgets.spacing import space


class LocalContactsDialog(QDialog):
    """Adds, changes and removes the site's own contacts; each deed is kept at once.

    ``done_changes`` says whether anything was kept.
    """

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._contacts = session.directory.local
        self._editing: LocalContact | None = None
        self.done_changes = False
        self.setWindowTitle("Local contacts")
        column = QVBoxLayout(self)
        space(column)
        top, bottom = MarkingBanner(), MarkingBanner(at_bottom=True)
        for banner in (top, bottom):
            banner.show_marking("OFFICIAL", 1)
        column.addWidget(top)
        column.addLayout(self._make_body(), 1)
        column.addWidget(bottom)
        self._fill_list()
        self._show(None)

    def _make_body(self) -> QVBoxLayout:
        body = QVBoxLayout()
        space(body, (20, 20, 20, 20), 12)
        body.addWidget(Label("Local contacts", Type.QUESTION))
        path = contacts_path(self._session.places.site)
        body.addWidget(
            WrapLabel(
                "Your site's own: kept for everyone at this terminal, apart from the catalogue, "
                f"in {path}. Updates of the catalogue leave them as they are.",
                Type.META,
                "muted",
            )
        )
        row = QHBoxLayout()
        space(row, gap=20)
        row.addLayout(self._make_list_column())
        row.addLayout(self._make_form(), 1)
        body.addLayout(row, 1)
        self._message = WrapLabel()
        self._message.hide()
        body.addWidget(self._message)
        body.addLayout(self._make_buttons())
        return body

    def _make_list_column(self) -> QVBoxLayout:
        self._list = QListWidget()
        self._list.setAccessibleName("Local contacts")
        self._list.currentItemChanged.connect(self._on_chosen)
        add = Button("New contact")
        add.clicked.connect(self._on_new)
        column = QVBoxLayout()
        column.addWidget(self._list, 1)
        column.addWidget(add)
        return column

    def _make_form(self) -> QFormLayout:
        form = QFormLayout()
        space(form, gap=8)
        self._role = _combo("Role", [(words, key) for key, words in ROLES.items()])
        directory = self._session.directory
        regions = [(entry.head.title, str(entry.id)) for entry in directory.regions()]
        forces = [(entry.head.title, str(entry.id)) for entry in directory.forces()]
        self._region = _combo("Region", [("Any region", ""), *regions])
        self._force = _combo("Force", [("Any force", ""), *forces])
        self._fields = {
            name: QLineEdit()
            for name in ("name", "telephone", "email", "hours", "verified_on", "note")
        }
        self._fields["verified_on"].setPlaceholderText("A day such as 2026-11-23")
        form.addRow("&Role", self._role)
        form.addRow("&Name or title", self._fields["name"])
        form.addRow("&Telephone", self._fields["telephone"])
        form.addRow("&E-mail", self._fields["email"])
        form.addRow("&Hours", self._fields["hours"])
        form.addRow("Re&gion", self._region)
        form.addRow("&Force", self._force)
        form.addRow("Last chec&ked on", self._fields["verified_on"])
        form.addRow("N&ote", self._fields["note"])
        return form

    def _make_buttons(self) -> QHBoxLayout:
        self._remove = Button("Remove")
        self._remove.clicked.connect(self._on_remove)
        keep = Button("Keep contact", Kind.PRIMARY)
        keep.clicked.connect(self._on_keep)
        close = Button("Close")
        close.clicked.connect(self.accept)
        row = QHBoxLayout()
        row.addWidget(self._remove)
        row.addStretch(1)
        row.addWidget(keep)
        row.addWidget(close)
        return row

    def _fill_list(self) -> None:
        self._list.clear()
        for contact in self._contacts:
            item = QListWidgetItem(f"{contact.name} ({ROLES[contact.role]})")
            item.setData(Qt.ItemDataRole.UserRole, contact)
            self._list.addItem(item)

    def _show(self, contact: LocalContact | None) -> None:
        self._editing = contact
        self._remove.setVisible(contact is not None)
        shown = contact or LocalContact(role=next(iter(ROLES)), name="")
        for name, field in self._fields.items():
            value = getattr(shown, name)
            field.setText("" if value is None else str(value))
        for combo, value in (
            (self._role, shown.role),
            (self._region, shown.region),
            (self._force, shown.force),
        ):
            combo.setCurrentIndex(max(0, combo.findData(value)))

    @Slot(QListWidgetItem, QListWidgetItem)
    def _on_chosen(self, item: QListWidgetItem | None, before: QListWidgetItem | None) -> None:
        del before
        self._show(item.data(Qt.ItemDataRole.UserRole) if item is not None else None)

    @Slot()
    def _on_new(self) -> None:
        self._list.setCurrentRow(-1)
        self._show(None)
        self._role.setFocus()

    @Slot()
    def _on_keep(self) -> None:
        try:
            contact = self._read_form()
        except ValueError:
            day = self._fields["verified_on"].text()
            self._say(f"“{day}” is not a day. Write it as 2026-11-23.")
            return
        mistakes = find_mistakes(contact)
        if mistakes:
            self._say(" ".join(f"{reason} {remedy}" for _, reason, remedy in mistakes))
            return
        kept = self._contacts
        if self._editing is not None:
            kept = without(kept, self._editing)
        self._save(merge(kept, (contact,)), f"Kept: {contact.name}.")

    def _read_form(self) -> LocalContact:
        texts = {name: " ".join(field.text().split()) for name, field in self._fields.items()}
        day = texts.pop("verified_on")
        return LocalContact(
            role=self._role.currentData(),
            region=self._region.currentData(),
            force=self._force.currentData(),
            verified_on=datetime.date.fromisoformat(day) if day else None,
            **texts,
        )

    @Slot()
    def _on_remove(self) -> None:
        if self._editing is not None:
            name = self._editing.name
            self._save(without(self._contacts, self._editing), f"Removed: {name}.")

    def _save(self, contacts: tuple[LocalContact, ...], done: str) -> None:
        try:
            save_contacts(self._session.places.site, contacts)
        except AdvisorError as error:
            self._say(f"{error.message} {error.hint or ''}")
            return
        self._contacts = contacts
        self.done_changes = True
        self._fill_list()
        self._show(None)
        self._say(done)

    def _say(self, text: str) -> None:
        self._message.show_text(text)
        self._message.show()


def _combo(name: str, items: list[tuple[str, str]]) -> ComboBox:
    combo = ComboBox(name)
    for words, value in items:
        combo.addItem(words, value)
    return combo
