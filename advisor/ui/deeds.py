"""What happens when the reader takes a deed of the menus, by key or by pointer."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, Slot
from PySide6.QtGui import QGuiApplication, QShortcut
from PySide6.QtWidgets import (
    QApplication,
    QBoxLayout,
    QDialog,
    QFileDialog,
    QLabel,
    QLineEdit,
    QWidget,
)

from advisor.errors import AdvisorError
from advisor.ui import theme
from advisor.ui.area import Area
from advisor.ui.location import START, Location, Page
from advisor.ui.widgets.demonstration_strip import DEMONSTRATION, DemonstrationStrip
from advisor.ui.widgets.focus_frame import FocusFrame

if TYPE_CHECKING:
    from advisor.notes.printable import Printable
    from advisor.ui.main_window import MainWindow
    from advisor.ui.workspace import Workspace

TEXT_STEPS = (80, 90, 100, 110, 125, 150, 175, 200)
_USUAL_TEXT = 100


class Deeds(QObject):
    """The slots behind a window's actions."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window
        for name, slot in self._slots().items():
            window.actions_by_name[name].triggered.connect(slot)

    def _slots(self) -> dict[str, Callable[..., object]]:
        return {
            "open_catalogue": self.open_catalogue,
            "bundled_catalogue": self.open_bundled_catalogue,
            "sign_in": self._window.sign_in_wanted.emit,
            "lock": self._window.lock_wanted.emit,
            "quit": self._window.close,
            "print": self.print_page,
            "copy": self.copy,
            "copy_entry": self.copy_entry,
            "find": self.find,
            "filter": self.filter,
            "as_typed": self.take_as_typed,
            "slip": self.report_mistake,
            "favourite": self.mark_favourite,
            "settings": self.show_settings,
            "larger": self.make_text_larger,
            "smaller": self.make_text_smaller,
            "usual_size": self.make_text_usual,
            "next_pane": self.go_to_next_pane,
            "previous_pane": self.go_to_previous_pane,
            "search": self.search,
            "start": self.show_start,
            "advisor": self.show_advisor,
            "survey": self.show_advisor,
            "contacts": self.show_contacts,
            "grid": self.show_grid,
            "report": self.show_report,
            "changes": self.show_changes,
            "all": self.show_all,
            "law": self.show_law,
            "saved": self.show_saved,
            "enquiries": self.show_enquiries,
            "save_case": self.save_case,
            "back": self.go_back,
            "forward": self.go_forward,
            "life_at_risk": self.show_life_at_risk,
            "check": self.check,
            "rules": self.show_rules,
            "restart": self.forget_answers,
            "place": self.choose_place,
            "local": self.edit_local_contacts,
            "see_as": self.see_as,
            "people": partial(self._window.desk_wanted.emit, "people"),
            "additions": partial(self._window.desk_wanted.emit, "additions"),
            "slips": partial(self._window.desk_wanted.emit, "slips"),
            "set_up": partial(self._window.desk_wanted.emit, "set-up"),
            "identity": partial(self._window.desk_wanted.emit, "identity"),
            "audit": partial(self._window.desk_wanted.emit, "audit"),
            "releases": partial(self._window.desk_wanted.emit, "releases"),
            "help": self.show_help,
            "words": self.show_words,
            "keys": self.show_keys,
            "about": self.show_about,
        }

    @property
    def _work(self) -> Workspace | None:
        return self._window.workspace

    # ── files ────────────────────────────────────────────────────────────────

    @Slot()
    def open_catalogue(self) -> None:
        """Let the reader choose another catalogue file."""
        dialog = QFileDialog(self._window, "Open catalogue", "", "Catalogues (*.db)")
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.fileSelected.connect(self._on_file_selected)
        dialog.open()

    @Slot(str)
    def _on_file_selected(self, name: str) -> None:
        self._window.catalogue_wanted.emit(Path(name))

    @Slot()
    def open_bundled_catalogue(self) -> None:
        """Open the catalogue that ships with the application."""
        self._window.catalogue_wanted.emit(None)

    # ── text ─────────────────────────────────────────────────────────────────

    @Slot()
    def copy(self) -> None:
        """Copy the text that is selected where the keyboard or the pointer last was."""
        focused = QApplication.focusWidget()
        if isinstance(focused, QLineEdit):
            focused.copy()
            return
        selected = self._selected
        if selected:
            QGuiApplication.clipboard().setText(selected)

    @Slot()
    def print_page(self) -> None:
        """Show the page as it will be on paper, to print it or save it."""
        from advisor.ui.leaving.print_dialog import PrintDialog  # noqa: PLC0415 - when asked for

        printable = self._find_printable()
        if printable is not None and self._work is not None:
            self.open_dialog(PrintDialog(printable, self._work.reader, self._window))

    @Slot()
    def copy_entry(self) -> None:
        """Copy the page whole, marked."""
        from advisor.ui.leaving.print_dialog import copy_marked  # noqa: PLC0415 - when asked for

        printable = self._find_printable()
        if printable is not None and self._work is not None:
            self._work.show_message(copy_marked(printable, self._work.reader))

    def _find_printable(self) -> Printable | None:
        """Return the page as it can be taken away; ``None`` where none can, which is said."""
        from advisor.ui.leaving.printable_page import printable_of  # noqa: PLC0415 - when asked for

        if self._work is None:
            return None
        try:
            return printable_of(self._work.reader)
        except AdvisorError as error:
            self._work.show_message(" ".join(filter(None, (error.message, error.hint))))
            return None

    @property
    def _selected(self) -> str:
        """The text that is selected on the page; empty where none is."""
        labels = self._window.findChildren(QLabel)
        return next((label.selectedText() for label in labels if label.hasSelectedText()), "")

    @Slot()
    def report_mistake(self) -> None:
        """Ask what is wrong with a line of the entry that is shown."""
        from advisor.ui.slips.slip_dialog import SlipDialog  # noqa: PLC0415 - when asked for

        if self._work is not None and self._work.entry_shown is not None:
            shown, reader = self._work.entry_shown, self._work.reader
            self.open_dialog(SlipDialog(shown, reader, self._selected, self._window))

    @Slot()
    def find(self) -> None:
        """Find words in the page that is shown."""
        if self._work is not None:
            self._work.pane.find_words()

    @Slot()
    def filter(self) -> None:
        """Show what results can be narrowed by, or put it away."""
        if self._work is not None and self._work.reader.area is Area.SEARCH:
            self._work.show_filters(not self._work.reader.has_filters_open)

    @Slot()
    def take_as_typed(self) -> None:
        """Look for words as they are spelt; asked again, for those spelt like them too."""
        if self._work is not None and self._work.reader.area is Area.SEARCH:
            self._work.reader.take_as_typed()

    @Slot(bool)
    def mark_favourite(self, is_one: bool) -> None:
        """Mark the entry that is shown as a favourite, or not any more."""
        if self._work is not None and self._work.reader.location.page is Page.ENTRY:
            self._work.mark_favourite(is_one)

    @Slot()
    def make_text_larger(self) -> None:
        """Make all text one step larger."""
        self._set_text(next((s for s in TEXT_STEPS if s > _text_percent()), TEXT_STEPS[-1]))

    @Slot()
    def make_text_smaller(self) -> None:
        """Make all text one step smaller."""
        below = [step for step in TEXT_STEPS if step < _text_percent()]
        self._set_text(below[-1] if below else TEXT_STEPS[0])

    @Slot()
    def make_text_usual(self) -> None:
        """Make all text the system's size again."""
        self._set_text(_USUAL_TEXT)

    @Slot(int)
    def _set_text(self, percent: int) -> None:
        theme.current().set_text_factor(percent / 100)
        if self._work is not None:
            self._work.reader.set_text_percent(percent)

    @Slot()
    def show_settings(self) -> None:
        """Show what the reader chooses, and what their organisation decides."""
        from advisor.ui.settings.settings_dialog import SettingsDialog  # noqa: PLC0415 - when asked

        if self._work is not None:
            dialog = SettingsDialog(self._work.reader, TEXT_STEPS, self._window)
            dialog.text_size_chosen.connect(self._set_text)
            dialog.place_wanted.connect(self.choose_place)
            self.open_dialog(dialog)

    # ── where to go ──────────────────────────────────────────────────────────

    @Slot()
    def go_to_next_pane(self) -> None:
        """Put the keyboard in the next pane."""
        self._go_to_pane(1)

    @Slot()
    def go_to_previous_pane(self) -> None:
        """Put the keyboard in the pane before."""
        self._go_to_pane(-1)

    def _go_to_pane(self, places: int) -> None:
        frame = self._window.frame
        panes = [frame.navigation, frame.list_pane, frame.detail_pane]
        panes = [pane for pane in panes if pane.isVisible()]
        focused = QApplication.focusWidget()
        current = next((n for n, pane in enumerate(panes) if _holds(pane, focused)), 0)
        target = panes[(current + places) % len(panes)]
        if target is frame.detail_pane and self._work is not None:
            self._work.pane.take_focus()
        elif target is frame.list_pane and not frame.field.isVisible() and self._work is not None:
            self._work.show_list()
        elif target is frame.list_pane:
            frame.field.setFocus(Qt.FocusReason.ShortcutFocusReason)
        else:
            children = target.findChildren(QWidget)
            first = next((child for child in children if _takes_keyboard(child)), target)
            first.setFocus(Qt.FocusReason.ShortcutFocusReason)

    @Slot()
    def search(self) -> None:
        """Put the keyboard in the search field, with its text ready to be replaced."""
        frame = self._window.frame
        if self._work is not None:
            self._work.go_to_area(Area.SEARCH)
        else:
            frame.field.setFocus(Qt.FocusReason.ShortcutFocusReason)
            frame.field.selectAll()

    @Slot()
    def show_start(self) -> None:
        """Show the start page, with an empty search."""
        if self._work is not None:
            self._window.frame.field.clear()
            self._work.reader.search("")
            self._work.show_page(START)

    @Slot()
    def show_advisor(self) -> None:
        """Go to what could help with the reader's case."""
        self._go_to(Area.ADVISOR)

    @Slot()
    def show_contacts(self) -> None:
        """Go to the contacts."""
        self._go_to(Area.CONTACTS)

    @Slot()
    def show_grid(self) -> None:
        """Go to who does what."""
        self._go_to(Area.GRID)

    @Slot()
    def show_all(self) -> None:
        """List every entry from A to Z, with the keyboard on the list."""
        if self._work is not None:
            self._work.reader.browse_all()
            self._window.frame.bring_forward(the_list=True)
            self._work.search_pane.take_focus()

    @Slot()
    def show_report(self) -> None:
        """Show what the inspection asked for."""
        if self._work is not None:
            self._work.reader.choose_area(Area.GRID)
            self._work.show_page(Location(Page.REPORT))

    @Slot()
    def show_changes(self) -> None:
        """Show what the release that is open changed for the reader."""
        if self._work is not None:
            self._work.show_page(Location(Page.CHANGES))

    @Slot()
    def show_law(self) -> None:
        """Go to the law."""
        self._go_to(Area.LAW)

    @Slot()
    def show_saved(self) -> None:
        """Go to the saved cases."""
        self._go_to(Area.SAVED)

    @Slot()
    def show_enquiries(self) -> None:
        """Go to the enquiries."""
        self._go_to(Area.ENQUIRIES)

    def _go_to(self, area: Area) -> None:
        if self._work is not None:
            self._work.go_to_area(area)

    @Slot()
    def go_back(self) -> None:
        """Go to the page before."""
        if self._work is not None:
            self._work.go_back()

    @Slot()
    def go_forward(self) -> None:
        """Go to the page that was left by going back."""
        if self._work is not None:
            self._work.reader.forward()

    @Slot()
    def show_life_at_risk(self) -> None:
        """Show whom to ring, at once."""
        if self._work is not None:
            self._work.show_page(Location(Page.LIFE_AT_RISK))
        else:  # what stands there without a session names whom to ring
            self._window.frame.bring_forward(the_list=False)

    # ── the advisor ──────────────────────────────────────────────────────────

    @Slot()
    def check(self) -> None:
        """Check access to the capability that is shown."""
        if self._work is not None and self._work.capability is not None:
            self._work.show_page(Location(Page.CHECK, self._work.capability))

    @Slot()
    def show_rules(self) -> None:
        """Show the rules of what is shown as a picture."""
        if self._work is not None and self._work.ruled is not None:
            self._work.show_page(Location(Page.RULES, self._work.ruled))

    @Slot()
    def forget_answers(self) -> None:
        """Take back every answer that was given."""
        if self._work is not None:
            self._work.reader.forget_answers()

    @Slot()
    def save_case(self) -> None:
        """Keep the reader's answers as a case, under a name that is asked for."""
        if self._work is not None:
            dialog = self._work.case_deeds.make_save_dialog()
            if dialog is not None:
                self.open_dialog(dialog)

    # ── the site and its reader ──────────────────────────────────────────────

    @Slot()
    def choose_place(self) -> None:
        """Ask where the reader works."""
        from advisor.ui.contacts.place_dialog import PlaceDialog  # noqa: PLC0415 - when asked for

        if self._work is not None:
            dialog = PlaceDialog(self._work.reader.session, self._window)
            dialog.place_chosen.connect(self._work.reader.choose_place)
            self.open_dialog(dialog)

    @Slot()
    def edit_local_contacts(self) -> None:
        """Open the form for the site's own contacts."""
        from advisor.ui.contacts.local_dialog import LocalContactsDialog  # noqa: PLC0415

        if self._work is not None:
            dialog = LocalContactsDialog(self._work.reader.session, self._window)
            dialog.finished.connect(self._on_contacts_edited)
            self.open_dialog(dialog)

    @Slot()
    def see_as(self) -> None:
        """Ask as whom the reader wants to see it."""
        from advisor.ui.signing_in.see_as_dialog import SeeAsDialog  # noqa: PLC0415 - when asked

        if self._work is not None:
            dialog = SeeAsDialog(self._work.reader.session, self._window)
            dialog.view_chosen.connect(self._window.see_as_wanted)
            self.open_dialog(dialog)

    @Slot()
    def _on_contacts_edited(self) -> None:
        if self._work is not None:
            self._work.reader.contacts_changed()

    # ── help ─────────────────────────────────────────────────────────────────

    @Slot()
    def show_help(self) -> None:
        """Show how to use the window."""
        from advisor.ui.help.dialogs import HelpDialog  # noqa: PLC0415 - when asked for

        self.open_dialog(HelpDialog(self._window))

    @Slot()
    def show_words(self) -> None:
        """Show what the terms and acronyms on the screen mean."""
        from advisor.ui.help.words_dialog import WordsDialog  # noqa: PLC0415 - when asked for
        from advisor.ui.visible_marking import window_marking  # noqa: PLC0415

        if self._work is not None:
            reader = self._work.reader
            marking = window_marking(reader, self._work.pane.shown)
            dialog = WordsDialog(self._window, reader.session.glossary, marking, self._window)
            dialog.entry_wanted.connect(self._work.open_entry)
            self.open_dialog(dialog)

    @Slot()
    def show_keys(self) -> None:
        """Show all keys."""
        from advisor.ui.help.dialogs import KeysDialog  # noqa: PLC0415 - when asked for

        self.open_dialog(KeysDialog(self._window))

    @Slot()
    def show_about(self) -> None:
        """Show what this is, and which catalogue is open."""
        from advisor.ui.help.dialogs import AboutDialog  # noqa: PLC0415 - when asked for

        session = self._work.reader.session if self._work is not None else None
        self.open_dialog(AboutDialog(session, self._window))

    @Slot(object)
    def open_dialog(self, dialog: QDialog) -> None:
        """Open a dialog, with the ring where the keyboard is, and F2 still the way out."""
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        if self._window.is_demonstration:
            _say_demonstration(dialog)
        FocusFrame(dialog)
        urgent = QShortcut(self._window.actions_by_name["life_at_risk"].shortcut(), dialog)
        urgent.activated.connect(dialog.reject)
        urgent.activated.connect(self.show_life_at_risk)
        dialog.open()


def _say_demonstration(dialog: QDialog) -> None:
    """Say under a dialog's banner, and in its title, that all of this is a rehearsal."""
    dialog.setWindowTitle(f"{DEMONSTRATION} – {dialog.windowTitle()}")
    column = dialog.layout()
    if isinstance(column, QBoxLayout):
        column.insertWidget(1, DemonstrationStrip())


def _text_percent() -> int:
    return round(theme.current().text_factor * 100)


def _holds(pane: QWidget, widget: QWidget | None) -> bool:
    return widget is not None and (pane is widget or pane.isAncestorOf(widget))


def _takes_keyboard(widget: QWidget) -> bool:
    takes = bool(widget.focusPolicy() & Qt.FocusPolicy.TabFocus)
    return takes and widget.isVisible() and widget.isEnabled()
