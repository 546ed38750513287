import pytest

from advisor.advice import Advisor, Answers, Outcome, known, parse_answers
from advisor.advice.errors import ConditionError
from advisor.errors import NoSuchEntryError, UsageError
from tests.support.rules import (
    FACTS,
    advise,
    make_access,
    make_fact,
    make_prerequisite,
    make_requirement,
    make_route,
    make_step,
)

YES, AFTER, NO = Outcome.AVAILABLE, Outcome.AVAILABLE_AFTER, Outcome.NOT_AVAILABLE
UNDECIDED = Outcome.UNDECIDED
COVERT = {"fact": "covert", "is": True}
HELD = {"fact": "held", "is": True}
JOINT = {"fact": "joint", "is": True}
SERIOUS = {"fact": "level", "is": "serious"}

#: Directed surveillance in little: serious crime, joint or lone, an authority if covert.
SURVEILLANCE = make_access(
    make_route(
        make_requirement(JOINT, "joint"),
        id="joint",
        prerequisites=[make_prerequisite(needed=COVERT, held=HELD)],
    ),
    make_route(
        id="lone",
        prerequisites=[
            make_prerequisite(needed=COVERT, held=HELD),
            make_prerequisite("request", contact="role:rocu"),
        ],
    ),
    requirements=[make_requirement(SERIOUS, "serious")],
    note="Ask early.",
)


def asked(advice):
    return [question.fact.name for question in advice.questions]


@pytest.mark.parametrize(
    ("answers", "outcome", "certain", "so_far", "route"),
    [
        ([], UNDECIDED, None, AFTER, "lone"),
        (["level=other"], NO, "no", NO, None),
        (["level=unknown"], UNDECIDED, None, AFTER, "lone"),
        (["level=serious"], UNDECIDED, "yes", AFTER, "lone"),
        (["level=serious", "joint=no"], AFTER, "yes", AFTER, "lone"),
        (["level=serious", "joint=yes"], UNDECIDED, "yes", YES, "joint"),
        (["level=serious", "joint=yes", "covert=yes"], UNDECIDED, "yes", AFTER, "joint"),
        (["level=serious", "joint=yes", "covert=yes", "held=no"], AFTER, "yes", AFTER, "joint"),
        (["level=serious", "joint=yes", "covert=no"], YES, "yes", YES, "joint"),
        (["joint=yes", "covert=no"], UNDECIDED, None, YES, "joint"),
    ],
)
def test_the_outcome_is_told_as_far_as_it_is_known(answers, outcome, certain, so_far, route):
    advice = advise(SURVEILLANCE, *answers)
    assert advice.outcome is outcome
    assert advice.settled is (outcome is not UNDECIDED)
    assert advice.certain == certain
    assert advice.so_far is so_far
    assert (advice.route and advice.route.id) == route
    assert advice.exact


def test_statuses_follow_the_answers():
    def statuses(*answers):
        return [item.status.value for item in advise(SURVEILLANCE, *answers).prerequisites]

    assert statuses("joint=no") == ["maybe", "outstanding"]
    assert statuses("joint=no", "covert=yes") == ["outstanding", "outstanding"]
    assert statuses("joint=no", "covert=yes", "held=yes") == ["held", "outstanding"]
    assert statuses("joint=yes", "covert=no") == ["not needed"]
    assert statuses("level=other") == []


def test_questions_end_when_it_cannot_be_had():
    advice = advise(SURVEILLANCE, "level=other")
    assert (advice.questions, advice.unknown_facts, advice.steps) == ((), (), ())
    assert advice.contacts == ("role:rocc",)
    assert [(route.prerequisites, route.steps) for route in advice.routes] == [((), ())] * 2


def test_only_what_still_matters_is_asked():
    assert asked(advise(SURVEILLANCE)) == ["level", "covert", "held", "joint"]
    assert asked(advise(SURVEILLANCE, "covert=no")) == ["level", "joint"]
    assert asked(advise(SURVEILLANCE, "level=serious", "held=yes")) == ["joint"]
    assert asked(advise(SURVEILLANCE, "level=serious", "covert=no", "joint=yes")) == []


def test_what_is_unknown_or_withheld_is_not_asked_again_but_named():
    advice = advise(SURVEILLANCE, "level=withheld", "joint=unknown", "covert=no")
    assert asked(advice) == []
    assert [item.fact.name for item in advice.unknown_facts] == ["joint", "level"]
    assert [item.decides for item in advice.unknown_facts] == [True, True]
    assert advice.outcome is UNDECIDED


def test_what_is_unknown_and_no_longer_matters_is_not_named():
    advice = advise(SURVEILLANCE, "level=other", "joint=unknown")
    assert advice.unknown_facts == ()


def test_a_question_says_what_it_is_worth_and_who_needs_it():
    first, _, held, _ = advise(SURVEILLANCE).questions
    assert (first.fact.name, first.settles, first.decides) == ("level", 4, True)
    assert first.needed_by == ("serious holds.",)
    # Whoever holds the authority need not say whether it is covert.
    assert (held.fact.name, held.settles) == ("held", 2)
    assert held.needed_by == ("Get authority",)


def test_a_question_of_the_way_there_alone_decides_nothing():
    access = make_access(make_route(steps=[make_step(), make_step("Ring", when=COVERT)]))
    (question,) = advise(access).questions
    assert not question.decides
    assert advise(access).settled


def requiring(*facts):
    """Return rules that require each of these facts, and the facts."""
    requirements = [make_requirement({"fact": fact.name, "is": True}, fact.name) for fact in facts]
    return make_access(requirements=requirements), facts


@pytest.mark.parametrize(
    ("facts", "expected"),
    [
        ([make_fact("a"), make_fact("b"), make_fact("life_at_risk")], ["life_at_risk", "a", "b"]),
        ([make_fact("a"), make_fact("crime_in_action", cost=5)], ["crime_in_action", "a"]),
        ([make_fact("a", cost=3), make_fact("b", cost=1)], ["b", "a"]),
        ([make_fact("a", sensitivity=2), make_fact("b", sensitivity=1)], ["b", "a"]),
        ([make_fact("b"), make_fact("a")], ["b", "a"]),
    ],
    ids=["urgent", "urgent at any cost", "cheap", "harmless", "authored"],
)
def test_questions_that_settle_as_much_come_urgent_cheap_and_harmless_first(facts, expected):
    access, facts = requiring(*facts)
    assert asked(advise(access, facts=facts)) == expected


def test_questions_that_settle_most_come_first_at_any_cost():
    access = make_access(
        make_route(make_requirement({"any": [COVERT, JOINT]})),
        requirements=[make_requirement(HELD)],
    )
    facts = [make_fact("covert"), make_fact("joint"), make_fact("held", cost=5)]
    assert asked(advise(access, facts=facts)) == ["held", "covert", "joint"]


def test_withdrawing_an_answer_brings_the_advice_back():
    advisor = Advisor(FACTS, {"surveillance": SURVEILLANCE})
    before = parse_answers(FACTS, ["joint=yes"])
    after = before.with_answer("level", known("other"))
    assert advisor.check("surveillance", after).outcome is NO
    again = advisor.check("surveillance", after.without("level"))
    assert again == advisor.check("surveillance", before)


def test_a_better_route_is_found_whatever_its_place():
    access = make_access(
        make_route(id="slow", prerequisites=[make_prerequisite()]), make_route(id="quick")
    )
    advice = advise(access)
    assert advice.route.id == "quick"
    assert [(route.id, route.outstanding) for route in advice.routes] == [("slow", 1), ("quick", 0)]


def test_other_ways_are_told_whole():
    slow = advise(SURVEILLANCE, "joint=yes").routes[1]
    assert slow.title == "By lone"
    assert [item.id for item in slow.prerequisites] == ["authority", "request"]
    assert [step.text for step in slow.steps] == ["Ask"]
    assert slow.contacts == ("role:rocc", "role:rocu")


def test_the_note_and_the_alternatives_come_with_every_outcome():
    advisor = Advisor(FACTS, {"one": SURVEILLANCE, "two": make_access()}, {"one": ("two",)})
    first, second = advisor.advise(Answers())
    assert (first.capability, first.note, first.alternatives) == ("one", "Ask early.", ("two",))
    assert (second.capability, second.note, second.alternatives) == ("two", None, ())
    assert advisor.capabilities == ("one", "two")
    assert advisor.questions() == FACTS


def test_a_capability_that_this_reader_does_not_have_is_not_there():
    advisor = Advisor(FACTS, {"surveillance": SURVEILLANCE})
    with pytest.raises(NoSuchEntryError, match="no entry “surveilance”") as caught:
        advisor.check("surveilance", Answers())
    assert "Nearest names: surveillance." in caught.value.hint


def test_answers_to_no_question_are_refused():
    advisor = Advisor(FACTS, {"surveillance": SURVEILLANCE})
    with pytest.raises(UsageError, match="no fact “colour”"):
        advisor.check("surveillance", Answers({"colour": known("red")}))


def test_rules_without_meaning_are_refused():
    access = make_access(requirements=[make_requirement({"fact": "colour", "is": True})])
    with pytest.raises(ConditionError, match=r"access\.requirements\[0\]\.when\.fact"):
        advise(access)


def test_rules_too_large_are_told_from_plain_logic_and_say_so():
    exact, plain = advise(SURVEILLANCE), advise(SURVEILLANCE, max_nodes=5)
    assert not plain.exact
    assert plain.outcome is exact.outcome
    assert sorted(asked(plain)) == sorted(asked(exact))
    assert {question.settles for question in plain.questions} == {1}
    assert advise(SURVEILLANCE, "level=other", max_nodes=5).outcome is NO


def test_the_standing_so_far_is_never_one_that_cannot_be():
    # Whoever does not hold the authority for the first way needs none for the second.
    access = make_access(
        make_route(id="held", prerequisites=[make_prerequisite(held=HELD)]),
        make_route(make_requirement({"not": HELD}, "without"), id="without"),
    )
    advice = advise(access)
    assert advice.route.id == "held"
    assert advice.route.outstanding == 1
    assert advice.so_far is advice.outcome is YES


def test_what_is_unknown_and_changes_the_way_there_alone_is_named_as_such():
    access = make_access(make_route(steps=[make_step(), make_step("Ring", when=COVERT)]))
    advice = advise(access, "covert=unknown")
    assert [(item.fact.name, item.decides) for item in advice.unknown_facts] == [("covert", False)]
    assert advice.unknown_facts[0].needed_by == ("Ring",)


def test_the_facts_of_a_capability_are_those_of_its_rules():
    advisor = Advisor(FACTS, {"one": SURVEILLANCE, "two": make_access()})
    assert advisor.facts_of("one") == {"level", "joint", "covert", "held"}
    assert advisor.facts_of("two") == frozenset()


def test_an_evaluation_worn_by_many_trials_is_made_afresh(monkeypatch):
    monkeypatch.setattr("advisor.advice.planning._MAX_KEPT_NODES", 10)
    advisor = Advisor(FACTS, {"surveillance": SURVEILLANCE})
    first = advisor.check("surveillance", Answers())
    assert advisor.check("surveillance", Answers()) == first
