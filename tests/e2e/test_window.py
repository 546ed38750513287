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
