"""Decision diagrams: functions of many facts, held so that each question of them is cheap.

A function from facts to whole numbers (a condition is a function to 0 and 1) is
a graph. An inner node asks one fact and has a child for each class of its values;
a leaf is a result. Facts are asked in one fixed order, equal nodes are one node,
and a node whose children are all the same is that child. Then two functions are
equal exactly if they are the same node, and a function depends on a fact exactly
if a node of it asks that fact (Bryant, "Graph-based algorithms for Boolean
function manipulation", IEEE Transactions on Computers C-35, 1986).

This is the walk over all completions with everything shared that can be shared.
"""

from __future__ import annotations

import operator
from collections.abc import Callable, Hashable
from typing import Final, NewType

Node = NewType("Node", int)
Operation = Callable[[int, int], int]

#: What decides an operation alone, whatever the other result is, and what changes nothing.
_DECIDING: Final[dict[Operation, tuple[int, int]]] = {operator.and_: (0, 1), operator.or_: (1, 0)}

#: Most nodes that the functions of one capability may have: up to 150 ms of work, once.
#: The largest rules that ship have under 1,000. Rules that need more than this are told from
#: plain three-valued logic, and the advice says that it is not exact.
MAX_NODES = 5_000


class DiagramTooLargeError(Exception):
    """The rules depend on too many facts at once; never leaves this package."""


class Diagram:
    """Every node of the functions over one set of facts.

    Args:
        sizes: The number of classes of values of each fact, in the order of asking.
        max_nodes: Most nodes to make until ``finish``.
    """

    def __init__(self, sizes: tuple[int, ...], max_nodes: int = MAX_NODES) -> None:
        self._sizes = sizes
        self._max_nodes: int | None = max_nodes
        # A leaf stands below every fact, so that "the topmost of two" is a minimum.
        self._leaf_level = len(sizes)
        self._levels: list[int] = []
        self._children: list[tuple[Node, ...]] = []
        self._results: list[frozenset[int]] = []
        self._supports: list[int] = []
        self._nodes: dict[Hashable, Node] = {}
        self._leaves: dict[int, Node] = {}
        self._combined: dict[tuple[Operation, Node, Node], Node] = {}
        self._restricted: dict[tuple[Node, int, int], Node] = {}
        self._results_if: dict[tuple[Node, int], tuple[frozenset[int], ...]] = {}

    def __len__(self) -> int:
        return len(self._levels)

    def finish(self) -> None:
        """Lift the limit: from here functions are only restricted, which never makes one larger.

        Whether the limit is met must not depend on what was asked before.
        """
        self._max_nodes = None

    def leaf(self, result: int) -> Node:
        """Return the function that is this result whatever the facts."""
        found = self._leaves.get(result)
        if found is None:
            found = self._leaves[result] = self._add(self._leaf_level, (), result)
        return found

    def ask(self, level: int, results: tuple[int, ...]) -> Node:
        """Return the function that has one result for each class of values of one fact."""
        return self._branch(level, tuple(self.leaf(result) for result in results))

    def results(self, node: Node) -> frozenset[int]:
        """Return every result that some completion of the facts has."""
        return self._results[node]

    def results_if(self, node: Node, level: int) -> tuple[frozenset[int], ...]:
        """Return the results that are left for each class of values of one fact.

        As those of ``restrict`` for each class, without making any function.
        """
        if not self._supports[node] >> level & 1:
            return (self._results[node],) * self._sizes[level]
        key = (node, level)
        found = self._results_if.get(key)
        if found is None:
            found = self._results_if[key] = self._find_results_if(node, level)
        return found

    def _find_results_if(self, node: Node, level: int) -> tuple[frozenset[int], ...]:
        children = self._children[node]
        if self._levels[node] == level:
            return tuple(self._results[child] for child in children)
        below = [self.results_if(child, level) for child in children]
        return tuple(frozenset().union(*results) for results in zip(*below, strict=True))

    def support(self, node: Node) -> int:
        """Return the facts that the function depends on, as bits: fact ``n`` is ``1 << n``."""
        return self._supports[node]

    def combine(self, operation: Operation, left: Node, right: Node) -> Node:
        """Return the function that applies an operation to the results of two.

        Args:
            operation: A module-level function; results are remembered by it. Those of ``and``
                and ``or`` are 0 and 1.
            left: Its first argument.
            right: Its second argument.

        Raises:
            DiagramTooLargeError: The result does not fit.
        """
        key = (operation, left, right)
        found = self._combined.get(key)
        if found is None:
            found = self._combined[key] = self._combine(operation, left, right)
        return found

    def restrict(self, node: Node, level: int, index: int) -> Node:
        """Return the function once one fact is known to be in a class."""
        if not self._supports[node] >> level & 1:
            return node
        key = (node, level, index)
        if key not in self._restricted:
            self._restricted[key] = self._restrict(node, level, index)
        return self._restricted[key]

    def _combine(self, operation: Operation, left: Node, right: Node) -> Node:
        short = self._shorten(operation, left, right) if operation in _DECIDING else None
        if short is not None:
            return short
        level = min(self._levels[left], self._levels[right])
        if level == self._leaf_level:
            (first,), (second,) = self._results[left], self._results[right]
            return self.leaf(operation(first, second))
        lefts, rights = self._below(left, level), self._below(right, level)
        combine = self.combine
        children = [combine(operation, *pair) for pair in zip(lefts, rights, strict=True)]
        return self._branch(level, tuple(children))

    def _shorten(self, operation: Operation, left: Node, right: Node) -> Node | None:
        """Return what an operation comes to by one of its arguments alone, if it does."""
        if left == right:
            return left
        deciding, neutral = map(self._leaves.get, _DECIDING[operation])
        if deciding in (left, right):
            return deciding
        if left == neutral:
            return right
        return left if right == neutral else None

    def _restrict(self, node: Node, level: int, index: int) -> Node:
        if self._levels[node] == level:
            return self._children[node][index]
        children = tuple(self.restrict(child, level, index) for child in self._children[node])
        return self._branch(self._levels[node], children)

    def _below(self, node: Node, level: int) -> tuple[Node, ...]:
        if self._levels[node] == level:
            return self._children[node]
        return (node,) * self._sizes[level]

    def _branch(self, level: int, children: tuple[Node, ...]) -> Node:
        if children.count(children[0]) == len(children):
            return children[0]
        return self._add(level, children, None)

    def _add(self, level: int, children: tuple[Node, ...], result: int | None) -> Node:
        key = (level, children, result)
        found = self._nodes.get(key)
        if found is not None:
            return found
        if self._max_nodes is not None and len(self._levels) >= self._max_nodes:
            raise DiagramTooLargeError
        node = Node(len(self._levels))
        self._nodes[key] = node
        self._levels.append(level)
        self._children.append(children)
        self._remember(level, children, result)
        return node

    def _remember(self, level: int, children: tuple[Node, ...], result: int | None) -> None:
        if result is not None:
            self._results.append(frozenset((result,)))
            self._supports.append(0)
            return
        results: frozenset[int] = frozenset()
        support = 1 << level
        for child in children:
            results |= self._results[child]
            support |= self._supports[child]
        self._results.append(results)
        self._supports.append(support)
