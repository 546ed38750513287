"""What holds for every condition, every set of rules and whatever is answered."""

import json

from hypothesis import given
from hypothesis import strategies as st

from advisor.advice import UNKNOWN_ANSWER, Advisor, Answers, known, to_json
from advisor.advice.completion import decide
from advisor.advice.condition import evaluate, parse_condition, read_condition
from advisor.advice.evaluation import ExactEvaluation, evaluate_plainly
from advisor.advice.outcome import Outcome
from advisor.advice.route import parse_access
from advisor.advice.ternary import Ternary
from tests.support.random_rules import (
    BY_NAME,
    FACTS,
    SOME,
    VALUES,
    accesses,
    answers_so_far,
    cases,
    changing,
    conditions,
    known_answers,
    means,
    outcomes,
    plan,
    unsaid,
)


def ternary(truths):
    return Ternary.UNKNOWN if len(truths) > 1 else Ternary.of(truths.pop())


@SOME
@given(conditions, answers_so_far)
def test_a_decision_agrees_with_trying_every_case(data, answers):
    tree = parse_condition(data, BY_NAME)
    expected = ternary({means(data, case) for case in cases(answers)})
    assert decide(tree, BY_NAME, answers) is expected
    # Three-valued logic alone never contradicts it; it knows less.
    assert evaluate(tree, answers) in (expected, Ternary.UNKNOWN)
    assert decide(tree, BY_NAME, answers, max_nodes=1) in (expected, Ternary.UNKNOWN)


@SOME
@given(conditions, answers_so_far, st.data())
def test_what_is_known_stays_known_as_more_is_answered(data, answers, draw):
    tree = parse_condition(data, BY_NAME)
    before = evaluate(tree, answers)
    for name, answer in known_answers.items():
        if answers.value_of(name) is None and draw.draw(st.booleans()):
            answers = answers.with_answer(name, draw.draw(answer))
    assert before in (evaluate(tree, answers), Ternary.UNKNOWN)


@SOME
@given(conditions, answers_so_far)
def test_a_or_not_a_holds_whatever_a_is(data, answers):
    either = parse_condition({"any": [data, {"not": data}]}, BY_NAME)
    both = parse_condition({"all": [data, {"not": data}]}, BY_NAME)
    assert decide(either, BY_NAME, answers) is Ternary.TRUE
    assert decide(both, BY_NAME, answers) is Ternary.FALSE


@SOME
@given(accesses, answers_so_far)
def test_the_standing_agrees_with_trying_every_case(access, answers):
    rule = parse_access(access, BY_NAME)
    standing = ExactEvaluation(rule, BY_NAME).evaluate(answers)
    plans = {tuple(case.values()): plan(access, case) for case in cases(answers)}
    assert standing.possible == {outcome for outcome, *_ in plans.values()}
    assert standing.decides == changing({key: found[0] for key, found in plans.items()})
    assert standing.matters == changing(plans)


@SOME
@given(accesses, answers_so_far)
def test_plain_logic_never_contradicts_the_exact(access, answers):
    rule = parse_access(access, BY_NAME)
    exact, plain = ExactEvaluation(rule, BY_NAME).evaluate(answers), evaluate_plainly(rule, answers)
    assert exact.possible <= plain.possible
    assert exact.decides <= plain.decides
    assert exact.matters <= plain.matters


@SOME
@given(accesses, answers_so_far)
def test_the_outcome_says_what_is_possible(access, answers):
    advice = Advisor(FACTS, {"one": access}).check("one", answers)
    assert advice.settled == (len(advice.possible) == 1)
    assert advice.outcome in (advice.possible if advice.settled else {Outcome.UNDECIDED})
    assert advice.so_far in advice.possible
    certain = None if Outcome.NOT_AVAILABLE in advice.possible else "yes"
    assert advice.certain == ("no" if advice.outcome is Outcome.NOT_AVAILABLE else certain)
    assert (advice.route is None) == (advice.possible == {Outcome.NOT_AVAILABLE})


@SOME
@given(accesses, answers_so_far, st.data())
def test_new_answers_never_reverse_what_is_settled(access, answers, draw):
    advisor = Advisor(FACTS, {"one": access})
    before = advisor.check("one", answers)
    for name, answer in known_answers.items():
        if answers.value_of(name) is None:
            answers = answers.with_answer(name, draw.draw(answer | unsaid))
    after = advisor.check("one", answers)
    assert after.possible <= before.possible
    if before.settled:
        assert after.outcome is before.outcome
    if before.certain:
        assert after.certain == before.certain


@SOME
@given(accesses, answers_so_far, st.randoms(use_true_random=False))
def test_the_order_of_answers_never_matters(access, answers, random):
    names = list(answers)
    random.shuffle(names)
    shuffled = Answers({name: answers[name] for name in names})
    assert Advisor(FACTS, {"one": access}).check("one", shuffled) == Advisor(
        FACTS, {"one": access}
    ).check("one", answers)


@SOME
@given(accesses, st.lists(answers_so_far, max_size=4), answers_so_far)
def test_what_was_asked_before_never_matters(access, earlier, answers):
    used = Advisor(FACTS, {"one": access})
    for others in earlier:
        used.check("one", others)
    assert used.check("one", answers) == Advisor(FACTS, {"one": access}).check("one", answers)


@SOME
@given(accesses, answers_so_far)
def test_undecided_always_names_a_fact_that_can_change_it(access, answers):
    advice = Advisor(FACTS, {"one": access}).check("one", answers)
    named = [item.fact.name for item in (*advice.questions, *advice.unknown_facts) if item.decides]
    assert bool(named) == (advice.outcome is Outcome.UNDECIDED)
    outcomes = {tuple(case.values()): plan(access, case)[0] for case in cases(answers)}
    assert set(named) == changing(outcomes)


@SOME
@given(accesses, answers_so_far)
def test_nothing_answered_is_asked_again(access, answers):
    advice = Advisor(FACTS, {"one": access}).check("one", answers)
    assert not {question.fact.name for question in advice.questions} & set(answers)
    assert all(question.settles >= 1 for question in advice.questions)
    assert {item.fact.name for item in advice.unknown_facts} <= {
        name for name in answers if answers.value_of(name) is None
    }


@SOME
@given(accesses, st.data())
def test_an_interview_ends_with_nothing_left_that_could_matter(access, draw):
    advisor, answers = Advisor(FACTS, {"one": access}), Answers()
    advice = advisor.check("one", answers)
    while advice.questions:
        name = advice.questions[0].fact.name
        left = {question.fact.name for question in advice.questions}
        answers = answers.with_answer(name, draw.draw(known_answers[name]))
        advice = advisor.check("one", answers)
        assert {question.fact.name for question in advice.questions} < left
    assert advice.settled
    case = next(cases(answers))
    assert advice.outcome is plan(access, case)[0]


@SOME
@given(accesses, answers_so_far)
def test_every_advice_has_a_reason_that_decides(access, answers):
    advice = Advisor(FACTS, {"one": access}).check("one", answers)
    deciding = [reason for reason in advice.reasons if reason.deciding]
    assert deciding
    assert all(reason.sources for reason in deciding)


@SOME
@given(accesses, answers_so_far)
def test_what_is_withheld_is_told_like_what_is_not_known(access, answers):
    advisor = Advisor(FACTS, {"one": access})
    unknown = Answers(
        {
            name: UNKNOWN_ANSWER if answers.value_of(name) is None else answer
            for name, answer in answers.items()
        }
    )
    written = to_json(advisor.check("one", answers), 1)
    assert written == to_json(advisor.check("one", unknown), 1)
    assert "withheld" not in json.dumps(written) + json.dumps(answers.to_json())


anything = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5) | st.dates(),
    lambda parts: (
        st.lists(parts, max_size=3)
        | st.dictionaries(
            st.sampled_from(["fact", "is", "in", "not", "all", "any", "before", "at_least", ""])
            | st.integers(),
            parts | st.sampled_from([*VALUES, "serious"]),
            max_size=3,
        )
    ),
    max_leaves=10,
)


@SOME
@given(anything)
def test_reading_a_condition_never_crashes(data):
    tree, problems = read_condition(data, BY_NAME)
    assert (tree is None) == bool(problems)


@SOME
@given(accesses, answers_so_far)
def test_what_settles_an_outcome_is_enough_and_none_to_spare(access, answers):
    advice = Advisor(FACTS, {"it": access}).check("it", answers)
    if not advice.settled:
        assert advice.because == ()
        return
    kept = Answers({name: answers[name] for name in advice.because})
    assert set(outcomes(access, kept).values()) == {advice.outcome}
    for name in advice.because:
        assert len(set(outcomes(access, kept.without(name)).values())) > 1


@SOME
@given(accesses, answers_so_far)
def test_what_would_change_a_no_agrees_with_trying_it(access, answers):
    advice = Advisor(FACTS, {"it": access}).check("it", answers)
    if advice.outcome is not Outcome.NOT_AVAILABLE:
        assert advice.would_change == ()
        return
    found = {one.fact: one for one in advice.would_change}
    for name in [name for name in answers if answers.value_of(name) is not None]:
        reached = {
            value: set(outcomes(access, answers.with_answer(name, known(value))).values())
            for value in VALUES[name]
        }
        helps = {value for value, got in reached.items() if got != {Outcome.NOT_AVAILABLE}}
        assert (name in found) is bool(helps)
        if name in found:
            named = [value for value in found[name].values if value in VALUES[name]]
            assert set(named) <= helps
            best = min(set().union(*reached.values()), key=tuple(Outcome).index)
            assert found[name].outcome is best
