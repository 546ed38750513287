"""Facts that are worked out from others."""

from __future__ import annotations

import pytest

from advisor.advice import Advisor, Outcome, parse_answers
from advisor.advice.condition import read_condition
from advisor.advice.derivation import check_derivations
from advisor.advice.outcome import to_json
from advisor.catalogue.access import Derivation
from advisor.errors import UsageError
from tests.support.rules import make_access, make_fact, make_requirement, make_route

LONG = {"fact": "months", "at_least": 12}
SERIOUS = make_fact(
    "serious",
    subject="Serious crime",
    derived=(
        Derivation(value="yes", when={"fact": "violent", "is": True}),
        Derivation(value="yes", when=LONG),
    ),
    otherwise="no",
)
LEVEL = make_fact(
    "level",
    "choice",
    ("high", "middle", "low"),
    derived=(
        Derivation(value="high", when={"fact": "serious", "is": True}),
        Derivation(value="middle", when={"fact": "covert", "is": True}),
    ),
    otherwise="low",
)
FACTS = (make_fact("violent"), make_fact("months", "number"), make_fact("covert"), SERIOUS, LEVEL)
RULES = make_access(requirements=[make_requirement({"fact": "serious", "is": True})])


def advise(access, *answers):
    return Advisor(FACTS, {"it": access}).check("it", parse_answers(FACTS, answers))


@pytest.mark.parametrize(
    ("answers", "outcome"),
    [
        (["violent=yes"], Outcome.AVAILABLE),
        (["months=12"], Outcome.AVAILABLE),
        (["violent=no", "months=11"], Outcome.NOT_AVAILABLE),
        (["violent=no"], Outcome.UNDECIDED),
        ([], Outcome.UNDECIDED),
    ],
)
def test_a_worked_out_fact_follows_from_the_answers(answers, outcome):
    assert advise(RULES, *answers).outcome is outcome


def test_what_it_is_worked_out_from_is_asked_and_not_itself():
    advice = advise(RULES)
    assert {question.fact.name for question in advice.questions} == {"violent", "months"}


def test_it_is_shown_as_worked_out_with_what_it_follows_from():
    (reason,) = advise(RULES, "months=24").reasons
    (worked_out,) = reason.children
    assert (worked_out.text, worked_out.worked_out) == ("Serious crime: Yes", True)
    assert [part.answer for part in worked_out.children[0].children] == [None, "24"]
    data = to_json(advise(RULES, "months=24"), None)
    assert data["reasons"][0]["children"][0]["worked_out"] is True


@pytest.mark.parametrize(
    ("answers", "level"),
    [
        (["violent=yes", "covert=yes"], "high"),
        (["violent=no", "months=1", "covert=yes"], "middle"),
        (["violent=no", "months=1", "covert=no"], "low"),
    ],
)
def test_the_first_that_holds_counts_and_one_may_rest_on_another(answers, level):
    for value in ("high", "middle", "low"):
        rules = make_access(requirements=[make_requirement({"fact": "level", "is": value})])
        expected = Outcome.AVAILABLE if value == level else Outcome.NOT_AVAILABLE
        assert advise(rules, *answers).outcome is expected
    either = make_access(requirements=[make_requirement({"fact": "level", "in": ["high", "low"]})])
    assert (advise(either, *answers).outcome is Outcome.AVAILABLE) is (level != "middle")


def test_what_is_worked_out_is_exact_over_what_is_open():
    either_way = make_access(
        make_route(make_requirement({"fact": "serious", "is": True}), id="one"),
        make_route(make_requirement({"fact": "serious", "is": False}), id="two"),
    )
    assert advise(either_way).outcome is Outcome.AVAILABLE


def test_nobody_answers_what_is_worked_out():
    with pytest.raises(UsageError, match="worked out from other answers"):
        parse_answers(FACTS, ["serious=yes"])


def test_a_fact_that_is_worked_out_from_itself_is_refused():
    circle = make_fact(
        "circle",
        derived=(Derivation(value="yes", when={"fact": "ring", "is": True}),),
        otherwise="no",
    )
    ring = make_fact(
        "ring",
        derived=(Derivation(value="yes", when={"fact": "circle", "is": True}),),
        otherwise="no",
    )
    facts = {fact.name: fact for fact in (circle, ring)}
    tree, problems = read_condition({"fact": "circle", "is": True}, facts)
    assert tree is None
    assert "circle → ring → circle" in problems[0].reason
    assert any("worked out from itself" in one.reason for one in check_derivations((circle, ring)))


@pytest.mark.parametrize(
    ("fields", "path", "reason"),
    [
        ({"otherwise": None}, ".otherwise", "does not say"),
        ({"otherwise": "perhaps"}, ".otherwise", "does not say"),
        ({"derived": (Derivation(value="maybe", when=LONG),)}, ".derived[0].value", "none of its"),
        (
            {"derived": (Derivation(value="yes", when={"fact": "moths", "is": 1}),)},
            ".derived[0].when.fact",
            "There is no fact",
        ),
        (
            {"derived": (Derivation(value="yes", when={"fact": "months", "at_least": 0}),)},
            ".derived[0].when",
            "always holds",
        ),
        ({"derived": ()}, ".otherwise", "It is asked"),
    ],
)
def test_every_mistake_is_named_with_its_place(fields, path, reason):
    fact = make_fact(
        "serious",
        **{"derived": (Derivation(value="yes", when=LONG),), "otherwise": "no", **fields},
    )
    findings = check_derivations((make_fact("months", "number"), fact))
    assert [(one.path, reason in one.reason) for one in findings] == [(f"facts[1]{path}", True)]


def test_a_number_cannot_be_worked_out():
    fact = make_fact("sum", "number", derived=(Derivation(value="3", when=LONG),), otherwise="1")
    (finding,) = check_derivations((make_fact("months", "number"), fact))
    assert "cannot be worked out" in finding.reason
