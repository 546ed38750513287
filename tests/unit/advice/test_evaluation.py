import pytest

from advisor.advice.diagram import DiagramTooLargeError
from advisor.advice.evaluation import ExactEvaluation, evaluate_plainly
from advisor.advice.fact import Answers, parse_answers
from advisor.advice.outcome import Outcome
from advisor.advice.route import parse_access
from advisor.advice.ternary import Ternary
from tests.support.rules import (
    BY_NAME,
    FACTS,
    make_access,
    make_prerequisite,
    make_requirement,
    make_route,
    make_step,
)

T, F, U = Ternary.TRUE, Ternary.FALSE, Ternary.UNKNOWN
YES, AFTER, NO = Outcome.AVAILABLE, Outcome.AVAILABLE_AFTER, Outcome.NOT_AVAILABLE
COVERT = {"fact": "covert", "is": True}
HELD = {"fact": "held", "is": True}
JOINT = {"fact": "joint", "is": True}
SERIOUS = make_requirement({"fact": "level", "is": "serious"}, "serious")

PLAIN = make_access()
RULES = make_access(
    make_route(
        make_requirement(JOINT, "joint"),
        id="joint",
        prerequisites=[make_prerequisite(needed=COVERT, held=HELD)],
        steps=[make_step(when={"fact": "hours", "at_most": 24})],
    ),
    make_route(
        id="lone", prerequisites=[make_prerequisite("form"), make_prerequisite("letter", held=HELD)]
    ),
    requirements=[SERIOUS],
)


def exact(access, *answers):
    rule = parse_access(access, BY_NAME)
    return ExactEvaluation(rule, BY_NAME).evaluate(parse_answers(FACTS, answers))


def plain(access, *answers):
    return evaluate_plainly(parse_access(access, BY_NAME), parse_answers(FACTS, answers))


BOTH = pytest.mark.parametrize("evaluate", [exact, plain])


@BOTH
@pytest.mark.parametrize(
    ("answers", "possible", "decides"),
    [
        ([], {YES, AFTER, NO}, {"level", "joint", "covert", "held"}),
        (["level=other"], {NO}, set()),
        (["level=serious"], {YES, AFTER}, {"joint", "covert", "held"}),
        (["level=serious", "joint=yes", "covert=no"], {YES}, set()),
        (["level=serious", "joint=yes", "covert=yes", "held=no"], {AFTER}, set()),
        (["level=serious", "joint=yes", "covert=yes", "held=yes"], {YES}, set()),
        (["level=serious", "joint=yes", "held=yes"], {YES}, set()),
        (["level=serious", "joint=yes", "covert=unknown"], {YES, AFTER}, {"covert", "held"}),
        (["level=withheld", "joint=no"], {AFTER, NO}, {"level"}),
    ],
)
def test_every_outcome_that_a_completion_has_is_possible(evaluate, answers, possible, decides):
    standing = evaluate(RULES, *answers)
    assert standing.possible == possible
    # Plain logic may name too much, never too little.
    assert standing.decides == decides or (not standing.exact and standing.decides > decides)


@BOTH
def test_without_rules_it_is_available(evaluate):
    standing = evaluate(PLAIN)
    assert standing.possible == {YES}
    assert standing.matters == frozenset()


@BOTH
def test_without_routes_it_is_not_available(evaluate):
    standing = evaluate(make_access().__class__(routes=()))
    assert standing.possible == {NO}
    assert standing.routes == ()


def test_what_is_settled_by_both_answers_is_settled():
    access = make_access(
        make_route(make_requirement(COVERT), id="covert"),
        make_route(make_requirement({"not": COVERT}), id="open", contacts=("role:rocu",)),
    )
    assert exact(access).possible == {YES}
    assert exact(access).decides == frozenset()
    # It decides nothing, yet the way there hangs on it.
    assert exact(access).matters == {"covert"}
    assert plain(access).possible == {YES, NO}


@BOTH
def test_a_route_is_open_if_all_that_it_and_the_capability_require_holds(evaluate):
    opens = [route.open for route in evaluate(RULES, "level=serious", "joint=no").routes]
    assert opens == [F, T]
    opens = [route.open for route in evaluate(RULES, "joint=no").routes]
    assert opens == [F, U]


@BOTH
def test_a_route_is_sure_if_nothing_of_its_own_speaks_against_it(evaluate):
    assert [route.sure for route in evaluate(RULES).routes] == [False, True]
    assert [route.sure for route in evaluate(RULES, "joint=yes").routes] == [True, True]


@BOTH
@pytest.mark.parametrize(
    ("answers", "needed", "held", "outstanding"),
    [
        ([], U, U, U),
        (["covert=no"], F, U, F),
        (["covert=yes"], T, U, U),
        (["covert=yes", "held=no"], T, F, T),
        (["covert=yes", "held=yes"], T, T, F),
        (["held=no"], U, F, U),
        (["held=yes"], U, T, F),
    ],
)
def test_what_is_needed_and_not_held_is_outstanding(evaluate, answers, needed, held, outstanding):
    route = evaluate(RULES, *answers).routes[0]
    assert (route.needed, route.held, route.outstanding) == ((needed,), (held,), (outstanding,))


@BOTH
@pytest.mark.parametrize(
    ("answer", "truth"), [("hours=unknown", U), ("hours=24", T), ("hours=25", F)]
)
def test_a_step_applies_if_its_condition_holds(evaluate, answer, truth):
    assert evaluate(RULES, answer).routes[0].steps == (truth,)


def test_what_a_route_involves_supposes_that_it_is_open():
    access = make_access(
        make_route(
            make_requirement(COVERT),
            prerequisites=[make_prerequisite(needed=COVERT)],
            steps=[make_step(when={"not": COVERT})],
        )
    )
    route = exact(access).routes[0]
    assert route.open is U
    assert route.outstanding == (T,)
    assert route.steps == (F,)


@BOTH
def test_requirements_stand_one_by_one(evaluate):
    standing = evaluate(RULES, "level=other", "joint=yes")
    assert standing.requirements == (F,)
    assert [route.requirements for route in standing.routes] == [(T,), ()]


def test_a_fact_of_steps_alone_matters_but_decides_nothing():
    access = make_access(make_route(steps=[make_step(), make_step("Ring", when=COVERT)]))
    for evaluate in (exact, plain):
        standing = evaluate(access)
        assert standing.possible == {YES}
        assert (standing.decides, standing.matters) == (frozenset(), {"covert"})


def test_whether_it_is_held_or_not_needed_does_not_matter():
    access = make_access(make_route(prerequisites=[make_prerequisite(needed=COVERT, held=HELD)]))
    assert exact(access, "covert=no").matters == frozenset()
    assert exact(access, "held=yes").matters == frozenset()


def test_the_route_with_the_fewest_prerequisites_is_best_then_the_first():
    one = make_route(make_requirement(JOINT), id="one", prerequisites=[make_prerequisite()])
    none = make_route(make_requirement(COVERT), id="none", contacts=("role:rocu",))
    last = make_route(id="last", contacts=("role:rocu",), prerequisites=[make_prerequisite("form")])
    rule = parse_access(make_access(one, none, last), BY_NAME)
    assert ExactEvaluation(rule, BY_NAME).best_routes() == {0, 1, 2}
    rule = parse_access(make_access(last, one, none), BY_NAME)
    assert ExactEvaluation(rule, BY_NAME).best_routes() == {0, 2}


def test_questions_left_are_counted_for_each_answer():
    evaluation = ExactEvaluation(parse_access(RULES, BY_NAME), BY_NAME)
    everything = evaluation.evaluate(Answers()).matters
    assert everything == {"level", "joint", "covert", "held", "hours"}
    # Serious leaves the other four; anything less leaves none. The rest are one class.
    assert sorted(evaluation.remaining(Answers(), "level", everything)) == [0, 4]
    assert sorted(evaluation.remaining(Answers(), "level", frozenset({"level", "held"}))) == [0, 1]


def test_rules_too_large_for_exactness_are_refused():
    with pytest.raises(DiagramTooLargeError):
        ExactEvaluation(parse_access(RULES, BY_NAME), BY_NAME, max_nodes=5)


def test_trying_answers_makes_nodes():
    evaluation = ExactEvaluation(parse_access(RULES, BY_NAME), BY_NAME)
    before = len(evaluation)
    evaluation.evaluate(parse_answers(FACTS, ["covert=yes", "joint=yes"]))
    assert len(evaluation) > before
