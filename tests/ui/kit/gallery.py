"""Every widget of the kit on one page, in every look and text size.

Run it to look at the pictures: ``python -m tests.ui.kit.gallery FOLDER`` (or give the
file itself); set ``QT_SCALE_FACTOR=1.5`` for a screen at 150 per cent.
"""

from __future__ import annotations

import sys
from functools import partial
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtWidgets import (
    QApplication,
    QHBoxLayout,
    QMenuBar,
    QVBoxLayout,
    QWidget,
)

from advisor.ui import theme
from advisor.ui.colours import Look
from advisor.ui.icons import Icon
from advisor.ui.models.results import Match, ResultRow
from advisor.ui.theme import Type
from advisor.ui.widgets.answer_option import AnswerGroup, Option
from advisor.ui.widgets.buttons import Button, ComboBox, Kind, ToolButton
from advisor.ui.widgets.card import Card
from advisor.ui.widgets.chip import Chip, ChipRow
from advisor.ui.widgets.definition_list import DefinitionList
from advisor.ui.widgets.empty_state import Deed, EmptyState
from advisor.ui.widgets.facet_bar import Facet, FacetBar
from advisor.ui.widgets.focus_frame import FocusFrame
from advisor.ui.widgets.gap_box import GapBox
from advisor.ui.widgets.hairline import Ground, Hairline, Strip
from advisor.ui.widgets.icon_label import IconText
from advisor.ui.widgets.label import Emphasis, Label, Link, WrapLabel
from advisor.ui.widgets.list_footer import ListFooter
from advisor.ui.widgets.marking_banner import MarkingBanner
from advisor.ui.widgets.message_strip import MessageStrip
from advisor.ui.widgets.navigation_bar import NavigationBar, NavigationItem
from advisor.ui.widgets.outcome_icon import Standing, Truth
from advisor.ui.widgets.portion_mark import PortionFrame, PortionMark
from advisor.ui.widgets.reasons_tree import Reason, ReasonsTree
from advisor.ui.widgets.row_list import RowList
from advisor.ui.widgets.scroll_page import ScrollPage
from advisor.ui.widgets.search_field import SearchField
from advisor.ui.widgets.spacing import size, space
from advisor.ui.widgets.standing_bar import StandingBar
from advisor.ui.widgets.status_strip import StatusStrip
from advisor.ui.widgets.step_row import Detail, Step, StepRow
from advisor.ui.widgets.tile_map import PLACES, Tile, TileMap

LEVELS = ("OFFICIAL", "OFFICIAL-SENSITIVE", "SECRET", "TOP SECRET")
SECTIONS = (
    NavigationItem("search", "Search", Icon.SEARCH),
    NavigationItem("advisor", "Advisor", Icon.ADVISOR),
    NavigationItem("contacts", "Contacts", Icon.CONTACTS),
    NavigationItem("grid", "Who does what", Icon.GRID),
    NavigationItem("law", "Law", Icon.LAW),
    NavigationItem("saved", "Saved", Icon.SAVED),
)
OPTIONS = (
    Option("yes", "Yes"),
    Option("no", "No"),
    Option("unknown", "I do not know", "keeps both open"),
    Option("unrecorded", "Rather not record it here", "never stored"),
)
REASONS = (
    Reason(
        "Your force may ask",
        Truth.TRUE,
        "CCA 2013 s5(3)",
        deciding=True,
        children=(
            Reason("Surrey Police is led by a UK chief officer", Truth.TRUE, "Your settings"),
        ),
    ),
    Reason(
        "An authority is needed first",
        Truth.WITH_STEP,
        "RIPA 2000 s28",
        deciding=True,
        children=(
            Reason(
                "The surveillance is covert",
                Truth.TRUE,
                "Your answer",
                children=(Reason("Nobody watched knows of it", Truth.UNKNOWN, "Your answer"),),
            ),
            Reason("It is outside any home or private vehicle", Truth.TRUE, "Your answer"),
            Reason("It is urgent, so an oral authority would do", Truth.FALSE, "Your answer"),
        ),
    ),
    Reason("The request must show a special need", Truth.WITH_STEP, "CCA 2013 Sch 3 para 8"),
)


def tiles() -> list[Tile]:
    """The ten regions."""
    units = ("NERSOU", "NWROCU", "YHROCU", "Tarian", "WMROCU", "EMSOU", "ERSOU", "SWROCU")
    names = zip(PLACES, (*units, "Met, City, BTP", "SEROCU"), strict=True)
    return [Tile(name, name, unit, *PLACES[name]) for name, unit in names]


def rows(*, marked: bool = False) -> list[ResultRow]:
    """Rows as a search finds them."""
    level = 1 if marked else None
    return [
        ResultRow(
            entry_id="akeu",
            title="Anti Kidnap and Extortion Unit",
            kind_words="Capability",
            summary="Round-the-clock advice while a kidnap or blackmail is going on",
            find_match=partial(Match, typed="glass in baby food", found="product contamination"),
            level=level,
        ),
        ResultRow(
            entry_id="sio",
            title="Regional SIO adviser",
            kind_words="Capability",
            summary="Experienced detectives who visit, review and challenge",
            find_match=partial(
                Match,
                typed="wants paying",
                found="blackmail, critical incident",
                summary_spans=((12, 22),),
            ),
            level=3 if marked else None,
        ),
        ResultRow(
            entry_id="experts",
            title="Expert advisers with a name too long for the room that a row has",
            kind_words="Capability",
            summary="Finds outside experts for unusual evidence of every sort there is at all",
            find_match=partial(
                Match,
                typed="expret",
                found="expert, adviser, and a great many other words that were found",
                similar=True,
            ),
            level=4 if marked else None,
        ),
    ]


def markings() -> QWidget:
    """What the picture 14-markings shows."""
    page = Strip(Ground.BASE)
    column = QVBoxLayout(page)
    space(column, (20, 12, 20, 12), 8)
    for level, words in enumerate(LEVELS, 1):
        banner = MarkingBanner(at_bottom=False)
        banner.show_marking(words, level)
        column.addWidget(banner)
    column.addWidget(MarkingBanner())
    for level, words in enumerate(LEVELS, 1):
        column.addWidget(PortionMark(words, level))
    chips = QHBoxLayout()
    space(chips, gap=6)
    chosen = Chip("Chosen", checkable=True)
    chosen.setChecked(True)
    for chip in (Chip("Chip"), chosen, GapBox("Not published")):
        chips.addWidget(chip)
    chips.addStretch(1)
    column.addLayout(chips)
    column.addLayout(_buttons())
    return page


def _buttons() -> QHBoxLayout:
    buttons = QHBoxLayout()
    space(buttons, gap=8)
    disabled = Button("Disabled")
    disabled.disable("Nothing is chosen")
    for button in (
        Button("Primary", Kind.PRIMARY),
        Button("Other"),
        Button("Urgent", Kind.URGENT),
        Button("Change", Kind.LINK),
        disabled,
        ToolButton(Icon.STAR, "Favourite", "Ctrl+D"),
    ):
        buttons.addWidget(button)
    buttons.addStretch(1)
    return buttons


def list_pane(*, marked: bool = False) -> QWidget:
    """Search field, facets, results, footer."""
    pane = Strip(Ground.BASE)
    column = QVBoxLayout(pane)
    space(column)
    field = SearchField("Describe the problem in your own words")
    strip = QVBoxLayout()
    space(strip, (12, 8, 12, 8))
    strip.addWidget(field)
    column.addLayout(strip)
    column.addWidget(Hairline())
    facets = FacetBar()
    kinds = [("", "All", 6), ("c", "Capabilities", 4), ("k", "Contacts", 1), ("t", "Terms", 1)]
    facets.show_facets([Facet(*kind) for kind in kinds], "")
    column.addWidget(facets)
    results = RowList("Results")
    results.rows.show(rows(marked=marked))
    results.choose("akeu")
    column.addWidget(results, 1)
    footer = ListFooter(
        "Your ROCC, South East, knows what exists, including what is not listed here."
    )
    column.addWidget(footer)
    size(pane, width=412)
    return pane


def entry_page() -> ScrollPage:
    """An entry with the way to get it first."""
    scroll = ScrollPage()
    column = QVBoxLayout(scroll.page)
    space(column, (28, 18, 16, 18), 4)
    top = QHBoxLayout()
    top.addWidget(Label("Capability · National Crime Agency", Type.META, "muted"), 1)
    top.addWidget(PortionMark("OFFICIAL", 1))
    column.addLayout(top)
    column.addWidget(WrapLabel("Anti Kidnap and Extortion Unit", Type.TITLE))
    text = WrapLabel(
        "Round-the-clock advice and co-ordination while a kidnap, blackmail or product "
        "contamination is going on. Also called AKEU, the kidnap unit."
    )
    text.highlight(["kidnap"], current=1)
    column.addWidget(text)
    chips = ChipRow()
    chips.show_chips([("k", "Kidnap and extortion"), ("c", "Crime in action"), ("n", "National")])
    column.addWidget(chips)
    column.addSpacing(theme.current().px(12))
    column.addWidget(_card())
    column.addSpacing(theme.current().px(12))
    column.addWidget(_facts())
    column.addStretch(1)
    return scroll


def _card() -> Card:
    card = Card("How to get it", "for South East · Surrey Police")
    ring = "Your force kidnap lead, or the NCA control room on 0370 496 7622"
    unsure = Detail("Not confirmed: the unit’s own urgent line is not published.")
    card.add_item(
        StepRow(
            Step(
                title="Going on now: ring first",
                lines=(Detail(ring, strong="0370 496 7622"), unsure),
                deed="Copy number",
            )
        )
    )
    says = Detail("They say whether it fits, how to reach it and how to use it.")
    card.add_item(
        StepRow(
            Step(
                title="Being planned: ask your ROCC, South East",
                number=1,
                lines=(says,),
                gap="Name and number not published: your administrator supplies this",
            )
        )
    )
    card.add_item(
        StepRow(
            Step(
                title="Get a directed surveillance authority",
                number=2,
                who="Superintendent",
                time="lasts 3 months; if urgent, oral for 72 hours",
                source="RIPA s28, s43",
            )
        )
    )
    number = Detail("0370 496 7622", Icon.TELEPHONE, "0370 496 7622")
    control = Step(title="NCA control room", number=3, lines=(number,), deed="Copy")
    card.add_item(StepRow(control))
    foot = QHBoxLayout()
    space(foot, gap=12)
    foot.addWidget(Button("Can I have this?", Kind.PRIMARY))
    foot.addWidget(Label("Asks only what still matters.", Type.META, "muted"))
    foot.addStretch(1)
    foot.addWidget(IconText(Icon.SOURCE, "NCA · HMICFRS 2019", tone="muted"))
    card.add_footer(foot)
    return card


def _facts() -> DefinitionList:
    facts = DefinitionList()
    facts.add_text(
        "What it can do",
        "Tactical advice, links to national and foreign partners, and in some cases it leads "
        "the case.",
    )
    law = WrapLabel()
    law.show_text(
        "No special power. Directed surveillance, property interference and others need their "
        "own authority.",
        links=[Link(18, 39, "entry:directed"), Link(41, 62, "entry:property")],
        strong=[Emphasis(0, 2)],
    )
    facts.add("Law", law)
    return facts


def interview_page() -> QWidget:
    """A question, the standing, and the reasons."""
    page = Strip(Ground.BASE)
    column = QVBoxLayout(page)
    space(column)
    standing = StandingBar()
    standing.show_standing(
        Standing.AFTER,
        "So far: yes, after these steps",
        "Steps: 4. Questions that could still change it: 2. Nothing you have said rules it out.",
    )
    standing.add_deed(Button("Save note…", Kind.PRIMARY))
    message = MessageStrip()
    message.show_message("This release expires on 1 July 2026.", deed="Import a release")
    urgent = MessageStrip()
    urgent.show_message("Life at risk? Ring before you search.", deed="Show", urgent=True)
    for strip in (standing, message, urgent):
        column.addWidget(strip)
    inner = QVBoxLayout()
    space(inner, (28, 14, 28, 14), 8)
    inner.addWidget(
        WrapLabel("Will any of it be inside a home or a private vehicle?", Type.QUESTION)
    )
    answers = AnswerGroup()
    answers.show_options(OPTIONS)
    answers.choose("no")
    inner.addWidget(answers)
    tree = ReasonsTree()
    tree.show_reasons(REASONS)
    inner.addWidget(tree)
    for level, words in ((3, "SECRET/ALDER"), (1, "OFFICIAL")):
        portion = PortionFrame("What it can do")
        portion.body.addWidget(WrapLabel("Demonstration text of a portion that is marked."))
        portion.show_marking(words, level)
        inner.addWidget(portion)
    inner.addStretch(1)
    column.addLayout(inner)
    return page


def other_page() -> QWidget:
    """The map, an empty state, a field to choose from."""
    page = Strip(Ground.BASE)
    column = QVBoxLayout(page)
    space(column, (12, 12, 12, 12), 8)
    regions = TileMap(tiles())
    regions.set_chosen("South East")
    column.addWidget(regions)
    choice = ComboBox("Region")
    choice.addItems(["South East", "London"])
    column.addWidget(choice)
    empty = EmptyState()
    empty.show_words(
        "Nothing found for “polygraph the suspect”",
        "The catalogue does not hold everything. Something may exist that is not listed here, "
        "and your ROCC is the one who knows.",
        [
            Deed(
                "rocc",
                Icon.TELEPHONE,
                "Ask your ROCC, South East",
                "Name and number not published: your administrator supplies this",
                "Show contact",
            ),
            Deed("edit", Icon.EDIT, "Say it another way", "Fewer words", "Edit search"),
        ],
    )
    column.addWidget(empty, 1)
    return page


class Window(QWidget):
    """A frame like the application's, with the entry page."""

    def __init__(self, *, rail: bool = False, marked: bool = False) -> None:
        super().__init__()
        column = QVBoxLayout(self)
        space(column)
        for at_bottom in (False, True):
            banner = MarkingBanner(at_bottom=at_bottom)
            banner.show_marking("SECRET" if marked else "OFFICIAL", 3 if marked else 1)
            column.addWidget(banner)
        menus = QMenuBar()
        for name in ("&File", "&Edit", "&View", "&Go"):
            menus.addMenu(name)
        row = QHBoxLayout()
        space(row)
        bar = NavigationBar(SECTIONS, [NavigationItem("lock", "Lock", Icon.LOCK, "Ctrl+L")])
        bar.set_current("search")
        bar.set_rail(rail)
        row.addWidget(bar)
        row.addWidget(list_pane(marked=marked))
        row.addWidget(Hairline(vertical=True))
        row.addWidget(entry_page(), 1)
        status = StatusStrip()
        status.show_unit("South East · Surrey Police")
        status.show_release("Release 12 · 3 June 2026 · signature checked", checked=True)
        status.show_reader("OFFICIAL · not signed in")
        status.show_countdown("Locks in 4:59" if marked else "")
        column.insertWidget(1, menus)
        column.insertLayout(2, row, 1)
        column.insertWidget(3, status)
        self.ring = FocusFrame(self)


PAGES = {
    "window": (Window, 1280, 800),
    "markings": (markings, 460, 440),
    "interview": (interview_page, 760, 800),
    "other": (other_page, 660, 800),
}


def render(folder: Path, look: Look, factor: float) -> list[Path]:
    """Draw every page in one look and text size; return the pictures."""
    house = theme.current()
    house.set_text_factor(factor)
    house.choose(look)
    found = []
    for name, (make, width, height) in PAGES.items():
        page = make()
        page.setAttribute(Qt.WidgetAttribute.WA_DontShowOnScreen)
        page.resize(round(width * max(1.0, factor * 0.85)), round(height * factor))
        page.show()
        path = folder / f"{name}-{look.value}-{round(factor * 100)}.png"
        if not page.grab().save(str(path)):
            raise OSError(path)
        found.append(path)
        page.close()
        page.deleteLater()
        QCoreApplication.sendPostedEvents(page, QEvent.Type.DeferredDelete)
    return found


def main() -> None:
    """Draw everything."""
    folder = Path(sys.argv[1])
    folder.mkdir(parents=True, exist_ok=True)
    application = QApplication([])
    theme.install(application)
    for look in Look:
        for factor in (1.0, 1.5):
            render(folder, look, factor)


if __name__ == "__main__":
    main()
