"""The way back: what was read is found again, what was only previewed is not in the way."""

from __future__ import annotations

import itertools

from hypothesis import given
from hypothesis import strategies as st

from advisor.ui.location import START, History, Location, Page

A, B, C = (Location(Page.ENTRY, name) for name in "abc")
PAGES = st.sampled_from([START, A, B, C])


def been(*pages: Location) -> History:
    history = History()
    for page in pages:
        history.visit(page)
    return history


def test_it_begins_at_the_start_with_nowhere_to_go_back_to():
    history = History()
    assert history.current == START
    assert not history.can_go_back
    assert not history.can_go_forward


def test_back_and_forward_lead_through_what_was_read():
    history = been(A, B)
    assert [history.back(), history.back(), history.forward()] == [A, START, A]
    assert history.can_go_forward


def test_going_back_from_the_start_stays_there():
    assert [History().back(), History().forward()] == [START, START]


def test_reading_on_forgets_what_was_ahead():
    history = been(A, B)
    history.back()
    history.visit(C)
    assert not history.can_go_forward
    assert history.back() == A


def test_only_the_last_preview_is_kept():
    history = been(A)
    history.preview(B)
    history.preview(C)
    assert history.current == C
    assert history.back() == A


def test_a_preview_that_is_opened_stays():
    history = been(A)
    history.preview(B)
    history.visit(B)
    history.preview(C)
    assert history.back() == B


def test_a_preview_that_one_goes_on_from_was_read():
    history = been(A)
    history.preview(B)
    history.visit(C)
    assert [history.back(), history.back()] == [B, A]


def test_clearing_the_search_leaves_no_step_back_to_the_same_page():
    history = History()
    history.preview(A)
    history.preview(START)
    assert not history.can_go_back


def test_previewing_the_page_before_again_does_not_lose_it():
    history = been(A)
    history.preview(B)
    history.preview(A)
    history.preview(C)
    assert [history.back(), history.back()] == [A, START]


def test_opening_the_page_that_is_shown_is_no_step():
    history = been(A, A)
    assert history.back() == START


@given(st.lists(PAGES))
def test_as_many_steps_back_as_pages_lead_to_the_start_and_forward_again(pages: list[Location]):
    history = been(*pages)
    last = history.current
    steps = 0
    while history.can_go_back:
        history.back()
        steps += 1
    assert history.current == START
    for _ in range(steps):
        history.forward()
    assert history.current == last
    assert not history.can_go_forward


@given(st.lists(st.tuples(st.sampled_from(["visit", "preview", "back", "forward"]), PAGES)))
def test_every_step_back_shows_another_page(deeds: list[tuple[str, Location]]):
    history = History()
    for deed, page in deeds:
        if deed in {"visit", "preview"}:
            getattr(history, deed)(page)
            assert history.current == page
        else:
            getattr(history, deed)()
    passed = [history.current]
    while history.can_go_back:
        passed.append(history.back())
    assert passed[-1] == START
    assert all(one != other for one, other in itertools.pairwise(passed))
