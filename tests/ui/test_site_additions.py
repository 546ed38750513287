"""What a site adds to an entry, as a reader sees and hears it."""

from __future__ import annotations

from PySide6.QtWidgets import QLabel

from advisor.clearance import OFFICIAL
from advisor.ui.dressing import dress
from advisor.ui.entry.entry_page import EntryPage
from advisor.ui.models.results import RowRole
from tests.support.labelled import ABOVE, IDS, PLACES, everything, open_with_additions
from tests.support.onlooker import opened

WORD = ABOVE[OFFICIAL]


def texts(page: EntryPage) -> list[str]:
    return [label.accessibleName() or label.text() for label in page.findChildren(QLabel)]


def test_additions_stand_before_how_to_get_it_with_the_national_line_struck_through(qtbot):
    dress(PLACES)
    session = open_with_additions(everything(), OFFICIAL)
    page = EntryPage(session.catalogue.entry(IDS[0]), session)
    qtbot.addWidget(page)
    found = texts(page)
    place = {words: at for at, words in reversed(list(enumerate(found)))}
    assert place["Corrected by your site"] < place["Added by your site"] < place["How to get it"]
    assert f"Limits, nationally: boat {WORD}" in found
    assert any("the national text has changed since" in words for words in found)
    struck = [label for label in page.findChildren(QLabel) if "line-through" in label.text()]
    assert [label.plain_text for label in struck] == [f"boat {WORD}", "boat"]


def test_national_line_stays_where_it_was(qtbot):
    dress(PLACES)
    session = open_with_additions(everything(), OFFICIAL)
    page = EntryPage(session.catalogue.entry(IDS[0]), session)
    qtbot.addWidget(page)
    assert texts(page).count(f"boat {WORD}") >= 1


def test_rows_say_which_words_are_of_the_site(qtbot):
    with opened(qtbot, open_with_additions(everything(), OFFICIAL), PLACES) as person:
        person.type("jargon")
        model = person.workspace.search_pane.list.model()
        (row,) = [model.index(n, 0).data(RowRole.ROW) for n in range(model.rowCount())]
        assert row.why_words == f"Matched jargon → {WORD} (your site)"
        person.press("Ctrl+A")
        person.type('"jargon"')
        assert person.rows == []
