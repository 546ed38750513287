"""What holds for every condition, every set of rules and whatever is answered.

The meaning of rules is written here a second time, for complete facts only and as
plainly as it can be said; everything that is told while facts are open is held
against trying them all.
"""

import datetime
import json
from itertools import product

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from advisor.advice import UNKNOWN_ANSWER, WITHHELD_ANSWER, Advisor, Answers, known, to_json
from advisor.advice.completion import decide
from advisor.advice.condition import evaluate, parse_condition, read_condition
from advisor.advice.evaluation import ExactEvaluation, evaluate_plainly
from advisor.advice.outcome import Outcome
from advisor.advice.route import parse_access
from advisor.advice.ternary import Ternary
from tests.support.effort import tries
from tests.support.rules import (
    make_access,
    make_fact,
    make_prerequisite,
    make_requirement,
    make_route,
    make_step,
)

SOME = settings(max_examples=tries(40), deadline=None, suppress_health_check=[HealthCheck.too_slow])

FACTS = (
    make_fact("covert"),
    make_fact("life_at_risk", cost=2),
    make_fact("level", "choice", ("serious", "other", "none"), sensitivity=1),
    make_fact("hours", "number"),
    make_fact("since", "date"),
)
BY_NAME = {fact.name: fact for fact in FACTS}
DAYS = tuple(datetime.date(2026, 6, day) for day in range(1, 4))
# Thresholds lie inside, so that every class of values has a member here.
VALUES = {
    "covert": (True, False),
    "life_at_risk": (True, False),
    "level": ("serious", "other", "none"),
    "hours": (0, 1, 2, 3),
    "since": DAYS,
}


def about(name, **comparisons):
    return st.one_of(
        st.builds(lambda value, comparison=comparison: {"fact": name, comparison: value}, operands)
        for comparison, operands in comparisons.items()
    )


levels = st.sampled_from(VALUES["level"])
numbers = st.integers(1, 2)
days = st.sampled_from(DAYS[1:-1])
atoms = st.one_of(
    about("covert", **{"is": st.booleans()}),
    about("life_at_risk", **{"is": st.booleans()}),
    about("level", **{"is": levels, "in": st.lists(levels, min_size=1, max_size=3)}),
    about(
        "hours",
        **{"is": numbers, "in": st.lists(numbers, min_size=1, max_size=2)},
        at_least=numbers,
        at_most=numbers,
    ),
    about("since", **{"is": days}, before=days, after=days),
)
conditions = st.recursive(
    atoms,
    lambda parts: st.one_of(
        st.builds(lambda part: {"not": part}, parts),
        st.builds(lambda some: {"all": some}, st.lists(parts, min_size=1, max_size=3)),
        st.builds(lambda some: {"any": some}, st.lists(parts, min_size=1, max_size=3)),
    ),
    max_leaves=5,
)
maybe_conditions = st.none() | conditions
requirements = st.lists(st.builds(make_requirement, conditions), max_size=2)
routes = st.builds(
    lambda required, prerequisites, steps: make_route(
        *required, prerequisites=prerequisites, steps=steps
    ),
    requirements,
    st.lists(
        st.builds(make_prerequisite, needed=maybe_conditions, held=maybe_conditions), max_size=2
    ),
    st.lists(st.builds(make_step, when=maybe_conditions), min_size=1, max_size=2),
)
accesses = st.builds(
    lambda ways, required: make_access(*ways, requirements=required),
    st.lists(routes, min_size=1, max_size=3),
    requirements,
)
known_answers = {name: st.sampled_from(values).map(known) for name, values in VALUES.items()}
unsaid = st.sampled_from([UNKNOWN_ANSWER, WITHHELD_ANSWER])
answers_so_far = st.fixed_dictionaries(
    {}, optional={name: unsaid | answer for name, answer in known_answers.items()}
).map(Answers)


def means(data, case):
    """Return whether a condition holds in a case in which every fact is known."""
    match data:
        case {"all": parts}:
            return all(means(part, case) for part in parts)
        case {"any": parts}:
            return any(means(part, case) for part in parts)
        case {"not": part}:
            return not means(part, case)
    value = case[data["fact"]]
    comparison = next(key for key in data if key != "fact")
    wanted = data[comparison]
    return {
        "is": lambda: value == wanted,
        "in": lambda: value in wanted,
        "at_least": lambda: value >= wanted,
        "at_most": lambda: value <= wanted,
        "before": lambda: value < wanted,
        "after": lambda: value > wanted,
    }[comparison]()


def plan(access, case):
    """Return the outcome, the best route, what is outstanding and which steps apply."""
    plans = []
    for place, route in enumerate(access.routes):
        if not all(means(item.when, case) for item in (*access.requirements, *route.requirements)):
            continue
        outstanding = tuple(
            index
            for index, item in enumerate(route.prerequisites)
            if (item.needed is None or means(item.needed, case))
            and not (item.held is not None and means(item.held, case))
        )
        steps = tuple(
            index
            for index, step in enumerate(route.steps)
            if step.when is None or means(step.when, case)
        )
        plans.append((len(outstanding), place, outstanding, steps))
    if not plans:
        return Outcome.NOT_AVAILABLE, None, (), ()
    count, place, outstanding, steps = min(plans)
    outcome = Outcome.AVAILABLE_AFTER if count else Outcome.AVAILABLE
    return outcome, place, outstanding, steps


def cases(answers):
    """Yield every complete case that agrees with the answers."""
    choices = [
        VALUES[name] if answers.value_of(name) is None else (answers.value_of(name),)
        for name in VALUES
    ]
    for values in product(*choices):
        yield dict(zip(VALUES, values, strict=True))


def changing(results):
    """Return the facts that change the result in some case.

    Args:
        results: What each case gives, by its values in order.
    """
    return {
        name
        for place, name in enumerate(VALUES)
        for values, result in results.items()
        for other in VALUES[name]
        if (changed := (*values[:place], other, *values[place + 1 :])) in results
        and results[changed] != result
    }


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


# ── the whole catalogue at once ──────────────────────────────────────────────

catalogues = st.lists(accesses, min_size=1, max_size=4).map(
    lambda found: {f"capability-{place}": access for place, access in enumerate(found)}
)
scores = st.dictionaries(st.sampled_from(["capability-0", "capability-2"]), st.floats(0.1, 9))
skips = st.sets(st.sampled_from(sorted(VALUES)))


def outcomes(access, answers):
    """Return what every case that agrees with the answers gives, by its values in order."""
    return {tuple(case.values()): plan(access, case)[0] for case in cases(answers)}


def is_settled(access, answers):
    return len(set(outcomes(access, answers).values())) == 1


@SOME
@given(catalogues, answers_so_far, scores, skips)
def test_a_survey_agrees_with_checking_one_capability_after_another(
    catalogue, answers, words, skipped
):
    advisor = Advisor(FACTS, catalogue)
    survey = advisor.survey(answers, words, skipped)
    assert sorted(placing.capability for placing in survey.placings) == sorted(catalogue)
    for placing in survey.placings:
        advice = advisor.check(placing.capability, answers)
        assert (placing.outcome, placing.certain) == (advice.outcome, advice.certain)
        assert placing.settled == advice.settled
        deciding = {question.fact.name for question in advice.questions if question.decides}
        assert placing.open_questions == len(deciding)
        assert placing.outline.so_far is advice.so_far
        assert placing.outline.route == (advice.route.title if advice.route else None)


@SOME
@given(catalogues, answers_so_far)
def test_what_a_question_settles_agrees_with_trying_every_answer(catalogue, answers):
    survey = Advisor(FACTS, catalogue).survey(answers)
    results = {name: outcomes(access, answers) for name, access in catalogue.items()}
    unsettled = {name for name, found in results.items() if len(set(found.values())) > 1}
    deciding = {name: changing(results[name]) - set(answers) for name in catalogue}
    assert {question.fact.name for question in survey.questions} == set().union(*deciding.values())
    for question in survey.questions:
        fact = question.fact.name
        needing = [name for name in catalogue if fact in deciding[name]]
        settled = [
            sum(
                is_settled(catalogue[name], answers.with_answer(fact, known(v))) for name in needing
            )
            for v in VALUES[fact]
        ]
        assert question.needed_by == tuple(needing)
        assert (question.settles, question.open) == (max(settled), len(unsettled))


@SOME
@given(catalogues, answers_so_far, st.randoms())
def test_the_order_in_which_answers_were_given_changes_nothing(catalogue, answers, random):
    items = list(answers.items())
    random.shuffle(items)
    assert Advisor(FACTS, catalogue).survey(answers) == Advisor(FACTS, catalogue).survey(
        Answers(dict(items))
    )


@SOME
@given(catalogues, st.lists(answers_so_far, max_size=4))
def test_what_was_surveyed_before_changes_nothing(catalogue, earlier):
    advisor = Advisor(FACTS, catalogue)
    for answers in earlier:
        advisor.survey(answers)
    for answers in earlier:
        assert advisor.survey(answers) == Advisor(FACTS, catalogue).survey(answers)


@SOME
@given(catalogues, answers_so_far, st.data())
def test_a_settled_capability_stays_where_it_is_as_more_is_answered(catalogue, answers, draw):
    advisor = Advisor(FACTS, catalogue)
    before = {p.capability: p for p in advisor.survey(answers).placings}
    for name, answer in known_answers.items():
        if answers.value_of(name) is None:
            answers = answers.with_answer(name, draw.draw(answer))
    for placing in advisor.survey(answers).placings:
        assert placing.settled
        if before[placing.capability].settled:
            assert placing.outcome is before[placing.capability].outcome


@SOME
@given(catalogues, answers_so_far, skips)
def test_skipping_questions_loses_none(catalogue, answers, skipped):
    advisor = Advisor(FACTS, catalogue)
    all_of_them, rest = advisor.survey(answers), advisor.survey(answers, skipped=skipped)
    assert set(all_of_them.questions) == set(rest.questions)
    assert all_of_them.placings == rest.placings
    left = [question for question in all_of_them.questions if question.fact.name not in skipped]
    assert rest.next_question == (left[0] if left else None)


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
