"""Tuning finds what there is to find, says what it is worth, and keeps to its questions."""

from __future__ import annotations

import pytest

from advisor.search import Weights
from benchmarks import tuning
from benchmarks.questions import read_questions
from benchmarks.tuning import (
    FOLDS,
    GRID,
    changes_of,
    climb,
    cross_validate,
    fold_of,
    get_weight,
    set_weight,
)

COUNT = 10


def judge(weights: Weights):
    """Gain most at a title of 4 and no synonyms; on the last two questions at a title of 2."""
    title, synonym = weights.fields["title"].weight, weights.synonym
    gained = 1 - abs(title - 4) / 10 - synonym / 10
    return [gained] * (COUNT - 2) + [1 - abs(title - 2) / 10] * 2


def test_it_climbs_to_the_best_weights():
    assert changes_of(climb(judge, range(COUNT - 2))) == {"fields.title": 4.0, "synonym": 0.3}
    assert changes_of(climb(lambda _: [0.5] * COUNT, range(COUNT))) == {}


def test_what_is_found_is_measured_on_what_was_left_out():
    first, last = cross_validate(judge, [0] * (COUNT - 2) + [1] * 2)
    assert (first.changes["fields.title"], last.changes["fields.title"]) == (2.0, 4.0)
    assert last.tuned_on > last.shipped > last.left_out == pytest.approx(0.8)


@pytest.mark.parametrize("name", GRID)
def test_the_grid_names_weights_and_holds_what_ships(name: str):
    assert get_weight(Weights(), name) in GRID[name]
    for step in GRID[name]:
        assert get_weight(set_weight(Weights(), name, step), name) == step


def test_every_question_belongs_to_one_part_and_no_part_is_small():
    parts = [fold_of(question.text) for question in read_questions(*tuning.TUNED_ON)]
    assert all(parts.count(fold) > len(parts) / FOLDS / 2 for fold in range(FOLDS))


def test_what_is_held_out_is_not_tuned_on():
    assert set(tuning.TUNED_ON) == {"development", "tuning", "further"}
