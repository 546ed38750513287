import datetime

import pytest

from advisor.advice.completion import decide, representative_values
from advisor.advice.condition import After, AtLeast, AtMost, Before, In, Is, parse_condition
from advisor.advice.fact import Answers, parse_answers
from advisor.advice.ternary import Ternary
from tests.support.rules import BY_NAME, FACTS

T, F, U = Ternary.TRUE, Ternary.FALSE, Ternary.UNKNOWN
COVERT = {"fact": "covert", "is": True}
JOINT = {"fact": "joint", "is": True}
EVERY_LEVEL = {"fact": "level", "in": ["serious", "other", "none"]}


def hours(**comparison):
    return {"fact": "hours", **comparison}


def since(**comparison):
    return {"fact": "since", **comparison}


@pytest.mark.parametrize(
    ("data", "truth"),
    [
        ({"any": [COVERT, {"not": COVERT}]}, T),
        ({"all": [COVERT, {"not": COVERT}]}, F),
        ({"any": [COVERT, JOINT]}, U),
        ({"any": [{"all": [COVERT, JOINT]}, {"not": COVERT}, {"not": JOINT}]}, T),
        (EVERY_LEVEL, T),
        ({"all": [{"fact": "level", "is": "serious"}, {"fact": "level", "is": "other"}]}, F),
        (hours(at_least=0), T),
        ({"any": [hours(at_least=3), hours(at_most=2)]}, T),
        ({"any": [hours(at_least=4), hours(at_most=2)]}, U),
        ({"all": [hours(at_least=4), hours(at_most=3)]}, F),
        ({"all": [hours(at_least=3), hours(at_most=3), {"not": {"fact": "hours", "is": 3}}]}, F),
        ({"any": [since(before="2026-06-03"), since(after="2026-06-02")]}, T),
        ({"all": [since(before="2026-06-04"), since(after="2026-06-03")]}, F),
        ({"all": [since(before="2026-06-04"), since(after="2026-06-02")]}, U),
        (since(before="0001-01-01"), F),
        (since(after="9999-12-31"), F),
    ],
)
def test_a_condition_holds_if_it_holds_whatever_the_answers(data, truth):
    assert decide(parse_condition(data, BY_NAME), BY_NAME, Answers()) is truth


@pytest.mark.parametrize("answer", ["covert=yes", "covert=no", "covert=unknown", "covert=withheld"])
def test_a_or_not_a_holds_whatever_is_said_of_a(answer):
    tree = parse_condition({"any": [COVERT, {"not": COVERT}]}, BY_NAME)
    assert decide(tree, BY_NAME, parse_answers(FACTS, [answer])) is T


def test_what_is_known_narrows_the_completions():
    tree = parse_condition({"any": [COVERT, {"all": [JOINT, {"not": COVERT}]}]}, BY_NAME)
    assert decide(tree, BY_NAME, parse_answers(FACTS, ["joint=yes"])) is T
    assert decide(tree, BY_NAME, parse_answers(FACTS, ["joint=no"])) is U


def test_beyond_the_limit_it_falls_back_to_three_values():
    tree = parse_condition({"any": [COVERT, {"not": COVERT}]}, BY_NAME)
    assert decide(tree, BY_NAME, Answers(), max_nodes=1) is U


@pytest.mark.parametrize(
    ("name", "atoms", "values"),
    [
        ("covert", [Is("covert", True)], [True, False]),
        ("level", [In("level", ("serious",))], ["serious", "other", "none"]),
        ("hours", [AtLeast("hours", 3)], [0, 2, 3, 4]),
        ("hours", [AtMost("hours", 0)], [0, 0, 1]),
        ("hours", [In("hours", (5, 9))], [0, 4, 5, 6, 8, 9, 10]),
        (
            "since",
            [Before("since", datetime.date.min), After("since", datetime.date.max)],
            [
                datetime.date(1, 1, 1),
                datetime.date(1, 1, 2),
                datetime.date(9999, 12, 30),
                datetime.date(9999, 12, 31),
            ],
        ),
    ],
)
def test_each_threshold_is_told_apart_from_its_neighbours(name, atoms, values):
    assert list(representative_values(BY_NAME[name], atoms)) == values
