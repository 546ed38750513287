"""What windows of ours say to each other, and what of it can never be said."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from advisor.ui.dressing import is_unwanted
from advisor.ui.locking.reasons import LockReason
from advisor.ui.signing_in.handover import Handover, Said, View, read_words
from advisor.ui.signing_in.launcher import say_reason

HANDOVER = Handover(
    site="/site",
    home="/home",
    catalogue="/catalogue.db",
    frame=(-1, 2, 1280, 800),
    identity="/me.age",
    view=View(label="SECRET/ALDER", region="wales", keys={"SECRET": "AGE-SECRET-KEY-1X"}),
)


def test_handover_comes_over_whole():
    assert Handover.from_line(HANDOVER.to_line()) == HANDOVER


def test_no_key_shows_in_a_handover():
    assert "AGE-SECRET-KEY" not in repr(HANDOVER)


@pytest.mark.parametrize(
    "line",
    [b"", b"\n", b"{}", b"[]", b'{"site": 1, "home": "x"}', b'{"site":"x"}', b"[" * 100_000],
    ids=range(7),
)
def test_anything_else_is_refused_and_not_quoted(line: bytes):
    with pytest.raises(ValueError, match=r"^not a handover$"):
        Handover.from_line(line)


@given(st.binary(max_size=200))
def test_a_started_window_can_say_nothing_but_its_few_words(line: bytes):
    words = read_words(line)
    assert words is None or words[0] in Said


@given(st.text(max_size=50))
def test_whatever_reason_it_gives_the_words_are_ours(detail: str):
    assert say_reason(detail) in {reason.words for reason in LockReason}


@pytest.mark.parametrize(
    "name",
    [
        "PYTHONPATH",
        "PYTHONSTARTUP",
        "LD_PRELOAD",
        "LD_LIBRARY_PATH",
        "DYLD_INSERT_LIBRARIES",
        "QT_PLUGIN_PATH",
        "QT_QPA_PLATFORM_PLUGIN_PATH",
        "QT_STYLE_OVERRIDE",
        "QT_LOGGING_RULES",
        "QT_DEBUG_PLUGINS",
    ],
)
def test_81_what_could_bring_other_code_is_left_out(name: str):
    assert is_unwanted(name)


@pytest.mark.parametrize("platform", ["vnc", "vnc:port=5901", "xcb;vnc", "VNC", "webgl", "no-such"])
def test_69_no_window_is_served_to_the_network(platform: str):
    assert is_unwanted("QT_QPA_PLATFORM", platform)


@pytest.mark.parametrize("platform", ["", "xcb", "wayland;xcb", "offscreen", "windows:darkmode=1"])
def test_window_is_shown_where_the_desktop_says(platform: str):
    assert not is_unwanted("QT_QPA_PLATFORM", platform)


@pytest.mark.parametrize(
    "name",
    ["PATH", "HOME", "DISPLAY", "LANG", "QT_QPA_PLATFORM", "QT_SCALE_FACTOR", "ADVISOR_HOME"],
)
def test_what_a_desktop_needs_is_kept(name: str):
    assert not is_unwanted(name)
