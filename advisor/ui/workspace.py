"""The panes of the window over one session, and how they move together."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, Signal, Slot
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent
from PySide6.QtWidgets import QApplication, QWidget

from advisor.cases.shelf import Shelf
from advisor.clearance import OFFICIAL
from advisor.draft import Draft
from advisor.session import Session
from advisor.ui.actions import Actions
from advisor.ui.advising.advisor_pane import AdvisorPane
from advisor.ui.advising.survey_page import SurveyPage
from advisor.ui.area import Area
from advisor.ui.cases.case_deeds import CaseDeeds
from advisor.ui.cases.case_keeper import CaseKeeper
from advisor.ui.cases.cases_pane import CasesPane
from advisor.ui.contacts.contacts_pane import ContactsPane
from advisor.ui.detail_pane import DetailPane
from advisor.ui.first_run import say_first_run
from advisor.ui.frame import Frame
from advisor.ui.location import OF_ENTRY, OF_RULES, Location, Page
from advisor.ui.reader import Reader
from advisor.ui.search.scope_completer import ScopeCompleter
from advisor.ui.search.search_pane import SearchPane
from advisor.ui.seat import NOT_SIGNED_IN, Seat, SeatKind
from advisor.ui.status_filling import fill_status
from advisor.ui.visible_marking import page_marking, window_marking

if TYPE_CHECKING:
    from advisor.enquiries import Tray
    from advisor.journal import Journal
    from advisor.ui.enquiries.enquiries_pane import EnquiriesPane
    from advisor.ui.enquiries.enquiry_desk import EnquiryDesk

_HEADING = "Not what you need? "
_CHOOSE = "Choose…"
_FIRST_PAGES = {
    Area.ADVISOR: Page.SURVEY,
    Area.GRID: Page.GRID,
    Area.SAVED: Page.CASE,
    Area.ENQUIRIES: Page.ENQUIRY,
}


class Workspace(QObject):
    """Fills the frame with one session.

    Attributes:
        reader: What the reader is doing.
        pane: The detail pane.
        search_pane: The list of what was found.
        cases: The reader's saved cases.
        desk: Their enquiries; ``None`` where nobody keeps any.

    Signals:
        settings_changed: Something to be kept was chosen.
        title_changed: What is shown has another name.
        dialog_wanted: A dialog (``QDialog``) is to be opened over the window.
    """

    settings_changed = Signal()
    title_changed = Signal(str)
    dialog_wanted = Signal(object)

    def __init__(
        self,
        session: Session,
        frame: Frame,
        actions: Actions,
        parent: QObject,
        *,
        seat: Seat = NOT_SIGNED_IN,
        draft: Draft | None = None,
        journal: Journal | None = None,
        shelf: Shelf | None = None,
        tray: Tray | None = None,
    ) -> None:
        super().__init__(parent)
        self._frame = frame
        self._actions = actions
        self._seat = seat
        self._is_passing = False
        self.reader = Reader(session, self, draft=draft, journal=journal)
        home = session.places.home
        open_shelf = partial(Shelf.open_plain, home) if shelf is None else lambda: shelf
        self.cases = CaseKeeper(self.reader, open_shelf, self)
        self.pane = DetailPane(self.reader, self.cases, actions)
        self.pane.offers_local = seat.kind is SeatKind.NOT_SIGNED_IN
        self.pane.offers_saving = self.pane.offers_slips = seat.kind is not SeatKind.SEEING_AS
        self.search_pane = SearchPane()
        self._make_lists(session, tray)
        frame.lists.setCurrentWidget(self.search_pane)
        frame.details.addWidget(self.pane)
        frame.details.setCurrentWidget(self.pane)
        self._connect_frame()
        self._connect_reader()
        if draft is None and frame.field.text().strip():
            self.reader.search(frame.field.text())
        self._on_area_changed()
        self._on_place_changed()
        self._on_listing_changed()
        self._on_location_changed()

    def _make_lists(self, session: Session, tray: Tray | None) -> None:
        self._contacts = ContactsPane(session)
        self.advisor_pane = AdvisorPane(self.reader)
        self._cases_pane = CasesPane(self.cases)
        self.case_deeds = CaseDeeds(self.cases, self)
        self._lists: dict[Area, ContactsPane | AdvisorPane | CasesPane | EnquiriesPane] = {
            Area.CONTACTS: self._contacts,
            Area.ADVISOR: self.advisor_pane,
            Area.SAVED: self._cases_pane,
        }
        self.desk: EnquiryDesk | None = None
        if tray is not None:
            from advisor.ui.enquiries.enquiry_desk import EnquiryDesk  # noqa: PLC0415 - signed in

            self.desk = EnquiryDesk(tray, self)
            self._lists[Area.ENQUIRIES] = self.desk.pane
            self.pane.make_enquiry = self.desk.make_page
        for pane in self._panes:
            self._frame.lists.addWidget(pane)

    @property
    def _panes(self) -> tuple[QWidget, ...]:
        return self.search_pane, *self._lists.values()

    @property
    def has_two_panes(self) -> bool:
        """Whether the list and the page are both on the screen."""
        return not self._frame.is_one_pane

    def keep(self) -> None:
        """Keep what was changed in a case or an enquiry and is not kept yet."""
        self.cases.keep()
        if self.desk is not None:
            self.desk.keeper.keep()

    def _connect_frame(self) -> None:
        self._scopes = ScopeCompleter(self._frame.field)
        self._scopes.completed.connect(self._on_typed)
        self._frame.navigation.chosen.connect(self._on_navigation_chosen)
        self._frame.field.textEdited.connect(self._on_typed)
        self.search_pane.kind_chosen.connect(self._on_kind_chosen)
        self.search_pane.entry_chosen.connect(self._on_entry_chosen)
        self.search_pane.entry_opened.connect(self.open_entry)
        self.search_pane.clear_wanted.connect(self.reader.forget_recent)
        self.search_pane.filter_changed.connect(self._on_filter_changed)
        self.search_pane.as_typed_wanted.connect(self.reader.take_as_typed)
        self.search_pane.instead_wanted.connect(self.reader.search)
        self.search_pane.reading_chosen.connect(self.reader.choose_reading)
        self.search_pane.reset_wanted.connect(self.reader.reset_filters)
        self.search_pane.filters_wanted.connect(self.show_filters)
        self._contacts.region_chosen.connect(self._on_region_chosen)
        self._contacts.region_opened.connect(self._on_region_opened)
        self._cases_pane.case_chosen.connect(self._on_case_chosen)
        self._cases_pane.case_opened.connect(self._on_case_opened)
        self._cases_pane.save_wanted.connect(self._actions["save_case"].trigger)
        self.advisor_pane.answered.connect(self._on_case_answered)
        self.advisor_pane.survey_wanted.connect(self._on_survey_wanted)
        self.advisor_pane.urgent_wanted.connect(self._actions["life_at_risk"].trigger)

    def _connect_reader(self) -> None:
        reader, pane = self.reader, self.pane
        reader.listing_changed.connect(self._on_listing_changed)
        reader.location_changed.connect(self._on_location_changed)
        reader.area_changed.connect(self._on_area_changed)
        reader.place_changed.connect(self._on_place_changed)
        reader.settings_changed.connect(self.settings_changed)
        reader.settings_changed.connect(self._show_favourite)
        reader.news_changed.connect(self._show_marking)
        pane.shown_changed.connect(self._show_marking)
        pane.unlock_wanted.connect(self._actions["sign_in"].trigger)
        pane.edit_search_wanted.connect(self._actions["search"].trigger)
        pane.local_wanted.connect(self._actions["local"].trigger)
        pane.list_wanted.connect(self.show_list)
        pane.contacts_wanted.connect(self._on_contacts_wanted)
        pane.save_wanted.connect(self._on_save_wanted)
        pane.mistake_wanted.connect(self._actions["slip"].trigger)
        pane.case_wanted.connect(self.case_deeds.do)
        pane.threat_wanted.connect(self._on_threat_wanted)
        pane.all_wanted.connect(self._actions["all"].trigger)
        pane.search_wanted.connect(self._on_search_wanted)
        pane.message.deed_wanted.connect(self._on_message_deed)

    def close(self) -> None:
        """Take the panes out of the frame, for another session to fill it."""
        self._frame.field.textEdited.disconnect(self._on_typed)
        self._frame.navigation.chosen.disconnect(self._on_navigation_chosen)
        self.keep()
        self._scopes.deleteLater()
        for pane in (self.pane, *self._panes):
            pane.hide()
            pane.setParent(None)
            pane.deleteLater()
        self.deleteLater()

    # ── what the reader sees change ──────────────────────────────────────────

    @Slot()
    def _on_listing_changed(self) -> None:
        field, query = self._frame.field, self.reader.query
        if self.reader.area is Area.SEARCH and field.text() != query:
            field.setText(query)
        self.search_pane.show_listing(self.reader.listing, self.reader.kind)
        self._scopes.offer(self.reader.listing.scopes)
        self._show_marking()
        is_found = self.reader.area not in self._lists
        self.pane.show_list_words(self.search_pane.words if is_found else "List")
        self._mark_shown_row()

    @Slot()
    def _on_location_changed(self) -> None:
        location, history = self.reader.location, self.reader.history
        if self._is_passing:
            self._is_passing = False
            self.pane.message.hide()
        self.pane.refresh()
        self._show_marking()
        self._mark_shown_row()
        if location.page is Page.REGION:
            self._contacts.show_chosen(location.subject)
        self._cases_pane.choose(location.subject if location.page is Page.CASE else None)
        self._actions["back"].setEnabled(history.can_go_back)
        self._actions["forward"].setEnabled(history.can_go_forward)
        self._actions["check"].setEnabled(self.capability is not None)
        self._actions["rules"].setEnabled(self.ruled is not None)
        can_report = self.entry_shown is not None and self._seat.kind is not SeatKind.SEEING_AS
        self._actions["slip"].setEnabled(can_report)
        self._show_favourite()
        self.title_changed.emit(self.title)

    @Slot()
    def _show_favourite(self) -> None:
        """Say by the star whether the entry that is shown is a favourite."""
        location = self.reader.location
        is_entry = location.page is Page.ENTRY
        is_one = is_entry and self.reader.is_favourite(location.subject)
        self._actions["favourite"].setEnabled(is_entry)
        self._actions["favourite"].setChecked(is_one)
        self.pane.show_star(is_shown=is_entry, is_filled=is_one)

    def mark_favourite(self, is_one: bool) -> None:
        """Mark the entry that is shown as a favourite, or not any more."""
        self.reader.mark_favourite(self.reader.location.subject, is_one=is_one)
        title = self.reader.session.catalogue.head(self.reader.location.subject).title
        said = f"{title} is {'a favourite now' if is_one else 'no favourite any more'}."
        QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self.pane, said))

    @property
    def title(self) -> str:
        """The name of what is shown, with its marking if that is above OFFICIAL.

        The task bar and the list of windows show it without any banner.
        """
        marking = page_marking(self.reader.session, self.reader.location)
        return self.pane.title if marking == OFFICIAL else f"{marking} – {self.pane.title}"

    def _mark_shown_row(self) -> None:
        location = self.reader.location
        is_of_entry = location.page in {Page.ENTRY, *OF_RULES}
        self.search_pane.choose(location.subject if is_of_entry else None)

    @Slot()
    def _on_area_changed(self) -> None:
        area = self.reader.area
        self._frame.navigation.set_current(area.value)
        self._frame.lists.setCurrentWidget(self._lists.get(area, self.search_pane))
        self._frame.show_field(is_shown=area not in {Area.ADVISOR, Area.SAVED, Area.ENQUIRIES})
        self._show_marking()
        if area is not Area.SEARCH:
            self._frame.field.clear()

    @Slot()
    def _on_place_changed(self) -> None:
        session, frame = self.reader.session, self._frame
        self.show_status()
        frame.footer.show_words(_HEADING.strip(), session.referral.removeprefix(_HEADING))
        self._contacts.refresh()
        self._show_marking()
        self._show_first_run(session)

    def show_status(self) -> None:
        """Show where the reader works and what is open, in fewer words where one pane has room."""
        is_short = self._frame.is_one_pane
        self.advisor_pane.show_way(is_shown=is_short)
        fill_status(self._frame.status, self.reader.session, self._seat, is_short=is_short)

    def _show_first_run(self, session: Session) -> None:
        """Ask once where the reader works; say which urgent contacts are missing, and why."""
        said = say_first_run(session)
        self._is_passing = False
        if said:
            deed = _CHOOSE if session.where.region is None else ""
            self.pane.message.show_message(" ".join(said), deed=deed)
        else:
            self.pane.message.hide()

    @Slot()
    def _show_marking(self) -> None:
        """Show the highest marking of what is on the screen, and of the page that is due."""
        marking = window_marking(self.reader, self.pane.shown)
        self._frame.show_marking(str(marking), marking.classification.value)

    @property
    def capability(self) -> str | None:
        """The capability, or other thing with access rules, that is shown, if one is."""
        location = self.reader.location
        is_ruled = location.page in {Page.ENTRY, Page.RULES} and self.reader.session.can_check(
            location.subject
        )
        return location.subject if is_ruled else None

    @property
    def entry_shown(self) -> str | None:
        """The id of the entry that is shown, whatever of it; ``None`` where none is."""
        location = self.reader.location
        return location.subject if location.page in OF_ENTRY else None

    @property
    def ruled(self) -> str | None:
        """What is shown, read or checked, whose rules can be pictured; its id."""
        location = self.reader.location
        if location.page is Page.CHECK:
            return location.subject
        return self.capability if location.page is Page.ENTRY else None

    def show_message(self, text: str, deed: str = "") -> None:
        """Show a message above the page, with something to do about it, and say it.

        One with nothing to do goes once the reader goes on.
        """
        self._is_passing = not deed
        self.pane.message.show_message(text, deed=deed)
        QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self.pane, text))

    @Slot(str)
    def _on_message_deed(self, words: str) -> None:
        if words == _CHOOSE:
            self._actions["place"].trigger()
        else:
            self.case_deeds.follow(words)

    # ── what the reader does in the panes ────────────────────────────────────

    @Slot(str)
    def _on_typed(self, text: str) -> None:
        self.reader.search(text)
        self._frame.bring_forward(the_list=True)

    @Slot(str)
    def _on_navigation_chosen(self, key: str) -> None:
        if key in {area.value for area in Area}:
            self.go_to_area(Area(key))
        else:
            self._actions[key].trigger()

    def go_to_area(self, area: Area) -> None:
        """Go to a section; contacts open at the reader's own region."""
        self.reader.choose_area(area)
        if area is Area.CONTACTS:
            region = self.reader.session.where.region
            if region is not None:
                self.reader.open(Location(Page.REGION, region))
        elif area is Area.SAVED:
            self.cases.refresh()
        if area in _FIRST_PAGES:
            self.reader.open(Location(_FIRST_PAGES[area]))
        self.show_list()

    @Slot()
    def show_list(self) -> None:
        """Go to the list of the section, with the keyboard where it works the list."""
        self._frame.bring_forward(the_list=True)
        if self.reader.area is Area.SEARCH:
            self._frame.field.setFocus(Qt.FocusReason.ShortcutFocusReason)
            self._frame.field.selectAll()
        elif self.reader.area in self._lists:
            self._lists[self.reader.area].take_focus()
        else:  # the table of who does what stays until a row is chosen
            self.search_pane.take_focus(choose=self.reader.location.page is not Page.GRID)

    def show_page(self, location: Location) -> None:
        """Go to a page, with the keyboard on it."""
        self.reader.open(location)
        self._frame.bring_forward(the_list=False)
        self.pane.take_focus()

    @Slot(str)
    def open_entry(self, entry_id: str) -> None:
        """Read an entry of the list, with the keyboard on its page."""
        self.reader.preview_entry(entry_id)
        self.reader.open_entry(entry_id)
        self._frame.bring_forward(the_list=False)
        self.pane.take_focus()

    def leave_nearest(self) -> None:
        """End finding words; else clear the search, from its list; else go back."""
        focused = QApplication.focusWidget()
        if self.pane.is_finding:
            self.pane.close_find()
        elif self._frame.field.text() and focused is self.search_pane.list:
            self._frame.field.clear_by_reader()
        else:
            self.go_back()

    def go_back(self) -> None:
        """Go to the page before; first to the list, where the page has all the room."""
        if self._frame.is_one_pane and not self._frame.is_list_in_front:
            self.show_list()
        else:
            self.reader.back()

    @Slot(str)
    def _on_kind_chosen(self, kind: str) -> None:
        self.reader.choose_kind(kind or None)

    @Slot(str, str, bool)
    def _on_filter_changed(self, facet: str, value: str, is_on: bool) -> None:
        self.reader.filter(facet, value, is_on=is_on)

    @Slot(bool)
    def show_filters(self, is_open: bool) -> None:
        """Show what results can be narrowed by, with the keyboard on it; or put it away."""
        self.reader.open_filters(is_open=is_open)
        self._frame.bring_forward(the_list=True)
        if is_open:
            self.search_pane.filters.take_focus()
        else:
            self.show_list()

    @Slot(str)
    def _on_entry_chosen(self, entry_id: str) -> None:
        if not self._frame.is_one_pane:
            self.reader.preview_entry(entry_id)

    @Slot(str)
    def _on_region_chosen(self, region: str) -> None:
        if not self._frame.is_one_pane:
            self.reader.preview(Location(Page.REGION, region))

    @Slot(str)
    def _on_region_opened(self, region: str) -> None:
        self.show_page(Location(Page.REGION, region))

    @Slot()
    def _on_survey_wanted(self) -> None:
        self.show_page(Location(Page.SURVEY))

    @Slot()
    def _on_case_answered(self) -> None:
        """Show where everything stands beside the answers, and say it."""
        if self.reader.location.page is not Page.SURVEY and not self._frame.is_one_pane:
            self.reader.open(Location(Page.SURVEY))
        page = self.pane.page
        if isinstance(page, SurveyPage):
            page.announce()

    @Slot()
    def _on_contacts_wanted(self) -> None:
        self.go_to_area(Area.CONTACTS)

    @Slot(str)
    def _on_search_wanted(self, query: str) -> None:
        """Search again for what was searched for before."""
        self.reader.search(query)
        self._frame.bring_forward(the_list=True)
        self._frame.field.setFocus(Qt.FocusReason.OtherFocusReason)

    @Slot(str)
    def _on_threat_wanted(self, threat: str) -> None:
        self.reader.browse(threat)
        self._frame.bring_forward(the_list=True)
        self.search_pane.take_focus()

    @Slot(str)
    def _on_case_chosen(self, case_id: str) -> None:
        if not self._frame.is_one_pane:
            self.reader.preview(Location(Page.CASE, case_id))

    @Slot(str)
    def _on_case_opened(self, case_id: str) -> None:
        self.show_page(Location(Page.CASE, case_id))

    @Slot()
    def _on_save_wanted(self) -> None:
        """Save what is answered; where it is kept already, show the case."""
        case = self.cases.open_case
        if case is None:
            self._actions["save_case"].trigger()
        else:
            self.go_to_area(Area.SAVED)
            self.show_page(Location(Page.CASE, case.id))
