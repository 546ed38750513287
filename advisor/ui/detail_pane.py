"""The right pane: one page at a time, with the way back above it."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QSignalBlocker, Qt, QTimer, Signal, Slot
from PySide6.QtWidgets import QApplication, QStackedLayout, QVBoxLayout, QWidget

from advisor.catalogue.directory import Whereabouts
from advisor.errors import AdvisorError
from advisor.ui.actions import Actions
from advisor.ui.advice.check_page import CheckPage
from advisor.ui.advice.request_page import RequestPage
from advisor.ui.advising.survey_page import SurveyPage
from advisor.ui.captions import say_caption
from advisor.ui.cases.case_keeper import CaseKeeper
from advisor.ui.cases.case_page import CasePage
from advisor.ui.changes.making import make_changes_page
from advisor.ui.colours import Colour
from advisor.ui.contacts.life_at_risk_page import LifeAtRiskPage
from advisor.ui.contacts.region_page import RegionPage
from advisor.ui.entry.entry_page import EntryPage
from advisor.ui.entry.find_bar import FindBar
from advisor.ui.entry.not_recorded import NotRecordedPage
from advisor.ui.entry.source_page import SourcePage
from advisor.ui.explaining import explain_page
from advisor.ui.grid.grid_page import GridPage
from advisor.ui.icons import Icon
from advisor.ui.location import OF_ENTRY, START, Location, Page
from advisor.ui.reader import Reader
from advisor.ui.report.report_page import ReportPage
from advisor.ui.search.nothing_found import NothingFoundPage
from advisor.ui.search.start_page import StartPage
from advisor.ui.signing_in.sign_in_page import SignInPage, say_locked
from advisor.ui.theme import Type
from advisor.ui.widgets.buttons import Button, Kind, ToolButton
from advisor.ui.widgets.folding_line import FoldingLine
from advisor.ui.widgets.hairline import Hairline, Strip
from advisor.ui.widgets.label import Label as TextLabel
from advisor.ui.widgets.message_strip import MessageStrip
from advisor.ui.widgets.scroll_page import scroll_of
from advisor.ui.widgets.spacing import space

_PREVIEW_AFTER_MS = 60
#: Half-typed words find nothing for a moment: the page that says so would only flash.
_NOTHING_AFTER_MS = 400
_MOST_OF_NAME = 28


class DetailPane(QWidget):
    """Shows the reader's page.

    Attributes:
        message: One message above the page, with one deed.
        offers_local: Whether the site's own contacts can be added from this window.
        offers_saving: Whether cases can be saved and referred from this window.
        offers_slips: Whether mistakes can be reported from this window.
        make_enquiry: Makes the page of an enquiry, where enquiries are kept.

    Signals:
        shown_changed: Another page is on the screen, or the same one made anew.
        edit_search_wanted: The reader wants to say it another way.
        local_wanted: The reader wants to add the site's own contacts.
        list_wanted: The reader wants the list back, where only one pane has room.
        contacts_wanted: The reader wants to choose their region among the contacts.
        threat_wanted: The reader wants the capabilities for a threat area.
        all_wanted: The reader wants every entry from A to Z.
        search_wanted: The reader wants this searched for again.
        unlock_wanted: The reader wants to sign in again.
        case_wanted: The reader wants something done with the saved case of this id: it opened,
            renamed or deleted.
        save_wanted: The reader wants to save what they answered as a case.
        mistake_wanted: The reader wants to say that something of the entry is wrong.
    """

    shown_changed = Signal()
    edit_search_wanted = Signal()
    local_wanted = Signal()
    list_wanted = Signal()
    contacts_wanted = Signal()
    threat_wanted = Signal(str)
    all_wanted = Signal()
    search_wanted = Signal(str)
    unlock_wanted = Signal()
    case_wanted = Signal(str, str)
    save_wanted = Signal()
    mistake_wanted = Signal()

    def __init__(
        self,
        reader: Reader,
        cases: CaseKeeper,
        actions: Actions,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._reader = reader
        self._cases = cases
        self.offers_local = True
        self.offers_saving = True
        self.offers_slips = True
        self.make_enquiry: Callable[[str], QWidget] | None = None
        self._page: QWidget | None = None
        self._shown: Location | None = None
        self._shown_at = 0
        self._scrolled: dict[tuple[int, Location], int] = {}
        self._due = QTimer(self)
        self._due.setSingleShot(True)
        self._due.timeout.connect(self.show_due)
        self.message = MessageStrip()
        self._find = FindBar()
        self._find.closed.connect(self.take_focus)
        column = QVBoxLayout(self)
        space(column)
        column.addWidget(self._make_strip(actions))
        column.addWidget(Hairline())
        column.addWidget(self.message)
        column.addWidget(self._find)
        self._stack = QStackedLayout()
        column.addLayout(self._stack, 1)
        reader.location_changed.connect(self.refresh)
        reader.page_stale.connect(self._on_stale)
        cases.changed.connect(self._on_cases_changed)
        self.show_list_button(visible=False)

    def _make_strip(self, actions: Actions) -> QWidget:
        self._actions = actions
        self._caption = TextLabel("", Type.META, "muted")
        self._leave = Button("Leave check", Kind.LINK)
        self._leave.clicked.connect(self._on_leave)
        self._save = Button("Save this case…", Kind.LINK)
        self._save.clicked.connect(self.save_wanted)
        self._to_list = Button("List", Kind.LINK)
        self._to_list.clicked.connect(self.list_wanted)
        strip = Strip()
        line = FoldingLine(strip, line=52, margins=(12, 0, 16, 0), gap=4)
        line.left.addWidget(self._to_list)
        line.left.addWidget(ToolButton.for_action(actions["back"], Icon.BACK))
        line.left.addWidget(ToolButton.for_action(actions["forward"], Icon.FORWARD))
        line.left.addWidget(self._caption, 1)
        line.middle.addWidget(self._save)
        line.middle.addWidget(self._leave)
        self._star = ToolButton.for_action(actions["favourite"], Icon.STAR)
        line.right.addWidget(self._star)
        for name, icon in (("copy_entry", Icon.COPY), ("print", Icon.PRINT)):
            line.right.addWidget(ToolButton.while_enabled(actions[name], icon))
        return strip

    @property
    def page(self) -> QWidget | None:
        """The page that is shown; a preview that is due is shown first."""
        self.show_due()
        return self._page

    @property
    def shown(self) -> Location | None:
        """Which page is on the screen now; ``None`` before the first."""
        return self._shown

    @property
    def title(self) -> str:
        """The name of what is shown."""
        location = self._reader.location
        if location.page in OF_ENTRY:
            return self._reader.session.catalogue.head(location.subject).title
        return say_caption(location, self._reader)

    @property
    def is_finding(self) -> bool:
        """Whether words are being found in the page."""
        return self._find.isVisible()

    def show_star(self, *, is_shown: bool, is_filled: bool) -> None:
        """Show by a star whether the entry is a favourite; none, where no entry is shown."""
        words = "Favourite, marked" if is_filled else "Favourite"
        colour = Colour.ACCENT if is_filled else Colour.MUTED
        self._star.show_icon(Icon.STAR_FILLED if is_filled else Icon.STAR, words, colour)
        self._star.setVisible(is_shown)

    def show_list_button(self, *, visible: bool) -> None:
        """Offer the way to the list, where only one pane has room."""
        self._to_list.setVisible(visible)

    def show_list_words(self, words: str) -> None:
        """Name the list on the way to it, such as ``Results: 6``."""
        self._to_list.setText(words)
        self._caption.setText(say_caption(self._reader.location, self._reader))

    @Slot()
    def refresh(self) -> None:
        """Show the reader's page; a preview waits until the hands rest, typing never does."""
        page = self._reader.location.page
        if page is Page.NOTHING_FOUND or (page is Page.START and self._reader.listing.is_begun):
            self._due.start(_NOTHING_AFTER_MS)
        elif self._reader.history.is_preview:
            self._due.start(_PREVIEW_AFTER_MS)
        else:
            self.show_due()

    @Slot()
    def show_due(self) -> None:
        """Show a preview that waits for the hands to rest."""
        self._due.stop()
        location = self._reader.location
        if location != self._shown:
            self._show(location)

    @Slot()
    def _on_stale(self) -> None:
        self.show_due()
        if isinstance(self._page, (CheckPage, SurveyPage)):
            self._page.refresh()
        else:
            self._show(self._reader.location)

    @Slot()
    def _on_cases_changed(self) -> None:
        self._offer_saving()
        if self._shown is not None and self._shown.page is Page.CASE:
            self._on_stale()

    def _offer_saving(self) -> None:
        """Offer to save what is answered here, or say in which case it is kept."""
        is_answering = self._shown is not None and self._shown.page in {Page.CHECK, Page.SURVEY}
        case = self._cases.open_case
        self._save.setText("Save this case…" if case is None else f"Case: {_short(case.name)}")
        self._save.setToolTip(
            "Keep your answers as a case (Ctrl+S)"
            if case is None
            else f"{case.name}: kept as you answer. See it among your saved cases."
        )
        self._save.setVisible(self.offers_saving and is_answering)

    def _show(self, location: Location) -> None:
        had_keyboard = self._has_keyboard
        if self._find.isVisible():
            with QSignalBlocker(self._find):  # the keyboard may be in the search field
                self._find.close_bar()
        self._keep_place()
        page = self._make(location)
        if not isinstance(page, (EntryPage, CheckPage)):  # those do so themselves
            explain_page(page, self._reader.session.glossary)
        self._stack.addWidget(page)
        self._stack.setCurrentWidget(page)
        if self._page is not None:
            self._stack.removeWidget(self._page)
            self._page.hide()
            self._page.deleteLater()
        self._page, self._shown = page, location
        self._shown_at = self._reader.history.place
        self._find_place()
        self._caption.setText(say_caption(location, self._reader))
        self._leave.setVisible(location.page is Page.CHECK)
        self._offer_saving()
        if had_keyboard:
            self.take_focus()
        self.shown_changed.emit()

    def _keep_place(self) -> None:
        """Remember how far down a page was read, for when the reader comes back to it."""
        scroll = scroll_of(self._page)
        if scroll is not None and self._shown is not None:
            self._scrolled[self._shown_at, self._shown] = scroll.place

    def _find_place(self) -> None:
        """Go to where the reader was on the page that they came back to."""
        scroll = scroll_of(self._page)
        is_read = not self._reader.history.is_preview
        if scroll is not None and self._shown is not None and is_read:
            scroll.show_place(self._scrolled.get((self._shown_at, self._shown), 0))

    def _make(self, location: Location) -> QWidget:
        try:
            self._record(location)
        except AdvisorError as error:  # what cannot be recorded is not done
            return self._make_not_recorded(error)
        makers: dict[Page, Callable[[str], QWidget]] = {
            Page.START: self._make_start,
            Page.ENTRY: self._make_entry,
            Page.CHECK: self._make_check,
            Page.RULES: self._make_rules,
            Page.REQUEST: self._make_request,
            Page.SOURCE: self._make_source,
            Page.SURVEY: self._make_survey,
            Page.GRID: self._make_grid,
            Page.REPORT: self._make_report,
            Page.CASE: self._make_case,
            Page.CHANGES: partial(make_changes_page, self._reader),
            Page.ENQUIRY: self.make_enquiry or self._make_start,
            Page.REGION: self._make_region,
            Page.LIFE_AT_RISK: self._make_life_at_risk,
            Page.NOTHING_FOUND: self._make_nothing_found,
            Page.LOCKED: self._make_locked,
        }
        return makers[location.page](location.subject)

    def _record(self, location: Location) -> None:
        """Record what a page shows, before it does.

        Raises:
            AdvisorError: It cannot be recorded, as the site requires.
        """
        journal = self._reader.journal
        if journal is None or location.page not in OF_ENTRY:
            return
        entry = self._reader.session.catalogue.entry(location.subject)
        journal.view(entry)
        if location.page is Page.CHECK:
            journal.check(entry)

    def _make_not_recorded(self, error: AdvisorError) -> QWidget:
        page = NotRecordedPage(error)
        page.again_wanted.connect(self._on_stale)
        return page

    def _make_start(self, subject: str) -> QWidget:
        del subject
        page = StartPage(self._reader.session)
        page.report_wanted.connect(partial(self._reader.open, Location(Page.REPORT)))
        page.life_at_risk_wanted.connect(partial(self._reader.open, Location(Page.LIFE_AT_RISK)))
        page.threat_wanted.connect(self.threat_wanted)
        page.search_wanted.connect(self.search_wanted)
        page.all_wanted.connect(self.all_wanted)
        return page

    def _make_entry(self, entry_id: str) -> QWidget:
        page = EntryPage(self._reader.session.catalogue.entry(entry_id), self._reader.session)
        page.entry_wanted.connect(self._reader.open_entry)
        page.check_wanted.connect(partial(self._reader.open, Location(Page.CHECK, entry_id)))
        page.rules_wanted.connect(partial(self._reader.open, Location(Page.RULES, entry_id)))
        page.source_wanted.connect(self._open_source)
        page.threat_wanted.connect(self.threat_wanted)
        if self.offers_slips:
            page.offer_slip().clicked.connect(self.mistake_wanted)
        return page

    def _make_check(self, entry_id: str) -> QWidget:
        page = CheckPage(entry_id, self._reader, offers_referral=self.offers_saving)
        page.entry_wanted.connect(self._reader.open_entry)
        page.rules_wanted.connect(partial(self._reader.open, Location(Page.RULES, entry_id)))
        page.source_wanted.connect(self._open_source)
        page.request_wanted.connect(partial(self._reader.open, Location(Page.REQUEST, entry_id)))
        page.deed_wanted.connect(self._do)
        return page

    @Slot(str)
    def _do(self, deed: str) -> None:
        """Do one of the window's deeds, by its name."""
        self._actions[deed].trigger()

    def _make_request(self, entry_id: str) -> QWidget:
        page = RequestPage(entry_id, self._reader)
        page.said.connect(self.message.show_message)
        return page

    def _make_source(self, key: str) -> QWidget:
        page = SourcePage(key, self._reader.session)
        page.entry_wanted.connect(self._reader.open_entry)
        return page

    @Slot(str)
    def _open_source(self, key: str) -> None:
        self._reader.open(Location(Page.SOURCE, key))

    def _make_rules(self, entry_id: str) -> QWidget:
        from advisor.picturing import picture_rules  # noqa: PLC0415 - when asked for
        from advisor.ui.advice.rules_page import RulesPage  # noqa: PLC0415

        return RulesPage(picture_rules(self._reader.session, entry_id))

    def _make_survey(self, subject: str) -> QWidget:
        del subject
        page = SurveyPage(self._reader, offers_referral=self.offers_saving)
        page.capability_wanted.connect(self._on_capability_wanted)
        page.deed_wanted.connect(self._do)
        return page

    @Slot(str)
    def _on_capability_wanted(self, capability: str) -> None:
        self._reader.open(Location(Page.CHECK, capability))
        self.take_focus()

    def _make_grid(self, subject: str) -> QWidget:
        del subject
        page = GridPage(self._reader.session)
        page.entry_wanted.connect(self._reader.open_entry)
        page.report_wanted.connect(partial(self._reader.open, Location(Page.REPORT)))
        return page

    def _make_report(self, subject: str) -> QWidget:
        del subject
        page = ReportPage(self._reader.session)
        page.entry_wanted.connect(self._reader.open_entry)
        page.source_wanted.connect(self._open_source)
        return page

    def _make_case(self, case_id: str) -> QWidget:
        page = CasePage(case_id, self._cases)
        page.open_wanted.connect(partial(self.case_wanted.emit, case_id, "open"))
        page.rename_wanted.connect(partial(self.case_wanted.emit, case_id, "rename"))
        page.delete_wanted.connect(partial(self.case_wanted.emit, case_id, "delete"))
        return page

    def _make_region(self, region: str) -> QWidget:
        page = RegionPage(region, self._reader.session)
        page.place_chosen.connect(self._on_place_chosen)
        return page

    def _make_life_at_risk(self, subject: str) -> QWidget:
        del subject
        page = LifeAtRiskPage(self._reader.session, offers_local=self.offers_local)
        page.local_wanted.connect(self.local_wanted)
        return page

    def _make_nothing_found(self, query: str) -> QWidget:
        page = NothingFoundPage(query, self._reader.session)
        page.rocc_wanted.connect(self._on_rocc_wanted)
        page.edit_wanted.connect(self.edit_search_wanted)
        page.start_wanted.connect(partial(self._reader.open, START))
        return page

    def _make_locked(self, reason: str) -> QWidget:
        urgent = self._reader.session.directory.life_at_risk(self._reader.session.where)
        page = SignInPage(*say_locked(reason), urgent)
        page.sign_in_wanted.connect(self.unlock_wanted)
        return page

    def take_focus(self) -> None:
        """Put the keyboard on the page."""
        self.show_due()
        if self._page is None:
            return
        take_focus = getattr(self._page, "take_focus", None)
        if take_focus is not None:
            take_focus()
        else:
            self._page.setFocus(Qt.FocusReason.ShortcutFocusReason)

    @property
    def _has_keyboard(self) -> bool:
        focused = QApplication.focusWidget()
        parts = [part for part in (self._page, self._find) if part is not None]
        return any(part is focused or part.isAncestorOf(focused) for part in parts if focused)

    @Slot()
    def close_find(self) -> None:
        """Put away the bar that finds words."""
        self._find.close_bar()

    @Slot()
    def find_words(self) -> None:
        """Find words in the page."""
        self.show_due()
        if self._page is not None:
            self._find.open_for(self._page)

    @Slot()
    def _on_leave(self) -> None:
        self._reader.open_entry(self._reader.location.subject)

    @Slot(object)
    def _on_place_chosen(self, where: Whereabouts) -> None:
        self._reader.choose_place(where)

    @Slot()
    def _on_rocc_wanted(self) -> None:
        region = self._reader.session.where.region
        if region is None:
            self.contacts_wanted.emit()
        else:
            self._reader.open(Location(Page.REGION, region))


def _short(name: str) -> str:
    return name if len(name) <= _MOST_OF_NAME else f"{name[:_MOST_OF_NAME].rstrip()}…"
