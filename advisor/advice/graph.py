"""The rules of one entry as a graph that a person can read: questions, answers, outcomes.

A node asks a question, or names a requirement; an edge is one answer, or several that
lead to the same; a leaf says by which route, what to obtain first, or why not.
``graph_building`` makes it, ``graph_text`` and ``graph_picture`` show it.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum
from functools import cached_property

from advisor.advice.fact import Answers, Value
from advisor.advice.outcome import Outcome

#: From and to, both included; ``None`` where there is no such end.
Range = tuple[int | datetime.date | None, int | datetime.date | None]


class NodeKind(StrEnum):
    """What a node is."""

    QUESTION = "question"
    REQUIREMENT = "requirement"
    OUTCOME = "outcome"


@dataclass(frozen=True)
class Edge:
    """One answer, or several that lead to the same.

    Attributes:
        text: The answers in words.
        target: Id of the node that it leads to.
        values: The answers, of a yes/no question or a choice.
        ranges: The answers, of a number or a date.
    """

    text: str
    target: str
    values: tuple[Value, ...] = ()
    ranges: tuple[Range, ...] = ()

    def takes(self, value: Value) -> bool:
        """Say whether a value is one of its answers."""
        if self.ranges:
            return any(_is_within(value, span) for span in self.ranges)
        return any(value == one and isinstance(value, type(one)) for one in self.values)


@dataclass(frozen=True)
class GraphNode:
    """A question, a requirement or an outcome.

    Attributes:
        id: ``1``, ``2`` … for what is asked, ``A``, ``B`` … for outcomes, in reading order.
        kind: Which of these it is.
        text: What is asked or required, or the outcome, in words.
        lines: What else it says: what to obtain, why not, what a requirement is made of.
        edges: What each answer leads to; none for an outcome.
        fact: The fact that is asked for, of a question.
        outcome: The outcome, of a leaf.
        sources: Keys of the sources that it rests on.
    """

    id: str
    kind: NodeKind
    text: str
    lines: tuple[str, ...] = ()
    edges: tuple[Edge, ...] = ()
    fact: str | None = None
    outcome: Outcome | None = None
    sources: tuple[str, ...] = ()


@dataclass(frozen=True)
class Caption:
    """What is written round a picture or a table of a graph, because it travels alone.

    Attributes:
        title: What the rules are of.
        marking: The highest marking of what is shown.
        release: The release that it was made from, in words.
        sources: Short names of sources by key; sources that it leaves out are not shown.
    """

    title: str
    marking: str
    release: str
    sources: Mapping[str, str] = field(default_factory=dict)

    def say_sources(self, keys: Iterable[str]) -> str:
        """Return the short names of sources, each once, in one line; empty where there are none."""
        names = dict.fromkeys(self.sources[key] for key in keys if key in self.sources)
        return " · ".join(names)


@dataclass(frozen=True)
class DecisionGraph:
    """The rules of one entry.

    Attributes:
        entry: The entry's id.
        exact: Whether it asks the advisor's questions and pictures every answer. If not, it
            goes requirement by requirement, and ``note`` says so.
        note: What somebody should know who reads it; empty where there is nothing.
        nodes: Its nodes in reading order: the first is where one starts, and each stands
            before all that it leads to.
    """

    entry: str
    exact: bool
    note: str
    nodes: tuple[GraphNode, ...]

    @cached_property
    def by_id(self) -> Mapping[str, GraphNode]:
        """The nodes by id."""
        return {node.id: node for node in self.nodes}

    def follow(self, answers: Answers) -> GraphNode:
        """Return the node that answers lead to: an outcome, or the first question left open.

        Raises:
            ValueError: The graph goes by requirements, which answers alone do not follow.
        """
        if not self.exact:
            raise ValueError("the graph goes requirement by requirement")
        node = self.nodes[0]
        while node.fact is not None and (value := answers.value_of(node.fact)) is not None:
            node = self.by_id[next(edge.target for edge in node.edges if edge.takes(value))]
        return node


def in_reading_order(start: str, drafts: Mapping[str, GraphNode]) -> tuple[GraphNode, ...]:
    """Return nodes from the start down, with ids for a person to read.

    Args:
        start: Provisional id of the node to start from.
        drafts: Every node by its provisional id, to which their edges lead.
    """
    depths = _depths(start, drafts)
    found = sorted(depths, key=lambda id_: (depths[id_], tuple(depths).index(id_)))
    questions = [id_ for id_ in found if drafts[id_].kind is not NodeKind.OUTCOME]
    outcomes = [id_ for id_ in found if drafts[id_].kind is NodeKind.OUTCOME]
    names = {id_: str(number) for number, id_ in enumerate(questions, start=1)}
    names |= {id_: _letters(place) for place, id_ in enumerate(outcomes)}
    return tuple(_renamed(drafts[id_], names) for id_ in found)


def depths_of(nodes: Iterable[GraphNode]) -> Mapping[str, int]:
    """Return how far below the start each node stands, by the longest way, by id."""
    by_id = {node.id: node for node in nodes}
    return _depths(next(iter(by_id)), by_id)


def _depths(start: str, nodes: Mapping[str, GraphNode]) -> dict[str, int]:
    """Return the longest way to each node, in the order in which one meets them."""
    order: list[str] = []
    _walk(start, nodes, set(), order)
    order.reverse()
    depths = dict.fromkeys(order, 0)
    for id_ in order:
        for edge in nodes[id_].edges:
            depths[edge.target] = max(depths[edge.target], depths[id_] + 1)
    return depths


def _walk(id_: str, nodes: Mapping[str, GraphNode], seen: set[str], order: list[str]) -> None:
    """Note the nodes from one on, each after all that it leads to."""
    seen.add(id_)
    for edge in reversed(nodes[id_].edges):
        if edge.target not in seen:
            _walk(edge.target, nodes, seen, order)
    order.append(id_)


def _renamed(node: GraphNode, names: Mapping[str, str]) -> GraphNode:
    edges = tuple(replace(edge, target=names[edge.target]) for edge in node.edges)
    return replace(node, id=names[node.id], edges=edges)


def _letters(place: int) -> str:
    """Return ``A`` to ``Z``, then ``AA`` and so on."""
    before, last = divmod(place, 26)
    return (_letters(before - 1) if before else "") + chr(ord("A") + last)


def _is_within(value: Value, span: Range) -> bool:
    low, high = span
    return (low is None or value >= low) and (high is None or value <= high)  # type: ignore[operator]
