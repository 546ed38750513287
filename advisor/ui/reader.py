"""What the reader is doing: the query, the page, the answers, the choices.

Views show it and say what the reader did; nothing else changes it.
"""

from __future__ import annotations

import contextlib
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

import msgspec
from PySide6.QtCore import QObject, Signal

from advisor.advice import URGENT_FACTS, Answers, Group, Survey, parse_answer
from advisor.cases.case import MOST_OF_DESCRIPTION
from advisor.catalogue.directory import Whereabouts
from advisor.draft import Draft, HalfSlip
from advisor.errors import UsageError
from advisor.search.query import MAX_CHARACTERS
from advisor.session import Session
from advisor.settings import Theme, UserSettings
from advisor.ui.area import Area
from advisor.ui.lister import make_listing
from advisor.ui.listing import Listing, Reading
from advisor.ui.location import OF_ENTRY, OF_RULES, START, History, Location, Page

if TYPE_CHECKING:
    from advisor.journal import Journal
    from advisor.releases.reading_changes import OwnChanges

_MOST_VISITED = 50
_PAGES = {page.value for page in Page}


@dataclass(frozen=True)
class SurveyPlace:
    """Where the reader is in the list of all capabilities.

    Attributes:
        folded: The groups that are folded.
        chosen: The capability or the group that the keyboard is on.
    """

    folded: frozenset[Group] = frozenset({Group.NOT_FOR_THIS_CASE})
    chosen: str | None = None


class Reader(QObject):
    """The state of one window over one session.

    Signals:
        listing_changed: The list pane shows something else.
        location_changed: The detail pane shows another page.
        page_stale: The page is the same, but what it is made of has changed.
        place_changed: The reader's region or force is another.
        settings_changed: Something to be kept was chosen.
        area_changed: Another section of the window is chosen.
        slip_changed: What is being written about a mistake is another.
        news_changed: What the release that is open changed for the reader is known, or dismissed.
        news_dismissed: The reader has read that.
        started_again: Every answer is about to be taken back, for another case.
    """

    listing_changed = Signal()
    location_changed = Signal()
    page_stale = Signal()
    place_changed = Signal()
    settings_changed = Signal()
    area_changed = Signal()
    slip_changed = Signal()
    news_changed = Signal()
    news_dismissed = Signal()
    started_again = Signal()

    def __init__(
        self,
        session: Session,
        parent: QObject | None = None,
        *,
        draft: Draft | None = None,
        journal: Journal | None = None,
    ) -> None:
        super().__init__(parent)
        self.session = session
        self.journal = journal
        self.history = History()
        self.answers = Answers()
        self.description = ""
        self.case_id: str | None = None
        self.enquiry_id: str | None = None
        self.half_slip: HalfSlip | None = None
        self.news: OwnChanges | None = None
        self.looked_at: tuple[str, ...] = ()
        self.skipped: frozenset[str] = frozenset()
        self.survey_place = SurveyPlace()
        self._survey: Survey | None = None
        self.area = Area.SEARCH
        self.query = ""
        self.kind: str | None = None
        self.threat: str | None = None
        self.lists_all = False
        self.chosen: dict[str, frozenset[str]] = {}
        self.has_filters_open = False
        self.is_exact = False
        self.reading = Reading.RECENT
        self.listing = Listing()
        if draft is not None:
            self._restore(draft)
        self._refresh_listing()

    # ── coming back ──────────────────────────────────────────────────────────

    def draft(self, saved_at: datetime) -> Draft:
        """Return what the reader has open, to be kept sealed."""
        settings, is_plain = self.session.settings, self.session.is_place_plain
        pages, place = self.history.visited, self.history.place
        dropped = max(0, min(place - _MOST_VISITED // 2, len(pages) - _MOST_VISITED))
        visited = pages[dropped : dropped + _MOST_VISITED]
        return Draft(
            saved_at=saved_at,
            area=self.area.value,
            query=self.query[:MAX_CHARACTERS],
            kind=self.kind,
            threat=self.threat,
            visited=tuple((item.page.value, item.subject[:MAX_CHARACTERS]) for item in visited),
            place=place - dropped,
            answers=self.answers.to_json(),
            description=self.description[:MOST_OF_DESCRIPTION],
            skipped=tuple(sorted(self.skipped)),
            case=self.case_id,
            enquiry=self.enquiry_id,
            recent=settings.recent,
            favourites=settings.favourites,
            searches=settings.searches,
            slip=self.half_slip,
            region=None if is_plain else settings.region,
            force=None if is_plain else settings.force,
        )

    def _restore(self, draft: Draft) -> None:
        """Open what a draft holds, as far as it is there for this session."""
        catalogue = self.session.catalogue
        self.area = next((area for area in Area if area.value == draft.area), Area.SEARCH)
        self.query, self.kind = draft.query, draft.kind
        known = {threat.key for threat in catalogue.threats}
        self.threat = draft.threat if draft.threat in known else None
        self.answers = _read_answers(self.session, draft)
        self.description, self.case_id = draft.description, draft.case
        self.enquiry_id = draft.enquiry
        if draft.slip is not None and draft.slip.entry in catalogue:
            self.half_slip = draft.slip
        self.skipped = frozenset(draft.skipped) & {fact.name for fact in catalogue.facts}
        is_place, chosen = self.session.directory.is_place, self.session.settings
        self.session.settings = msgspec.structs.replace(
            chosen,
            recent=draft.recent,
            favourites=chosen.favourites if draft.favourites is None else draft.favourites,
            searches=draft.searches,
            region=draft.region if is_place(draft.region, "region") else chosen.region,
            force=draft.force if is_place(draft.force, "force") else chosen.force,
        )
        pages = [Location(Page(page), subject) for page, subject in draft.visited if page in _PAGES]
        place = sum(self._is_there(page) for page in pages[: draft.place])
        self.history.restore([page for page in pages if self._is_there(page)], place)
        for page in self.history.visited:
            self._look_at(page)

    def keep_slip(self, slip: HalfSlip | None) -> None:
        """Keep what is being written about a mistake; ``None`` where there is nothing to keep."""
        if slip != self.half_slip:
            self.half_slip = slip
            self.slip_changed.emit()

    def tell_news(self, news: OwnChanges | None) -> None:
        """Take what the release that is open changed for the reader; ``None`` once dismissed."""
        if news != self.news:
            self.news = news
            self.news_changed.emit()
            if self.location.page is Page.CHANGES:
                self.page_stale.emit()

    def _is_there(self, location: Location) -> bool:
        """Say whether there is such a page for this reader."""
        if location.page is Page.SOURCE:
            return location.subject in self.session.catalogue.sources
        if location.page in OF_ENTRY and location.subject not in self.session.catalogue:
            return False
        if location.page in OF_RULES:
            return self.session.can_check(location.subject)
        if location.page is Page.REGION:
            return self.session.directory.is_place(location.subject, "region")
        return location.page is not Page.LOCKED

    # ── the list ─────────────────────────────────────────────────────────────

    def search(self, text: str) -> None:
        """Search for what stands in the field now, and preview the best answer."""
        self.query, self.kind, self.threat = text, None, None
        self.is_exact = self.lists_all = False
        self._set_area(Area.SEARCH)
        self._refresh_listing()
        page = self.listing.page
        if page is not None and page.found:
            self.preview_entry(page.found[0].head.id)
        else:
            self._preview_nothing()

    def choose_kind(self, kind: str | None) -> None:
        """Show only results of one kind."""
        self.kind = kind
        self._refresh_listing()
        self._preview_listed()

    def choose_reading(self, reading: Reading) -> None:
        """List what was read lately, or the favourites."""
        self.reading = reading
        self._refresh_listing()

    def filter(self, facet: str, value: str, *, is_on: bool) -> None:
        """Tick a value of a facet, or take the tick off."""
        before = self.chosen.get(facet, frozenset())
        values = before | {value} if is_on else before - {value}
        self.chosen = {**self.chosen, facet: values}
        self._refresh_listing()
        self._preview_listed()

    def take_as_typed(self) -> None:
        """Look for the words as they are spelt alone; asked again, for those like them too."""
        if self.query.strip():
            self.is_exact = not self.is_exact
            self._refresh_listing()
            self._preview_listed()

    def reset_filters(self) -> None:
        """Take every tick off."""
        self.chosen = {}
        self._refresh_listing()
        self._preview_listed()

    def open_filters(self, *, is_open: bool) -> None:
        """Show what results can be narrowed by, or put it away."""
        self.has_filters_open = is_open
        self._refresh_listing()

    def browse(self, threat: str) -> None:
        """List the capabilities for a threat area."""
        self.query, self.kind, self.threat = "", None, threat
        self.lists_all = False
        self._set_area(Area.SEARCH)
        self._refresh_listing()
        self._preview_listed()

    def browse_all(self) -> None:
        """List every entry by its name, from A to Z."""
        self.query, self.kind, self.threat = "", None, None
        self.lists_all = True
        self._set_area(Area.SEARCH)
        self._refresh_listing()

    def _preview_listed(self) -> None:
        """Preview the first of the list, unless one of them is shown; say so where it is empty."""
        listed = self.listing.ids
        shown = self.location.subject if self.location.page is Page.ENTRY else None
        if listed and shown not in listed:
            self.preview_entry(listed[0])
        elif not listed and self.query.strip():
            self._preview_nothing()

    def _preview_nothing(self) -> None:
        """Say that nothing was found; where nothing was looked for, begin at the start."""
        query = self.query.strip()
        is_begun = not query or self.listing.is_begun
        self.preview(START if is_begun else Location(Page.NOTHING_FOUND, query))

    def choose_area(self, area: Area) -> None:
        """Go to a section of the window."""
        if area is not self.area:
            self._set_area(area)
            self._refresh_listing()

    def _set_area(self, area: Area) -> None:
        if area is not self.area:
            self.area = area
            self.area_changed.emit()

    @property
    def _lists_recent(self) -> bool:
        is_browsing = self.threat is not None or self.lists_all
        return self.area is Area.SEARCH and not self.query.strip() and not is_browsing

    def _refresh_listing(self) -> None:
        self.listing = make_listing(self)
        self.listing_changed.emit()

    # ── the page ─────────────────────────────────────────────────────────────

    @property
    def location(self) -> Location:
        """The page that the detail pane shows."""
        return self.history.current

    def open(self, location: Location) -> None:
        """Go to a page for good."""
        self._show(location, preview=False)

    def open_entry(self, entry_id: str) -> None:
        """Read an entry; regions open among the contacts.

        Raises:
            NoSuchEntryError: There is no such entry for this reader.
        """
        self.session.catalogue.head(entry_id)
        self._show(Location(Page.ENTRY, entry_id), preview=False)
        settings = self.session.settings.with_recent(entry_id)
        is_found = self.area is Area.SEARCH and entry_id in self.listing.ids
        if is_found and self.query.strip():
            settings = settings.with_search(self.query[:MAX_CHARACTERS])
        self._keep(settings)
        if self._lists_recent:
            self._refresh_listing()

    def preview_entry(self, entry_id: str) -> None:
        """Show an entry while the reader types or moves through the list."""
        self.preview(Location(Page.ENTRY, entry_id))

    def preview(self, location: Location) -> None:
        """Show a page until the next one is previewed or opened."""
        self._show(location, preview=True)

    def back(self) -> None:
        """Go to the page before."""
        self.history.back()
        self.location_changed.emit()

    def forward(self) -> None:
        """Go to the page that was left by going back."""
        self.history.forward()
        self.location_changed.emit()

    def _show(self, location: Location, *, preview: bool) -> None:
        before = self.location
        if preview:
            self.history.preview(location)
        else:
            self.history.visit(location)
            self._look_at(location)
        if location != before:
            self.location_changed.emit()

    def _look_at(self, location: Location) -> None:
        """Remember which capabilities were checked, for the case that is saved."""
        if location.page is Page.CHECK and location.subject not in self.looked_at:
            self.looked_at += (location.subject,)

    # ── answers and choices ──────────────────────────────────────────────────

    def answer(self, answers: Answers) -> None:
        """Take the reader's answers as they are now."""
        self.answers = answers
        self._survey_anew()

    def forget_answers(self) -> None:
        """Take back every answer."""
        self.started_again.emit()
        self.looked_at = ()
        self.answer(Answers())

    @property
    def has_case(self) -> bool:
        """Whether there is anything to be saved as a case."""
        return bool(self.answers.to_json() or self.description.strip() or self.looked_at)

    def take_case(self, case_id: str, answers: Answers, description: str) -> None:
        """Go on with a saved case, in place of what was answered."""
        self.case_id, self.looked_at = case_id, ()
        self.skipped, self.description = frozenset(), description
        self.answer(answers)

    def take_enquiry(self, enquiry_id: str, answers: Answers, description: str) -> None:
        """Answer the questions of an enquiry, in place of what was answered."""
        self.enquiry_id, self.case_id, self.looked_at = enquiry_id, None, ()
        self.skipped, self.description = frozenset(), description
        self.answer(answers)

    @property
    def is_urgent(self) -> bool:
        """Whether the answers say that a life is at risk or a crime is going on."""
        return any(self.answers.value_of(name) is True for name in URGENT_FACTS)

    @property
    def survey(self) -> Survey:
        """Where every capability stands for the case, and what to ask next."""
        if self._survey is None:
            self._survey = self.session.survey(self.answers, self.description, self.skipped)
        return self._survey

    def describe(self, text: str) -> None:
        """Take the case in the reader's own words, to rank by."""
        if text != self.description:
            self.description = text
            self._survey_anew()

    def skip(self, fact: str) -> None:
        """Leave a question for later."""
        self.skipped |= {fact}
        self._survey_anew()

    def ask_skipped(self) -> None:
        """Ask what was left for later."""
        self.skipped = frozenset()
        self._survey_anew()

    def start_again(self) -> None:
        """Take back every answer, what was skipped, and the description."""
        self.started_again.emit()
        self.looked_at = ()
        self.skipped, self.description = frozenset(), ""
        self.answer(Answers())

    def keep_survey_place(self, folded: frozenset[Group], chosen: str | None) -> None:
        """Remember where the reader is in the list of all capabilities."""
        self.survey_place = SurveyPlace(folded, chosen)

    def _survey_anew(self) -> None:
        self._survey = None
        self.page_stale.emit()

    def choose_place(self, where: Whereabouts) -> None:
        """Take the reader's own region and force."""
        self._keep(
            msgspec.structs.replace(self.session.settings, region=where.region, force=where.force)
        )
        self.place_changed.emit()
        self.page_stale.emit()

    def contacts_changed(self) -> None:
        """Take the site's contacts as they are kept now."""
        self.session.reload_contacts()
        self.place_changed.emit()
        self.page_stale.emit()

    def take_settings(self, settings: UserSettings) -> None:
        """Take what the reader chose in another window of theirs."""
        self.session.settings = settings
        self.place_changed.emit()
        self.page_stale.emit()
        self._refresh_listing()

    def is_favourite(self, entry_id: str) -> bool:
        """Say whether the reader marked an entry."""
        return entry_id in self.session.settings.favourites

    def mark_favourite(self, entry_id: str, *, is_one: bool) -> None:
        """Mark an entry as a favourite, or not any more."""
        self._keep(self.session.settings.with_favourite(entry_id, is_one=is_one))
        if self._lists_recent:
            self._refresh_listing()

    def forget_recent(self) -> None:
        """Empty the list of what was read, and what was searched for."""
        self._keep(msgspec.structs.replace(self.session.settings, recent=(), searches=()))
        if self.location == START:
            self.page_stale.emit()
        self._refresh_listing()

    def set_text_percent(self, percent: int) -> None:
        """Keep the text size."""
        self._keep(msgspec.structs.replace(self.session.settings, text_percent=percent))

    def set_theme(self, chosen: Theme) -> None:
        """Keep the colours."""
        self._keep(msgspec.structs.replace(self.session.settings, theme=chosen))

    def keep_rocc_key(self, key: str) -> None:
        """Keep the public key that a referral was sealed to."""
        self._keep(msgspec.structs.replace(self.session.settings, rocc_key=key))

    def _keep(self, settings: UserSettings) -> None:
        if settings != self.session.settings:
            self.session.settings = settings
            self.settings_changed.emit()


def _read_answers(session: Session, draft: Draft) -> Answers:
    """Return the answers of a draft that still answer a question of this session."""
    answers, facts = Answers(), {fact.name: fact for fact in session.catalogue.facts}
    for name, text in draft.answers.items():
        if name in facts:
            with contextlib.suppress(UsageError):
                answers = answers.with_answer(name, parse_answer(facts[name], text))
    return answers
