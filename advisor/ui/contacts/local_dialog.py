"""The form for the site's own contacts."""

from __future__ import annotations

import datetime

from PySide6.QtCore import Qt, Slot
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent
from PySide6.QtWidgets import (
    QDialog,
    QFormLayout,
    QHBoxLayout,
    QLineEdit,
    QListWidgetItem,
    QVBoxLayout,
    QWidget,
)

from advisor.catalogue.local import (
    LocalContact,
    Mistake,
    contacts_path,
    find_mistakes,
    load_contacts,
    merge,
    save_contacts,
    without,
)
from advisor.catalogue.roles import ROLES
from advisor.errors import AdvisorError
from advisor.session import Session
from advisor.ui.mistake_words import say_mistakes
from advisor.ui.theme import Type
from advisor.ui.widgets.buttons import Button, ComboBox, Kind
from advisor.ui.widgets.form_rows import add_row
from advisor.ui.widgets.label import Label, WrapLabel
from advisor.ui.widgets.marking_banner import MarkingBanner
from advisor.ui.widgets.short_list import ShortList
from advisor.ui.widgets.spacing import size, space

_LIST_WIDTH = 200


class LocalContactsDialog(QDialog):
    """Adds, changes and removes the site's own contacts; each deed is kept at once.

    ``done_changes`` says whether anything was kept.
    """

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._contacts = session.unsigned_contacts
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
        self._role.setFocus()
        if session.contacts_error is not None:
            self._say(say_mistakes(session.contacts_error))

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
        self._list = ShortList("Local contacts", "No contacts yet")
        self._list.currentItemChanged.connect(self._on_chosen)
        size(self._list, width=_LIST_WIDTH)
        add = Button("New contact")
        add.clicked.connect(self._on_new)
        column = QVBoxLayout()
        space(column, gap=8)
        column.addWidget(self._list, 1)
        column.addWidget(add)
        return column

    def _make_form(self) -> QFormLayout:
        form = QFormLayout()
        form.setLabelAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
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
        add_row(form, "&Role", self._role)
        add_row(form, "&Name or title", self._fields["name"])
        add_row(form, "&Telephone", self._fields["telephone"])
        add_row(form, "&E-mail", self._fields["email"])
        add_row(form, "&Hours", self._fields["hours"])
        add_row(form, "Re&gion", self._region)
        add_row(form, "&Force", self._force)
        add_row(form, "Last chec&ked on", self._fields["verified_on"])
        add_row(form, "N&ote", self._fields["note"])
        return form

    def _make_buttons(self) -> QHBoxLayout:
        self._remove = Button("Remove")
        self._remove.clicked.connect(self._on_remove)
        keep = Button("Keep contact", Kind.PRIMARY)
        keep.clicked.connect(self._on_keep)
        close = Button("Close")
        close.clicked.connect(self.accept)
        row = QHBoxLayout()
        space(row, gap=8)
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
        self._list.show_count()

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
        self._role.setFocus(Qt.FocusReason.ShortcutFocusReason)

    @Slot()
    def _on_keep(self) -> None:
        contact, mistakes = self._read_form()
        if mistakes:
            self._say(" ".join(f"{reason} {remedy}" for _, reason, remedy in mistakes))
        else:
            self._save(contact, f"Kept: {contact.name}.")

    def _read_form(self) -> tuple[LocalContact, list[Mistake]]:
        """Return what the form holds, and everything that is wrong with it."""
        texts = {name: " ".join(field.text().split()) for name, field in self._fields.items()}
        typed, day, mistakes = texts.pop("verified_on"), None, []
        try:
            day = datetime.date.fromisoformat(typed) if typed else None
        except ValueError:
            mistakes.append(("verified_on", f"“{typed}” is not a day.", "Write it as 2026-11-23."))
        contact = LocalContact(
            role=self._role.currentData(),
            region=self._region.currentData(),
            force=self._force.currentData(),
            verified_on=day,
            **texts,
        )
        contact, misplaced = self._session.directory.place(contact)
        return contact, [*find_mistakes(contact), *misplaced, *mistakes]

    @Slot()
    def _on_remove(self) -> None:
        if self._editing is not None:
            self._save(None, f"Removed: {self._editing.name}.")

    def _save(self, new: LocalContact | None, done: str) -> None:
        """Keep the contacts with a new one, without the one that was being changed."""
        site = self._session.places.site
        try:
            kept = load_contacts(site, self._session.directory.place)
            if self._editing is not None:
                kept = without(kept, self._editing)
            if new is not None and any(contact.key == new.key for contact in kept):
                self._say("There is such a contact already. Choose it in the list to change it.")
                return
            kept = merge(kept, (new,) if new is not None else ())
            save_contacts(site, kept)
        except AdvisorError as error:
            self._say(f"Nothing was kept. {say_mistakes(error)}")
            return
        self._contacts = kept
        self.done_changes = True
        self._fill_list()
        self._show(None)
        self._say(done)

    def _say(self, text: str) -> None:
        self._message.show_text(text)
        self._message.show()
        QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self, text))


def _combo(name: str, items: list[tuple[str, str]]) -> ComboBox:
    combo = ComboBox(name)
    for words, value in items:
        combo.addItem(words, value)
    return combo
