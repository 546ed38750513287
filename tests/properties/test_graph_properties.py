"""The decision graph says what the rules mean, whatever they are and whatever is answered."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from advisor.advice import Advisor, Answers, Outcome, known
from advisor.advice.graph import Caption, NodeKind
from advisor.advice.graph_building import build_graph
from advisor.advice.graph_picture import to_svg
from advisor.advice.graph_text import to_rows
from tests.support.random_rules import FACTS, SOME, accesses, cases, plan

CAPTION = Caption("Watching", "OFFICIAL", "Release 7")


def answers_of(case):
    return Answers({name: known(value) for name, value in case.items()})


@SOME
@given(accesses)
def test_following_the_graph_gives_the_outcome_the_route_and_what_to_obtain(access):
    graph = build_graph(Advisor(FACTS, {"one": access}), "one", most=10_000)
    assert graph.exact
    for case in cases(Answers()):
        outcome, place, outstanding, _ = plan(access, case)
        leaf = graph.follow(answers_of(case))
        assert leaf.outcome is outcome
        if place is not None:
            route = access.routes[place]
            wanted = [f"First: {route.prerequisites[one].text}" for one in outstanding]
            assert leaf.lines[0] == f"Route: {route.title}"
            assert [line.partition(" (")[0] for line in leaf.lines[1:]] == wanted


@SOME
@given(accesses)
def test_a_refusal_names_only_what_fails_in_every_case_that_leads_there(access):
    graph = build_graph(Advisor(FACTS, {"one": access}), "one", most=10_000)
    advisor = Advisor(FACTS, {"one": access})
    for case in cases(Answers()):
        leaf = graph.follow(answers_of(case))
        if leaf.outcome is Outcome.NOT_AVAILABLE:
            failing = {
                reason.text
                for reason in advisor.check("one", answers_of(case)).reasons
                if reason.truth.value == "false"
            }
            assert set(leaf.lines) <= failing


@SOME
@given(accesses, st.integers(1, 12))
def test_it_is_never_larger_than_asked_for_unless_it_goes_by_requirements(access, most):
    graph = build_graph(Advisor(FACTS, {"one": access}), "one", most=most)
    if graph.exact:
        assert len(graph.nodes) <= most
    else:
        assert not any(node.kind is NodeKind.QUESTION for node in graph.nodes)
        assert graph.note
    assert len(to_rows(graph)) == max(1, sum(len(node.edges) for node in graph.nodes))
    assert to_svg(graph, CAPTION).count("<polygon") == sum(len(one.edges) for one in graph.nodes)
