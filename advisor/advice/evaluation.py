"""From rules and answers to how things stand: truth values and names, no words.

A capability is open by a route if all that the capability requires and all that
the route requires holds. What a route needs first and is not held is outstanding.
The best route is the open one with the fewest things outstanding, then the one
authored first. A capability is

 * *available* if its best route has nothing outstanding,
 * *available after* if every open route has something outstanding,
 * *not available* if every route is closed.

Two ways to know: ``ExactEvaluation`` considers every completion of the answers;
``evaluate_plainly`` is three-valued logic alone, for rules too large for that.
"""

from __future__ import annotations

import operator
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import partial, reduce

from advisor.advice.completion import Completions
from advisor.advice.condition import Tree, evaluate, facts_of
from advisor.advice.diagram import MAX_NODES, Node
from advisor.advice.fact import Answers, Facts, Value
from advisor.advice.outcome import Outcome
from advisor.advice.route import AccessRule, RouteRule
from advisor.advice.ternary import Ternary, all_of, any_of


@dataclass(frozen=True)
class RouteStanding:
    """How a route stands. From ``needed`` on it is supposed to be open.

    Attributes:
        open: Whether all that it and the capability require holds.
        sure: Whether it is open whenever any route is, so that nothing open speaks against it.
        requirements: Whether each of its own requirements holds.
        needed: Whether each prerequisite is needed.
        held: Whether each prerequisite is held already.
        outstanding: Whether each prerequisite is still to be obtained.
        steps: Whether each step applies.
    """

    open: Ternary
    sure: bool
    requirements: tuple[Ternary, ...]
    needed: tuple[Ternary, ...]
    held: tuple[Ternary, ...]
    outstanding: tuple[Ternary, ...]
    steps: tuple[Ternary, ...]


@dataclass(frozen=True)
class Standing:
    """How a capability stands.

    Attributes:
        exact: Whether every completion was considered.
        possible: Every outcome that some completion has; never empty.
        requirements: Whether each of the capability's own requirements holds.
        routes: Its routes, as authored.
        decides: The open facts that can change the outcome.
        matters: The open facts that can change the outcome or the plan.
    """

    exact: bool
    possible: frozenset[Outcome]
    requirements: tuple[Ternary, ...]
    routes: tuple[RouteStanding, ...]
    decides: frozenset[str]
    matters: frozenset[str]


# A plan's rank is its number of outstanding prerequisites, then its place among the
# routes, in one number, so that the best plan is the least; no route open is beyond all.
_ROUTES = 1 << 10
_CLOSED = 1 << 30
_RANKED = (Outcome.AVAILABLE, Outcome.AVAILABLE_AFTER, Outcome.NOT_AVAILABLE)


def _add_outstanding(rank: int, outstanding: int) -> int:
    return rank + outstanding * _ROUTES


def _close_unless(is_open: int, rank: int) -> int:
    return rank if is_open else _CLOSED


def _outcome_at(rank: int, _: int) -> int:
    if rank == _CLOSED:
        return 2
    return int(rank >= _ROUTES)


def _route_at(rank: int, _: int) -> int:
    return _CLOSED if rank == _CLOSED else rank % _ROUTES


def _is_by(route: int, index: int) -> int:
    return int(route == index)


@dataclass(frozen=True)
class _Supposed:
    """A condition where a route is open: the completions in which it holds, and those in which not.

    Both are needed, because where the route is closed it counts as neither.
    """

    holding: Node
    failing: Node


@dataclass(frozen=True)
class _RouteFunctions:
    open: Node
    requirements: tuple[Node, ...]
    needed: tuple[_Supposed, ...]
    held: tuple[_Supposed, ...]
    outstanding: tuple[_Supposed, ...]
    steps: tuple[_Supposed, ...]


class ExactEvaluation:
    """The rules of one capability as functions of its facts, made once and asked often.

    Args:
        rule: The rules.
        facts: Every fact, by name.
        max_nodes: See ``diagram``.

    Raises:
        DiagramTooLargeError: The rules depend on too much at once for exact reasoning.
    """

    def __init__(
        self,
        rule: AccessRule,
        facts: Facts,
        max_nodes: int = MAX_NODES,
    ) -> None:
        conditions = (tree for _, tree in rule.mentions())
        self._completions = Completions(facts, conditions, max_nodes)
        self._known_levels = {
            name: self._completions.level_of(name) for name in self._completions.names
        }
        self._requirements = self._compile(item.when for item in rule.requirements)
        self._routes = tuple(self._route(rule, route) for route in rule.routes)
        self._any_open = self._completions.disjunction(route.open for route in self._routes)
        best = self._best()
        combine, leaf = self._completions.diagram.combine, self._completions.diagram.leaf
        self._outcome = combine(_outcome_at, best, leaf(0))
        self._chosen = combine(_route_at, best, leaf(0))
        self._plan = self._plan_functions(self._chosen)
        self._completions.diagram.finish()

    def __len__(self) -> int:
        """Return the nodes held; it grows as answers are tried."""
        return len(self._completions.diagram)

    def evaluate(self, answers: Answers) -> Standing:
        """Return how the capability stands over every completion of the answers."""
        known = self._completions.known(answers)
        outcome = self._completions.restrict(self._outcome, known)
        results = self._completions.diagram.results(outcome)
        return Standing(
            exact=True,
            possible=frozenset(_RANKED[result] for result in results),
            requirements=self._truths(self._requirements, known),
            routes=tuple(self._route_standing(route, known) for route in self._routes),
            decides=self._completions.names_in(self._completions.diagram.support(outcome)),
            matters=self._completions.names_in(self._support(self._restricted_plan(known))),
        )

    @property
    def facts(self) -> tuple[str, ...]:
        """The facts that the rules are about."""
        return self._completions.names

    def locate(self, answers: Answers) -> Node:
        """Return the outcome as a function of what is still open.

        Equal functions are one node, so whatever hangs on the outcome alone can be kept by it.
        """
        restrict, node = self._completions.diagram.restrict, self._outcome
        for name, level in self._levels_answered(answers):
            value = answers.value_of(name)
            if value is not None:
                node = restrict(node, level, self._completions.class_of(name, value))
        return node

    def _levels_answered(self, answers: Answers) -> list[tuple[str, int]]:
        # In the order in which they were given, so that one more is one step more.
        known = self._known_levels
        return [(name, known[name]) for name in answers if name in known]

    def possible_at(self, node: Node) -> frozenset[Outcome]:
        """Return every outcome that can still come of an outcome as a function."""
        return frozenset(_RANKED[result] for result in self._completions.diagram.results(node))

    def decides_at(self, node: Node) -> frozenset[str]:
        """Return the open facts that an outcome as a function depends on."""
        return self._completions.names_in(self._completions.diagram.support(node))

    def settles_at(self, node: Node, fact: str, values: Iterable[Value]) -> tuple[bool, ...]:
        """Return for each value of a fact whether it alone settles an outcome as a function."""
        completions = self._completions
        left = completions.diagram.results_if(node, completions.level_of(fact))
        settled = [len(results) == 1 for results in left]
        return tuple(settled[completions.class_of(fact, value)] for value in values)

    def best_routes(self) -> frozenset[int]:
        """Return the places of the routes that are the best in some case."""
        return self._completions.diagram.results(self._chosen) - {_CLOSED}

    def remaining(self, answers: Answers, fact: str, askable: frozenset[str]) -> tuple[int, ...]:
        """Return how many questions are left after each answer to one.

        Args:
            answers: The answers so far.
            fact: The question to try.
            askable: The facts that count as questions.

        Returns:
            One number for each class of values of the fact.
        """
        plan = self._restricted_plan(self._completions.known(answers))
        mask = self._completions.mask(askable)
        return tuple(
            (
                self._support(self._completions.restrict(node, (answer,)) for node in plan) & mask
            ).bit_count()
            for answer in self._completions.classes(fact)
        )

    def way(self, answers: Answers) -> tuple[Node, ...]:
        """Return functions that together say by which route, and what is to be obtained for it.

        Two sets of answers with equal ways lead to the same, whatever else is answered.
        """
        known = self._completions.known(answers)
        functions = self._way_functions(self._chosen)
        return tuple(self._completions.restrict(node, known) for node in functions)

    def facts_of_way(self, way: Iterable[Node]) -> frozenset[str]:
        """Return the facts that a way still depends on; none once it is decided."""
        return self._completions.names_in(self._support(way))

    def values(self, fact: str) -> tuple[Value, ...]:
        """Return values of a fact, at least one of each class, in order where it has one.

        Between two neighbours that are in one class lies no value of another.
        """
        return self._completions.values(fact)

    def _compile(self, trees: Iterable[Tree]) -> tuple[Node, ...]:
        return tuple(self._completions.compile(tree) for tree in trees)

    def _route(self, rule: AccessRule, route: RouteRule) -> _RouteFunctions:
        is_open = self._completions.compile(rule.open(route))

        def suppose(trees: Iterable[Tree]) -> tuple[_Supposed, ...]:
            return tuple(self._suppose(is_open, node) for node in self._compile(trees))

        return _RouteFunctions(
            open=is_open,
            requirements=self._compile(item.when for item in route.requirements),
            needed=suppose(item.needed for item in route.prerequisites),
            held=suppose(item.held for item in route.prerequisites),
            outstanding=suppose(item.outstanding for item in route.prerequisites),
            steps=suppose(item.when for item in route.steps),
        )

    def _suppose(self, is_open: Node, node: Node) -> _Supposed:
        completions = self._completions
        return _Supposed(
            holding=completions.conjunction((is_open, node)),
            failing=completions.conjunction((is_open, completions.negation(node))),
        )

    def _best(self) -> Node:
        diagram = self._completions.diagram
        ranks = []
        for index, route in enumerate(self._routes):
            rank = diagram.leaf(index)
            for item in route.outstanding:
                rank = diagram.combine(_add_outstanding, rank, item.holding)
            ranks.append(diagram.combine(_close_unless, route.open, rank))
        return reduce(partial(diagram.combine, min), ranks, diagram.leaf(_CLOSED))

    def _plan_functions(self, chosen: Node) -> tuple[Node, ...]:
        """Return functions that together say all of a plan: the route, and all that it involves."""
        steps = (route.steps for route in self._routes)
        functions = (*self._way_functions(chosen), *self._where_chosen(chosen, steps))
        return tuple(dict.fromkeys(functions))

    def _way_functions(self, chosen: Node) -> tuple[Node, ...]:
        waits = (route.outstanding for route in self._routes)
        return (chosen, *self._where_chosen(chosen, waits))

    def _where_chosen(
        self, chosen: Node, by_route: Iterable[tuple[_Supposed, ...]]
    ) -> Iterator[Node]:
        """Yield the functions that are 1 where a route is chosen and an item of it holds."""
        combine, leaf = self._completions.diagram.combine, self._completions.diagram.leaf
        for index, items in enumerate(by_route):
            is_chosen = combine(_is_by, chosen, leaf(index))
            yield from (combine(operator.and_, is_chosen, item.holding) for item in items)

    def _restricted_plan(self, known: Iterable[tuple[int, int]]) -> tuple[Node, ...]:
        known = tuple(known)
        nodes = (self._completions.restrict(node, known) for node in self._plan)
        return tuple(dict.fromkeys(nodes))

    def _support(self, nodes: Iterable[Node]) -> int:
        return reduce(operator.or_, map(self._completions.diagram.support, nodes), 0)

    def _truths(
        self, nodes: Iterable[Node], known: tuple[tuple[int, int], ...]
    ) -> tuple[Ternary, ...]:
        completions = self._completions
        return tuple(completions.truth(completions.restrict(node, known)) for node in nodes)

    def _route_standing(
        self, route: _RouteFunctions, known: tuple[tuple[int, int], ...]
    ) -> RouteStanding:
        def truths(items: Iterable[_Supposed]) -> tuple[Ternary, ...]:
            return tuple(self._supposed_truth(item, known) for item in items)

        is_open = self._completions.restrict(route.open, known)
        return RouteStanding(
            open=self._completions.truth(is_open),
            # Equal functions are one node.
            sure=is_open == self._completions.restrict(self._any_open, known),
            requirements=self._truths(route.requirements, known),
            needed=truths(route.needed),
            held=truths(route.held),
            outstanding=truths(route.outstanding),
            steps=truths(route.steps),
        )

    def _supposed_truth(self, item: _Supposed, known: tuple[tuple[int, int], ...]) -> Ternary:
        holding, failing = self._truths((item.holding, item.failing), known)
        if holding is Ternary.FALSE:
            return Ternary.FALSE
        return Ternary.TRUE if failing is Ternary.FALSE else Ternary.UNKNOWN


def evaluate_plainly(rule: AccessRule, answers: Answers) -> Standing:
    """Return how a capability stands by three-valued logic alone.

    What it says is possible includes all that is, and what it says matters includes
    all that does; either may be too much.
    """
    routes = tuple(_plain_route(rule, route, answers) for route in rule.routes)
    is_open = any_of(route.open for route in routes)
    is_ready = any_of(route.open & ~any_of(route.outstanding) for route in routes)
    waits = any_of(route.open & any_of(route.outstanding) for route in routes) & ~is_ready
    truths = {
        Outcome.AVAILABLE: is_ready,
        Outcome.AVAILABLE_AFTER: waits,
        Outcome.NOT_AVAILABLE: ~is_open,
    }
    possible = frozenset(outcome for outcome in truths if truths[outcome] is not Ternary.FALSE)
    matters = _plain_matters(rule, routes, answers)
    return Standing(
        exact=False,
        possible=possible,
        requirements=tuple(evaluate(item.when, answers) for item in rule.requirements),
        routes=routes,
        decides=matters if len(possible) > 1 else frozenset(),
        matters=matters,
    )


def _plain_route(rule: AccessRule, route: RouteRule, answers: Answers) -> RouteStanding:
    def truths(trees: Iterable[Tree]) -> tuple[Ternary, ...]:
        return tuple(evaluate(tree, answers) for tree in trees)

    requirements = truths(item.when for item in route.requirements)
    return RouteStanding(
        open=evaluate(rule.open(route), answers),
        sure=all_of(requirements) is Ternary.TRUE,
        requirements=requirements,
        needed=truths(item.needed for item in route.prerequisites),
        held=truths(item.held for item in route.prerequisites),
        outstanding=truths(item.outstanding for item in route.prerequisites),
        steps=truths(item.when for item in route.steps),
    )


def _plain_matters(
    rule: AccessRule, routes: tuple[RouteStanding, ...], answers: Answers
) -> frozenset[str]:
    """Return the open facts of every condition still unknown, but for those of closed routes."""
    if all_of(~route.open for route in routes) is Ternary.TRUE:
        return frozenset()
    trees = [item.when for item in rule.requirements]
    for route, standing in zip(rule.routes, routes, strict=True):
        if standing.open is not Ternary.FALSE:
            trees.extend(tree for _, tree in route.mentions())
    return frozenset(
        name
        for tree in trees
        if evaluate(tree, answers) is Ternary.UNKNOWN
        for name in facts_of(tree)
        if answers.value_of(name) is None
    )
