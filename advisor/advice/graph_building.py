"""From an entry's rules to its decision graph.

The graph is made by asking the advisor: at each place the question that it would ask
next, at each end the outcome that it gives. So it cannot disagree with the advice.

Rules that this module keeps:
 * Places from which everything is the same are one node.
 * Rules that would need more nodes than somebody reads are pictured requirement by
   requirement instead, and the graph says so.
"""

from __future__ import annotations

import datetime
from collections.abc import Hashable, Iterator, Sequence
from dataclasses import dataclass, field

from advisor.advice.evaluation import ExactEvaluation, Standing
from advisor.advice.fact import Answers, Facts, Value, known
from advisor.advice.graph import (
    DecisionGraph,
    Edge,
    GraphNode,
    NodeKind,
    Range,
    in_reading_order,
)
from advisor.advice.outcome import Advice, Outcome, PrerequisiteStatus, Reason
from advisor.advice.planning import Advisor
from advisor.advice.route import AccessRule, RequirementRule, RouteRule
from advisor.advice.ternary import Ternary
from advisor.advice.wording import condition_text, outcome_text, value_text
from advisor.catalogue.access import FactDefinition

#: Most nodes that a graph of every answer has: about what fits on a few sheets of paper.
MOST_NODES = 80

_DAY = datetime.timedelta(days=1)
_TOO_LARGE = (
    "This goes requirement by requirement, because a picture of every answer would be too large "
    "to read. Where several routes are open, the advice is the one with the fewest things to "
    "obtain."
)


class _TooManyNodesError(Exception):
    """The graph is larger than somebody reads; never leaves this module."""


def build_graph(advisor: Advisor, entry: str, most: int = MOST_NODES) -> DecisionGraph:
    """Return the decision graph of an entry's access rules.

    Args:
        advisor: The advisor of the reader that it is for.
        entry: Id of an entry with access rules.
        most: Most nodes of a graph of every answer.

    Raises:
        NoSuchEntryError: This reader has nothing of this id that can be checked.
    """
    rule, evaluation = advisor.rules(entry)
    facts = {fact.name: fact for fact in advisor.questions()}
    if evaluation is not None:
        try:
            return _Grower(advisor, entry, evaluation, most).grow()
        except _TooManyNodesError:
            pass
    return DecisionGraph(entry, False, _TOO_LARGE, _Requirements(rule, facts).nodes())


@dataclass
class _Grower:
    """Grows the graph of every answer, from the start down.

    Attributes:
        advisor: Who is asked.
        entry: What about.
        evaluation: What the entry's rules come to.
        most: Most nodes.
    """

    advisor: Advisor
    entry: str
    evaluation: ExactEvaluation
    most: int
    _nodes: dict[str, GraphNode] = field(default_factory=dict)
    _by_key: dict[Hashable, str] = field(default_factory=dict)

    def grow(self) -> DecisionGraph:
        start = self._visit(Answers())
        return DecisionGraph(self.entry, True, "", in_reading_order(start, self._nodes))

    def _visit(self, answers: Answers) -> str:
        """Return the provisional id of the node that answers lead to."""
        way = self.evaluation.way(answers)
        key = (way, _failed(self.evaluation.evaluate(answers)))
        if key not in self._by_key:
            if len(self._by_key) >= self.most:
                raise _TooManyNodesError
            id_ = self._by_key[key] = str(len(self._by_key))
            open_facts = self.evaluation.facts_of_way(way)
            ask = self._ask if open_facts else self._leaf
            self._nodes[id_] = ask(id_, answers, open_facts)
        return self._by_key[key]

    def _ask(self, id_: str, answers: Answers, open_facts: frozenset[str]) -> GraphNode:
        """Return the node of the first of the advisor's questions that changes the way."""
        questions = self.advisor.check(self.entry, answers).questions
        fact = next(one.fact for one in questions if one.fact.name in open_facts)
        values = self.evaluation.values(fact.name)
        targets = [self._visit(answers.with_answer(fact.name, known(value))) for value in values]
        return GraphNode(
            id=id_,
            kind=NodeKind.QUESTION,
            text=fact.text,
            edges=tuple(_edges(fact, values, targets)),
            fact=fact.name,
            sources=fact.sources,
        )

    def _leaf(self, id_: str, answers: Answers, open_facts: frozenset[str]) -> GraphNode:
        del open_facts  # none
        advice = self.advisor.check(self.entry, answers)
        if advice.outcome is Outcome.NOT_AVAILABLE:
            return _closed(id_, [one for one in advice.reasons if _decides_against(one)])
        # The same route and the same things to obtain whatever the rest, so any rest will do.
        for name in self.advisor.facts_of(self.entry) - set(dict(answers.items())):
            answers = answers.with_answer(name, known(self.evaluation.values(name)[0]))
        return _open(id_, self.advisor.check(self.entry, answers))


def _failed(standing: Standing) -> Hashable:
    """Return which requirements are known to fail, as far as they may still be why not."""
    if Outcome.NOT_AVAILABLE not in standing.possible:
        return None
    by_place = (standing.requirements, *(route.requirements for route in standing.routes))
    return tuple(tuple(one is Ternary.FALSE for one in truths) for truths in by_place)


def _decides_against(reason: Reason) -> bool:
    return reason.deciding and reason.truth is Ternary.FALSE


def _closed(id_: str, reasons: Sequence[Reason]) -> GraphNode:
    return GraphNode(
        id=id_,
        kind=NodeKind.OUTCOME,
        text=outcome_text(Outcome.NOT_AVAILABLE),
        lines=tuple(reason.text for reason in reasons),
        outcome=Outcome.NOT_AVAILABLE,
        sources=tuple(dict.fromkeys(key for reason in reasons for key in reason.sources)),
    )


def _open(id_: str, advice: Advice) -> GraphNode:
    wanted = [
        item for item in advice.prerequisites if item.status is PrerequisiteStatus.OUTSTANDING
    ]
    route = (f"Route: {advice.route.title}",) if advice.route else ()
    return GraphNode(
        id=id_,
        kind=NodeKind.OUTCOME,
        text=outcome_text(advice.outcome),
        lines=(*route, *(f"First: {item.text} ({item.who})" for item in wanted)),
        outcome=advice.outcome,
        sources=tuple(dict.fromkeys(key for item in wanted for key in item.sources)),
    )


def _edges(fact: FactDefinition, values: Sequence[Value], targets: Sequence[str]) -> Iterator[Edge]:
    """Yield an edge for each node that the values of a fact lead to."""
    spans = [None, *values[1:], None]
    for target in dict.fromkeys(targets):
        places = [place for place, other in enumerate(targets) if other == target]
        if fact.type in ("yes-no", "choice"):
            found = tuple(values[place] for place in places)
            text = "; ".join(value_text(fact, value) for value in found)
            yield Edge(text, target, values=found)
        else:
            ranges = tuple(_join(places, spans))
            text = " or ".join(_range_text(fact, span) for span in ranges)
            yield Edge(text, target, ranges=ranges)


def _join(places: Sequence[int], spans: Sequence[Value | None]) -> Iterator[Range]:
    """Yield the ranges that start at some places and end before the next place that is not one."""
    for place in places:
        if place - 1 not in places:
            end = next(other for other in range(place, len(spans)) if other not in places)
            yield _ordered(spans[place]), _before(_ordered(spans[end]))


def _ordered(value: Value | None) -> int | datetime.date | None:
    return value if isinstance(value, int | datetime.date) else None


def _before(value: int | datetime.date | None) -> int | datetime.date | None:
    """Return what comes before a value; ``None`` where there is none, for no end."""
    if isinstance(value, datetime.date):
        return value - _DAY
    return None if value is None else value - 1


def _range_text(fact: FactDefinition, span: Range) -> str:
    low, high = span
    if low is None and high is None:
        return "Any answer"
    if low is None:
        return f"Up to {value_text(fact, high)}" if high is not None else "Any answer"
    if high is None:
        later = "or later" if fact.type == "date" else "or more"
        return f"{value_text(fact, low)} {later}"
    if low == high:
        return value_text(fact, low)
    return f"{value_text(fact, low)} to {value_text(fact, high)}"


class _Requirements:
    """Pictures rules requirement by requirement, then route by route.

    Args:
        rule: The rules.
        facts: Every fact, by name.
    """

    def __init__(self, rule: AccessRule, facts: Facts) -> None:
        self._rule = rule
        self._facts = facts
        self._nodes: dict[str, GraphNode] = {}

    def nodes(self) -> tuple[GraphNode, ...]:
        start = self._none_open()
        for route in reversed(self._rule.routes):
            start = self._chain(route.requirements, self._route_leaf(route), start)
        for rule in reversed(self._rule.requirements):
            start = self._require(rule, start, self._refusal(rule))
        return in_reading_order(start, self._nodes)

    def _chain(self, rules: Sequence[RequirementRule], then: str, otherwise: str) -> str:
        for rule in reversed(rules):
            then = self._require(rule, then, otherwise)
        return then

    def _require(self, rule: RequirementRule, then: str, otherwise: str) -> str:
        return self._add(
            NodeKind.REQUIREMENT,
            rule.requirement.text,
            (condition_text(rule.when, self._facts),),
            edges=(Edge("This holds", then), Edge("This does not hold", otherwise)),
            sources=rule.requirement.sources,
        )

    def _refusal(self, rule: RequirementRule) -> str:
        requirement = rule.requirement
        return self._add(
            NodeKind.OUTCOME,
            outcome_text(Outcome.NOT_AVAILABLE),
            (requirement.otherwise,),
            outcome=Outcome.NOT_AVAILABLE,
            sources=requirement.sources,
        )

    def _none_open(self) -> str:
        lines = ("No route is open.",)
        text = outcome_text(Outcome.NOT_AVAILABLE)
        return self._add(NodeKind.OUTCOME, text, lines, outcome=Outcome.NOT_AVAILABLE)

    def _route_leaf(self, route: RouteRule) -> str:
        lines = [f"Route: {route.route.title}"]
        for item in route.prerequisites:
            when = condition_text(item.outstanding, self._facts)
            lines.append(
                f"First, if {when}: {item.prerequisite.text}"
                if when
                else f"First: {item.prerequisite.text}"
            )
        outcome = Outcome.AVAILABLE_AFTER if route.prerequisites else Outcome.AVAILABLE
        keys = (key for item in route.prerequisites for key in item.prerequisite.sources)
        return self._add(
            NodeKind.OUTCOME,
            f"Open by this route, route {self._rule.routes.index(route) + 1}",
            tuple(lines),
            outcome=outcome,
            sources=tuple(dict.fromkeys(keys)),
        )

    def _add(
        self,
        kind: NodeKind,
        text: str,
        lines: tuple[str, ...],
        *,
        edges: tuple[Edge, ...] = (),
        outcome: Outcome | None = None,
        sources: tuple[str, ...] = (),
    ) -> str:
        id_ = str(len(self._nodes))
        self._nodes[id_] = GraphNode(
            id_, kind, text, lines, edges, outcome=outcome, sources=sources
        )
        return id_
