"""Terms are explained where the pointer rests, and in a list for whoever has none."""

from __future__ import annotations

from pytestqt.qtbot import QtBot

from advisor.catalogue.entry import Kind
from advisor.clearance import OFFICIAL
from advisor.ui.entry.entry_page import EntryPage
from advisor.ui.explaining import HEADING
from advisor.ui.location import Location, Page
from advisor.ui.widgets.label import WrapLabel
from tests.support.labelled import entry_of, make_source, open_at
from tests.support.sealed import LABELS
from tests.support.window import Person, visible

ENTRY = "surveillance-support"
MOST = LABELS[-1]


def test_entry_explains_its_terms_where_they_stand_and_looks_as_before(person: Person):
    person.workspace.open_entry(ENTRY)
    person.rest()
    labels = [each for each in visible(person.pane, WrapLabel) if each.explanations]
    assert labels
    for each in labels:
        for one in each.explanations:
            assert each.plain_text[one.start : one.end].casefold() in one.text.casefold()
        assert each.text().count("<a ") == len(each.links)


def test_entry_lists_its_words_with_links_at_its_end(person: Person):
    person.workspace.open_entry(ENTRY)
    assert HEADING in person.page
    page = person.pane.page
    assert isinstance(page, EntryPage)
    words = page.findChildren(WrapLabel)
    listed = next(each for each in words if each.accessibleDescription() == HEADING)
    targets = [link.target for link in listed.links]
    assert "rocc" in targets
    assert ENTRY not in targets
    listed.linkActivated.emit("rocc")
    assert person.reader.location == Location(Page.ENTRY, "rocc")


def test_check_and_report_explain_their_terms_too(person: Person):
    for location in (Location(Page.CHECK, "toex"), Location(Page.REPORT)):
        person.workspace.show_page(location)
        person.rest()
        assert any(each.explanations for each in visible(person.pane, WrapLabel))
    person.workspace.show_page(Location(Page.CHECK, ENTRY))
    person.press(*["Alt+U"] * 12)
    assert any(each.explanations for each in visible(person.pane, WrapLabel))


def test_list_is_marked_as_high_as_the_texts_that_have_the_words(qtbot: QtBot):
    """Which terms a text has is part of what it says, whoever may read the term."""
    source = make_source(
        [
            entry_of("boat", Kind.TERM, title="Glass boat"),
            entry_of(
                "kidnap-unit", Kind.FORUM, ("limits", MOST, ("a glass boat",)), title="A desk"
            ),
        ]
    )
    for clearance, is_listed in ((OFFICIAL, False), (MOST, True)):
        session = open_at(source, clearance)
        page = EntryPage(session.catalogue.entry("kidnap-unit"), session)
        qtbot.addWidget(page)
        described = [each.accessibleDescription() for each in page.findChildren(WrapLabel)]
        assert (f"{HEADING}. Marking: {MOST}" in described) == is_listed
        assert any(HEADING in each for each in described) == is_listed
