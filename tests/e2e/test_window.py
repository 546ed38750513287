"""The main job in the real window, by accessible names alone and with the keyboard alone."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.support.desktop import Desktop, missing, private_desktop
from tests.support.investigator import answer, at_search, first_result, question, search_for

pytestmark = pytest.mark.skipif(
    sys.platform != "linux", reason="the screen reader's side is that of Linux"
)
UNIT = "Anti Kidnap and Extortion Unit"
MOST_QUESTIONS = 15


@pytest.fixture
def desktop(tmp_path: Path) -> Iterator[Desktop]:
    assert missing() == []
    with private_desktop(tmp_path) as desktop, desktop.running([sys.executable, "-m", "advisor"]):
        desktop.find("Search", role="text")
        desktop.activate("Capability advisor")
        yield desktop


def test_search_has_the_keyboard_at_the_start(desktop: Desktop):
    assert at_search(desktop)


def test_every_control_has_a_name(desktop: Desktop):
    search_for(desktop, "ransom call")
    first_result(desktop, UNIT)
    controls = {
        "push button",
        "check box",
        "radio button",
        "text",
        "list",
        "menu item",
        "combo box",
    }
    assert [str(node) for node in desktop.look() if node.role in controls and not node.name] == []


def test_the_keyboard_is_always_on_something_with_a_name(desktop: Desktop):
    """After each deed a screen reader has something to say, and keys have something to do."""

    def named(role: str | None = None):
        node = desktop.focus()
        return node if node and node.name and role in (None, node.role) else None

    search_for(desktop, "ransom call")
    first_result(desktop, UNIT)
    desktop.press("Return")
    desktop.wait_for("the entry, by name, with the keyboard", lambda _: named())
    desktop.press("ctrl+Return")
    desktop.wait_for("an answer with the keyboard", lambda _: named("radio button"))
    desktop.press("F2")
    desktop.wait_for("the life-at-risk page, by name, with the keyboard", lambda _: named())


def test_main_job(desktop: Desktop):
    """Search, read, check access, change an answer, learn whom to ring."""
    search_for(desktop, "ransom call")
    first_result(desktop, UNIT)
    desktop.press("Return")
    desktop.find("How to get it")
    desktop.read("Going on now: ring first")

    desktop.tab_to("Can I have this?", role="push button")
    desktop.press("space")
    desktop.read("Why this is asked")
    for _ in range(MOST_QUESTIONS):
        nodes = desktop.look()
        if question(nodes) is None:
            break
        asks_motive = any("political or terrorist" in node.name for node in nodes)
        answer(desktop, "No" if asks_motive else None)
    desktop.read("Yes, ")
    desktop.read("0370 496 7622")

    desktop.tab_to("Change: Political or terrorist motive", role="push button")
    desktop.press("space")
    desktop.find("Yes", role="radio button")
    answer(desktop, "Yes")
    desktop.read("Not for this case")
    desktop.find("Change: Who is asking")


def test_life_at_risk_is_one_key_away(desktop: Desktop):
    search_for(desktop, "counterfeit")
    desktop.press("F2")
    desktop.find("Ring in this order. Search afterwards.")
    desktop.find("Emergency services")
    desktop.read("0370 496 7622")
    desktop.read("checked ")


def test_no_match_says_so_and_names_the_rocc(desktop: Desktop):
    search_for(desktop, "xylophone qqqq")
    desktop.read("No results")
    desktop.read("Your ROCC knows what exists")
    desktop.press("Escape")
    desktop.wait_for(
        "an empty search box",
        lambda nodes: next((n for n in nodes if n.name == "Search" and not n.text), None),
    )


def test_the_rules_are_heard_answer_by_answer_and_followed(desktop: Desktop):
    search_for(desktop, "counterfeit")
    first_result(desktop, "UK National Central Office for counterfeit currency")
    desktop.press("Return")
    desktop.tab_to("See the rules as a picture", role="push button")
    desktop.press("Return")
    desktop.find("The rules as a table: UK National Central Office for counterfeit currency")
    first = desktop.wait_for("a cell with the keyboard", lambda _: focused_cell(desktop))
    desktop.press("Return")
    desktop.wait_for("another cell with the keyboard", lambda _: focused_cell(desktop, first.name))
    desktop.press("alt+Left")
    desktop.find("How to get it")


def test_a_reason_is_heard_and_leads_to_its_source(desktop: Desktop):
    search_for(desktop, "counterfeit")
    first_result(desktop, "UK National Central Office for counterfeit currency")
    desktop.press("Return", "ctrl+Return")
    for _ in range(MOST_QUESTIONS):
        if question(desktop.look()) is None:
            break
        answer(desktop, None)
    desktop.tab_to("Why")
    for _ in range(MOST_QUESTIONS):
        reason = desktop.wait_for("a reason", lambda _: focused_reason(desktop))
        if reason.name.count("Source: ") == 1 and "Change your answer" not in reason.name:
            break
        desktop.press("Down")
    desktop.press("Return")
    desktop.read("What rests on it here")
    desktop.press("alt+Left")
    desktop.read("Whom to ring")


def focused_cell(desktop: Desktop, other_than: str = ""):
    found = (node for node in desktop.look() if node.role == "table cell")
    return next((n for n in found if "focused" in n.states and n.name != other_than), None)


def focused_reason(desktop: Desktop):
    found = (node for node in desktop.look() if "Enter: " in node.name)
    return next((node for node in found if "focused" in node.states), None)


def test_a_reason_with_several_deeds_asks_which_and_an_answer_can_be_changed(desktop: Desktop):
    search_for(desktop, "counterfeit")
    first_result(desktop, "UK National Central Office for counterfeit currency")
    desktop.press("Return", "ctrl+Return")
    for _ in range(MOST_QUESTIONS):
        if question(desktop.look()) is None:
            break
        answer(desktop, None)
    desktop.tab_to("Why")
    for _ in range(MOST_QUESTIONS):
        reason = desktop.wait_for("a reason", lambda _: focused_reason(desktop))
        if "Change your answer: Who is asking, Source: " in reason.name:
            break
        desktop.press("Down")
    desktop.press("Return", "Return")  # the menu, whose first deed it is
    desktop.read("Who are you asking for?")


def test_a_case_is_saved_and_gone_on_with_in_the_next_window(tmp_path: Path):
    assert missing() == []
    with private_desktop(tmp_path) as desktop:
        with desktop.running([sys.executable, "-m", "advisor"]):
            desktop.find("Search", role="text")
            desktop.activate("Capability advisor")
            search_for(desktop, "counterfeit")
            desktop.press("Return", "ctrl+Return")
            desktop.find("Who are you asking for?")
            answer(desktop, None)
            desktop.press("ctrl+s")
            desktop.find("Name", role="text")
            desktop.type("Notes at the market")
            desktop.press("Return")
            desktop.read("Case: Notes at the market")
        with desktop.running([sys.executable, "-m", "advisor"]):
            desktop.find("Search", role="text")
            desktop.activate("Capability advisor")
            desktop.read("as shipped, checked")  # there is nothing to go to before
            desktop.press("ctrl+5")
            desktop.read("Notes at the market")
            desktop.press("Return", "Return")
            desktop.read("Case: Notes at the market")
            desktop.find("Change: Who is asking", role="push button")
