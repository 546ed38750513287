"""A fact that is worked out from others is those others, whatever is asked and answered."""

import json

from hypothesis import given
from hypothesis import strategies as st

from advisor.advice import Advisor, to_json
from advisor.advice.completion import decide
from advisor.advice.condition import parse_condition
from advisor.advice.outcome import Outcome
from advisor.catalogue.access import Derivation
from tests.support.random_rules import BY_NAME, FACTS, SOME, answers_so_far, conditions
from tests.support.rules import make_access, make_fact, make_requirement, make_route

BANDS = ("high", "middle", "low")


def worked_out(high, middle):
    """Return the facts, and one more that is high, else middle, else low."""
    derived = (Derivation(value="high", when=high), Derivation(value="middle", when=middle))
    return (*FACTS, make_fact("band", "choice", BANDS, derived=derived, otherwise="low"))


def written_out(data, high, middle):
    """Return a condition with each mention of that fact written out."""
    match data:
        case {"all": parts}:
            return {"all": [written_out(part, high, middle) for part in parts]}
        case {"any": parts}:
            return {"any": [written_out(part, high, middle) for part in parts]}
        case {"not": part}:
            return {"not": written_out(part, high, middle)}
        case {"fact": "band", "is": value}:
            return {
                "high": high,
                "middle": {"all": [{"not": high}, middle]},
                "low": {"all": [{"not": high}, {"not": middle}]},
            }[value]
    return data


mentions = st.builds(lambda value: {"fact": "band", "is": value}, st.sampled_from(BANDS))
mixed = st.recursive(
    conditions | mentions,
    lambda parts: st.one_of(
        st.builds(lambda part: {"not": part}, parts),
        st.builds(lambda some: {"all": some}, st.lists(parts, min_size=1, max_size=3)),
        st.builds(lambda some: {"any": some}, st.lists(parts, min_size=1, max_size=3)),
    ),
    max_leaves=4,
)


@SOME
@given(mixed, conditions, conditions, answers_so_far)
def test_a_condition_on_it_decides_as_the_same_written_out(data, high, middle, answers):
    facts = {fact.name: fact for fact in worked_out(high, middle)}
    short = decide(parse_condition(data, facts), facts, answers)
    long = decide(parse_condition(written_out(data, high, middle), BY_NAME), BY_NAME, answers)
    assert short is long


@SOME
@given(mixed, mixed, conditions, conditions, answers_so_far)
def test_rules_on_it_advise_as_the_same_written_out(one, two, high, middle, answers):
    def rules(write):
        return make_access(
            make_route(make_requirement(write(one), id="first"), id="first"),
            make_route(make_requirement(write(two), id="second"), id="second"),
        )

    facts = worked_out(high, middle)
    short = Advisor(facts, {"one": rules(lambda data: data)}).check("one", answers)
    long = Advisor(FACTS, {"one": rules(lambda data: written_out(data, high, middle))}).check(
        "one", answers
    )
    assert short.possible == long.possible
    assert (short.outcome, short.so_far, short.certain) == (
        long.outcome,
        long.so_far,
        long.certain,
    )
    assert {question.fact.name for question in short.questions} == {
        question.fact.name for question in long.questions
    }


@SOME
@given(conditions, conditions, answers_so_far)
def test_it_is_never_asked_and_says_where_it_comes_from(high, middle, answers):
    access = make_access(requirements=[make_requirement({"fact": "band", "is": "high"})])
    advice = Advisor(worked_out(high, middle), {"one": access}).check("one", answers)
    assert "band" not in {question.fact.name for question in advice.questions}
    if advice.outcome is Outcome.AVAILABLE:
        assert '"worked_out": true' in json.dumps(to_json(advice, None))
