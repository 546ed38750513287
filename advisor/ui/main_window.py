"""The window: places the panes, owns the actions, shows what the reader does."""
# ruff: noqa: N802  (Qt's own names are overridden)

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QMainWindow

from advisor.catalogue.entry import Kind
from advisor.catalogue.trust import Trust
from advisor.catalogue.wording import say_date
from advisor.clearance import OFFICIAL, Label
from advisor.errors import AdvisorError
from advisor.session import Session
from advisor.ui import theme
from advisor.ui.actions import DEEDS, MENUS, Actions
from advisor.ui.contacts.contacts_pane import ContactsPane
from advisor.ui.deeds import Deeds
from advisor.ui.detail_pane import DetailPane
from advisor.ui.frame import Frame
from advisor.ui.location import Location, Page
from advisor.ui.place_words import say_place
from advisor.ui.reader import Area, Reader
from advisor.ui.search.search_pane import SearchPane
from advisor.ui.start_failure import StartFailure


class MainWindow(QMainWindow):
    """One reader's window.

    Signals:
        catalogue_wanted: The reader chose another catalogue file, or the shipped one (``None``).
        settings_changed: Something to be kept was chosen.
    """

    catalogue_wanted = Signal(object)
    settings_changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._reader: Reader | None = None
        self._pane: DetailPane | None = None
        self._contacts: ContactsPane | None = None
        self.setWindowTitle("Capability advisor")
        self.actions_by_name = Actions(self)
        self.frame = Frame()
        self.setCentralWidget(self.frame)
        self.search_pane = SearchPane()
        self.frame.lists.addWidget(self.search_pane)
        self._fill_menus()
        self._connect_frame()
        self._deeds = Deeds(self)
        self.frame.show_marking(str(OFFICIAL), OFFICIAL.classification.value)
        self.frame.field.installEventFilter(self)
        self.frame.field.setFocus()
        self._enable_actions()
        self.resize(1280, 800)

    # ── building ─────────────────────────────────────────────────────────────

    def _fill_menus(self) -> None:
        menus = {name: self.frame.menu_bar.addMenu(name) for name in MENUS}
        for deed in DEEDS:
            if deed.starts_group:
                menus[deed.menu].addSeparator()
            menus[deed.menu].addAction(self.actions_by_name[deed.name])
        for action in self.actions_by_name.every():
            self.addAction(action)

    def _connect_frame(self) -> None:
        frame = self.frame
        frame.navigation.chosen.connect(self._on_area_chosen)
        frame.field.textEdited.connect(self._on_typed)
        frame.field.stepped_down.connect(self._on_stepped_down)
        frame.urgent.clicked.connect(self.actions_by_name["life_at_risk"].trigger)
        self.search_pane.kind_chosen.connect(self._on_kind_chosen)
        self.search_pane.entry_chosen.connect(self._on_entry_chosen)
        self.search_pane.entry_opened.connect(self._on_entry_opened)
        self.search_pane.clear_wanted.connect(self._on_clear_recent)
        theme.current().changed.connect(self._on_theme_changed)

    # ── the session ──────────────────────────────────────────────────────────

    @property
    def reader(self) -> Reader | None:
        """What the reader is doing; ``None`` until a catalogue is open."""
        return self._reader

    @property
    def pane(self) -> DetailPane | None:
        """The detail pane; ``None`` until a catalogue is open."""
        return self._pane

    def show_session(self, session: Session) -> None:
        """Show a catalogue that was opened; what was typed meanwhile is searched for."""
        self._drop_session()
        reader = self._reader = Reader(session, self)
        pane = self._pane = DetailPane(
            reader, self.actions_by_name["back"], self.actions_by_name["forward"]
        )
        contacts = self._contacts = ContactsPane(session)
        self.frame.details.addWidget(pane)
        self.frame.details.setCurrentWidget(pane)
        self.frame.lists.addWidget(contacts)
        self._connect_reader(reader, pane, contacts)
        self._on_place_changed()
        self._on_listing_changed()
        pane.refresh()
        self._enable_actions()
        if self.frame.field.text():
            reader.search(self.frame.field.text())

    def _connect_reader(self, reader: Reader, pane: DetailPane, contacts: ContactsPane) -> None:
        reader.listing_changed.connect(self._on_listing_changed)
        reader.location_changed.connect(self._on_location_changed)
        reader.area_changed.connect(self._on_area_changed)
        reader.place_changed.connect(self._on_place_changed)
        reader.settings_changed.connect(self.settings_changed)
        pane.marking_changed.connect(self._on_marking_changed)
        pane.edit_search_wanted.connect(self.actions_by_name["search"].trigger)
        pane.local_wanted.connect(self.actions_by_name["local"].trigger)
        pane.list_wanted.connect(self._on_list_wanted)
        pane.message.deed_wanted.connect(self.actions_by_name["place"].trigger)
        contacts.region_chosen.connect(self._on_region_chosen)

    def _drop_session(self) -> None:
        for widget in (self._pane, self._contacts):
            if widget is not None:
                widget.hide()
                widget.setParent(None)
                widget.deleteLater()
        if self._reader is not None:
            self._reader.deleteLater()
        self._reader = self._pane = self._contacts = None

    def show_failure(self, error: AdvisorError) -> None:
        """Say why a catalogue could not be opened, and offer to choose another."""
        if self._pane is not None:
            self._pane.message.show_message(f"{error.message} {error.hint or ''}")
            return
        failure = StartFailure(error)
        failure.choose_wanted.connect(self.actions_by_name["open_catalogue"].trigger)
        failure.bundled_wanted.connect(self.actions_by_name["bundled_catalogue"].trigger)
        self.frame.details.addWidget(failure)
        self.frame.details.setCurrentWidget(failure)
        self.frame.bring_forward(the_list=False)

    # ── what the reader sees change ──────────────────────────────────────────

    @Slot()
    def _on_listing_changed(self) -> None:
        reader = self._reader
        if reader is None:
            return
        self.search_pane.show_listing(reader.listing, reader.kind)
        self._mark_shown_row()

    @Slot()
    def _on_location_changed(self) -> None:
        if self._reader is None or self._pane is None:
            return
        location = self._reader.location
        self._pane.refresh()
        self._mark_shown_row()
        if self._contacts is not None and location.page is Page.REGION:
            self._contacts.show_chosen(location.subject)
        self._enable_actions()

    def _mark_shown_row(self) -> None:
        if self._reader is not None:
            location = self._reader.location
            self.search_pane.choose(location.subject if location.page is Page.ENTRY else None)

    @Slot()
    def _on_area_changed(self) -> None:
        if self._reader is None:
            return
        area = self._reader.area
        self.frame.navigation.set_current(area.value)
        shown = self._contacts if area is Area.CONTACTS else self.search_pane
        self.frame.lists.setCurrentWidget(shown or self.search_pane)
        if area is not Area.SEARCH:
            self.frame.field.clear()

    @Slot()
    def _on_place_changed(self) -> None:
        if self._reader is None:
            return
        session = self._reader.session
        release = session.catalogue.release
        words = f"Release {release.release} · {say_date(release.published_on)}"
        checked = session.trust is Trust.SHIPPED
        self.frame.status.show_unit(say_place(session))
        self.frame.status.show_release(f"{words} · {session.trust.value}", checked=checked)
        self.frame.status.show_reader("OFFICIAL · not signed in")
        self.frame.footer.show_words(
            "Not what you need?",
            session.referral.removeprefix("Not what you need? "),
        )
        if self._contacts is not None:
            self._contacts.refresh()
        self._show_first_run(session)

    def _show_first_run(self, session: Session) -> None:
        """Ask once where the reader works; say which urgent contacts are missing."""
        if self._pane is None:
            return
        message = self._pane.message
        missing = session.directory.missing_urgent()
        if session.trust is Trust.DRAFT:
            message.show_message("UNSIGNED DRAFT: not the catalogue that was shipped.")
        elif session.where.region is None:
            also = f" Urgent contacts missing: {', '.join(missing)}." if missing else ""
            message.show_message(
                f"Choose your region and force once, so that contacts fit.{also}", deed="Choose…"
            )
        else:
            message.hide()

    @Slot(object)
    def _on_marking_changed(self, marking: Label) -> None:
        self.frame.show_marking(str(marking), marking.classification.value)

    def _enable_actions(self) -> None:
        reader = self._reader
        for deed in DEEDS:
            self.actions_by_name[deed.name].setEnabled(
                reader is not None or deed.menu in {"&File", "&Help"} or deed.name == "search"
            )
        if reader is not None:
            self.actions_by_name["back"].setEnabled(reader.history.can_go_back)
            self.actions_by_name["forward"].setEnabled(reader.history.can_go_forward)
            self.actions_by_name["check"].setEnabled(self.capability is not None)

    @property
    def capability(self) -> str | None:
        """The capability that is shown, if one is."""
        if self._reader is None or self._reader.location.page is not Page.ENTRY:
            return None
        head = self._reader.session.catalogue.head(self._reader.location.subject)
        return head.id if head.kind is Kind.CAPABILITY else None

    # ── what the reader does in the panes ────────────────────────────────────

    @Slot(str)
    def _on_typed(self, text: str) -> None:
        if self._reader is not None:
            self._reader.search(text)
            self.frame.bring_forward(the_list=True)

    @Slot(str)
    def _on_area_chosen(self, key: str) -> None:
        self.go_to_area(Area(key))

    def go_to_area(self, area: Area) -> None:
        """Go to a section; contacts open at the reader's own region."""
        if self._reader is None:
            return
        self._reader.choose_area(area)
        self.frame.bring_forward(the_list=True)
        if area is Area.SEARCH:
            self.actions_by_name["search"].trigger()
        elif area is Area.CONTACTS and self._contacts is not None:
            region = self._reader.session.where.region
            if region is not None:
                self._reader.open(Location(Page.REGION, region))
            self._contacts.take_focus()
        else:
            self.search_pane.list.setFocus()

    @Slot(str)
    def _on_kind_chosen(self, kind: str) -> None:
        if self._reader is not None:
            self._reader.choose_kind(kind or None)

    @Slot(str)
    def _on_entry_chosen(self, entry_id: str) -> None:
        if self._reader is not None and not self.frame.is_one_pane:
            self._reader.preview_entry(entry_id)

    @Slot(str)
    def _on_entry_opened(self, entry_id: str) -> None:
        self.open_entry(entry_id)

    def open_entry(self, entry_id: str) -> None:
        """Read an entry, with the keyboard on its page."""
        if self._reader is not None and self._pane is not None:
            self._reader.open_entry(entry_id)
            self.frame.bring_forward(the_list=False)
            self._pane.take_focus()

    @Slot(str)
    def _on_region_chosen(self, region: str) -> None:
        if self._reader is not None:
            self._reader.open(Location(Page.REGION, region))

    @Slot()
    def _on_clear_recent(self) -> None:
        if self._reader is not None:
            self._reader.forget_recent()

    @Slot()
    def _on_list_wanted(self) -> None:
        self.frame.bring_forward(the_list=True)

    @Slot()
    def _on_stepped_down(self) -> None:
        self.search_pane.step(1)

    # ── Qt's own ─────────────────────────────────────────────────────────────

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Let the arrows and Enter work the list without leaving the search field."""
        if (
            watched is self.frame.field
            and isinstance(event, QKeyEvent)
            and event.type() == QEvent.Type.KeyPress
            and self._is_list_key(event)
        ):
            return True
        return super().eventFilter(watched, event)

    def _is_list_key(self, event: QKeyEvent) -> bool:
        """Do what a key in the search field means for the list; say whether it meant anything."""
        steps = {Qt.Key.Key_Up: -1, Qt.Key.Key_PageUp: -5, Qt.Key.Key_PageDown: 5}
        key = Qt.Key(event.key())
        if event.modifiers() != Qt.KeyboardModifier.NoModifier:
            return False
        if key in steps:
            self.search_pane.step(steps[key])
            return True
        chosen = self.search_pane.chosen_id
        if key in {Qt.Key.Key_Return, Qt.Key.Key_Enter} and chosen is not None:
            self.open_entry(chosen)
            return True
        return False

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Go back with Esc, once nothing nearer wanted it."""
        if event.key() == Qt.Key.Key_Escape and self._reader is not None:
            if self.frame.is_one_pane:
                self.frame.bring_forward(the_list=True)
            elif self._reader.history.can_go_back:
                self._reader.back()
            return
        super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Fold the frame to the room there is."""
        super().resizeEvent(event)
        self._fold()

    @Slot()
    def _on_theme_changed(self) -> None:
        self._fold()

    def _fold(self) -> None:
        self.frame.fold(self.width(), self.height())
        if self._pane is not None:
            self._pane.show_list_button(visible=self.frame.is_one_pane)
