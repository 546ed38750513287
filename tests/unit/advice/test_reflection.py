"""What an outcome rests on, what would change a no, and the smallest things to obtain."""

from __future__ import annotations

from advisor.advice import Advisor, Outcome, parse_answers
from tests.support.rules import (
    FACTS,
    advise,
    make_access,
    make_prerequisite,
    make_requirement,
    make_route,
)

COVERT = {"fact": "covert", "is": True}
SERIOUS = {"fact": "level", "is": "serious"}
SOON = {"fact": "hours", "at_most": 6}


def test_only_what_settles_it_is_named():
    rules = make_access(requirements=[make_requirement({"any": [COVERT, SERIOUS]})])
    assert advise(rules, "covert=yes", "level=serious", "joint=no").because == ("covert",)
    assert advise(rules, "level=serious", "covert=yes").because == ("covert",)
    assert advise(rules, "level=serious", "covert=no").because == ("level",)
    assert advise(rules, "covert=no", "level=other").because == ("covert", "level")


def test_nothing_is_named_while_it_is_open_or_where_nothing_was_needed():
    rules = make_access(requirements=[make_requirement(COVERT)])
    assert advise(rules, "joint=yes").because == ()
    assert advise(make_access(), "joint=yes").because == ()
    assert advise(rules, "covert=yes", max_nodes=1).because == ()


def test_answers_that_would_change_a_no_are_named_with_what_would_come_of_them():
    rules = make_access(
        make_route(prerequisites=[make_prerequisite()]),
        requirements=[make_requirement(SERIOUS, id="a"), make_requirement(SOON, id="b")],
    )
    (one,) = advise(rules, "level=none", "hours=3", "covert=yes").would_change
    assert (one.fact, one.values, one.outcome) == (
        "level",
        ("serious",),
        Outcome.AVAILABLE_AFTER,
    )
    # Two answers stand in the way: neither alone would help.
    assert advise(rules, "level=none", "hours=9").would_change == ()
    # What is not known yet may still turn out well.
    (one,) = advise(rules, "level=none").would_change
    assert one.fact == "level"
    assert advise(rules, "level=serious", "hours=3").would_change == ()


def test_a_number_that_would_change_a_no_is_named_by_one_of_its_class():
    rules = make_access(requirements=[make_requirement(SOON)])
    (one,) = advise(rules, "hours=9").would_change
    assert all(value <= 6 for value in one.values)


def test_the_smallest_sets_of_things_to_obtain_come_fewest_first():
    def needs(*names):
        return [make_prerequisite(name) for name in names]

    rules = make_access(
        make_route(id="long", prerequisites=needs("warrant", "form", "briefing")),
        make_route(id="two", prerequisites=needs("form", "briefing")),
        make_route(id="again", prerequisites=needs("briefing", "form")),
        make_route(id="one", prerequisites=needs("letter")),
        make_route(make_requirement(COVERT), id="closed", prerequisites=needs("nothing")),
    )
    plans = advise(rules, "covert=no").plans
    assert [(plan.route, plan.prerequisites) for plan in plans] == [
        ("one", ("letter",)),
        ("two", ("form", "briefing")),
    ]
    assert advise(make_access()).plans == ()


def test_alternatives_that_can_be_had_for_the_same_answers_come_first():
    advisor = Advisor(
        FACTS,
        {
            "wanted": make_access(requirements=[make_requirement(COVERT)]),
            "closed-too": make_access(requirements=[make_requirement(COVERT)]),
            "after": make_access(make_route(prerequisites=[make_prerequisite()])),
            "free": make_access(),
        },
        {"wanted": ("closed-too", "no-rules", "after", "free")},
    )
    advice = advisor.check("wanted", parse_answers(FACTS, ["covert=no"]))
    assert advice.alternatives == ("free", "after", "no-rules", "closed-too")
    assert advice.alternative_outcomes == {
        "free": Outcome.AVAILABLE,
        "after": Outcome.AVAILABLE_AFTER,
        "closed-too": Outcome.NOT_AVAILABLE,
    }
