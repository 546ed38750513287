"""The whole catalogue at once: where every capability stands, and what to ask next."""

from __future__ import annotations

import pytest

from advisor.advice import Advisor, Group, Outcome, parse_answers
from advisor.errors import UsageError
from tests.support.rules import (
    make_access,
    make_fact,
    make_prerequisite,
    make_requirement,
    make_route,
)

FACTS = (
    make_fact("life_at_risk"),
    make_fact("covert", cost=2),
    make_fact("joint"),
    make_fact("level", "choice", ("serious", "other", "none")),
    make_fact("hours", "number", unit="hours"),
    make_fact("secret", sensitivity=2),
)


def needs(**conditions):
    """Return rules that require what is named."""
    parts = [make_requirement({"fact": n, "is": v}, id=n) for n, v in conditions.items()]
    return make_access(requirements=parts)


CATALOGUE = {
    "open": make_access(),
    "covert-only": needs(covert=True),
    "serious": needs(level="serious", joint=True),
    "serious-too": needs(level="serious"),
    "paper": make_access(make_route(prerequisites=[make_prerequisite()])),
    "paper-if-covert": make_access(
        make_route(prerequisites=[make_prerequisite(held={"fact": "covert", "is": False})])
    ),
}


def survey(*answers, catalogue=CATALOGUE, **options):
    return Advisor(FACTS, catalogue).survey(parse_answers(FACTS, answers), **options)


def groups(found):
    return {placing.capability: placing.group for placing in found.placings}


def asked(found):
    return [question.fact.name for question in found.questions]


def test_each_capability_stands_in_one_of_four_groups():
    assert groups(survey("covert=no", "level=other")) == {
        "open": Group.AVAILABLE_NOW,
        "paper-if-covert": Group.AVAILABLE_NOW,
        "paper": Group.AVAILABLE_AFTER,
        "covert-only": Group.NOT_FOR_THIS_CASE,
        "serious": Group.NOT_FOR_THIS_CASE,
        "serious-too": Group.NOT_FOR_THIS_CASE,
    }
    assert survey().counts == {
        Group.AVAILABLE_NOW: 1,
        Group.AVAILABLE_AFTER: 1,
        Group.NOT_YET_KNOWN: 4,
        Group.NOT_FOR_THIS_CASE: 0,
    }


def test_groups_come_in_order_and_the_best_fit_first_in_each():
    found = survey("covert=yes", "level=serious", words={"paper": 2.0, "covert-only": 1.0})
    assert [placing.capability for placing in found.placings] == [
        "covert-only",
        "serious-too",
        "open",
        "paper",
        "paper-if-covert",
        "serious",
    ]


def test_words_alone_rank_and_change_no_group():
    plain, ranked = survey(), survey(words={"paper-if-covert": 3.0, "serious": 6.0})
    assert groups(plain) == groups(ranked)
    unknown = [p.capability for p in ranked.placings if p.group is Group.NOT_YET_KNOWN]
    assert unknown == ["serious", "paper-if-covert", "covert-only", "serious-too"]
    assert [p.fit for p in ranked.placings if p.capability == "serious"] == [1.0]


def test_what_the_description_is_about_is_asked_first():
    plain, about = survey(), survey(words={"serious": 5.0})
    assert asked(plain)[0] == "covert"
    assert asked(about)[0] == "level"
    assert {one.fact.name: one.settles for one in plain.questions} == {
        one.fact.name: one.settles for one in about.questions
    }


def test_an_answer_that_few_rules_look_at_says_more_of_what_fits():
    found = survey("joint=yes", "level=serious")
    fit = {placing.capability: placing.fit for placing in found.placings}
    assert fit["serious"] > fit["serious-too"] > fit["covert-only"] == 0


def test_the_question_that_settles_most_comes_first_with_its_worth():
    first = survey().next_question
    assert first is not None
    # Either answer settles two; "level" settles two as well, but not with every answer.
    assert (first.fact.name, first.settles, first.open) == ("covert", 2, 4)
    assert first.needed_by == ("covert-only", "paper-if-covert")
    assert asked(survey()) == ["covert", "level", "joint"]


def test_among_questions_of_equal_worth_the_cheap_and_harmless_come_first():
    catalogue = {name: needs(**{name: True}) for name in ("secret", "covert", "joint")}
    assert asked(survey(catalogue=catalogue)) == ["joint", "secret", "covert"]


def test_danger_to_life_is_asked_first_though_it_settles_little():
    catalogue = {**CATALOGUE, "urgent": needs(life_at_risk=True, joint=True, covert=True)}
    assert asked(survey(catalogue=catalogue))[0] == "life_at_risk"


def test_what_is_skipped_is_not_next_and_not_lost():
    found = survey(skipped={"covert"})
    assert found.next_question is not None
    assert found.next_question.fact.name == "level"
    assert asked(found)[-1] == "covert"
    assert set(asked(found)) == set(asked(survey()))
    assert survey(skipped=set(asked(found))).next_question is None


def test_what_is_answered_is_not_asked_whatever_the_answer():
    for answer in ("serious", "unknown", "withheld"):
        assert "level" not in asked(survey(f"level={answer}"))


def test_not_knowing_and_not_saying_count_alike():
    assert survey("level=unknown") == survey("level=withheld")


def test_nothing_is_asked_once_nothing_can_change_any_outcome():
    found = survey("covert=yes", "level=none")
    assert found.questions == ()
    assert found.next_question is None
    assert all(placing.settled for placing in found.placings)


def test_a_question_that_changes_the_way_and_not_the_outcome_is_left_to_the_check():
    catalogue = {
        "either": make_access(
            make_route(make_requirement({"fact": "covert", "is": True}), id="one"),
            make_route(make_requirement({"fact": "covert", "is": False}), id="two"),
        )
    }
    found = survey(catalogue=catalogue)
    assert found.placings[0].outcome is Outcome.AVAILABLE
    assert found.placings[0].certain == "yes"
    assert found.questions == ()


def test_a_number_is_told_apart_where_any_rule_does():
    catalogue = {
        "short": make_access(requirements=[make_requirement({"fact": "hours", "at_most": 2})]),
        "long": make_access(requirements=[make_requirement({"fact": "hours", "at_least": 9})]),
    }
    first = survey(catalogue=catalogue).next_question
    assert first is not None
    assert (first.settles, first.open) == (2, 2)
    assert groups(survey("hours=5", catalogue=catalogue)) == {
        "short": Group.NOT_FOR_THIS_CASE,
        "long": Group.NOT_FOR_THIS_CASE,
    }


def test_the_plan_is_told_in_a_few_words():
    outlines = {placing.capability: placing.outline for placing in survey("covert=yes").placings}
    paper = outlines["paper"]
    assert (paper.so_far, paper.route, paper.outstanding) == (
        Outcome.AVAILABLE_AFTER,
        "By route",
        1,
    )
    assert paper.contacts == ("role:rocc",)
    closed = survey("covert=no").placings[-1]
    assert (closed.capability, closed.outline.route) == ("covert-only", None)
    assert closed.outline.contacts == ("role:rocc",)


def test_some_of_what_can_be_checked_is_surveyed_alone():
    advisor = Advisor(FACTS, CATALOGUE, others={"law": needs(secret=True)})
    everything = advisor.survey(parse_answers(FACTS, []))
    assert "law" not in groups(everything)
    assert "secret" not in asked(everything)
    some = advisor.survey(parse_answers(FACTS, []), among=("law", "open"))
    assert groups(some) == {"law": Group.NOT_YET_KNOWN, "open": Group.AVAILABLE_NOW}


def test_rules_too_large_to_be_exact_are_told_from_what_is_certain():
    found = Advisor(FACTS, CATALOGUE, max_nodes=1).survey(parse_answers(FACTS, ["level=none"]))
    assert groups(found)["serious"] is Group.NOT_FOR_THIS_CASE
    assert groups(found)["covert-only"] is Group.NOT_YET_KNOWN
    assert all(question.settles == 0 for question in found.questions)


def test_an_answer_that_is_none_is_refused():
    with pytest.raises(UsageError):
        Advisor(FACTS, CATALOGUE).survey(parse_answers((*FACTS, make_fact("other")), ["other=yes"]))
