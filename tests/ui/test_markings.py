"""What is on the screen is marked as high as the highest of it, and every part for itself."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import ExitStack

import pytest
from PySide6.QtWidgets import QToolButton
from pytestqt.qtbot import QtBot

from advisor.catalogue.entry import (
    Channel,
    ContactDetails,
    Kind,
    Organisation,
    Urgent,
)
from advisor.catalogue.entry_source import AuthoredEntry
from advisor.catalogue.release import Synonyms, Threat
from advisor.catalogue.source import CatalogueSource
from advisor.clearance import OFFICIAL, Label
from advisor.settings import UserSettings
from advisor.ui.models.results import ResultRow, RowRole
from advisor.ui.widgets.card import Card
from advisor.ui.widgets.marking_banner import MarkingBanner
from advisor.ui.widgets.portion_mark import PortionFrame, PortionMark
from tests.support.builders import CHECKED
from tests.support.labelled import PLACES, entry_of, make_source, open_at
from tests.support.onlooker import opened
from tests.support.rules import make_access, make_route, make_step
from tests.support.sealed import LABELS
from tests.support.window import Person, text_of, visible

SENSITIVE, SECRET, ALDER = LABELS[1:4]
READABLE = LABELS[:4]
SitDown = Callable[..., Person]


@pytest.fixture
def sit_down(qtbot: QtBot) -> Iterator[SitDown]:
    """Put somebody at a window over some entries, cleared for SECRET/ALDER unless said."""
    with ExitStack() as stack:

        def sit(
            *entries: AuthoredEntry,
            clearance: Label = ALDER,
            source: CatalogueSource | None = None,
            settings: UserSettings | None = None,
        ) -> Person:
            # Something at every label, so that the clearance is that of the session.
            apart = [term(f"apart-{n}", label, "apart") for n, label in enumerate(READABLE)]
            session = open_at(source or make_source([*entries, *apart]), clearance)
            session.settings = settings or session.settings
            return stack.enter_context(opened(qtbot, session, PLACES))

        yield sit


def term(entry_id: str, label: Label, says: str = "boat", **head: str) -> AuthoredEntry:
    return entry_of(entry_id, Kind.TERM, ("does", label, says), **{"summary": says, **head})


def capability(entry_id: str = "unit", *portions, label: Label = OFFICIAL, **head):
    access = ("access", label, make_access())
    return entry_of(entry_id, Kind.CAPABILITY, access, *portions, label=label, **head)


def contact(entry_id: str, label: Label, **changes) -> AuthoredEntry:
    details = ContactDetails(
        role="who to ask",
        order=1,
        channels=(Channel(kind="telephone", value="01234 567890"),),
        published=True,
        verified_on=CHECKED,
        **changes,
    )
    return entry_of(entry_id, Kind.CONTACT, ("contact", label, details), label=label)


def place(entry_id: str, label: Label, kind: str = "region", **changes) -> AuthoredEntry:
    portion = ("organisation", label, Organisation(type=kind, **changes))
    return entry_of(entry_id, Kind.ORGANISATION, portion, label=label)


def banner(person: Person) -> str:
    """The words of both banners, once what is due is shown."""
    person.rest()
    words = {each.words for each in visible(person.window, MarkingBanner)}
    assert len(words) == 1, words
    return words.pop()


def marks(person: Person) -> dict[str, str]:
    """The mark of every portion on the page, by its heading."""
    frames = visible(person.pane, PortionFrame)
    return {text_of(frame._heading): frame._mark._words for frame in frames}


def card_mark(person: Person, heading: str) -> str | None:
    cards = [each for each in visible(person.pane, Card) if each.accessibleName() == heading]
    found = visible(cards[0], PortionMark)
    return found[0]._words if found else None


def shown_rows(person: Person) -> list[ResultRow]:
    model = person.workspace.search_pane.list.model()
    return [model.index(row, 0).data(RowRole.ROW) for row in range(model.rowCount())]


# ── the banner ───────────────────────────────────────────────────────────────


@pytest.mark.parametrize("label", READABLE, ids=str)
def test_page_is_marked_as_its_highest_portion(sit_down: SitDown, label: Label):
    person = sit_down(term("quay", label), term("pier", OFFICIAL))
    person.reader.open_entry("quay")
    assert banner(person) == str(label)
    person.reader.forget_recent()
    person.reader.open_entry("pier")
    person.reader.forget_recent()
    assert banner(person) == "OFFICIAL"


def test_row_of_the_list_counts_beside_a_lower_page(sit_down: SitDown):
    person = sit_down(term("boat", OFFICIAL, title="Boat"), term("pier", SECRET))
    person.type("boat ")
    assert person.row_ids == ["boat", "pier"]
    assert person.reader.location.subject == "boat"
    assert banner(person) == "SECRET"
    person.reader.search("")
    assert banner(person) == "OFFICIAL"


def test_entry_read_before_counts_where_it_is_listed(sit_down: SitDown):
    settings = UserSettings(recent=("quay",))
    person = sit_down(term("quay", SENSITIVE), settings=settings)
    assert person.row_ids == ["quay"]
    assert banner(person) == "OFFICIAL-SENSITIVE"


def test_number_beside_a_kind_counts_what_is_not_listed(sit_down: SitDown):
    person = sit_down(capability(words=("boat",)), term("quay", SECRET))
    person.type("boat ")
    person.reader.choose_kind("capability")
    assert person.row_ids == ["unit"]
    assert "Terms 1" in [each.accessibleName() for each in person.window.findChildren(QToolButton)]
    assert banner(person) == "SECRET"


def test_number_of_more_than_is_listed_counts_all_that_is_readable(sit_down: SitDown):
    person = sit_down(*(term(f"boat-{number}", OFFICIAL) for number in range(60)))
    person.type("boat ")
    assert person.workspace.search_pane.words == "Results: 50 of 60"
    assert banner(person) == str(ALDER)


def test_capability_counted_on_the_start_page_counts(sit_down: SitDown):
    assert banner(sit_down(capability())) == "OFFICIAL"
    assert banner(sit_down(capability(), capability("above", label=SECRET))) == "SECRET"


def test_threat_area_counts_where_it_is_shown(sit_down: SitDown):
    threats = [(Threat(key="wreck", title="Wreckers"), SENSITIVE)]
    entries = [capability(label=SENSITIVE, threats=("wreck",)), term("x", ALDER)]
    person = sit_down(source=make_source(entries, threats))
    assert person.sees("Wreckers")
    assert banner(person) == "OFFICIAL-SENSITIVE"
    person = sit_down(source=make_source([capability(), term("x", ALDER)], threats))
    assert not person.sees("Wreckers")
    assert banner(person) == "OFFICIAL"
    person.reader.browse("wreck")  # as a reader did who came back to a newer release
    assert banner(person) == "OFFICIAL-SENSITIVE"


def test_word_that_led_to_a_result_counts(sit_down: SitDown):
    group = Synonyms(says=("honeypot",), means=("boat",))
    source = make_source([term("quay", OFFICIAL), term("x", ALDER, "y")], groups=[(group, SECRET)])
    person = sit_down(source=source)
    person.type("honeypot ")
    assert person.row_ids == ["quay"]
    assert [row.marking for row in shown_rows(person)] == ["SECRET"]
    assert banner(person) == "SECRET"
    person.reader.search("boat ")
    assert banner(person) == "OFFICIAL"


def test_person_to_ring_where_a_life_is_at_risk_counts(sit_down: SitDown):
    person = sit_down(contact("desk", SENSITIVE, fills="force-control-room"))
    assert person.sees("01234 567890")
    assert banner(person) == "OFFICIAL-SENSITIVE"
    person.press("F2")
    assert banner(person) == "OFFICIAL-SENSITIVE"
    assert card_mark(person, "Who to ring") == "OFFICIAL-SENSITIVE"
    person.reader.search("zq")
    assert banner(person) == "OFFICIAL"


def test_person_to_ring_in_a_region_counts(sit_down: SitDown):
    rocc = contact("rocc", SECRET, fills="rocc", region="north")
    person = sit_down(place("north", OFFICIAL), place("south", OFFICIAL), rocc)
    person.press("Ctrl+2")
    person.workspace._on_region_opened("north")
    assert banner(person) == "SECRET"
    assert card_mark(person, "Who to ring, in order") == "SECRET"
    assert [mark._words for mark in visible(person.pane, PortionMark)] == ["SECRET", "SECRET"]
    person.workspace._on_region_opened("south")
    assert banner(person) == "OFFICIAL"


def test_region_on_the_map_counts_and_the_hidden_list_does_not(sit_down: SitDown):
    person = sit_down(term("boat", OFFICIAL, title="Boat"), term("pier", ALDER))
    person.type("boat ")
    assert banner(person) == str(ALDER)
    assert person.sees("Result 1 of 2")
    person.press("Ctrl+2")
    assert not person.sees("of 2")
    assert banner(person) == "OFFICIAL"
    person.press("Ctrl+K")
    assert person.sees("Result 1 of 2")
    person = sit_down(place("north", SECRET))
    person.press("Ctrl+2")
    assert banner(person) == "SECRET"


def test_own_region_counts_wherever_it_is_named(sit_down: SitDown):
    person = sit_down(place("north", SENSITIVE), settings=UserSettings(region="north"))
    assert person.sees("North", person.window.frame.status)
    assert banner(person) == "OFFICIAL-SENSITIVE"


def test_organisation_that_is_a_region_only_above_counts_as_high(sit_down: SitDown):
    value = ("organisation", SECRET, Organisation(type="region"))
    person = sit_down(
        entry_of("quay", Kind.ORGANISATION, value), settings=UserSettings(region="quay")
    )
    assert banner(person) == "SECRET"
    person.window.actions_by_name["place"].trigger()
    assert dialog_banner(person) == "SECRET"


def test_check_is_marked_as_its_rules_and_whom_they_name(sit_down: SitDown):
    route = make_route(id="more", steps=(make_step(text="Ask quietly", contact="desk"),))
    above = ("access", SENSITIVE, make_access(route))
    person = sit_down(capability("unit", above), contact("desk", SENSITIVE))
    person.reader.open_entry("unit")
    person.reader.forget_recent()
    person.press("Ctrl+Return")
    assert banner(person) == "OFFICIAL-SENSITIVE"
    assert card_mark(person, "In this order") == "OFFICIAL-SENSITIVE"


# ── dialogs ──────────────────────────────────────────────────────────────────


def dialog_banner(person: Person) -> str:
    """The words of the banners of the dialog that is open, which is then closed."""
    words = {each.words for each in visible(person.dialog, MarkingBanner)}
    person.dialog.reject()
    assert len(words) == 1, words
    return words.pop()


@pytest.mark.parametrize(
    ("name", "marking"),
    [
        ("place", "SECRET"),
        ("about", "SECRET/ALDER"),
        ("see_as", "SECRET/ALDER"),
        ("help", "OFFICIAL"),
        ("keys", "OFFICIAL"),
    ],
)
def test_dialog_has_a_banner_of_its_own(sit_down: SitDown, name: str, marking: str):
    person = sit_down(place("north", SECRET))
    person.window.actions_by_name[name].trigger()
    assert dialog_banner(person) == marking


@pytest.mark.parametrize("name", ["place", "about", "see_as"])
def test_dialog_at_official_is_official(sit_down: SitDown, name: str):
    person = sit_down(place("north", SECRET), clearance=OFFICIAL)
    person.window.actions_by_name[name].trigger()
    assert dialog_banner(person) == "OFFICIAL"


# ── each part ────────────────────────────────────────────────────────────────


def test_rows_have_squares_and_words_where_more_than_official_is_readable(sit_down: SitDown):
    terms = [term(f"boat-{number}", label) for number, label in enumerate(READABLE)]
    person = sit_down(*terms)
    person.type("boat ")
    found = {row.entry_id: (row.level, row.marking_words) for row in shown_rows(person)}
    assert found == {
        f"boat-{number}": (label.classification.value, str(label))
        for number, label in enumerate(READABLE)
    }
    assert all(row.whole_sense.endswith(row.marking) for row in shown_rows(person))


def test_rows_have_neither_at_official(sit_down: SitDown):
    person = sit_down(term("boat", OFFICIAL), clearance=OFFICIAL)
    person.type("boat ")
    assert [(row.level, row.marking_words) for row in shown_rows(person)] == [(None, "")]
    assert marks(person) == {}
    assert [mark._words for mark in visible(person.pane, PortionMark)] == ["OFFICIAL"]


def test_every_portion_of_an_entry_shows_its_mark(sit_down: SitDown):
    portions = [
        ("does", OFFICIAL, "It floats."),
        ("when", SENSITIVE, ("At night.",)),
        ("limits", SECRET, ("It sinks.",)),
        ("unconfirmed", ALDER, ("It flies.",)),
        ("contacts", OFFICIAL, ("desk",)),
    ]
    person = sit_down(entry_of("quay", Kind.TERM, *portions), contact("desk", SECRET))
    person.reader.open_entry("quay")
    assert marks(person) == {
        "What it does": "OFFICIAL",
        "When to use it": "OFFICIAL-SENSITIVE",
        "Limits": "SECRET",
        "Not confirmed": "SECRET/ALDER",
        "Whom to ring": "SECRET",
        "Sources": "OFFICIAL",
        "How sure": "OFFICIAL",
    }


def test_head_of_an_entry_shows_the_highest_of_it_with_whom_to_ring(sit_down: SitDown):
    portion = ("contacts", OFFICIAL, ("role:rocc",))
    rocc = contact("rocc", SECRET, fills="rocc")
    person = sit_down(entry_of("quay", Kind.TERM, portion), rocc)
    person.reader.open_entry("quay")
    assert person.sees("Highest portion shown")
    assert visible(person.pane, PortionMark)[0]._words == "SECRET"


def test_card_shows_the_mark_of_whom_to_ring_at_once(sit_down: SitDown):
    urgent = Urgent(text="Now", detail="Ring.", contacts=("role:kidnap-lead",), sources=("seed",))
    lead = contact("lead", SECRET, fills="kidnap-lead")
    person = sit_down(capability("unit", ("urgent", OFFICIAL, urgent)), lead)
    person.reader.open_entry("unit")
    assert card_mark(person, "How to get it") == "SECRET"
    assert banner(person) == "SECRET"


def test_card_shows_the_mark_of_its_rules(sit_down: SitDown):
    above = ("access", SENSITIVE, make_access(make_route(id="more")))
    person = sit_down(capability("unit", above, ("limits", SECRET, ("It sinks.",))))
    person.reader.open_entry("unit")
    assert card_mark(person, "How to get it") == "OFFICIAL-SENSITIVE"


def test_card_has_no_mark_at_official(sit_down: SitDown):
    person = sit_down(capability(), clearance=OFFICIAL)
    person.reader.open_entry("unit")
    assert card_mark(person, "How to get it") is None
    person.press("F2")
    assert card_mark(person, "Who to ring") is None


def test_part_in_two_labels_is_seen_twice_above_and_once_below(sit_down: SitDown):
    """Case 36: a cover story is no lie to those who may know better, if both are marked."""
    portions = [("limits", OFFICIAL, ("It is slow.",)), ("limits", SECRET, ("It is fast.",))]
    person = sit_down(entry_of("quay", Kind.TERM, *portions))
    person.reader.open_entry("quay")
    frames = [each for each in visible(person.pane, PortionFrame) if person.sees("It is", each)]
    assert [(frame._mark._words, person.text(frame)) for frame in frames] == [
        ("OFFICIAL", "Limits\nIt is slow."),
        ("SECRET", "Limits\nIt is fast."),
    ]
    person = sit_down(entry_of("quay", Kind.TERM, *portions), clearance=OFFICIAL)
    person.reader.open_entry("quay")
    assert person.sees("It is slow.")
    assert not person.sees("It is fast.")
    assert banner(person) == "OFFICIAL"


# ── what stands outside the window, and under every banner ───────────────────


@pytest.mark.parametrize("label", READABLE, ids=str)
def test_title_of_the_window_has_the_marking_of_what_it_names(sit_down: SitDown, label: Label):
    """The task bar shows it without any banner."""
    person = sit_down(term("quay", label, title="Quay"))
    person.reader.open_entry("quay")
    person.rest()
    marked = "" if label == OFFICIAL else f"{label} – "
    assert person.window.windowTitle() == f"{marked}Quay – Capability advisor"


def test_status_bar_names_no_compartment(sit_down: SitDown):
    person = sit_down(term("pier", OFFICIAL), term("quay", READABLE[-1]))
    words = person.text(person.window.frame.status)
    assert READABLE[-1].classification.words in words
    assert not any(name in words for name in READABLE[-1].compartments)


def test_signed_in_window_offers_no_way_to_write_the_sites_plain_list(sit_down: SitDown):
    person = sit_down(term("pier", OFFICIAL))
    person.press("F2")
    assert not person.sees("Add local contacts…")
