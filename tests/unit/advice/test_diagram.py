import operator

import pytest

from advisor.advice.diagram import Diagram, DiagramTooLargeError


@pytest.fixture
def diagram():
    return Diagram((2, 3, 2))


def test_equal_functions_are_one_node(diagram):
    first, second = diagram.ask(0, (1, 0)), diagram.ask(1, (1, 0, 1))
    one = diagram.combine(operator.and_, first, second)
    other = diagram.combine(operator.and_, second, first)
    assert one == other


def test_a_function_that_ignores_a_fact_does_not_ask_it(diagram):
    assert diagram.ask(1, (1, 1, 1)) == diagram.leaf(1)
    asked = diagram.ask(0, (1, 0))
    always = diagram.combine(operator.or_, asked, diagram.ask(0, (0, 1)))
    assert always == diagram.leaf(1)
    assert diagram.support(always) == 0


def test_support_names_what_the_function_depends_on(diagram):
    both = diagram.combine(operator.add, diagram.ask(0, (1, 0)), diagram.ask(2, (5, 0)))
    assert diagram.support(both) == 0b101
    assert diagram.results(both) == {0, 1, 5, 6}


def test_restriction_answers_one_fact(diagram):
    both = diagram.combine(operator.and_, diagram.ask(0, (1, 0)), diagram.ask(2, (1, 0)))
    assert diagram.restrict(both, 0, 1) == diagram.leaf(0)
    assert diagram.restrict(both, 0, 0) == diagram.ask(2, (1, 0))
    assert diagram.restrict(both, 2, 0) == diagram.ask(0, (1, 0))
    assert diagram.restrict(both, 1, 2) == both


def test_too_many_nodes_are_refused():
    small = Diagram((2, 2), max_nodes=3)
    small.ask(0, (1, 0))
    with pytest.raises(DiagramTooLargeError):
        small.ask(1, (1, 0))


def test_restriction_is_never_refused():
    diagram = Diagram((2, 2, 2), max_nodes=40)
    node = diagram.leaf(0)
    for level in range(3):
        node = diagram.combine(operator.add, node, diagram.ask(level, (1 << level, 0)))
    tight = Diagram((2, 2, 2), max_nodes=len(diagram))
    node = tight.leaf(0)
    for level in range(3):
        node = tight.combine(operator.add, node, tight.ask(level, (1 << level, 0)))
    tight.finish()
    assert tight.results(tight.restrict(node, 2, 0)) == {4, 5, 6, 7}
