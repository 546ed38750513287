"""The people of a site, beside the one who was chosen."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import Final

from PySide6.QtCore import Qt, Slot
from PySide6.QtGui import QShortcut
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from advisor.audit.uses import Uses
from advisor.clearance import Label, highest
from advisor.people.granting import GrantDone, grant
from advisor.people.office import Affairs
from advisor.people.overview import Row, list_people
from advisor.people.register import Person
from advisor.people.registering import add_person, change_person
from advisor.people.revoking import RevocationDone, revoke
from advisor.people.rotating import RotationDone
from advisor.ui import theme
from advisor.ui.desks.desk_window import DeskWindow
from advisor.ui.desks.forms.confirm_dialog import ConfirmDialog
from advisor.ui.desks.forms.words import say_error
from advisor.ui.desks.people import revocation
from advisor.ui.desks.people.clerk import Clerk
from advisor.ui.desks.people.markings import PERSONAL, marking_of_all, marking_of_person
from advisor.ui.desks.people.opening import OpenOffice
from advisor.ui.desks.people.people_list import PeopleList
from advisor.ui.desks.people.person_form import PersonForm
from advisor.ui.desks.people.person_page import PersonPage
from advisor.ui.desks.people.reach import find_grantable, find_revocable, gone_with
from advisor.ui.desks.people.site_deeds import KEYS, SiteDeeds
from advisor.ui.icons import Icon
from advisor.ui.tasks import TaskRunner
from advisor.ui.widgets.busy_line import BusyLine
from advisor.ui.widgets.buttons import Button
from advisor.ui.widgets.empty_state import EmptyState
from advisor.ui.widgets.hairline import Ground, Hairline, Strip
from advisor.ui.widgets.search_field import SearchField
from advisor.ui.widgets.spacing import size, space

_WIDTH: Final = 1100
_HEIGHT: Final = 760
_LIST_WIDTH: Final = 420


class PeopleWindow(DeskWindow):
    """List at the left, one person or their form at the right.

    Args:
        opened: The administrator at work, and how things are.
        runner: What longer work is done by.
        catalogue: The installed catalogue; the bundled one, where ``None``.
        is_demonstration: Whether all of this is a rehearsal.

    Attributes:
        site: What is done for the whole site.
    """

    def __init__(
        self,
        opened: OpenOffice,
        runner: TaskRunner,
        catalogue: Path | None = None,
        *,
        is_demonstration: bool = False,
    ) -> None:
        super().__init__("People and clearances", is_demonstration=is_demonstration)
        self._clerk = Clerk(opened.office, opened.affairs, runner, self)
        self._clerk.busy.connect(self._on_busy)
        self._clerk.looked.connect(self._on_looked)
        self._clerk.done.connect(self._on_done)
        self._clerk.refused.connect(self._on_refused)
        self.site = SiteDeeds(self._clerk, catalogue, self)
        self.site.uses_read.connect(self._on_uses_read)
        self._uses: Uses | None = None
        self.site.failed.connect(self._on_failed)
        self._rows: tuple[Row, ...] = ()
        self._chosen: str | None = None
        self._busy, self._stack = BusyLine(), QStackedWidget()
        self._page: PersonPage | None = None
        self._form: PersonForm | None = None
        self._empty = EmptyState(Icon.PERSON)
        self._fill()
        self.message.deed_wanted.connect(self.site.show_keys)
        self.message.dismissed.connect(self._mark)
        QShortcut("Ctrl+K", self).activated.connect(self._on_search_wanted)
        QShortcut("Ctrl+N", self).activated.connect(self.write_new)
        self.status.show_unit(f"Site {opened.affairs.site.site[:8]}")
        self.status.show_release("Recorded for your auditor", checked=True)
        self.status.show_reader(f"{opened.affairs.me.name} · administrator")
        self.resize(theme.current().px(_WIDTH), theme.current().px(_HEIGHT))
        self._on_looked()
        self._field.setFocus()

    # ── how it is made ───────────────────────────────────────────────────────

    def _fill(self) -> None:
        self._stack.addWidget(self._empty)
        self._empty.show_words(
            "Nobody is chosen",
            "Choose somebody in the list to see what they hold, to grant and to revoke, or write "
            "somebody new down.",
            [],
        )
        sides = QHBoxLayout()
        space(sides)
        sides.addWidget(self._make_left())
        sides.addWidget(Hairline(vertical=True))
        right = Strip(Ground.BASE)
        column = QVBoxLayout(right)
        space(column, (0, 0, 0, 12))
        column.addWidget(self._stack, 1)
        column.addWidget(self._busy)
        sides.addWidget(right, 1)
        self.body.addLayout(sides, 1)

    def _make_left(self) -> QWidget:
        self._field = SearchField("Name, unit, vetting or label")
        self._field.textChanged.connect(self._show_list)
        self._field.stepped_down.connect(self._on_stepped_down)
        self._list = PeopleList()
        self._list.row_chosen.connect(self.choose)
        new, again = Button("New person"), Button("Read anew")
        new.setToolTip("New person (Ctrl+N)")
        new.clicked.connect(self.write_new)
        again.clicked.connect(self.look)
        deeds = QHBoxLayout()
        space(deeds, (12, 8, 12, 8), 8)
        for button in (new, self.site.button, again):
            deeds.addWidget(button)
        left = Strip(Ground.BASE)
        column, search = QVBoxLayout(left), QVBoxLayout()
        space(column)
        space(search, (12, 8, 12, 8))
        search.addWidget(self._field)
        column.addLayout(search)
        column.addWidget(Hairline())
        column.addWidget(self._list, 1)
        column.addWidget(Hairline())
        column.addLayout(deeds)
        size(left, width=_LIST_WIDTH)
        return left

    # ── what is shown ────────────────────────────────────────────────────────

    @Slot()
    def _on_looked(self) -> None:
        """Show what was read, and leave a form as it is."""
        office, affairs = self._clerk.office, self._clerk.affairs
        self._rows = list_people(affairs, office.policy, office.today, self._uses)
        self._show_list()
        if self._form is None:
            self._show_page()

    @Slot()
    def _show_list(self) -> None:
        self._list.show_people(self._rows, self._field.text())
        self._list.choose(self._chosen)
        self._mark()

    def _mark(self) -> None:
        """Show the highest marking of what is listed, and of all labels where a page names them."""
        listed = [marking_of_person(row.person) for row in self._list.shown]
        register = self._clerk.affairs.register
        names_all = self._page is not None or self._form is not None or self.message.isVisible()
        everything = [marking_of_all(register.labels, register.people)] if names_all else []
        self.show_marking(highest([PERSONAL, *listed, *everything]))

    def _find(self, person_id: str | None) -> Row | None:
        return next((row for row in self._rows if row.person.id == person_id), None)

    @Slot(str)
    def choose(self, person_id: str) -> None:
        """Show somebody; a form that was filled in is not left without asking."""
        if self._form is not None and self._form.is_touched:
            self._list.choose(self._chosen)
            self._ask_to_leave(partial(self._leave_for, person_id))
            return
        self._leave_for(person_id)

    def _leave_for(self, person_id: str) -> None:
        self._forget_form()
        self._chosen = person_id
        self._list.choose(person_id)
        self._show_page()

    def _show_page(self) -> None:
        row = self._find(self._chosen)
        ticked: Sequence[Label] = ()
        if self._page is not None:
            is_same = row is not None and self._page.row.person.id == row.person.id
            ticked = self._page.ticked if is_same else ()
            self._drop(self._page)
            self._page = None
        if row is not None:
            self._page = self._make_page(row, ticked)
            self._stack.addWidget(self._page)
        self._stack.setCurrentWidget(self._page or self._empty)
        self._mark()

    def _make_page(self, row: Row, ticked: Sequence[Label]) -> PersonPage:
        office, affairs = self._clerk.office, self._clerk.affairs
        page = PersonPage(
            row,
            find_grantable(affairs, row.person, office.policy, office.today),
            find_revocable(affairs, row.person, office.today),
            office.policy,
            ticked,
        )
        page.change_wanted.connect(self.change)
        page.grant_wanted.connect(partial(self._on_grant, row.person))
        page.revoke_wanted.connect(partial(self._on_revoke, row.person))
        return page

    def _drop(self, widget: QWidget) -> None:
        self._stack.removeWidget(widget)
        widget.hide()
        widget.deleteLater()

    # ── writing people down ──────────────────────────────────────────────────

    @Slot()
    def write_new(self) -> None:
        """Open the form for somebody new."""
        if self._form is None:
            self._open_form(None)

    @Slot()
    def change(self) -> None:
        """Open the form for whoever is shown."""
        if self._form is None:
            self._open_form(self._find(self._chosen))

    def _open_form(self, row: Row | None) -> None:
        register = self._clerk.affairs.register
        names = {name for label in register.labels for name in label.compartments}
        self._form = PersonForm(
            self._clerk.office,
            row.person if row is not None else None,
            sorted(names),
            is_administrator=row is not None and row.is_administrator,
        )
        self._form.keep_wanted.connect(self._on_keep)
        self._form.leave_wanted.connect(self.leave_form)
        self._stack.addWidget(self._form)
        self._stack.setCurrentWidget(self._form)
        self._mark()
        self._form.take_focus()

    @Slot()
    def leave_form(self) -> None:
        """Leave the form; where something was filled in, ask first."""
        if self._form is not None and self._form.is_touched:
            self._ask_to_leave(self._close_form)
        else:
            self._close_form()

    def _close_form(self) -> None:
        self._forget_form()
        self._show_page()
        self._list.setFocus(Qt.FocusReason.OtherFocusReason)

    def _forget_form(self) -> None:
        if self._form is not None:
            self._drop(self._form)
            self._form = None

    @Slot()
    def _on_keep(self) -> None:
        form = self._form
        if form is None:
            return
        if form.person is None:
            details, key = form.details(), form.key
            self._clerk.do(
                "Adding…", lambda office, at: add_person(office, details, key, revision=at)
            )
        else:
            person_id, change = form.person.id, form.change()
            self._clerk.do(
                "Changing…",
                lambda office, at: change_person(office, person_id, change, revision=at),
            )

    # ── granting and revoking ────────────────────────────────────────────────

    def _on_grant(self, person: Person, labels: tuple[Label, ...]) -> None:
        self._clerk.do(
            "Granting…", lambda office, at: grant(office, person.id, labels, revision=at)
        )

    def _on_revoke(self, person: Person, label: Label) -> None:
        gone = gone_with(person, label)
        dialog = self._confirm(
            revocation.say_question(person, gone), revocation.say_parts(gone), revocation.BUTTONS
        )
        dialog.accepted.connect(partial(self._revoke, person, label))

    def _revoke(self, person: Person, label: Label) -> None:
        self._clerk.do(
            "Revoking, and making new keys…",
            lambda office, at: revoke(office, person.id, [label], revision=at),
        )

    # ── what became of it ────────────────────────────────────────────────────

    @Slot(str)
    def _on_busy(self, words: str) -> None:
        if words:
            self._busy.show_busy(words)
        else:
            self._busy.show_idle()
        for part in (self._page, self._form):
            if part is not None:
                part.set_busy(is_busy=bool(words))

    @Slot(object)
    def _on_done(self, done: object) -> None:
        match done:
            case GrantDone():
                named = ", ".join(map(str, done.labels)) or "the newest keys"
                self._say(f"Granted to {done.person.name}: {named}.")
                self._show_done(done.person)
            case RevocationDone():
                self._say(revocation.say_done(done), deed=KEYS)
                self._show_done(done.person)
            case RotationDone():
                self._say(
                    f"{done.person.name} has the new key. Grants sealed to it: {done.granted}."
                )
                self._show_done(done.person)
            case Affairs():
                self._say("The labels were added. Now give the publisher their keys.", deed=KEYS)
            case Person():
                was_new = self._form is not None and self._form.person is None
                self._say(f"{'Added' if was_new else 'Changed'}: {done.name}.")
                self._show_done(done)

    def _show_done(self, person: Person) -> None:
        self._forget_form()
        self._chosen = person.id
        if person.id not in {row.person.id for row in self._list.shown}:
            self._field.clear()
        self._show_list()
        if self._page is not None:
            self._drop(self._page)
            self._page = None
        self._show_page()
        self._list.setFocus(Qt.FocusReason.OtherFocusReason)

    @Slot(str)
    def _on_refused(self, why: str) -> None:
        self._say(why, icon=Icon.ALERT)
        if self._form is not None:
            self._form.take_focus()

    @Slot(object)
    def _on_uses_read(self, uses: Uses) -> None:
        """Name who never used what they hold, as the auditor has it."""
        self._uses = uses
        self._on_looked()
        unused = sum(any("Not used" in remark for remark in row.remarks) for row in self._rows)
        self._say(f"The auditor's list was read. People who never signed in: {unused}.")

    @Slot(object)
    def _on_failed(self, error: Exception) -> None:
        self._say(say_error(error), icon=Icon.ALERT)

    def _say(self, text: str, *, icon: Icon = Icon.INFO, deed: str = "") -> None:
        self.message.show_message(text, icon=icon, deed=deed)
        self._mark()

    # ── other deeds ──────────────────────────────────────────────────────────

    @Slot()
    def look(self) -> None:
        """Read the register anew, as another administrator may have changed it."""
        self._clerk.look()

    @Slot()
    def _on_search_wanted(self) -> None:
        self._field.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self._field.selectAll()

    @Slot()
    def _on_stepped_down(self) -> None:
        self._list.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def _confirm(
        self, question: str, parts: Sequence[tuple[str, str]], buttons: tuple[str, str]
    ) -> ConfirmDialog:
        register = self._clerk.affairs.register
        marking = marking_of_all(register.labels, register.people)
        dialog = ConfirmDialog(question, parts, buttons, marking, self)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.open()
        return dialog

    def _ask_to_leave(self, then: Callable[[], None]) -> None:
        dialog = self._confirm(
            "Leave the form?", [("", "What you changed in it is lost.")], ("Leave", "Stay")
        )
        dialog.accepted.connect(then)

    def reject(self) -> None:
        """Leave what is nearest: the form, then the window."""
        if self._form is not None:
            self.leave_form()
        else:
            self.closed.emit()
