"""What terms and acronyms mean, without a pointer: on every page, the grid and the check too."""

from __future__ import annotations

import pytest

from advisor.ui.location import Location, Page
from advisor.ui.widgets.label import WrapLabel
from tests.support.window import Person, visible

CASES = {
    "check": (Location(Page.CHECK, "anti-kidnap-extortion"), "ROCC"),
    "grid": (Location(Page.GRID), "ROCU"),
    "report": (Location(Page.REPORT), "Control strategy"),
}


@pytest.mark.parametrize(("location", "acronym"), CASES.values(), ids=CASES)
def test_words_on_the_screen_are_listed_with_what_they_mean(
    person: Person, location: Location, acronym: str
):
    person.workspace.show_page(location)
    person.press("Shift+F1")
    shown = person.dialog
    assert shown is not None
    meant = person.reader.session.glossary.find(acronym)[0].meanings[0].head
    assert f"{meant.title}: {meant.summary}" in _words(shown)
    person.press("Escape")


def _words(dialog) -> str:
    return "\n".join(label.plain_text for label in visible(dialog, WrapLabel))
