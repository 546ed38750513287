"""The list pane: what was found, what is browsed, what was read."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from functools import partial

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from advisor.catalogue.entry import Head, Kind
from advisor.catalogue.wording import KIND_NAMES
from advisor.clearance import Label as Marking
from advisor.search import highlights
from advisor.search.entry_finder import Found
from advisor.search.query import MAX_CHARACTERS
from advisor.ui.listing import Listing, Reading
from advisor.ui.models.results import Match, ResultRow, RowRole, Span
from advisor.ui.search.filter_panel import FilterPanel
from advisor.ui.search.sayings import say_aloud, say_nothing, say_understood
from advisor.ui.theme import Type
from advisor.ui.widgets import buttons
from advisor.ui.widgets.facet_bar import Facet, FacetBar
from advisor.ui.widgets.label import Label, WrapLabel
from advisor.ui.widgets.row_list import RowList
from advisor.ui.widgets.spacing import space


class SearchPane(QWidget):
    """Shows a listing.

    Signals:
        kind_chosen: The reader wants results of one kind; of all, where empty.
        entry_chosen: The reader moved to an entry.
        entry_opened: The reader opened an entry.
        clear_wanted: The reader wants the list of what was read emptied.
        filter_changed: A value of a facet was ticked or is not any more.
        filters_wanted: The reader wants the filters shown, or away.
        reset_wanted: The reader wants nothing filtered.
        as_typed_wanted: The reader wants no word taken for another, or does so no more.
        instead_wanted: The reader wants this searched for instead.
        reading_chosen: The reader wants what they read (``Reading``) listed, or their favourites.
    """

    kind_chosen = Signal(str)
    entry_chosen = Signal(str)
    entry_opened = Signal(str)
    clear_wanted = Signal()
    filter_changed = Signal(str, str, bool)
    filters_wanted = Signal(bool)
    reset_wanted = Signal()
    as_typed_wanted = Signal()
    instead_wanted = Signal(str)
    reading_chosen = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._facets = FacetBar()
        self._facets.facet_chosen.connect(self._on_facet_chosen)
        self.filters = FilterPanel()
        self.filters.changed.connect(self.filter_changed)
        self.filters.reset_wanted.connect(self.reset_wanted)
        self.filters.closed.connect(partial(self.filters_wanted.emit, False))
        self._title = Label("", Type.METASTRONG, "muted")
        self._clear = buttons.Button("Clear", buttons.Kind.LINK)
        self._clear.clicked.connect(self.clear_wanted)
        self._nothing = WrapLabel("", Type.META, "muted")
        self._cut = WrapLabel(
            f"Too long: only the first {MAX_CHARACTERS:,} characters are searched for.",
            Type.META,
            "muted",
        )
        self._words = self._told = ""
        self._list = RowList("Results")
        self._list.row_chosen.connect(self.entry_chosen)
        self._list.row_opened.connect(self.entry_opened)
        column = QVBoxLayout(self)
        space(column)
        column.addWidget(self._facets)
        column.addWidget(self._make_correction())
        column.addWidget(self._make_filter_line())
        column.addWidget(self.filters)
        column.addWidget(self._make_head())
        column.addWidget(self._make_nothing())
        column.addWidget(self._make_cut())
        column.addWidget(self._list, 1)

    def _make_correction(self) -> QWidget:
        self._correction_box = QWidget()
        row = QHBoxLayout(self._correction_box)
        space(row, (16, 8, 12, 0), 8)
        self._correction = WrapLabel("")
        self._correction.linkActivated.connect(self.instead_wanted)
        self._as_typed = buttons.Button("Only as typed", buttons.Kind.LINK)
        self._as_typed.clicked.connect(self.as_typed_wanted)
        row.addWidget(self._correction, 1)
        row.addWidget(self._as_typed)
        return self._correction_box

    def _make_filter_line(self) -> QWidget:
        self._filter_line = QWidget()
        row = QHBoxLayout(self._filter_line)
        space(row, (16, 6, 12, 2), 8)
        self._filtered = WrapLabel("", Type.META, "muted")
        self._filter = buttons.Button("Filter…", buttons.Kind.LINK)
        self._filter.setToolTip("Filter the results (Ctrl+Shift+F)")
        self._filter.clicked.connect(partial(self.filters_wanted.emit, True))
        self._unfilter = buttons.Button("Reset", buttons.Kind.LINK)
        self._unfilter.setAccessibleName("Reset filters")
        self._unfilter.clicked.connect(self.reset_wanted)
        row.addWidget(self._filtered, 1, Qt.AlignmentFlag.AlignVCenter)
        row.addWidget(self._unfilter)
        row.addWidget(self._filter)
        return self._filter_line

    def _make_head(self) -> QWidget:
        self._head = QWidget()
        row = QHBoxLayout(self._head)
        space(row, (16, 8, 12, 2))
        row.addWidget(self._title)
        row.addStretch(1)
        row.addWidget(self._clear)
        return self._head

    def _make_nothing(self) -> QWidget:
        self._nothing_box = QWidget()
        column = QVBoxLayout(self._nothing_box)
        space(column, (16, 4, 16, 0))
        self._no_results = Label("No results", Type.HEADING)
        column.addWidget(self._no_results)
        self._nothing.linkActivated.connect(self.instead_wanted)
        column.addWidget(self._nothing)
        return self._nothing_box

    def _make_cut(self) -> QWidget:
        self._cut_box = QWidget()
        column = QVBoxLayout(self._cut_box)
        space(column, (16, 6, 16, 2))
        column.addWidget(self._cut)
        return self._cut_box

    @property
    def list(self) -> RowList:
        """The list itself."""
        return self._list

    @property
    def words(self) -> str:
        """What the list holds, in words, such as ``Results: 6``."""
        return self._words

    @property
    def told(self) -> str:
        """What a screen reader was told last."""
        return self._told

    def take_focus(self, *, choose: bool = True) -> None:
        """Put the keyboard on the list, on its chosen row or its first.

        Args:
            choose: Whether a row is chosen, which shows its entry.
        """
        self._list.setFocus(Qt.FocusReason.ShortcutFocusReason)
        if choose:
            self.step(0)

    def show_listing(self, listing: Listing, kind: str | None) -> None:
        """Show what was found, or entries to read."""
        page = listing.page
        has_tabs = all(listing.readings.get(each) for each in Reading)
        self._facets.setVisible(bool(page.found or kind) if page is not None else has_tabs)
        self._show_filters(listing)
        self._show_correction(listing)
        self._head.setVisible(page is None and (not has_tabs or listing.can_clear))
        self._clear.setVisible(listing.can_clear)
        self._title.setText("" if has_tabs else listing.title)
        self._cut_box.setVisible(page is not None and page.results.cut)
        self._nothing_box.setVisible(not listing.ids)
        self._no_results.setVisible(page is not None and not listing.is_begun)
        if not listing.ids:
            nothing, links = say_nothing(listing)
            self._nothing.show_text(nothing, links=links)
        if page is None:
            if has_tabs and listing.reading is not None:
                facets = [Facet(each.name, each.value, n) for each, n in listing.readings.items()]
                self._facets.show_facets(facets, listing.reading.name)
            rows = [head_row(head) for head in listing.heads]
            words = listing.title
        else:
            self._show_facets(page.results.counts_by_kind, kind)
            rows = [found_row(found) for found in page.found]
            words = _say_count(len(page.found), page.results.total)
            words = "Nothing to look for" if listing.is_begun else words
        self._list.rows.show([_marked(row, listing.markings) for row in rows])
        self._say(words, say_aloud(words, listing))

    def _show_correction(self, listing: Listing) -> None:
        """Say what was taken for what was typed, or what may have been meant."""
        said, links = say_understood(listing)
        self._correction_box.setVisible(bool(said))
        self._correction.show_text(said, links=links)
        can_choose = listing.is_exact or bool(listing.page and listing.page.corrections)
        self._as_typed.setVisible(can_choose)
        exact = ("Only as typed", "Take words as they are spelt (Ctrl+Shift+E)")
        similar = ("Similar spelling too", "Take words spelt like them as well (Ctrl+Shift+E)")
        words, tip = similar if listing.is_exact else exact
        self._as_typed.setText(words)
        self._as_typed.setToolTip(tip)

    def _show_filters(self, listing: Listing) -> None:
        filters, page = listing.filters, listing.page
        is_shown = page is not None and filters is not None and filters.is_open
        self.filters.setVisible(is_shown)
        if filters is not None and is_shown:
            self.filters.show_facets(filters.facets, filters.counts, filters.chosen)
        said = filters.say() if filters is not None else ""
        self._filtered.show_text(f"Only: {said}" if said else "")
        self._unfilter.setVisible(bool(said))
        self._filter.setVisible(not is_shown)
        self._filter_line.setVisible(page is not None and not is_shown)

    def _say(self, words: str, told: str) -> None:
        """Name the list by what it holds, and tell a screen reader when that changes."""
        if told != self._told:
            self._words, self._told = words, told
            self._list.setAccessibleName(words)
            QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self._list, told))

    @Slot(str)
    def _on_facet_chosen(self, key: str) -> None:
        if key in Reading.__members__:
            self.reading_chosen.emit(Reading[key])
        else:
            self.kind_chosen.emit(key)

    def _show_facets(self, by_kind: Mapping[str, int], kind: str | None) -> None:
        total = sum(by_kind.values())
        facets = [Facet("", "All", total)]
        facets += [
            Facet(each.value, KIND_NAMES[each][1], by_kind[each.value])
            for each in Kind
            if by_kind.get(each.value)
        ]
        self._facets.show_facets(facets, kind or "")

    @property
    def chosen_id(self) -> str | None:
        """The entry whose row is chosen, if one is."""
        index = self._list.currentIndex()
        return str(index.data(RowRole.ENTRY_ID)) if index.isValid() else None

    def choose(self, entry_id: str | None) -> None:
        """Mark the entry that is shown, without telling anyone."""
        self._list.choose(entry_id)

    @Slot(int)
    def step(self, places: int) -> None:
        """Move to another row, as the arrow keys in the search field do."""
        model = self._list.model()
        row = min(max(self._list.currentIndex().row() + places, 0), model.rowCount() - 1)
        if row >= 0:
            self._list.setCurrentIndex(model.index(row, 0))


def _marked(row: ResultRow, markings: Mapping[str, Marking]) -> ResultRow:
    """Return a row with its marking; as it is, where only OFFICIAL is readable."""
    marking = markings.get(row.entry_id)
    if marking is None:
        return row
    return replace(row, level=marking.classification.value, marking=str(marking))


def _say_count(listed: int, total: int) -> str:
    """Return how many results there are, and how many of them are listed where not all are."""
    if not total:
        return "No results"
    return f"Results: {total}" if listed == total else f"Results: {listed} of {total}"


def say_kind(head: Head) -> str:
    """Return an entry's kind as rows show it."""
    return KIND_NAMES[head.kind][0]


def head_row(head: Head) -> ResultRow:
    """Return the row of an entry that was not searched for."""
    return ResultRow(
        entry_id=head.id, title=head.title, kind_words=say_kind(head), summary=head.summary
    )


def found_row(found: Found) -> ResultRow:
    """Return the row of a search result, with what matched marked."""
    head = found.head
    return ResultRow(
        entry_id=head.id,
        title=head.title,
        kind_words=say_kind(head),
        summary=head.summary,
        find_match=partial(_find_match, found),
    )


def _find_match(found: Found) -> Match:
    typed, meant, similar = _say_why(found)
    return Match(
        typed=typed,
        found=meant,
        similar=similar,
        title_spans=tuple(highlights(found.head.title, found.result)),
        summary_spans=tuple(highlights(found.head.summary, found.result)),
        passage=_find_passage(found),
    )


def _find_passage(found: Found) -> tuple[str, tuple[Span, ...]] | None:
    """Return the telling passage after its heading: “When not” says the opposite without it."""
    passage = found.passage
    if passage is None:
        return None
    start = f"{passage.heading}: "
    spans = tuple((begin + len(start), end + len(start)) for begin, end in passage.spans)
    return start + passage.text, spans


def _say_why(found: Found) -> tuple[str, str, bool]:
    reasons = found.result.why
    typed = list(dict.fromkeys(why.typed for why in reasons))
    meant = list(dict.fromkeys(found.say_found(w) for w in reasons if w.found != w.typed))
    similar = bool(reasons) and all(why.how == "spelling" for why in reasons)
    return ", ".join(typed), ", ".join(meant), similar
