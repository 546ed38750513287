import datetime

import pytest

from advisor.advice.condition import (
    NEVER,
    After,
    All,
    Always,
    AnyOf,
    AtLeast,
    AtMost,
    Before,
    In,
    Is,
    Not,
    evaluate,
    facts_of,
    parse_condition,
    read_condition,
)
from advisor.advice.errors import ConditionError
from advisor.advice.fact import Answers, parse_answers
from advisor.advice.ternary import Ternary
from tests.support.rules import BY_NAME, FACTS

T, F, U = Ternary.TRUE, Ternary.FALSE, Ternary.UNKNOWN
DAY = datetime.date(2026, 6, 3)
COVERT = {"fact": "covert", "is": True}
JOINT = {"fact": "joint", "is": True}


@pytest.mark.parametrize(
    ("data", "tree"),
    [
        (COVERT, Is("covert", True)),
        ({"fact": "level", "is": "serious"}, Is("level", "serious")),
        ({"fact": "level", "in": ["serious", "other"]}, In("level", ("serious", "other"))),
        ({"fact": "hours", "in": (1, 2)}, In("hours", (1, 2))),
        ({"fact": "hours", "at_least": 3}, AtLeast("hours", 3)),
        ({"fact": "hours", "at_most": 3}, AtMost("hours", 3)),
        ({"fact": "since", "before": DAY}, Before("since", DAY)),
        ({"fact": "since", "after": "2026-06-03"}, After("since", DAY)),
        ({"fact": "since", "is": "2026-06-03"}, Is("since", DAY)),
        ({"not": COVERT}, Not(Is("covert", True))),
        ({"all": [COVERT, JOINT]}, All((Is("covert", True), Is("joint", True)))),
        ({"any": [COVERT, {"not": JOINT}]}, AnyOf((Is("covert", True), Not(Is("joint", True))))),
    ],
)
def test_data_is_read_as_a_tree(data, tree):
    assert parse_condition(data, BY_NAME) == tree


@pytest.mark.parametrize(
    ("data", "path", "reason"),
    [
        (None, "", "not a condition"),
        ([], "", "not a condition"),
        ({}, "", "not a condition"),
        ({"is": True}, "", "not a condition"),
        ({"all": [COVERT], "any": [COVERT]}, "", "not a condition"),
        ({"any": [COVERT], "not": COVERT}, "", "not a condition"),
        ({"not": COVERT, "why": ""}, "", "not a condition"),
        ({"all": []}, ".all", "lists no conditions"),
        ({"any": COVERT}, ".any", "lists no conditions"),
        ({"all": [COVERT, 3]}, ".all[1]", "not a condition"),
        (
            {"not": {"any": [{"fact": "covret", "is": True}]}},
            ".not.any[0].fact",
            "no fact “covret”",
        ),
        ({"fact": 3, "is": True}, ".fact", "no fact “3”"),
        ({"fact": "covert"}, "", "not compared with nothing"),
        ({"fact": "covert", "in": [True]}, "", "yes-no fact is not compared with in"),
        ({"fact": "covert", "is": True, "in": [True]}, "", "not compared with in, is"),
        ({"fact": "level", "at_least": "serious"}, "", "choice fact is not compared with at_least"),
        ({"fact": "since", "at_most": DAY}, "", "date fact is not compared with at_most"),
        ({"fact": "covert", "is": "yes"}, ".is", "“yes” is not a value of “covert”"),
        ({"fact": "level", "is": "grave"}, ".is", "“grave” is not a value"),
        ({"fact": "level", "in": ["serious", "grave"]}, ".in[1]", "“grave” is not a value"),
        ({"fact": "level", "in": []}, ".in", "lists no values"),
        ({"fact": "level", "in": "serious"}, ".in", "lists no values"),
        ({"fact": "level", "is": ["serious"]}, ".is", "is not a value"),
        ({"fact": "hours", "at_least": 1.5}, ".at_least", "“1.5” is not a value"),
        ({"fact": "hours", "at_least": True}, ".at_least", "“True” is not a value"),
        ({"fact": "since", "before": "soon"}, ".before", "“soon” is not a value"),
    ],
)
def test_data_without_meaning_is_refused_with_where_and_why(data, path, reason):
    with pytest.raises(ConditionError) as caught:
        parse_condition(data, BY_NAME, "access.when")
    assert caught.value.path == f"access.when{path}"
    assert reason in caught.value.message
    assert caught.value.hint


@pytest.mark.parametrize(
    ("data", "remedy"),
    [
        ({"fact": "covret", "is": True}, "Nearest: covert."),
        ({"fact": "zzz", "is": True}, "Define it in facts.yaml."),
        ({"fact": "covert", "is": 1}, "Write true or false."),
        ({"fact": "level", "is": 1}, "Write one of: serious, other, none."),
        ({"fact": "hours", "is": -1}, "Write a whole number, not negative."),
        ({"fact": "since", "is": 1}, "Write a date such as 2026-06-03."),
        ({"fact": "since", "in": []}, "Write one of: is, before, after."),
    ],
)
def test_a_refusal_says_what_to_write(data, remedy):
    with pytest.raises(ConditionError) as caught:
        parse_condition(data, BY_NAME)
    assert caught.value.hint == remedy


def test_every_problem_is_found_at_once():
    data = {"all": [{"fact": "x", "is": 1}, {"any": [COVERT, {"fact": "level", "in": ["a", "b"]}]}]}
    tree, problems = read_condition(data, BY_NAME)
    assert tree is None
    assert [problem.path for problem in problems] == [
        ".all[0].fact",
        ".all[1].any[1].in[0]",
        ".all[1].any[1].in[1]",
    ]


def test_nesting_without_end_is_refused():
    data = COVERT
    for _ in range(5000):
        data = {"not": data}
    tree, problems = read_condition(data, BY_NAME)
    assert tree is None
    assert "nested too deeply" in problems[0].reason


@pytest.mark.parametrize(
    ("data", "answer", "truth"),
    [
        (COVERT, "covert=yes", T),
        (COVERT, "covert=no", F),
        (COVERT, "covert=unknown", U),
        (COVERT, "covert=withheld", U),
        (COVERT, "joint=yes", U),
        ({"not": COVERT}, "covert=no", T),
        ({"not": COVERT}, "joint=yes", U),
        ({"fact": "level", "is": "serious"}, "level=other", F),
        ({"fact": "level", "in": ["serious", "other"]}, "level=other", T),
        ({"fact": "level", "in": ["serious", "other"]}, "level=none", F),
        ({"fact": "hours", "at_least": 3}, "hours=3", T),
        ({"fact": "hours", "at_least": 3}, "hours=2", F),
        ({"fact": "hours", "at_most": 3}, "hours=3", T),
        ({"fact": "hours", "at_most": 3}, "hours=4", F),
        ({"fact": "since", "before": DAY}, "since=2026-06-02", T),
        ({"fact": "since", "before": DAY}, "since=2026-06-03", F),
        ({"fact": "since", "after": DAY}, "since=2026-06-04", T),
        ({"fact": "since", "after": DAY}, "since=2026-06-03", F),
        ({"all": [COVERT, JOINT]}, "covert=yes", U),
        ({"all": [COVERT, JOINT]}, "covert=no", F),
        ({"any": [COVERT, JOINT]}, "covert=yes", T),
        ({"any": [COVERT, JOINT]}, "covert=no", U),
        ({"any": [COVERT, {"not": COVERT}]}, "joint=yes", U),
    ],
)
def test_what_is_not_known_is_unknown_unless_the_rest_decides(data, answer, truth):
    assert evaluate(parse_condition(data, BY_NAME), parse_answers(FACTS, [answer])) is truth


def test_always_and_never_need_no_facts():
    assert evaluate(Always(), Answers()) is T
    assert evaluate(NEVER, Answers()) is F
    assert facts_of(NEVER) == ()


def test_facts_are_named_once_in_authored_order():
    data = {"any": [JOINT, {"not": {"all": [COVERT, JOINT, {"fact": "hours", "is": 1}]}}]}
    assert facts_of(parse_condition(data, BY_NAME)) == ("joint", "covert", "hours")
